"""A problem that cannot be meant is refused when it is made, with what is wrong, where and why."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from timetabler.finnish import co_teaching
from timetabler.generate import School, make_school, medley
from timetabler.model import (
    Calendar,
    Event,
    Group,
    ModelFault,
    Plan,
    Problem,
    Resource,
    Seat,
    Term,
)
from timetabler.rules import (
    AllowTravel,
    Among,
    AssignTime,
    AvoidUnavailable,
    LimitAtOnce,
    LimitBusy,
    LimitIdle,
    LimitKinds,
    LimitMoves,
    LinkEvents,
    OrderEvents,
    PreferResources,
    PreferTimes,
    Rule,
    SplitEvents,
    Window,
)

TIMES = tuple(f"t{time}" for time in range(8))
MATHS = Event(
    id="maths", name="", duration=2, seats=(Seat(role="t", resource=0), Seat(role="r", kind="Room"))
)
SCHOOL = Problem(
    id="small",
    calendar=Calendar(times=TIMES, names=TIMES, weeks=("A", "B")),
    kinds=("Teacher", "Room", "Pool"),
    resources=(
        Resource(id="Ann", name="", kind="Teacher"),
        Resource(id="R1", name="", kind="Room"),
    ),
    events=(MATHS,),
    rules=(AssignTime(id="placed", events=(0,)),),
)


def maths(**changed: Any) -> dict[str, Any]:
    return {"events": (replace(MATHS, **changed),)}


def ruled(rule: Rule) -> dict[str, Any]:
    return {"rules": (*SCHOOL.rules, rule)}


def times(**changed: Any) -> dict[str, Any]:
    return {"calendar": replace(SCHOOL.calendar, **changed)}


NOWHERE = Group(id="g", name="", members=(9,))
WRONG: list[tuple[Mapping[str, Any], str]] = [
    (maths(seats=(Seat(role="t", resource=99),)), r"'maths' .*seat 0 \('t'\): resource 99 does"),
    (maths(seats=(Seat(role="t", resource=-3),)), "resource -3 does not exist: there are 2"),
    (maths(seats=(Seat(role="r", kind="Rom"),)), "nothing is of the kind 'Rom'; .* Room, Pool"),
    (maths(seats=(Seat(),)), "nothing is of the kind ''"),
    (maths(seats=(Seat(resource=0, workload=-1),)), "workload -1 is negative"),
    (maths(duration=0), r"event 'maths' \(number 0\): duration 0"),
    (maths(duration=-2), "duration -2"),
    (maths(start=50), "start 50 with duration 2 lies outside the calendar: there are 8 times"),
    (maths(start=7), "start 7 with duration 2"),
    (maths(start=-1), "start -1"),
    (maths(weeks=frozenset({5})), "kind of week 5 does not exist: there are 2 kinds"),
    (maths(workload=-4), "workload -4"),
    (
        ruled(AssignTime(id="a", events=(7,))),
        r"rule 'a' \(number 1\): event 7 .* there is only event 0",
    ),
    (ruled(AvoidUnavailable(id="a", resources=(0,), times=(0, 77))), "time 77 does not exist"),
    (ruled(AvoidUnavailable(id="a", resources=(0,), times=(-1,))), "time -1 does not exist"),
    (ruled(AvoidUnavailable(id="a", resources=(2,))), "resource 2 does not exist"),
    (ruled(PreferTimes(id="a", events=(0,), times=frozenset({8}))), "time 8"),
    (ruled(PreferResources(id="a", events=(0,), resources=frozenset({8}))), "resource 8"),
    (ruled(LimitBusy(id="a", resources=(0,), windows=(Window((0, 8)),))), "time 8"),
    (ruled(LinkEvents(id="a", groups=((0, 1),), names=("",))), "event 1"),
    (ruled(OrderEvents(id="a", pairs=((0, 3, 0, 1),))), "event 3"),
    (ruled(Among(id="a", resources=(0,), events=(4,))), "event 4"),
    (ruled(Among(id="a", resources=(0,), rooms=(4,))), "resource 4"),
    (ruled(Among(id="a", inner=LimitIdle(id="", groups=((9,),)))), "time 9"),
    (ruled(LimitAtOnce(id="a", limits=((8, 1),))), "time 8"),
    (ruled(LimitKinds(id="a", parts=((5,),))), "event 5"),
    (ruled(LimitMoves(id="a", places=(((0,), (6,)),))), "resource 6"),
    (ruled(AllowTravel(id="a", places=((3,),), pauses=((0,),))), "event 3"),
    (ruled(AssignTime(id="placed", events=(0,))), "rules 0 and 1 have the same id 'placed'"),
    ({"events": (MATHS, MATHS)}, "events 0 and 1 have the same id 'maths'"),
    ({"resources": (*SCHOOL.resources, SCHOOL.resources[0])}, "resources 0 and 2 have the same"),
    ({"resource_groups": (NOWHERE,)}, r"resource group 'g' \(number 0\): resource 9"),
    ({"event_groups": (NOWHERE,)}, "event group 'g' .* event 9"),
    (times(groups=(NOWHERE,)), "group of times 'g' .* time 9"),
    (times(names=TIMES[1:]), "7 names for 8 times"),
    (times(times=("t0",) * 8), "times 0 and 1 have the same id 't0'"),
]


@pytest.mark.parametrize(("changed", "reason"), WRONG)
def test_what_refers_to_nothing_or_lies_outside_is_refused(
    changed: Mapping[str, Any], reason: str
) -> None:
    with pytest.raises(ModelFault, match=reason):
        replace(SCHOOL, **changed)


ALONE: list[tuple[Callable[[], Rule], str]] = [
    (lambda: AssignTime(id="a", weight=-5), "rule 'a': weight -5 is negative"),
    (lambda: Among(id="a", inner=LimitIdle(id="b", weight=-1)), "rule 'b': weight -1"),
    (lambda: LimitIdle(id="a", minimum=3, maximum=2), "minimum 3 is more than maximum 2"),
    (lambda: SplitEvents(id="a", shortest=3, longest=2), "shortest 3 is more than longest 2"),
    (lambda: SplitEvents(id="a", fewest=3, most=2), "fewest 3 is more than most 2"),
    (lambda: LimitBusy(id="a", windows=(Window((0,), 2, 1),)), "minimum 2 is more than maximum 1"),
    (lambda: OrderEvents(id="a", pairs=((0, 1, 2, 1),)), "least pause 2"),
    (lambda: OrderEvents(id="a", day=-1), "-1 times long"),
    (lambda: LinkEvents(id="a", groups=((0,),)), "0 names for 1 groups"),
    (lambda: LimitAtOnce(id="a", events=(0,)), "0 amounts for 1 events"),
    (lambda: LimitAtOnce(id="a", events=(0,), amounts=(-1,)), "amount -1"),
    (lambda: AllowTravel(id="a", places=((0,),)), "1 places do not have a pause"),
]


@pytest.mark.parametrize(("make", "reason"), ALONE)
def test_a_rule_that_nobody_can_mean_is_refused_by_itself(
    make: Callable[[], Rule], reason: str
) -> None:
    with pytest.raises(ModelFault, match=reason):
        make()


def test_a_weight_of_nothing_and_a_window_of_no_times_can_be_meant() -> None:
    assert AssignTime(id="a", weight=0).weight == 0
    assert LimitBusy(id="lunch", windows=(Window((), 0, -1),)).windows


def test_a_seat_of_a_known_kind_that_nobody_is_of_can_be_asked_for_and_stays_empty() -> None:
    pool = replace(SCHOOL, **maths(seats=(Seat(role="p", kind="Pool"),)))
    assert pool.choices_of["Pool"] == ()
    assert Plan.complete(pool, []).lessons[0].resources == (None,)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"rota": ()}, "names no kind of week"),
        ({"rota": (0, -1)}, "names no kind of week"),
        ({"last": date(2026, 8, 1)}, "ends on 2026-08-01, before 2026-08-12"),
        ({"days": 0}, "0 days of a week"),
    ],
)
def test_a_term_that_no_date_could_follow_is_refused(
    changed: Mapping[str, Any], reason: str
) -> None:
    term = Term(id="autumn", first=date(2026, 8, 12), last=date(2026, 12, 19))
    with pytest.raises(ModelFault, match=reason):
        replace(term, **changed)


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_made_up_can_be_meant(seed: int) -> None:
    assert medley(seed).rules
    assert make_school(School(seed=seed, hours=2))[0].rules


def test_an_event_can_be_co_taught_in_some_hours_more_than_once() -> None:
    once = co_teaching(SCHOOL, event=0, seat=Seat(role="u", resource=1), hours=1)
    once = replace(once, events=(replace(once.events[0], duration=3), *once.events[1:]))
    twice = co_teaching(once, event=0, seat=Seat(role="u", resource=1), hours=1)
    assert [event.id for event in twice.events] == ["maths", "maths+", "maths++"]
