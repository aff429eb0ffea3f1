"""Ejection: waiting lessons take places, and who was there waits, until everybody has one."""

from collections.abc import Iterator

import numpy as np
import pytest

from timetabler.chances import chances
from timetabler.evaluate import judge
from timetabler.generate import Campus, College, make_campus, make_college, medley
from timetabler.generate.week import week
from timetabler.live import Board
from timetabler.live.slack import Slack
from timetabler.model import Event, Lesson, Plan, Problem, Resource, Seat
from timetabler.rules import (
    AssignResource,
    AssignTime,
    AvoidClashes,
    AvoidSplitAssignments,
    AvoidUnavailable,
    BeginEarly,
    ClusterBusy,
    LimitIdle,
    PreferTimes,
    Rule,
    SpreadEvents,
    Window,
)
from timetabler.solve.begin import scatter
from timetabler.solve.ejector import Ejector

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm")]
SMALL = Campus(classes=3, courses=5, teachers=6, students=9)
PROBLEMS = [
    make_campus(SMALL)[0],
    make_college(College(students=6, linked=False, chosen=0.3))[0],
    *map(medley, range(6)),
]
DAYS, HOURS = 5, 4


def some(turns: int) -> Iterator[float]:
    """The share of the time after each of so many turns."""
    return iter([*np.linspace(0, 0.99, turns), *[1.0] * 9])


def lesson(name: str, *people: int, kind: str = "") -> Event:
    seats = [Seat(role="Teacher", resource=person) for person in people]
    free = [Seat(role="Room", kind=kind)] if kind else []
    return Event(id=name, name=name, duration=1, seats=(*seats, *free))


def a_week(events: list[Event], people: int, *rules: Rule, rooms: int = 0) -> Problem:
    """Some lessons, each an hour long, that all must be placed and in which nobody is twice."""
    everyone = tuple(range(people + rooms))
    kinds = ["Teacher"] * people + ["Room"] * rooms
    return Problem(
        id="week",
        name="A week",
        calendar=week(DAYS, HOURS),
        kinds=("Teacher", "Room"),
        resources=tuple(
            Resource(id=f"R{i}", name=f"R{i}", kind=kind) for i, kind in enumerate(kinds)
        ),
        events=tuple(events),
        rules=(
            AssignTime(id="placed", events=tuple(range(len(events)))),
            AvoidClashes(id="once", resources=everyone),
            *rules,
        ),
    )


def day(number: int) -> tuple[int, ...]:
    return tuple(range(number * HOURS, (number + 1) * HOURS))


ALL_DAYS = tuple(day(number) for number in range(DAYS))


def at(starts: dict[int, int | None], problem: Problem) -> Board:
    """A board on which events stand at these times, or nowhere."""
    board = Board(problem)
    lessons = [
        Lesson(
            event=event,
            duration=1,
            start=start,
            resources=tuple(seat.resource for seat in problem.events[event].seats),
        )
        for event, start in starts.items()
    ]
    board.load(Plan(tuple(lessons)))
    return board


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.id)
def test_ejecting_breaks_no_more_and_leaves_every_bound_as_its_rule_says(problem: Problem) -> None:
    board = Board(problem)
    scatter(board, chances(1))
    before, ejector = board.cost, Ejector(board, chances(1))
    monitors = ejector.board.state.monitors
    bounds = monitors[["low", "high"]].copy()
    found = ejector.mend(some(20).__next__)
    assert found.hard <= before.hard
    assert found == board.cost == judge(problem, board.plan()).cost
    assert (monitors[["low", "high"]] == bounds).all()


@pytest.mark.parametrize("seed", range(3))
def test_a_full_square_of_classes_and_teachers_is_placed(seed: int) -> None:
    size = DAYS * HOURS // 2
    people = [(c, size + t) for c in range(size) for t in range(size)]
    events = [lesson(f"C{c}-T{t}", c, t) for c, t in people]
    half = frozenset(range(size))
    short = PreferTimes(id="half", events=tuple(range(len(events))), times=half)
    board = Board(a_week(events, 2 * size, short))
    scatter(board, chances(seed))
    assert Ejector(board, chances(seed)).mend(some(2_000).__next__).hard == 0


def test_the_plan_before_comes_back_where_no_better_one_is_found() -> None:
    crowded = a_week([lesson(str(i), 0) for i in range(DAYS * HOURS + 2)], 1)
    starts = {i: i % (DAYS * HOURS) for i in range(DAYS * HOURS + 2)}
    board = at(dict(starts), crowded)
    plan = board.plan()
    assert Ejector(board, chances(1)).mend(some(10).__next__).hard == 2
    assert board.plan() == plan


