"""Each kind of rule says the deviation that its definition gives, worked out by hand."""

from dataclasses import replace

import pytest

from timetabler.evaluate import Cost, judge
from timetabler.model import (
    Calendar,
    Event,
    Lesson,
    Plan,
    PlanFault,
    Problem,
    Resource,
    Seat,
)
from timetabler.rules import (
    AssignResource,
    AssignTime,
    AvoidClashes,
    AvoidLonely,
    AvoidSplitAssignments,
    AvoidUnavailable,
    BeginEarly,
    ClusterBusy,
    CostFunction,
    DistributeSplits,
    GatherEvents,
    LimitBusy,
    LimitIdle,
    LimitKinds,
    LimitMixed,
    LimitWorkload,
    LinkEvents,
    OrderEvents,
    PreferResources,
    PreferTimes,
    Rule,
    SplitEvents,
    SpreadEvents,
    Window,
)

# Two days of four times; Ann teaches maths (3) and art (2), Bo teaches art with her; two rooms.
TIMES = tuple(f"{day}{hour}" for day in "AB" for hour in range(4))
DAYS = ((0, 1, 2, 3), (4, 5, 6, 7))
ANN, BO, ROOM_1, ROOM_2 = range(4)
MATHS, ART = 0, 1
SCHOOL = Problem(
    id="hand",
    calendar=Calendar(times=TIMES, names=TIMES),
    kinds=("Teacher", "Room"),
    resources=tuple(
        Resource(id=name, name=name, kind=kind)
        for name, kind in (("Ann", "Teacher"), ("Bo", "Teacher"), ("R1", "Room"), ("R2", "Room"))
    ),
    events=(
        Event(
            id="maths",
            name="",
            duration=3,
            seats=(Seat(role="t", resource=ANN), Seat(role="room", kind="Room")),
        ),
        Event(
            id="art",
            name="",
            duration=2,
            workload=5,
            seats=(
                Seat(role="t", resource=ANN, workload=3),
                Seat(role="u", resource=BO),
                Seat(role="room", kind="Room"),
            ),
        ),
    ),
)


def maths(duration: int, start: int | None, room: int | None = ROOM_1) -> Lesson:
    return Lesson(event=MATHS, duration=duration, start=start, resources=(ANN, room))


def art(duration: int, start: int | None, room: int | None = ROOM_2) -> Lesson:
    return Lesson(event=ART, duration=duration, start=start, resources=(ANN, BO, room))


PLAN = Plan((maths(2, 0), maths(1, 3, ROOM_2), art(1, 3), art(1, 6, None)))
BOTH = (MATHS, ART)
APART = ((MATHS,), (ART,))

