"""Rooms are matched with the lessons of a time as well as they can be."""

from dataclasses import replace
from itertools import permutations

import pytest

from timetabler.chances import chances
from timetabler.evaluate import Cost, judge
from timetabler.generate import Campus, make_campus
from timetabler.live import Board
from timetabler.model import Calendar, Event, Lesson, Plan, Problem, Resource, Seat
from timetabler.rules import (
    AssignResource,
    AssignTime,
    AvoidClashes,
    AvoidSplitAssignments,
    AvoidUnavailable,
    PreferResources,
)
from timetabler.solve.begin import scatter
from timetabler.solve.rooms import Rooms

pytestmark = pytest.mark.usefixtures("warm")

LESSONS = 4


def wishful(seed: int, rooms: int) -> Problem:
    """Lessons that all stand at the only time; each suits some rooms, and some rooms are closed."""
    random = chances(seed)
    every = tuple(range(LESSONS))
    names = tuple(Resource(id=f"R{n}", name=f"R{n}", kind="Room") for n in range(rooms))
    event = Event(id="", name="", duration=1, seats=(Seat(role="room", kind="Room"),))
    wishes = [
        PreferResources(
            id=f"wish {n}",
            hard=n % 3 == 0,
            weight=random.randrange(1, 9),
            events=(n % LESSONS,),
            role="room",
            resources=frozenset(random.sample(range(rooms), min(rooms, 1 + n % 3))),
        )
        for n in range(2 * LESSONS)
    ]
    closed = AvoidUnavailable(id="closed", weight=3, resources=(0,), times=(0,))
    rules = (
        AssignTime(id="taught", events=every),
        AssignResource(id="housed", events=every, role="room"),
        AvoidClashes(id="one at a time", resources=tuple(range(rooms))),
    )
    return Problem(
        id="wishful",
        calendar=Calendar(times=("1",), names=("1",)),
        resources=names,
        events=tuple(replace(event, id=f"E{n}", name=f"E{n}") for n in every),
        rules=(*rules, closed, *wishes),
    )


def housed(problem: Problem, rooms: tuple[int | None, ...]) -> Cost:
    lessons = (
        Lesson(event=n, duration=1, start=0, resources=(room,)) for n, room in enumerate(rooms)
    )
    return judge(problem, Plan(tuple(lessons))).cost


@pytest.mark.parametrize("rooms", [2, 4, 5])
@pytest.mark.parametrize("seed", range(6))
def test_no_other_way_to_share_out_rooms_is_better(seed: int, rooms: int) -> None:
    problem = wishful(seed, rooms)
    choices = [*range(rooms), *[None] * LESSONS]
    least = min(housed(problem, way) for way in set(permutations(choices, LESSONS)))
    board = Board(problem, together=False)
    scatter(board, chances(seed))
    assert Rooms(board).share_out() >= LESSONS * rooms
    assert board.cost == judge(problem, board.plan()).cost == least


def test_sharing_out_moves_no_lesson_and_makes_no_plan_worse() -> None:
    campus = make_campus(Campus(classes=3, courses=4, teachers=6, students=0))[0]
    free = tuple(rule for rule in campus.rules if not isinstance(rule, AvoidSplitAssignments))
    for problem in (campus, replace(campus, rules=free)):
        board = Board(problem)
        scatter(board, chances(1))
        before, starts = board.cost, board.state.pieces["start"].tolist()
        Rooms(board).share_out()
        assert board.cost < before or (problem is campus and board.cost == before)
        assert board.cost == judge(problem, board.plan()).cost
        assert board.state.pieces["start"].tolist() == starts


def test_nothing_is_shared_out_once_time_is_up() -> None:
    board = Board(wishful(1, rooms=5))
    scatter(board, chances(1))
    before = board.plan()
    assert Rooms(board).share_out(lambda: True) == 0
    assert board.plan() == before
