"""The parts of a search: first plans, moves of resources, affordable models, shared plans."""

from collections.abc import Callable

import numpy as np
import pytest

from timetabler.chances import chances
from timetabler.evaluate import Cost, judge
from timetabler.exact.decisions import Aim
from timetabler.exact.improve import Effort, Outcome, improve
from timetabler.generate import (
    Campus,
    College,
    School,
    make_campus,
    make_college,
    make_school,
    medley,
)
from timetabler.generate.week import week
from timetabler.live import Board
from timetabler.live.annealing import sow, urge
from timetabler.live.chains import is_stuck, makes_clash, relocate
from timetabler.live.seating import try_reseat
from timetabler.live.state import Numbers
from timetabler.live.trials import try_recut
from timetabler.model import Event, Lesson, Plan, Problem, Resource, Seat
from timetabler.rules import AssignResource, AvoidClashes, AvoidSplitAssignments
from timetabler.solve.annealer import Annealer
from timetabler.solve.attention import Attention
from timetabler.solve.begin import scatter, settle
from timetabler.solve.mender import Mender
from timetabler.solve.options import Options
from timetabler.solve.portfolio import solve
from timetabler.solve.regions import MOST_TERMS, Regions
from timetabler.solve.slots import POLISHING, VERSION, Offer, Slots

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm")]
SMALL = Campus(classes=3, courses=5, teachers=6, students=9)
PROBLEMS = [make_campus(SMALL)[0], *map(medley, range(6))]


@pytest.fixture
def campus() -> Problem:
    return make_campus(SMALL)[0]


def begun(problem: Problem, seed: int = 1) -> Board:
    board = Board(problem)
    scatter(board, chances(seed))
    return board


@pytest.mark.parametrize("seed", range(5))
def test_a_made_up_campus_can_be_planned(seed: int) -> None:
    problem, plan = make_campus(Campus(seed=seed))
    assert judge(problem, plan).cost.hard == 0


@pytest.mark.parametrize("students", [0, 6])
def test_a_made_up_college_can_be_planned(students: int) -> None:
    size = College(students=students, linked=not students, chosen=0.3)
    problem, plan = make_college(size)
    assert len(plan.lessons) > len(problem.events) > 80
    assert judge(problem, plan).cost.hard == 0


def test_attention_goes_to_those_who_clash_and_to_nobody_else(campus: Problem) -> None:
    plan = make_campus(SMALL)[1]
    board = Board(campus)
    board.load(plan)
    attention = Attention(board)
    assert board.cost.hard == 0
    assert not len(attention.pieces())
    first = (i for i, row in enumerate(board.state.pieces) if row["length"] == 1)
    one = next(first)
    people = set(attention.who(one))
    other = next(p for p in first if people & set(attention.who(p)))
    board.move(one, 1, int(board.state.pieces[other]["start"]))
    assert board.cost.hard > 0
    assert {one, other} <= set(attention.pieces().tolist())
    assert len(attention.pieces()) < len(board.state.pieces) / 2


def test_mending_looks_at_hard_rules_alone(campus: Problem) -> None:
    board = begun(campus)
    before = board.cost
    pieces = [int(piece) for piece in Attention(board).pieces()]
    improve(board, pieces, Aim(hard_weight=1000, soft=False), Effort(seconds=5))
    assert board.cost.hard < before.hard
    assert judge(campus, board.plan()).cost == board.cost


def _cheapest(board: Board, piece: int) -> Cost:
    """The least that the plan costs with a piece at any time, everything else as it stands."""
    row, found = board.state.pieces[piece], [board.cost]
    for start in range(board.problem.horizon + 1 - int(row["length"])):
        board.move(piece, int(row["length"]), start)
        found.append(board.cost)
        board.undo()
    return min(found)


@pytest.mark.parametrize("better", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_a_model_of_one_lesson_finds_the_best_time_that_trying_them_all_finds(
    seed: int, *, better: bool
) -> None:
    problem, plan = make_school(School(seed=seed))
    board = Board(problem)
    board.load(plan)
    shape, gained = board.shape(), 0
    for piece in range(0, len(board.state.pieces), 3):
        if board.state.pieces[piece]["length"] > 0:
            before, cheapest = board.cost, _cheapest(board, piece)
            effort = Effort(seconds=5, relaxation=0)
            outcome, _ = improve(board, [piece], Aim(better=better), effort)
            assert outcome in {Outcome.BETTER, Outcome.EXHAUSTED}
            assert board.cost == cheapest
            gained += board.cost < before
            board.reshape(shape)
    assert gained


def test_teachers_rooms_and_times_are_found_together(campus: Problem) -> None:
    found = solve(campus, Options(seconds=6, workers=1, counted=True))
    assert found.cost.hard == 0
    assert judge(campus, found.plan).cost == found.cost


def _recut(memory: Numbers, piece: int) -> bool:
    return try_recut(memory, piece, False)


def _recut_with_care(memory: Numbers, piece: int) -> bool:
    return try_recut(memory, piece, True)


def _relocated(memory: Numbers, piece: int) -> bool:
    relocate(memory, piece, piece % 7, 8)
    return True


@pytest.mark.parametrize("trial", [try_reseat, _recut, _recut_with_care, _relocated])
@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.id)
def test_a_trial_is_costed_right_and_undone_without_a_trace(
    problem: Problem, trial: Callable[[Numbers, int], bool]
) -> None:
    board, random = begun(problem), chances(2)
    sow(5)
    for _ in range(25):
        piece = random.randrange(len(board.state.pieces))
        if board.state.pieces[piece]["length"] == 0:
            continue
        before, values = board.cost, board.state.monitors["value"].copy()
        trial(board.memory, piece)
        assert board.cost == judge(problem, board.plan()).cost
        board.undo()
        assert board.cost == before
        assert (board.state.monitors["value"] == values).all()
        trial(board.memory, piece)
        board.keep()