CASES: list[tuple[Rule, Plan, int]] = [
    (AssignTime(id="", events=BOTH), PLAN, 0),
    (BeginEarly(id="", resources=(ANN,), groups=DAYS), PLAN, 1),
    (BeginEarly(id="", resources=(ANN,), groups=DAYS, maximum=1), PLAN, 1),
    (BeginEarly(id="", resources=(ANN,), groups=DAYS[:1]), PLAN, 0),
    (BeginEarly(id="", resources=(ANN,), groups=(DAYS[1][1:],)), PLAN, 1),
    (BeginEarly(id="", resources=(ANN,), groups=(DAYS[1][1:],), maximum=1), PLAN, 0),
    (BeginEarly(id="", resources=(BO,), groups=DAYS, maximum=2), PLAN, 4),
    (AvoidLonely(id="", resources=(ANN,), groups=DAYS), PLAN, 2),
    (AvoidLonely(id="", resources=(BO,), groups=((3, 6),)), PLAN, 0),
    (AssignTime(id="", events=BOTH), Plan((maths(2, None), maths(1, 3), art(2, None))), 4),
    (AssignResource(id="", events=BOTH, role="room"), PLAN, 1),
    (AssignResource(id="", events=(MATHS,), role="u"), PLAN, 0),
    (SplitEvents(id="", events=(MATHS,), shortest=2, most=1), PLAN, 2),
    (SplitEvents(id="", events=(MATHS,), longest=1, fewest=4), PLAN, 3),
    (DistributeSplits(id="", events=(ART,), duration=1, maximum=1), PLAN, 1),
    (DistributeSplits(id="", events=(ART,), duration=2, minimum=2), PLAN, 2),
    (PreferTimes(id="", events=BOTH, times=frozenset({3})), PLAN, 3),
    (PreferTimes(id="", events=BOTH, times=frozenset({3}), duration=1), PLAN, 1),
    (PreferTimes(id="", events=BOTH, times=frozenset()), Plan((maths(3, None), art(2, 1))), 2),
    (PreferResources(id="", events=BOTH, role="room", resources=frozenset({ROOM_1})), PLAN, 2),
    (SpreadEvents(id="", groups=(BOTH,), names=("",), windows=(Window(DAYS[0], 0, 1),)), PLAN, 2),
    (SpreadEvents(id="", groups=(BOTH,), names=("",), windows=(Window(DAYS[1], 3, 4),)), PLAN, 2),
    (GatherEvents(id="", groups=(BOTH,), names=("",), rows=DAYS), PLAN, 1),
    (GatherEvents(id="", groups=(BOTH,), names=("",), rows=DAYS, maximum=2), PLAN, 0),
    (GatherEvents(id="", groups=(BOTH,), names=("",), rows=DAYS[1:], maximum=0), PLAN, 1),
    (LinkEvents(id="", groups=(BOTH,), names=("",)), PLAN, 3),
    (LinkEvents(id="", groups=(BOTH,), names=("",)), Plan((maths(3, 0), art(2, 1))), 1),
    (AvoidSplitAssignments(id="", groups=(BOTH,), names=("",), role="room"), PLAN, 1),
    (AvoidSplitAssignments(id="", groups=(BOTH,), names=("",), role="room", maximum=2), PLAN, 0),
    (OrderEvents(id="", pairs=((MATHS, ART, 0, 9),)), PLAN, 1),
    (OrderEvents(id="", pairs=((MATHS, ART, 0, 1),)), Plan((maths(3, 0), art(2, 6))), 2),
    (OrderEvents(id="", pairs=((MATHS, ART, 0, 1),)), Plan((maths(3, 0), art(2, None))), 0),
    (OrderEvents(id="", pairs=((MATHS, ART, 0, 1),), day=4), Plan((maths(3, 0), art(2, 6))), 0),
    (OrderEvents(id="", pairs=((ART, MATHS, 0, 9),), day=4), Plan((maths(1, 0), art(2, 1))), 3),
    (AvoidClashes(id="", resources=(ANN,)), PLAN, 1),
    (AvoidClashes(id="", resources=(BO,)), PLAN, 0),
    (AvoidUnavailable(id="", resources=(ANN,), times=(1, 3, 4)), PLAN, 2),
    (LimitIdle(id="", resources=(ANN,), groups=DAYS), PLAN, 1),
    (LimitIdle(id="", resources=(ANN,), groups=DAYS, minimum=3, maximum=5), PLAN, 2),
    (LimitIdle(id="", resources=(ANN,), groups=(tuple(range(8)),)), PLAN, 3),
    (ClusterBusy(id="", resources=(ANN,), groups=DAYS, maximum=1), PLAN, 1),
    (LimitMixed(id="", resources=(ANN,), pairs=((DAYS[0], DAYS[1]),)), PLAN, 1),
    (LimitMixed(id="", resources=(ANN,), pairs=((DAYS[0], DAYS[1]),), maximum=1), PLAN, 0),
    (ClusterBusy(id="", resources=(ANN,), groups=DAYS, maximum=1, hours=True), PLAN, 1),
    (ClusterBusy(id="", resources=(ANN,), groups=(*DAYS, (0, 2)), maximum=1, hours=True), PLAN, 2),
    (ClusterBusy(id="", resources=(ANN,), groups=DAYS, maximum=2, hours=True), PLAN, 0),
    (LimitMixed(id="", resources=(ANN,), pairs=(((0, 1), (3, 6)), (DAYS[1], (2,)))), PLAN, 2),
    (LimitKinds(id="", resources=(ANN,), parts=APART, times=DAYS[0], maximum=1), PLAN, 1),
    (LimitKinds(id="", resources=(ANN,), parts=APART, times=DAYS[0], maximum=2), PLAN, 0),
    (LimitKinds(id="", resources=(ANN,), parts=APART, times=DAYS[0], minimum=3), PLAN, 1),
    (LimitKinds(id="", resources=(ANN,), parts=APART, times=(7,), minimum=3), PLAN, 0),
    (ClusterBusy(id="", resources=(BO,), groups=(*DAYS, (0, 1)), minimum=3), PLAN, 1),
    (LimitBusy(id="", resources=(ANN,), windows=(Window(DAYS[0], 0, 2),)), PLAN, 1),
    (LimitBusy(id="", resources=(ANN,), windows=tuple(Window(d, 2, 9) for d in DAYS)), PLAN, 1),
    (LimitBusy(id="", resources=(BO,), windows=(Window((0, 1), 2, 9),)), PLAN, 0),
    (LimitWorkload(id="", resources=(ANN,), maximum=4), PLAN, 2),
    (LimitWorkload(id="", resources=(BO,), minimum=7), PLAN, 2),
    # Room 2 has one of the three maths times and one of the two art times: 1 + 5/2, rounded up.
    (LimitWorkload(id="", resources=(ROOM_2,), maximum=1), PLAN, 3),
]


