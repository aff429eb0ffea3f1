"""One lesson in a week of five hours: the later it stands, the dearer; the last breaks a rule."""

import pytest

from timetabler.evaluate import Cost
from timetabler.generate.week import week
from timetabler.live import Board
from timetabler.model import Event, Lesson, Plan, Problem
from timetabler.rules import PreferTimes
from timetabler.solve.wanderer import LOST, SLOW, STALE, Wanderer, Way

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm")]
HOURS = 5
PATIENCE = 3
LAST = HOURS - 1


@pytest.fixture
def board() -> Board:
    problem = Problem(
        id="late",
        name="",
        calendar=week(1, HOURS),
        kinds=(),
        resources=(),
        events=(Event(id="lesson", name="", duration=1),),
        rules=(
            PreferTimes(id="not last", events=(0,), times=frozenset(range(LAST))),
            *(
                PreferTimes(
                    id=f"before {hour}",
                    hard=False,
                    weight=1,
                    events=(0,),
                    times=frozenset(range(hour)),
                )
                for hour in range(1, LAST)
            ),
        ),
    )
    board = Board(problem)
    put(board, 2)
    return board


def put(board: Board, hour: int) -> None:
    board.load(Plan((Lesson(event=0, duration=1, start=hour, resources=()),)))


def solve_in_vain(wanderer: Wanderer, board: Board) -> int:
    """How many solves without gain it takes until the plan is stale."""
    solves = 0
    while not wanderer.is_stale:
        wanderer.learn(board.cost)
        solves += 1
    wanderer.come_home()
    return solves


def gain(wanderer: Wanderer, board: Board, hour: int) -> None:
    """A solve that moves the lesson to an hour that is cheaper."""
    before = board.cost
    put(board, hour)
    wanderer.learn(before)


def wander_in_vain(wanderer: Wanderer, board: Board) -> None:
    """As many excursions without gain as make a plan be given up."""
    for _ in range(PATIENCE):
        assert wanderer.leave() is Way.NEARBY
        solve_in_vain(wanderer, board)


def begun_afresh(board: Board, hour: int) -> Wanderer:
    """Where excursions from the plan of the fixture were in vain, and the fresh one is of this."""
    wanderer = Wanderer(board, PATIENCE)
    wander_in_vain(wanderer, board)
    assert wanderer.leave() is Way.AFRESH
    put(board, hour)
    return wanderer


def test_an_excursion_in_vain_ends_at_home(board: Board) -> None:
    wanderer = Wanderer(board, PATIENCE)
    assert solve_in_vain(wanderer, board) == STALE
    assert wanderer.leave() is Way.NEARBY
    put(board, 3)
    assert solve_in_vain(wanderer, board) == LOST
    assert board.cost == Cost(0, 2)
    assert solve_in_vain(wanderer, board) == LOST


def test_an_excursion_to_a_better_plan_ends_there(board: Board) -> None:
    wanderer = Wanderer(board, PATIENCE)
    wanderer.leave()
    put(board, 3)
    gain(wanderer, board, 1)
    assert not wanderer.is_apart
    assert solve_in_vain(wanderer, board) == STALE
    assert board.cost == Cost(0, 1)


def test_a_gain_on_an_excursion_that_is_still_dearer_than_home_does_not_end_it(
    board: Board,
) -> None:
    wanderer = Wanderer(board, PATIENCE)
    put(board, 1)
    wanderer.leave()
    put(board, 3)
    gain(wanderer, board, 2)
    assert wanderer.is_apart
    solve_in_vain(wanderer, board)
    assert board.cost == Cost(0, 1)


@pytest.mark.parametrize(("hour", "ends"), [(3, 2), (0, 0)])
def test_from_a_fresh_plan_whose_excursions_are_in_vain_the_better_of_the_two_is_gone_back_to(
    board: Board, hour: int, ends: int
) -> None:
    wanderer = begun_afresh(board, hour)
    wander_in_vain(wanderer, board)
    assert wanderer.leave() is Way.BACK
    assert board.cost == Cost(0, ends)


def test_a_fresh_plan_that_keeps_breaking_a_hard_rule_is_given_up(board: Board) -> None:
    wanderer = begun_afresh(board, LAST)
    assert board.cost.hard
    solve_in_vain(wanderer, board)
    assert wanderer.leave() is Way.BACK
    assert board.cost == Cost(0, 2)


def test_plans_of_others_are_of_no_use_on_the_way_and_at_a_plan_begun_afresh(board: Board) -> None:
    assert not Wanderer(board, PATIENCE).is_apart
    wanderer = Wanderer(board, PATIENCE)
    wanderer.leave()
    assert wanderer.is_apart
    assert begun_afresh(board, 3).is_apart


@pytest.mark.parametrize(("solves", "slow"), [(SLOW - 1, False), (SLOW, True)])
def test_another_plan_is_welcome_long_before_the_own_one_is_left(
    board: Board, solves: int, slow: bool
) -> None:
    wanderer = Wanderer(board, PATIENCE)
    for _ in range(solves):
        wanderer.learn(board.cost)
    assert wanderer.is_slow == slow
    assert not wanderer.is_stale


def test_a_gain_or_a_plan_from_elsewhere_makes_excursions_count_from_none(board: Board) -> None:
    wanderer = Wanderer(board, PATIENCE)
    wander_in_vain(wanderer, board)
    gain(wanderer, board, 1)
    wander_in_vain(wanderer, board)
    wanderer.settle()
    assert wanderer.leave() is Way.NEARBY