def _somebody_clashes(board: Board) -> bool:
    return any(isinstance(board.cause_of(i)[0], AvoidClashes) for i in board.missed())


@pytest.mark.parametrize("deepest", [0, 4, 23])
def test_a_look_ahead_sees_the_clash_that_a_move_would_make_and_moves_nobody(deepest: int) -> None:
    problem, plan = make_school(School(seed=deepest))
    board, random, seen = Board(problem), chances(deepest), set()
    board.load(plan)
    for _ in range(300):
        piece = random.randrange(len(board.state.pieces))
        row = board.state.pieces[piece]
        start = random.randrange(problem.horizon - int(row["length"]) + 1)
        if row["length"] == 0 or row["start"] == start:
            continue
        before = board.state.attendance.copy(), board.state.holders.copy(), board.plan()
        found = makes_clash(board.memory, piece, start, deepest)
        assert (board.state.attendance == before[0]).all()
        assert (board.state.holders == before[1]).all()
        assert board.plan() == before[2]
        relocate(board.memory, piece, start, deepest)
        assert _somebody_clashes(board) == found
        seen.add(found)
        board.undo()
    assert seen == {False, True}


def test_rules_that_stay_broken_are_urged_and_the_sum_stays_right(campus: Problem) -> None:
    board = begun(campus)
    hard, soft = board.cost.hard, board.cost.soft
    assert hard > 0
    urge(board.memory, 50, 0)
    assert board.state.total[2] == 50 * hard + soft
    urge(board.memory, 50, 100)
    assert board.state.total[2] >= 100 * hard + soft
    board.move(0, int(board.state.pieces[0]["length"]), -1)
    board.undo()
    assert board.state.total[2] >= 100 * hard + soft


def test_rules_that_the_plan_breaks_are_urged_though_the_best_plan_keeps_them() -> None:
    problem, plan = make_campus(SMALL)
    board = Board(problem)
    board.load(plan)
    shares = iter((0.0, 0.2, 0.3, 0.4, 1.0))
    Annealer(board, chances(1)).round(10_000.0, shares.__next__)
    assert board.cost.hard == 0
    penalties = board.state.monitors["penalty"][board.state.monitors["hard"] == 1]
    assert penalties.max() > penalties.min()


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.id)
def test_mending_without_wishes_breaks_no_more_and_is_costed_with_them(problem: Problem) -> None:
    board = begun(problem)
    before = board.cost
    shares = iter((0.0, 0.1, 0.5, 0.8, 1.0, 1.0, 1.0))
    found = Mender(board, chances(1)).mend(shares.__next__, hot=0.3)
    assert found.hard <= before.hard
    assert found == board.cost == judge(problem, board.plan()).cost


def test_teachers_exchange_whole_courses(campus: Problem) -> None:
    board = Board(campus)
    scatter(board, chances(1), placed=False)
    sow(1)
    exchanged = 0
    for _ in range(200):
        before = board.state.taken.copy()
        try_reseat(board.memory, 0)
        changed = board.state.taken != before
        pairs = set(zip(before[changed], board.state.taken[changed], strict=True))
        exchanged += len(pairs) == 2 and all((new, old) in pairs for old, new in pairs)
        board.undo()
    assert exchanged


@pytest.mark.parametrize(("fixed", "stuck"), [(1, True), (None, False)])
def test_a_chain_that_cannot_end_is_seen_before_anything_moves(
    fixed: int | None, *, stuck: bool
) -> None:
    teacher = Resource(id="t", name="", kind="Teacher")
    seats = (Seat(role="Teacher", resource=0),)
    problem = Problem(
        id="two",
        name="",
        calendar=week(1, 3),
        kinds=("Teacher",),
        resources=(teacher,),
        events=(
            Event(id="a", name="", duration=1, seats=seats),
            Event(id="b", name="", duration=1, seats=seats, start=fixed),
        ),
        rules=(AvoidClashes(id="one-place", resources=(0,)),),
    )
    board = Board(problem)
    for piece in range(2):
        board.move(piece, 1, piece)
        board.keep()
    assert is_stuck(board.memory, 0, 1, 8) == stuck
    assert not is_stuck(board.memory, 0, 2, 8)


