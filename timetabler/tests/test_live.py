"""The live evaluation agrees with the referee, whatever is moved, and undoes without a trace."""

import time
from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from timetabler.chances import chances
from timetabler.evaluate import judge
from timetabler.generate import School, make_school, medley
from timetabler.live import Board
from timetabler.live.verdicts import piece_of, verdicts
from timetabler.model import Plan, Problem

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm")]


def shuffle(board: Board, random: Random, moves: int) -> None:
    """Move random pieces to random places, cut them anew and seat anybody anywhere."""
    state = board.state
    for _ in range(moves):
        piece = random.randrange(len(state.pieces))
        row = state.bundles[state.pieces[piece]["bundle"]]
        length = random.randint(0, min(3, int(row["duration"])))
        start = random.randint(-1, board.problem.horizon - max(1, length))
        board.move(piece, length, start if length else -1)
        last = board.seats_of(int(state.pieces[piece]["bundle"])) - 1
        seat = state.seats[row["seat"] + last]
        chosen = random.randint(-1, int(seat["choices"]) - 1)
        resource = -1 if chosen < 0 else int(state.choices[seat["first_choice"] + chosen])
        board.reseat(piece, last, resource)


@pytest.fixture(params=range(30))
def problem(request: pytest.FixtureRequest) -> Problem:
    return medley(request.param)


def test_moves_bring_every_cost_along(problem: Problem) -> None:
    board, random = Board(problem, together=False), chances(1)
    board.load(Plan.complete(problem, []))
    for _ in range(6):
        shuffle(board, random, 5)
        board.keep()
        assert board.cost == judge(problem, board.plan()).cost


def test_moving_and_moving_back_restores_every_monitor(problem: Problem) -> None:
    board, random = Board(problem, together=False), chances(2)
    board.load(Plan.complete(problem, []))
    shuffle(board, random, 8)
    board.keep()
    before, cost = board.state.monitors["value"].copy(), board.cost
    cells, attendance = board.state.cells.copy(), board.state.attendance.copy()
    shuffle(board, random, 12)
    board.undo()
    assert (board.state.monitors["value"] == before).all()
    assert (board.state.cells == cells).all()
    assert (board.state.attendance == attendance).all()
    assert board.cost == cost


def test_a_plan_survives_loading(problem: Problem) -> None:
    board, random = Board(problem, together=False), chances(3)
    board.load(Plan.complete(problem, []))
    shuffle(board, random, 20)
    plan = board.plan()
    other = Board(problem, together=False)
    other.load(plan)
    assert Counter(other.plan().lessons) == Counter(plan.lessons)
    assert other.cost == board.cost


def test_linked_events_move_together(problem: Problem) -> None:
    board, random = Board(problem), chances(4)
    board.load(Plan.complete(problem, []))
    for _ in range(6):
        shuffle(board, random, 3)
        board.keep()
        assert board.cost == judge(problem, board.plan()).cost


def test_an_earlier_shape_comes_back(problem: Problem) -> None:
    board, random = Board(problem, together=False), chances(5)
    board.load(Plan.complete(problem, []))
    shape, cost = board.shape(), board.cost
    shuffle(board, random, 10)
    board.reshape(shape)
    assert board.cost == cost


def test_a_lifted_lesson_has_a_verdict_for_every_cell_at_once() -> None:
    problem, plan = make_school(School(classes=20, teachers=32, load=0.9))
    assert sum(event.duration for event in problem.events) > 400
    board = Board(problem, together=False)
    board.load(plan)
    lesson = plan.lessons[0]
    before = board.cost
    begun = time.process_time()
    found = verdicts(board, piece_of(board, lesson))
    assert time.process_time() - begun < 0.05
    assert board.cost == before
    for verdict in found[::5]:
        moved = replace(lesson, start=verdict.start)
        then = judge(problem, Plan((moved, *plan.lessons[1:]))).cost
        assert (then.hard - before.hard, then.soft - before.soft) == (verdict.hard, verdict.soft)
    assert found[lesson.start or 0].allowed