@pytest.mark.parametrize(("rule", "plan", "deviation"), CASES)
def test_a_rule_says_its_deviation(rule: Rule, plan: Plan, deviation: int) -> None:
    report = judge(replace(SCHOOL, rules=(rule,)), plan)
    assert sum(violation.deviation for violation in report.violations) == deviation


@pytest.mark.parametrize(
    ("form", "soft"),
    [(CostFunction.LINEAR, 21), (CostFunction.QUADRATIC, 63), (CostFunction.STEP, 7)],
)
def test_a_cost_function_is_applied_at_each_point_before_the_weight(
    form: CostFunction, soft: int
) -> None:
    rule = AvoidUnavailable(
        id="", hard=False, weight=7, cost=form, resources=(ANN,), times=(0, 1, 3)
    )
    assert judge(replace(SCHOOL, rules=(rule,)), PLAN).cost == Cost(0, soft)


def test_costs_are_told_by_rule_and_by_person() -> None:
    rules = (
        AvoidClashes(id="clash", weight=2, resources=(ANN, BO)),
        AssignResource(id="room", hard=False, events=(ART,), role="room"),
    )
    problem = replace(SCHOOL, rules=rules)
    report = judge(problem, PLAN)
    assert report.by_rule() == {"clash": Cost(2, 0), "room": Cost(0, 1)}
    assert report.by_resource() == {ANN: Cost(2, 1), BO: Cost(0, 1), ROOM_2: Cost(0, 1)}


def test_any_hard_cost_outweighs_every_soft_one() -> None:
    assert Cost(0, 10**9) < Cost(1, 0)


def test_hours_that_a_plan_leaves_out_count_as_unplaced() -> None:
    placed = replace(SCHOOL, rules=(AssignTime(id="", events=BOTH),))
    assert judge(placed, Plan(())).cost == judge(placed, Plan.complete(placed, [])).cost
    assert judge(placed, Plan(())).cost == Cost(5, 0)
    assert judge(placed, Plan((maths(1, 0), art(2, 4)))).cost == Cost(2, 0)


MATHS_AT_0 = maths(3, 0)
FOREIGN: list[tuple[tuple[Lesson, ...], str]] = [
    ((replace(MATHS_AT_0, event=7),), "lesson 0: the problem has no event 7"),
    ((replace(MATHS_AT_0, event=-1),), "no event -1"),
    ((maths(2, 0), maths(2, 4)), r"lesson 1 \(event 'maths'\): .* 1 longer than the event"),
    ((maths(0, 0),), "duration 0"),
    ((maths(3, 6),), "start 6 with duration 3 lies outside"),
    ((maths(3, -1),), "start -1"),
    ((replace(MATHS_AT_0, resources=(BO, ROOM_1)),), r"resource 1 .* seat 0 \('t'\)"),
    ((replace(MATHS_AT_0, resources=(None, ROOM_1)),), "resource None .* seat 0"),
    ((maths(3, 0, BO),), "resource 1 .* seat 1"),
    ((maths(3, 0, 44),), "resource 44"),
    ((replace(MATHS_AT_0, resources=(ANN,)),), "1 resources for 2 seats"),
]


@pytest.mark.parametrize(("lessons", "reason"), FOREIGN)
def test_a_plan_of_some_other_problem_has_no_cost(lessons: tuple[Lesson, ...], reason: str) -> None:
    with pytest.raises(PlanFault, match=reason):
        judge(SCHOOL, Plan(lessons))