def test_a_search_in_vain_goes_on_from_where_it_ended() -> None:
    crowded = a_week([lesson(str(i), 0) for i in range(DAYS * HOURS + 2)], 1)
    board = Board(crowded)
    scatter(board, chances(1))
    ejector = Ejector(board, chances(1))
    ejector.mend(some(60).__next__)
    ended = ejector.board.shape()[1]
    ejector.mend(lambda: 1.0)
    assert np.array_equal(ejector.board.shape()[1], ended)
    assert not np.array_equal(board.shape()[1], ended)


def test_a_gap_is_forgiven_as_long_as_a_lesson_waits_that_may_fill_it() -> None:
    rule = LimitIdle(id="gaps", resources=(0,), groups=ALL_DAYS, maximum=0)
    board = at({0: 0, 1: 1, 2: 2}, a_week([lesson(x, 0) for x in "abc"], 1, rule))
    start, slack = Slack(board).of_pieces()
    monitor = next(i for i, (number, _) in enumerate(board.sources) if number == 2)
    assert slack[start[1] : start[2]].tolist() == [monitor, 1]


@pytest.mark.parametrize(
    "rule",
    [
        LimitIdle(id="", resources=(0,), groups=ALL_DAYS, maximum=0),
        BeginEarly(id="", resources=(0,), groups=ALL_DAYS, maximum=0),
        ClusterBusy(id="", resources=(0,), groups=ALL_DAYS, minimum=3, maximum=3),
        SpreadEvents(id="", groups=((0, 1, 2),), names=("",), windows=(Window(day(4), 1, 3),)),
    ],
    ids=lambda rule: type(rule).__name__,
)
def test_a_rule_that_a_waiting_lesson_may_yet_keep_is_kept_in_the_end(rule: Rule) -> None:
    problem = a_week([lesson(x, 0) for x in "abcdef"], 1, rule)
    board = at(dict.fromkeys(range(6), 0), problem)
    assert Ejector(board, chances(1)).mend(some(500).__next__).hard == 0
    assert judge(problem, board.plan()).cost.hard == 0


def test_who_teaches_on_too_many_days_is_freed_of_a_whole_day() -> None:
    """No single lesson lifted off would do it."""
    rule = ClusterBusy(id="days", resources=(0,), groups=ALL_DAYS, maximum=2)
    problem = a_week([lesson(str(i), 0) for i in range(6)], 1, rule)
    board = at({0: 0, 1: 1, 2: 4, 3: 5, 4: 8, 5: 9}, problem)
    assert board.cost.hard == 1
    assert Ejector(board, chances(1)).mend(some(100).__next__).hard == 0
    starts = [x.start for x in board.plan().lessons]
    assert len({start // HOURS for start in starts if start is not None}) == 2


def test_a_lesson_takes_the_room_that_it_may_have_from_one_that_may_have_another() -> None:
    """Both are at the only hour that they may have; the first needs the room of its kin."""
    hour = PreferTimes(id="hour", events=(0, 1), times=frozenset({0}))
    later = PreferTimes(id="later", events=(2,), times=frozenset({1}))
    kin = AvoidSplitAssignments(id="kin", groups=((0, 2),), names=("kin",), role="Room")
    shut = AvoidUnavailable(id="shut", resources=(4,), times=(1,))
    rooms = AssignResource(id="rooms", events=(0, 1, 2), role="Room")
    events = [lesson(str(i), i, kind="Room") for i in range(3)]
    problem = a_week(events, 3, hour, later, kin, shut, rooms, rooms=2)
    board = Board(problem)
    scatter(board, chances(1))
    assert Ejector(board, chances(1)).mend(some(200).__next__).hard == 0


def test_a_lesson_whose_chosen_room_is_closed_finds_another_time() -> None:
    away = AvoidUnavailable(id="away", resources=(1,), times=(0,))
    room = AssignResource(id="room", events=(0,), role="Room")
    problem = a_week([lesson("a", 0, kind="Room")], 1, away, room, rooms=1)
    board = Board(problem)
    placed = Lesson(event=0, duration=1, start=0, resources=(0, 1))
    board.load(Plan((placed,)))
    assert board.cost.hard == 1
    assert Ejector(board, chances(1)).mend(some(50).__next__).hard == 0


def test_a_lesson_that_nothing_may_move_stays() -> None:
    fixed = PreferTimes(id="fixed", events=(0,), times=frozenset({0}))
    same = PreferTimes(id="same", events=(1,), times=frozenset({0, 1}))
    board = at({0: 0, 1: 0}, a_week([lesson("a", 0), lesson("b", 0)], 1, fixed, same))
    assert Ejector(board, chances(1)).mend(some(50).__next__).hard == 0
    assert [x.start for x in board.plan().lessons] == [0, 1]
