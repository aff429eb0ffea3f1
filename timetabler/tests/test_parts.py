"""Rules on a part of the teaching: counted by hand, and known to the solvers as to the referee."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from random import Random

import pytest

from timetabler.chances import chances
from timetabler.evaluate import Cost, judge
from timetabler.exact.bound import lower_bound
from timetabler.explain import LANGUAGES, Verdict, explain, say
from timetabler.generate import School, make_school
from timetabler.live import Board
from timetabler.model import Calendar, Event, Group, Lesson, Plan, Problem, Resource, Seat
from timetabler.repair import Order, mend
from timetabler.rules import (
    AllowTravel,
    Among,
    AssignTime,
    AvoidClashes,
    AvoidSplitAssignments,
    AvoidUnavailable,
    ClusterBusy,
    CostFunction,
    GatherEvents,
    LimitAtOnce,
    LimitBusy,
    LimitIdle,
    LimitMixed,
    LimitMoves,
    LimitWorkload,
    ResourceRule,
    Rule,
    Window,
    without,
)
from timetabler.solve.regions import Regions

# Two days of four times; Ann teaches one hour each of A, B, C and D, Bo shares D with her.
DAYS = ((0, 1, 2, 3), (4, 5, 6, 7))
TIMES = tuple(f"t{time}" for time in range(8))
ANN, BO, ROOM = range(3)
A, B, C, D = range(4)
SCHOOL = Problem(
    id="hand",
    calendar=Calendar(
        times=TIMES,
        names=TIMES,
        groups=tuple(Group(id=str(d[0]), name="", members=d, kind="Day") for d in DAYS),
    ),
    kinds=("Teacher", "Room"),
    resources=tuple(
        Resource(id=name, name=name, kind="Room" if name == "Hall" else "Teacher")
        for name in ("Ann", "Bo", "Hall")
    ),
    events=tuple(
        Event(
            id=name,
            name=name,
            duration=1,
            seats=(
                Seat(role="t", resource=ANN),
                *([Seat(role="u", resource=BO)] if name == "D" else []),
                Seat(role="room", kind="Room"),
            ),
        )
        for name in "ABCD"
    ),
)


def plan(*starts: int | None) -> Plan:
    lessons = [
        Lesson(
            event=event,
            duration=1,
            start=start,
            resources=tuple(ROOM if s.resource is None else s.resource for s in about.seats),
        )
        for event, (start, about) in enumerate(zip(starts, SCHOOL.events, strict=True))
    ]
    return Plan(tuple(lessons))


def among(inner: ResourceRule, *events: int) -> Among:
    return Among(id="", resources=(ANN, BO), inner=inner, events=events)


BUSY = LimitBusy(id="", windows=tuple(Window(day, 0, 1) for day in DAYS))
GYM = LimitAtOnce(id="", events=(A, B, C, D), amounts=(1, 1, 2, 3), limits=((0, 2), (1, 4)))
BUS = AllowTravel(
    id="",
    resources=(ANN, BO),
    places=((A, B), (C, D)),
    pauses=((0, 1), (2, 0)),
    groups=DAYS,
)
TOUR = LimitMoves(
    id="",
    resources=(ANN, BO),
    places=(((A,), ()), ((B, C), (ROOM,)), ((C, D), ())),
    groups=DAYS,
    maximum=1,
)
CASES: list[tuple[Rule, Plan, int]] = [
    (among(BUSY, A, B), plan(0, 1, 2, 3), 1),
    (among(BUSY, A, C, D), plan(0, 1, 2, 3), 2),
    (among(LimitIdle(id="", groups=DAYS), A, D), plan(0, 1, 2, 3), 2),
    (among(AvoidClashes(id=""), A, B), plan(0, 1, 0, 0), 0),
    (among(AvoidClashes(id=""), A, B), plan(0, 0, 0, 0), 1),
    (among(LimitWorkload(id="", maximum=0), A, D), plan(0, 1, 2, 3), 3),
    # A room that is chosen is not looked at: only fixed seats count.
    (Among(id="", resources=(ROOM,), inner=BUSY, events=(A, B)), plan(0, 1, 2, 3), 0),
    (GYM, plan(0, 0, 2, 3), 0),
    (GYM, plan(0, 0, 0, 1), 2),
    (GYM, plan(1, 1, 0, 1), 1),
    (GYM, plan(5, 5, 5, 5), 0),
    (GYM, plan(None, 0, 0, None), 1),
    (BUS, plan(0, 4, 2, 6), 0),
    (BUS, plan(0, 4, 1, 5), 2),
    (BUS, plan(2, 7, 0, 6), 2),
    (BUS, plan(3, 7, 0, 4), 0),
    (BUS, plan(3, 0, 0, 4), 0),
    (TOUR, plan(0, 1, 6, 7), 1),  # C is at two places at once
    (TOUR, plan(0, 1, 4, 3), 1),
    (TOUR, plan(0, 4, 1, 5), 1),
    (replace(TOUR, pause=1), plan(0, 2, 3, 7), 0),
    (replace(TOUR, pause=2, maximum=0), plan(0, 2, 4, 7), 1),
    (among(AvoidUnavailable(id="", times=(0, 1)), A, B), plan(0, 1, 0, 0), 2),
    (
        replace(among(AvoidUnavailable(id="", times=(0, 1)), A, B), rooms=(ROOM,)),
        plan(0, 5, 0, 0),
        1,
    ),
    (
        replace(among(AvoidUnavailable(id="", times=(0, 1)), A, B), rooms=(BO,)),
        plan(0, 1, 0, 0),
        0,
    ),
]


@pytest.mark.parametrize(("rule", "made", "deviation"), CASES)
def test_a_rule_says_its_deviation(rule: Rule, made: Plan, deviation: int) -> None:
    report = judge(replace(SCHOOL, rules=(rule,)), made)
    assert sum(violation.deviation for violation in report.violations) == deviation


@pytest.mark.parametrize(("rule", "made", "deviation"), CASES)
@pytest.mark.parametrize("form", list(CostFunction))
@pytest.mark.usefixtures("warm")
@pytest.mark.slow
def test_the_live_plan_agrees(rule: Rule, made: Plan, deviation: int, form: CostFunction) -> None:
    problem = replace(SCHOOL, rules=(replace(rule, cost=form, weight=3),))
    board = Board(problem, together=False)
    board.load(made)
    assert board.cost == judge(problem, made).cost
    assert (board.cost.hard > 0) == (deviation > 0)
    assert board.plan() == made


def test_only_those_who_are_there_bear_that_a_place_is_too_full() -> None:
    report = judge(replace(SCHOOL, rules=(GYM,)), plan(0, 1, 0, 1))
    assert report.by_resource() == {ANN: Cost(1, 0), ROOM: Cost(1, 0)}
    crowded = judge(replace(SCHOOL, rules=(GYM,)), plan(1, 1, 0, 1))
    assert crowded.by_resource() == {ANN: Cost(1, 0), BO: Cost(1, 0), ROOM: Cost(1, 0)}
    assert [found.point.name for found in crowded.of(BO)] == ["1"]


@pytest.mark.parametrize("rule", [among(BUSY, A, B), GYM, BUS, TOUR])
def test_a_point_can_be_given_up(rule: Rule) -> None:
    first, *rest = rule.points()
    assert without(rule, first).points() == tuple(rest)


@pytest.mark.parametrize("rule", [among(BUSY, A, B), GYM, BUS, TOUR, replace(TOUR, pause=1)])
def test_every_language_has_a_sentence(rule: Rule) -> None:
    said = {say(SCHOOL, rule, rule.points()[0], language) for language in LANGUAGES}
    assert len(said) == len(LANGUAGES)
    assert not any("{" in sentence or "Traceback" in sentence for sentence in said)


def test_what_fits_at_once_is_said_with_its_time_also_in_own_words() -> None:
    own = replace(GYM, said=(("fi", "Sali: kaksi ryhmää."),))
    assert say(SCHOOL, own, own.points()[1], "fi") == "t1: Sali: kaksi ryhmää."
    assert say(SCHOOL, GYM, GYM.points()[0], "fi").startswith("t0: kerralla mahtuu enintään 2 (")


def test_hours_of_a_part_of_the_day_are_not_called_hours_a_day() -> None:
    lunch = LimitBusy(id="", resources=(ANN,), windows=(Window((1, 2), 0, 1),))
    said = say(SCHOOL, lunch, lunch.points()[0], "fi")
    assert said == "Ann: oppitunteja näinä aikoina: enintään 1 (t1, t2)."
    daily = replace(lunch, windows=BUSY.windows)
    assert say(SCHOOL, daily, daily.points()[0], "sv") == "Ann: lektioner per dag: högst 1."


def test_lessons_of_one_hour_are_said_to_begin_at_the_same_hour() -> None:
    hours = SCHOOL.calendar.hours()
    gathered = GatherEvents(id="", groups=((A, B),), names=("",), rows=hours)
    for rule in (gathered, replace(gathered, maximum=2)):
        said = {say(SCHOOL, rule, rule.points()[0], language) for language in LANGUAGES}
        assert len(said) == len(LANGUAGES)
    assert say(SCHOOL, gathered, gathered.points()[0]).endswith("at the same hour of the day.")


def test_several_choices_are_not_called_one_and_the_same() -> None:
    two = AvoidSplitAssignments(id="", groups=((A, B),), names=("",), role="room", maximum=2)
    said = [say(SCHOOL, two, two.points()[0], language) for language in LANGUAGES]
    assert said == [
        "A, B: eri vaihtoehtoja (tila): enintään 2.",
        "A, B: olika alternativ (rum): högst 2.",
        "A, B: different choices (room): at most 2.",
    ]


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
def test_a_hall_that_is_too_small_is_named_as_the_reason() -> None:
    hall = replace(GYM, id="hall", amounts=(1, 1, 1, 1), limits=tuple((t, 1) for t in range(8)))
    away = AvoidUnavailable(id="away", resources=(ANN,), times=(3, 4, 5, 6, 7))
    placed = AssignTime(id="placed", events=(A, B, C, D))
    found = explain(replace(SCHOOL, rules=(placed, away, hall)), seconds=20)
    assert found.verdict is Verdict.IMPOSSIBLE
    assert found.minimal
    named = Counter(reason.rule.id for reason in found.reasons)
    assert named == {"placed": 4, "away": 1, "hall": 3}
    roomy = replace(hall, limits=tuple((t, 2) for t in range(8)))
    assert explain(replace(SCHOOL, rules=(placed, away, roomy))).verdict is Verdict.POSSIBLE


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
def test_repair_keeps_what_fits_at_once_and_the_way_between_places() -> None:
    one = replace(GYM, id="hall", amounts=(1, 1, 1, 1), limits=tuple((t, 1) for t in range(8)))
    placed = AssignTime(id="placed", events=(A, B, C, D))
    clash = AvoidClashes(id="clash", resources=(ANN, BO))
    problem = replace(SCHOOL, rules=(placed, clash, one, replace(BUS, id="bus")))
    mended = mend(problem, plan(0, 1, 2, 6), Order(seconds=5))
    assert mended.cost == Cost(0, 0)
    assert judge(problem, mended.plan).cost == Cost(0, 0)
    assert len(mended.moved) == 1


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
def test_a_rule_on_very_much_teaching_frees_a_part_of_it() -> None:
    problem, made = make_school(School(classes=12, teachers=20))
    events = tuple(range(len(problem.events)))
    hall = replace(GYM, hard=False, events=events, amounts=(1,) * len(events), limits=((0, 0),))
    board = Board(replace(problem, rules=(hall,)))
    board.load(made)
    regions = Regions(board, chances(1))
    regions.score.update(people=0.0, days=0.0)
    drawn = [len(regions.draw()[1][0]) for _ in range(10)]
    assert max(drawn) < len(made.lessons) / 2
    assert min(drawn) >= 10


def _limit(random: Random) -> LimitAtOnce:
    limits = tuple((time, random.randint(0, 2)) for time in random.sample(range(8), 6))
    amounts = tuple(random.randint(1, 3) for _ in SCHOOL.events)
    return replace(GYM, amounts=amounts, limits=limits)


def _way(random: Random) -> Rule:
    pauses = tuple(tuple(random.randint(0, 3) for _ in range(2)) for _ in range(2))
    return replace(BUS, pauses=pauses)


def _tour(random: Random) -> Rule:
    """With a fixed room, a place of events alone and one where the room is chosen."""
    places = tuple((tuple(random.sample(range(4), 2)), random.choice(((), (ROOM,)))) for _ in "12")
    pause, most = random.choice((1, 2, 4)), random.randint(0, 1)
    return replace(TOUR, places=places, pause=pause, maximum=most)


def _part(random: Random) -> Rule:
    inner = random.choice(
        (
            LimitBusy(id="", windows=(Window(DAYS[0], 2, 2), Window(DAYS[1], 0, 0))),
            LimitIdle(id="", groups=DAYS, maximum=1),
            ClusterBusy(id="", groups=DAYS, minimum=2),
            AvoidClashes(id=""),
        )
    )
    events = tuple(random.sample(range(4), 3))
    return Among(id="", resources=(ANN, BO), inner=inner, events=events)


def _days(random: Random) -> Rule:
    pairs = ((DAYS[0][:2], DAYS[0][2:]), (DAYS[1], (0, 3)))
    people = (ANN, BO)
    days = ClusterBusy(id="", resources=people, groups=(*DAYS, (1, 4, 6)), maximum=1, hours=True)
    return random.choice(
        (days, LimitMixed(id="", resources=people, pairs=pairs, maximum=random.randint(0, 1)))
    )


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("make", [_limit, _way, _part, _days, _tour])
def test_the_exact_model_proves_what_trying_every_plan_finds(
    make: Callable[[Random], Rule], seed: int
) -> None:
    random = chances(seed)
    form = list(CostFunction)[seed]
    wish = replace(make(random), hard=False, weight=2, cost=form)
    others = [replace(_limit(random), id=f"other-{copy}", hard=False) for copy in range(2)]
    placed = AssignTime(id="placed", events=(A, B, C, D))
    events = (*SCHOOL.events[:D], replace(SCHOOL.events[D], start=4))
    for rule in (wish, replace(wish, hard=True)):
        problem = replace(SCHOOL, events=events, rules=(placed, rule, *others))
        plans = (plan(*starts, 4) for starts in product(range(8), repeat=3))
        costs = [judge(problem, made).cost for made in plans]
        best = min((cost.soft for cost in costs if not cost.hard), default=0)
        assert lower_bound(problem, 20.0) == best
