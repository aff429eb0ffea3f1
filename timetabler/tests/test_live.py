"""The live evaluation agrees with the referee, whatever is moved, and undoes without a trace."""

import time
from collections import Counter
from dataclasses import replace

import pytest

from timetabler.chances import chances
from timetabler.evaluate import judge
from timetabler.finnish import Terms, band
from timetabler.generate import School, make_school, medley
from timetabler.live import Board
from timetabler.live.verdicts import piece_of, verdicts
from timetabler.model import Lesson, Plan, Problem
from timetabler.tests.stirring import stir

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm")]


@pytest.fixture(params=range(30))
def problem(request: pytest.FixtureRequest) -> Problem:
    return medley(request.param)


def test_moves_bring_every_cost_along(problem: Problem) -> None:
    board, random = Board(problem, together=False), chances(1)
    board.load(Plan.complete(problem, []))
    for _ in range(6):
        stir(board, random, 5)
        board.keep()
        assert board.cost == judge(problem, board.plan()).cost


def test_moving_and_moving_back_restores_every_monitor(problem: Problem) -> None:
    board, random = Board(problem, together=False), chances(2)
    board.load(Plan.complete(problem, []))
    stir(board, random, 8)
    board.keep()
    before, cost = board.state.monitors["value"].copy(), board.cost
    cells, attendance = board.state.cells.copy(), board.state.attendance.copy()
    stir(board, random, 12)
    board.undo()
    assert (board.state.monitors["value"] == before).all()
    assert (board.state.cells == cells).all()
    assert (board.state.attendance == attendance).all()
    assert board.cost == cost


def test_a_plan_survives_loading(problem: Problem) -> None:
    board, random = Board(problem, together=False), chances(3)
    board.load(Plan.complete(problem, []))
    stir(board, random, 20)
    plan = board.plan()
    other = Board(problem, together=False)
    other.load(plan)
    assert Counter(other.plan().lessons) == Counter(plan.lessons)
    assert other.cost == board.cost


def test_linked_events_move_together(problem: Problem) -> None:
    board, random = Board(problem), chances(4)
    board.load(Plan.complete(problem, []))
    for _ in range(6):
        stir(board, random, 3)
        board.keep()
        assert board.cost == judge(problem, board.plan()).cost


def test_an_earlier_shape_comes_back(problem: Problem) -> None:
    board, random = Board(problem, together=False), chances(5)
    board.load(Plan.complete(problem, []))
    shape, cost = board.shape(), board.cost
    stir(board, random, 10)
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


def test_a_board_without_bundles_takes_a_plan_that_breaks_a_hard_link_as_it_is() -> None:
    problem = band(
        make_school(School(classes=2, teachers=2, days=2, hours=3))[0],
        Terms(id="band"),
        events=[0, 1],
    )
    apart = Plan.complete(problem, [Lesson(event=0, duration=1, start=0, resources=(0, 2))])
    board = Board(problem, together=False)
    board.load(apart)
    assert board.cost == judge(problem, apart).cost
    assert "band" in judge(problem, board.plan()).by_rule()
