"""For any problem and any moves, the live plan costs what the referee says; undoing is exact."""

import time
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timetabler import finnish
from timetabler.chances import chances
from timetabler.evaluate import Cost, judge
from timetabler.finnish import Terms
from timetabler.generate import School, make_school, medley
from timetabler.live import Board
from timetabler.live.verdicts import piece_of, verdicts
from timetabler.model import Plan, Problem, Seat
from timetabler.rules import without
from timetabler.tests.stirring import stir

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm")]
SEEDS = st.integers(0, 10**9)
ANY = settings(max_examples=200)


def some_problem(seed: int) -> Problem:
    """A medley; every other one with teaching in some weeks only, and with people to choose."""
    problem, random = medley(seed), chances(seed)
    if random.random() < 0.5:
        return problem
    events = tuple(
        replace(
            event,
            weeks=frozenset(random.choice(((), (0,), (1,), (0, 1)))),
            seats=(*event.seats, Seat(role="cover", kind="Person"))[: random.randint(2, 4)],
        )
        for event in problem.events
    )
    calendar = replace(problem.calendar, weeks=("A", "B"))
    return finnish.by_week(replace(problem, calendar=calendar, events=events))


@ANY
@example(seed=386334, chance=902, moves=33, together=True)
@example(seed=386334, chance=900, moves=32, together=True)
@given(seed=SEEDS, chance=SEEDS, moves=st.integers(1, 40), together=st.booleans())
def test_the_live_plan_costs_what_the_referee_says(
    seed: int, chance: int, moves: int, *, together: bool
) -> None:
    problem = some_problem(seed)
    board = Board(problem, together=together)
    board.load(Plan.complete(problem, []))
    stir(board, chances(chance), moves)
    board.keep()
    report = judge(problem, board.plan())
    assert board.cost == report.cost
    assert sum((v.cost for v in report.violations), Cost(0, 0)) == report.cost
    assert sum(report.by_rule().values(), Cost(0, 0)) == report.cost


@ANY
@given(seed=SEEDS, chance=SEEDS, moves=st.integers(1, 40))
def test_undoing_restores_every_number(seed: int, chance: int, moves: int) -> None:
    problem = some_problem(seed)
    board, random = Board(problem, together=False), chances(chance)
    board.load(Plan.complete(problem, []))
    stir(board, random, 10)
    board.keep()
    names = ("monitors", "cells", "pieces", "taken", "attendance", "holders", "running", "linked")
    before = [getattr(board.state, name).copy() for name in (*names, "used", "total")]
    stir(board, random, moves)
    board.undo()
    for name, old in zip((*names, "used", "total"), before, strict=True):
        assert (getattr(board.state, name) == old).all(), name


@ANY
@given(seed=SEEDS, chance=SEEDS)
def test_giving_up_a_point_gives_up_its_cost_and_no_other(seed: int, chance: int) -> None:
    problem = some_problem(seed)
    board = Board(problem, together=False)
    board.load(Plan.complete(problem, []))
    stir(board, chances(chance), 20)
    plan = board.plan()
    report = judge(problem, plan)
    for violation in report.violations[:8]:
        left = without(violation.rule, violation.point)
        alone = judge(replace(problem, rules=(violation.rule,)), plan).cost
        less = judge(replace(problem, rules=(left,)), plan).cost
        for twin in report.violations:  # a group that a rule names twice is given up twice
            if (twin.rule, twin.point) == (violation.rule, violation.point):
                less += twin.cost
        assert less == alone


@pytest.fixture(scope="module")
def school() -> tuple[Problem, Plan]:
    """Twenty classes with more than 400 lessons, and all that a Finnish school asks for."""
    problem, plan = make_school(School(classes=20, teachers=32, load=0.9))
    events, days = range(len(problem.events)), problem.calendar.days()
    for group in range(20):
        theory = problem.events_of[group][:8]
        load = Terms(id=f"load-{group}", weight=2)
        problem = finnish.academic_load(problem, load, group=group, events=theory, most=2)
    teachers = range(20, 52)
    places = [[e for e in events if e % 2], [e for e in events if not e % 2]]
    problem = finnish.travel(
        problem, Terms(id="way", weight=3), people=teachers, places=places, pause=1
    )
    hall = dict.fromkeys(list(events)[::7], 1)
    problem = finnish.capacity(problem, Terms(id="hall", weight=4), amounts=hall, most=2, place="")
    lunch = [day[2:4] for day in days]
    problem = finnish.lunch_break(problem, Terms(id="lunch"), people=teachers, times=lunch)
    return finnish.stay_put(problem, Terms(id="stay", weight=1), plan=plan), plan


def test_a_move_in_a_real_school_takes_less_than_a_tenth_of_a_millisecond(
    school: tuple[Problem, Plan],
) -> None:
    problem, plan = school
    board, random = Board(problem, together=False), chances(1)
    board.load(plan)
    pieces = [int(n) for n, row in enumerate(board.state.pieces) if row["length"]]
    moves = [(random.choice(pieces), random.randrange(problem.horizon)) for _ in range(2_000)]
    begun = time.process_time()
    for piece, start in moves:
        board.move(piece, 1, start)
        board.undo()
    assert (time.process_time() - begun) / len(moves) < 0.0001
    assert board.cost == judge(problem, plan).cost


def test_every_cell_of_a_lifted_lesson_is_judged_at_once(school: tuple[Problem, Plan]) -> None:
    problem, plan = school
    assert len(plan.lessons) > 400
    board = Board(problem, together=False)
    board.load(plan)
    piece = piece_of(board, plan.lessons[0])
    begun = time.process_time()
    found = verdicts(board, piece)
    assert time.process_time() - begun < 0.05
    assert len(found) == problem.horizon


def test_many_moves_in_a_real_school_cost_what_the_referee_says(
    school: tuple[Problem, Plan],
) -> None:
    problem, plan = school
    board, random = Board(problem, together=False), chances(2)
    board.load(plan)
    for _ in range(4):
        stir(board, random, 100)
        board.keep()
        assert board.cost == judge(problem, board.plan()).cost