def test_a_plan_made_one_by_one_is_better_than_chance(campus: Problem) -> None:
    board, other = begun(campus), Board(campus)
    settle(other, chances(1))
    assert other.cost < board.cost
    assert (other.state.pieces["start"][other.state.pieces["length"] > 0] >= 0).all()


@pytest.mark.parametrize("hot", [10.0, 100.0])
def test_a_round_gives_back_the_best_plan_and_an_excursion_another_one(hot: float) -> None:
    problem, plan = make_campus(SMALL)
    board = Board(problem)
    board.load(plan)
    annealer = Annealer(board, chances(1))
    before, starts = board.cost, board.shape()[1]
    annealer.round(hot, iter((0.0, 1.0)).__next__)
    assert board.cost < before or np.array_equal(board.shape()[1], starts)
    before, starts = board.cost, board.shape()[1]
    annealer.leave(hot, iter((0.0, 1.0)).__next__)
    assert board.cost > before
    assert not np.array_equal(board.shape()[1], starts)
    assert judge(problem, board.plan()).cost == board.cost


@pytest.mark.parametrize("seed", range(3))
def test_a_drift_ends_at_another_plan_that_is_as_good(seed: int) -> None:
    problem, plan = make_campus(SMALL)
    board = Board(problem)
    board.load(plan)
    annealer = Annealer(board, chances(seed))
    annealer.round(10.0, iter((0.0, 0.5, 1.0)).__next__)
    before, starts = board.cost, board.shape()[1]
    annealer.drift()
    assert board.cost <= before
    assert not np.array_equal(board.shape()[1], starts)
    assert judge(problem, board.plan()).cost == board.cost


def test_kin_begin_with_one_resource(campus: Problem) -> None:
    rule = next(rule for rule in campus.rules if isinstance(rule, AvoidSplitAssignments))
    report = judge(campus, begun(campus).plan())
    assert rule.id not in report.by_rule()


@pytest.mark.parametrize("seed", range(3))
def test_regions_are_affordable(seed: int) -> None:
    board = begun(make_campus(Campus(classes=20, teachers=40, students=200))[0], seed)
    regions = Regions(board, chances(seed))
    for way in regions.size:
        regions.size[way] = 1000.0
    for _ in range(5):
        _, (pieces, _) = regions.draw()
        assert len(pieces) >= 1
        assert sum(regions.terms(piece) for piece in pieces) <= MOST_TERMS


def test_a_model_counts_the_resource_of_a_fixed_seat_among_those_of_its_kin() -> None:
    """The two share a room once the one that may choose takes the room of the other."""
    rooms = [Resource(id=name, name=name, kind="Room") for name in ("R1", "R2")]
    seats = (Seat(role="Room", resource=0), Seat(role="Room", kind="Room"))
    problem = Problem(
        id="kin",
        name="",
        calendar=week(1, 2),
        kinds=("Room",),
        resources=tuple(rooms),
        events=tuple(Event(id=s.kind, name="", duration=1, seats=(s,)) for s in seats),
        rules=(
            AssignResource(id="some", events=(0, 1), role="Room"),
            AvoidSplitAssignments(
                id="one", groups=((0, 1),), names=("",), role="Room", hard=False, weight=1
            ),
        ),
    )
    board = Board(problem)
    lessons = (Lesson(event=e, duration=1, start=e, resources=(e,)) for e in range(2))
    board.load(Plan(tuple(lessons)))
    assert improve(board, range(2), Aim(), Effort(seconds=5)).outcome is Outcome.BETTER
    assert board.cost == Cost(0, 0)


def test_only_some_resources_are_looked_at_where_there_are_many() -> None:
    board = begun(make_campus(Campus(classes=20, teachers=80))[0])
    regions = Regions(board, chances(1))
    some = regions.draw_resources()
    assert some
    before, seats = board.cost, board.state.taken.copy()
    improve(board, [0, 1], Aim(hard_weight=1000, resources=some), Effort(seconds=2))
    assert board.cost <= before
    assert {int(r) for r in board.state.taken} <= {int(r) for r in seats} | some


def test_a_half_written_plan_is_not_read(campus: Problem) -> None:
    board = begun(campus)
    slots = Slots(board, 2)
    assert slots.best(Cost(10**6, 0)) is None
    slots.publish(1, Offer(Cost(3, 4), POLISHING, board.shape()))
    offer = slots.best(Cost(10**6, 0))
    assert offer is not None
    assert offer.cost == Cost(3, 4)
    assert all(np.array_equal(a, b) for a, b in zip(offer.shape, board.shape(), strict=True))
    assert slots.best(Cost(3, 4)) is None
    assert slots.best(Cost(10**6, 0), apart=1) is None
    slots.slot(1)[VERSION] += 1
    assert slots.best(Cost(10**6, 0)) is None
