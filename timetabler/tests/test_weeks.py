"""Weeks A and B share times, people and rooms; within a week nobody is ever in two places."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from random import Random

import pytest

from timetabler import finnish
from timetabler.chances import chances
from timetabler.evaluate import Cost, judge
from timetabler.evaluate.view import View
from timetabler.exact.bound import lower_bound
from timetabler.explain import LANGUAGES, say
from timetabler.finnish import Terms, by_week
from timetabler.live import Board
from timetabler.live.limits import Limits
from timetabler.model import Calendar, Event, Group, Lesson, Plan, Problem, Resource, Seat
from timetabler.rules import (
    AllowTravel,
    Among,
    AssignResource,
    AssignTime,
    AvoidClashes,
    AvoidUnavailable,
    CostFunction,
    LimitAtOnce,
    LimitBusy,
    LimitIdle,
    LimitKinds,
    LimitMoves,
    LimitWorkload,
    ResourceRule,
    Rule,
    SpreadEvents,
    Window,
)
from timetabler.solve.options import Options
from timetabler.solve.portfolio import solve
from timetabler.substitutes import Staff, rank

DAYS = ((0, 1), (2, 3))
TIMES = tuple("0123")
CALENDAR = Calendar(
    times=TIMES,
    names=TIMES,
    groups=tuple(Group(id=str(day[0]), name="", members=day, kind="Day") for day in DAYS),
    weeks=("A weeks", "B weeks"),
)
CLASS, ANN, BO, HALL, GYM = range(5)
ODD, EVEN, EVERY = frozenset({0}), frozenset({1}), frozenset[int]()
MUST = Terms(id="must")
TEACHER, ROOM = Seat(role="teacher", kind="Teacher"), Seat(role="room", kind="Room")


def school(
    *events: tuple[frozenset[int], tuple[int | Seat, ...]], rules: tuple[Rule, ...]
) -> Problem:
    """Events of one hour, each with the weeks in which it runs and who sits in it."""
    return Problem(
        id="weeks",
        calendar=CALENDAR,
        kinds=("Class", "Teacher", "Room"),
        resources=tuple(
            Resource(id=name, name=name, kind=kind)
            for name, kind in zip(
                ("9A", "Ann", "Bo", "Hall", "Gym"),
                ("Class", "Teacher", "Teacher", "Room", "Room"),
                strict=True,
            )
        ),
        events=tuple(
            Event(
                id=f"e{number}",
                name="",
                duration=1,
                weeks=weeks,
                seats=tuple(x if isinstance(x, Seat) else Seat(resource=x) for x in seats),
            )
            for number, (weeks, seats) in enumerate(events)
        ),
        rules=rules,
    )


def cost(problem: Problem, *lessons: tuple[int, tuple[int | None, ...]]) -> Cost:
    """What the referee says of a plan by start and seats of each event; the live plan agrees."""
    plan = Plan(
        tuple(
            Lesson(event=event, duration=1, start=start, resources=seats)
            for event, (start, seats) in enumerate(lessons)
        )
    )
    board = Board(problem, together=False)
    board.load(plan)
    said = judge(problem, plan).cost
    assert board.cost == said
    return said


CLASHES = AvoidClashes(id="one-place", resources=tuple(range(5)))
TWO_PLACES: tuple[ResourceRule, ...] = (
    AllowTravel(
        id="r", resources=(ANN,), places=((0,), (1,)), pauses=((0, 1), (1, 0)), groups=DAYS
    ),
    LimitKinds(id="LimitKinds", resources=(ANN,), parts=((0,), (1,)), times=DAYS[0], maximum=1),
    LimitMoves(id="LimitMoves", resources=(ANN,), places=(((0,), ()), ((1,), ())), groups=DAYS),
)


@pytest.mark.parametrize("rule", TWO_PLACES)
@pytest.mark.usefixtures("warm")
def test_places_of_different_weeks_are_never_on_one_way(rule: ResourceRule) -> None:
    apart = by_week(school((ODD, (ANN,)), (EVEN, (ANN,)), rules=(rule,)))
    assert cost(apart, (0, (ANN,)), (1, (ANN,))) == Cost(0, 0)
    mixed = by_week(school((ODD, (ANN,)), (EVERY, (ANN,)), rules=(rule,)))
    assert cost(mixed, (0, (ANN,)), (1, (ANN,))) == Cost(1, 0)


@pytest.mark.parametrize("inner", [*TWO_PLACES, Among(id="r", inner=CLASHES)])
def test_a_rule_that_names_events_is_not_kept_among_others(inner: ResourceRule) -> None:
    with pytest.raises(ValueError, match="on_events"):
        Among(id="outer", inner=inner)


def test_chosen_seats_in_certain_rooms_cannot_be_counted() -> None:
    with pytest.raises(ValueError, match="rooms"):
        Among(id="outer", rooms=(HALL,), chosen=True)


def test_a_part_of_a_plan_has_no_parts() -> None:
    part = View(school((ODD, (ANN,)), rules=()), Plan(())).part((0,))
    with pytest.raises(ValueError, match="part"):
        part.part((0,))


@pytest.mark.usefixtures("warm")
def test_whoever_is_chosen_is_in_one_place_in_each_week() -> None:
    problem = by_week(
        school((ODD, (ANN,)), (EVERY, (TEACHER,)), (EVEN, (TEACHER,)), rules=(CLASHES,))
    )
    assert cost(problem, (0, (ANN,)), (0, (ANN,)), (0, (ANN,))) == Cost(2, 0)
    assert cost(problem, (0, (ANN,)), (0, (BO,)), (0, (ANN,))) == Cost(0, 0)
    assert cost(problem, (0, (ANN,)), (0, (BO,)), (0, (BO,))) == Cost(1, 0)


@pytest.mark.usefixtures("warm")
def test_a_chosen_room_is_shared_by_alternating_weeks_only() -> None:
    problem = by_week(school((ODD, (ROOM,)), (EVEN, (ROOM,)), (EVERY, (ROOM,)), rules=(CLASHES,)))
    assert cost(problem, (0, (HALL,)), (0, (HALL,)), (0, (GYM,))) == Cost(0, 0)
    assert cost(problem, (0, (HALL,)), (0, (HALL,)), (0, (HALL,))) == Cost(2, 0)


@pytest.mark.usefixtures("warm")
def test_closed_times_hold_for_whoever_is_chosen() -> None:
    closed = AvoidUnavailable(id="closed", resources=(ANN, HALL), times=(0,))
    problem = by_week(school((ODD, (ANN,)), (EVERY, (TEACHER, ROOM)), rules=(closed,)))
    assert cost(problem, (1, (ANN,)), (0, (ANN, GYM))) == Cost(2, 0)  # in A weeks and in B weeks
    assert cost(problem, (1, (ANN,)), (0, (BO, HALL))) == Cost(1, 0)  # the hall never alternates


@pytest.mark.usefixtures("warm")
def test_what_fits_at_once_is_counted_in_each_week() -> None:
    hall = finnish.capacity(
        school((ODD, ()), (EVEN, ()), (EVERY, ()), rules=()),
        MUST,
        amounts={0: 1, 1: 1, 2: 1},
        most=1,
        place="Hall",
    )
    assert cost(hall, (0, ()), (0, ()), (0, ())) == Cost(2, 0)
    problem = by_week(hall)
    assert cost(problem, (0, ()), (0, ()), (1, ())) == Cost(0, 0)
    assert cost(problem, (0, ()), (0, ()), (0, ())) == Cost(2, 0)
    assert cost(problem, (0, ()), (1, ()), (0, ())) == Cost(1, 0)


@pytest.mark.usefixtures("warm")
def test_teaching_is_spread_over_the_days_of_each_week() -> None:
    windows = tuple(Window(day, 0, 1) for day in DAYS)
    groups = ((0, 1), (2, 3))
    rule = SpreadEvents(id="spread", groups=groups, names=("a", "b"), windows=windows)
    problem = by_week(school((ODD, ()), (EVEN, ()), (EVERY, ()), (EVERY, ()), rules=(rule,)))
    assert cost(problem, (0, ()), (1, ()), (2, ()), (0, ())) == Cost(0, 0)
    assert cost(problem, (0, ()), (1, ()), (0, ()), (1, ())) == Cost(1, 0)


@pytest.mark.usefixtures("warm")
def test_work_is_that_of_the_whole_plan() -> None:
    load = LimitWorkload(id="load", resources=(ANN,), maximum=1)
    theory = Among(id="theory", resources=(ANN,), inner=load, events=(0, 1))
    problem = by_week(school((ODD, (ANN,)), (EVEN, (ANN,)), rules=(load, theory)))
    assert cost(problem, (0, (ANN,)), (0, (ANN,))) == Cost(2, 0)


def test_a_rule_of_one_week_says_which() -> None:
    hall = LimitAtOnce(id="hall", events=(0, 1), amounts=(1, 1), limits=((0, 1),))
    travel = finnish.travel(
        school((ODD, (ANN,)), (EVEN, (ANN,)), rules=(*TWO_PLACES, hall, CLASHES)),
        MUST,
        people=[ANN],
        places=[[0], [1]],
        pause=1,
    )
    problem = by_week(travel)
    for language in LANGUAGES:
        said = [
            say(problem, rule, point, language) for rule in problem.rules for point in rule.points()
        ]
        in_a = [sentence for sentence in said if "A weeks" in sentence]
        in_b = [sentence for sentence in said if "B weeks" in sentence]
        assert len(in_a) == len(in_b) == 6
        assert all(sentence.endswith(".") and ".." not in sentence for sentence in said)


def test_an_unknown_week_is_refused() -> None:
    with pytest.raises(ValueError, match="e0"):
        by_week(school((frozenset({5}), (ANN,)), rules=()))


@pytest.mark.parametrize("weekly", [False, True])
def test_a_substitute_is_away_also_where_weeks_alternate(*, weekly: bool) -> None:
    away = AvoidUnavailable(id="away", resources=(BO,), times=(0,))
    problem = school((EVERY, (CLASS, ANN)), (ODD, (BO,)), rules=(CLASHES, away))
    problem = by_week(problem) if weekly else problem
    missed = Lesson(event=0, duration=1, start=0, resources=(CLASS, ANN))
    plan = Plan((missed, Lesson(event=1, duration=1, start=3, resources=(BO,))))
    (found,) = rank(problem, plan, missed, Staff(teachers=(BO,)))
    assert not found.free
    (later,) = rank(problem, plan, replace(missed, start=1), Staff(teachers=(BO,)))
    assert later.free


def _clashes(random: Random) -> ResourceRule:
    return CLASHES


def _closed(random: Random) -> ResourceRule:
    times = tuple(random.sample(range(4), 2))
    return AvoidUnavailable(id="rule", resources=(ANN, BO, HALL), times=times)


def _hours(random: Random) -> ResourceRule:
    windows = (Window(DAYS[0], 0, 1), Window(DAYS[1], 2, 2))
    return LimitBusy(id="rule", resources=(ANN, HALL), windows=windows)


def _gaps(random: Random) -> ResourceRule:
    return LimitIdle(id="rule", resources=(ANN, HALL, GYM), groups=(tuple(range(4)),))


def _work(random: Random) -> ResourceRule:
    load = LimitWorkload(id="", minimum=1, maximum=random.randint(1, 2))
    return Among(id="rule", resources=(ANN, BO), inner=load, events=(0, 1, 2), chosen=True)


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("make", [_clashes, _closed, _hours, _gaps, _work])
def test_the_exact_model_counts_chosen_people_and_rooms_in_each_week(
    make: Callable[[Random], ResourceRule], seed: int
) -> None:
    random = chances(seed)
    weeks = random.sample((ODD, EVEN, EVERY), 3)
    wish = replace(make(random), hard=False, weight=2, cost=list(CostFunction)[seed])
    hall = replace(_closed(random), id="closed", hard=False)
    full = tuple(
        AssignResource(id=role, events=(0, 1, 2), role=role) for role in ("teacher", "room")
    )
    placed = AssignTime(id="placed", events=(0, 1, 2))
    seats: tuple[tuple[int | Seat, ...], ...] = ((ANN, ROOM), (TEACHER, HALL), (TEACHER, ROOM))
    rules = (placed, *full, wish, hall)
    problem = by_week(school(*zip(weeks, seats, strict=True), rules=rules))
    best = min(
        judge(
            problem,
            Plan(
                tuple(
                    Lesson(event=event, duration=1, start=start, resources=taken)
                    for event, (start, taken) in enumerate(
                        zip(starts, ((ANN, a), (b, HALL), (c, d)), strict=True)
                    )
                )
            ),
        ).cost
        for starts in product(range(4), repeat=3)
        for a, b, c, d in product((HALL, GYM), (ANN, BO), (ANN, BO), (HALL, GYM))
    )
    assert best.hard == 0
    assert lower_bound(problem, 20.0) == best.soft
    found = solve(problem, Options(seconds=1, workers=1))
    assert found.cost == judge(problem, found.plan).cost
    assert found.cost.soft >= best.soft


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
def test_the_search_shares_chosen_people_and_rooms_between_weeks_and_never_within_one() -> None:
    every = [(EVERY, (TEACHER, ROOM))] * 4
    halves = [(ODD, (TEACHER, ROOM)), (EVEN, (TEACHER, ROOM))] * 4
    events = range(len(every) + len(halves))
    full = tuple(
        AssignResource(id=role, events=tuple(events), role=role) for role in ("teacher", "room")
    )
    rules = (AssignTime(id="placed", events=tuple(events)), *full, CLASHES)
    # Two teachers at four times: four lessons of every week leave four places in each kind of week.
    problem = by_week(school(*every, *halves, rules=rules))
    found = solve(problem, Options(seconds=4, workers=1))
    assert found.cost == Cost(0, 0)
    for week in (0, 1):
        taken = Counter(
            (resource, lesson.start)
            for lesson in found.plan.lessons
            if problem.events[lesson.event].runs_in(week)
            for resource in lesson.resources
        )
        assert max(taken.values()) == 1
        assert sum(taken.values()) == 2 * 8


def test_nobody_starts_at_times_closed_in_each_week() -> None:
    closed = AvoidUnavailable(id="closed", resources=(ANN,), times=(0, 3))
    problem = by_week(school((ODD, (ANN,)), (EVERY, (ANN,)), (EVEN, (TEACHER,)), rules=(closed,)))
    bundles = Board(problem).bundles
    limits = Limits(problem)
    assert [limits.starts(bundle, 1) for bundle in bundles] == [(1, 2), (1, 2), (0, 1, 2, 3)]


def test_a_substitute_is_away_only_for_teaching_that_the_rule_looks_at() -> None:
    away = AvoidUnavailable(id="", times=(0,))
    about_other = Among(id="theory", resources=(BO,), inner=away, events=(1,))
    in_the_gym = Among(id="gym", resources=(BO,), inner=away, events=(0, 1), rooms=(GYM,))
    about_it = replace(about_other, events=(0, 1))
    missed = Lesson(event=0, duration=1, start=0, resources=(CLASS, ANN))
    events = (EVERY, (CLASS, ANN)), (EVERY, (CLASS, ANN))
    free = {
        rule.id: rank(
            school(*events, rules=(rule,)), Plan((missed,)), missed, Staff(teachers=(BO,))
        )[0].free
        for rule in (about_other, in_the_gym, replace(about_it, id="both"))
    }
    assert free == {"theory": True, "gym": True, "both": False}
