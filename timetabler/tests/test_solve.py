"""Searches find what can be found, keep their time, and give back the best at any end."""

import threading
import time
from dataclasses import replace
from multiprocessing import active_children
from typing import Any

import pytest

from timetabler import warmth
from timetabler.chances import chances
from timetabler.evaluate import Cost, judge
from timetabler.exact.bound import lower_bound
from timetabler.exact.decisions import Aim
from timetabler.exact.improve import Effort, improve
from timetabler.generate import Campus, School, make_campus, make_school, medley
from timetabler.live import Board
from timetabler.model import Calendar, Lesson, Plan, PlanFault, Problem
from timetabler.rules import AssignTime, AvoidClashes, AvoidUnavailable, PreferTimes, SplitEvents
from timetabler.solve.annealer import Annealer
from timetabler.solve.begin import movable, scatter
from timetabler.solve.options import Options, Progress
from timetabler.solve.polisher import Polisher
from timetabler.solve.portfolio import solve

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm")]


@pytest.fixture(scope="module")
def school() -> Problem:
    return make_school(School(classes=4, teachers=7, load=0.7))[0]


def board_of(problem: Problem, seed: int) -> Board:
    board = Board(problem)
    scatter(board, chances(seed))
    return board


def test_a_school_that_can_be_planned_is_planned(school: Problem) -> None:
    found = solve(school, Options(seconds=6, workers=2))
    assert found.cost.hard == 0
    assert judge(school, found.plan).cost == found.cost


def test_the_time_limit_is_kept(school: Problem) -> None:
    begun = time.monotonic()
    solve(school, Options(seconds=2, workers=1))
    assert time.monotonic() - begun < 4


def test_cancelling_gives_the_best_plan_so_far(school: Problem) -> None:
    heard: list[Progress] = []
    stop = threading.Event()

    def listen(progress: Progress) -> None:
        heard.append(progress)
        stop.set()

    begun = time.monotonic()
    found = solve(school, Options(seconds=60, workers=1), listener=listen, cancelled=stop.is_set)
    assert time.monotonic() - begun < 20
    assert found.cost <= heard[0].cost
    assert [progress.cost for progress in heard] == sorted(
        (progress.cost for progress in heard), reverse=True
    )


def test_workers_that_die_are_counted_and_leave_their_best(school: Problem) -> None:
    def kill(_: Progress) -> None:
        for worker in active_children():
            worker.kill()

    found = solve(school, Options(seconds=60, workers=2), listener=kill)
    assert found.lost == 2
    assert judge(school, found.plan).cost == found.cost
    assert solve(school, Options(seconds=1, workers=2)).lost == 0


def test_a_search_begins_from_a_given_plan() -> None:
    problem, plan = make_school(School(seed=5))
    found = solve(problem, Options(seconds=2, workers=1), warm=plan)
    assert found.cost <= judge(problem, plan).cost


def test_nothing_to_plan_is_planned_at_once(school: Problem) -> None:
    begun = time.monotonic()
    found = solve(replace(school, events=(), rules=()), Options(seconds=60))
    assert time.monotonic() - begun < 1
    assert (found.plan, found.cost, found.bound, found.lost) == (Plan(()), Cost(0, 0), 0, 0)


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"seconds": -5.0}, "cannot take -5.0 seconds"),
        ({"seconds": float("inf")}, "inf seconds"),
        ({"seconds": float("nan")}, "nan seconds"),
        ({"workers": 0}, "at least one worker"),
    ],
)
def test_limits_that_are_none_are_refused(limits: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Options(**limits)


def test_no_time_at_all_gives_the_plan_to_begin_from() -> None:
    problem, plan = make_school(School(seed=5))
    found = solve(problem, Options(seconds=0), warm=plan)
    assert (found.plan, found.cost) == (plan, judge(problem, plan).cost)
    nothing = solve(problem, Options(seconds=0))
    assert nothing.plan == Plan.complete(problem, [])
    assert nothing.cost == judge(problem, nothing.plan).cost


@pytest.mark.parametrize("seconds", [0.01, 0.3, 0.35])
def test_hardly_any_time_kills_no_worker(
    school: Problem, seconds: float, capfd: pytest.CaptureFixture[str]
) -> None:
    found = solve(school, Options(seconds=seconds))
    assert found.cost == judge(school, found.plan).cost
    assert found.lost == 0
    assert "Traceback" not in capfd.readouterr().err


def test_hours_that_the_plan_to_begin_from_leaves_out_are_not_forgotten() -> None:
    problem, plan = make_school(School(seed=5))
    found = solve(problem, Options(seconds=2, workers=1), warm=Plan(plan.lessons[:3]))
    taught = sum(lesson.duration for lesson in found.plan.lessons)
    assert taught == sum(event.duration for event in problem.events)
    assert found.cost == judge(problem, found.plan).cost


def test_a_plan_of_some_other_problem_is_not_begun_from(school: Problem) -> None:
    other = Plan((Lesson(event=len(school.events), duration=1),))
    with pytest.raises(PlanFault, match="no event"):
        solve(school, Options(seconds=1), warm=other)


def test_compiling_takes_nothing_from_the_time_of_a_search(
    school: Problem, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(warmth, "is_loaded", lambda: False)
    monkeypatch.setattr(warmth, "is_kept", lambda: False)
    monkeypatch.setattr(warmth, "warm_up", lambda: time.sleep(2))
    caplog.set_level("INFO", "timetabler")
    begun = time.monotonic()
    found = solve(school, Options(seconds=1.5, workers=1))
    assert 2 < time.monotonic() - begun < 6
    assert found.cost < judge(school, Plan(())).cost
    assert all(progress[0] < 2 for progress in found.trace)
    assert warmth.COMPILING in caplog.messages


def test_code_that_is_kept_is_loaded_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(warmth, "is_loaded", lambda: False)
    assert warmth.get_ready(said.append) == 0.0
    monkeypatch.setattr(warmth, "is_kept", lambda: False)
    assert warmth.get_ready(said.append) > 0.0
    assert said == [warmth.COMPILING]


@pytest.mark.parametrize("seed", range(3))
def test_annealing_ends_no_worse_than_it_began_and_repeats_itself(seed: int) -> None:
    problem = medley(seed)
    ends = []
    for _ in range(2):
        board = board_of(problem, seed)
        before = board.cost
        shares = iter([0.0, 0.3, 0.6, 0.9, 1.0])
        Annealer(board, chances(seed)).round(10.0, shares.__next__)
        assert board.cost <= before
        ends.append(board.plan())
        assert judge(problem, board.plan()).cost == board.cost
    assert ends[0] == ends[1]


@pytest.mark.parametrize("seed", range(4))
def test_polishing_breaks_no_more_hard_rules_whatever_mending_does_to_wishes(seed: int) -> None:
    board = board_of(medley(seed), seed)
    polisher = Polisher(board, chances(seed))
    for _ in range(3):
        before = board.cost
        assert polisher.step(1.0) >= 0
        assert board.cost.hard <= before.hard
        assert judge(board.problem, board.plan()).cost == board.cost


@pytest.mark.parametrize("seed", range(4))
def test_polishing_never_makes_a_plan_worse_that_keeps_every_hard_rule(seed: int) -> None:
    problem, plan = make_school(School(seed=seed))
    board = Board(problem)
    board.load(plan)
    polisher = Polisher(board, chances(seed))
    for _ in range(3):
        before = board.cost
        assert before.hard == 0 < before.soft
        assert polisher.step(1.0) >= 0
        assert board.cost <= before
        assert judge(board.problem, board.plan()).cost == board.cost


def test_what_may_move_does_not_depend_on_where_it_stands(school: Problem) -> None:
    bare, placed = Board(school), board_of(school, 1)
    assert movable(bare).tolist() == movable(placed).tolist()
    assert len(movable(bare)) > 0


def test_counted_work_gives_the_same_plan_again(school: Problem) -> None:
    limits = Options(seconds=1.5, workers=2, seed=3, counted=True)
    one, two = solve(school, limits), solve(school, limits)
    assert one.plan == two.plan
    assert one.cost == judge(school, one.plan).cost


def test_a_slow_listener_neither_stops_the_search_nor_the_clock() -> None:
    campus, _ = make_campus(Campus(classes=12, courses=8, teachers=20))
    told: list[Progress] = []

    def listen(progress: Progress) -> None:
        told.append(progress)
        then = time.monotonic()
        while time.monotonic() - then < 0.4:
            judge(campus, progress.plan)

    begun = time.monotonic()
    found = solve(campus, Options(seconds=4, workers=2), listener=listen)
    assert time.monotonic() - begun < 6
    assert 1 <= len(told) <= 3
    assert found.cost <= told[-1].cost


def test_a_search_where_nothing_can_move_ends_at_once(school: Problem) -> None:
    fixed = tuple(replace(event, start=0, duration=1) for event in school.events[:3])
    rules = (PreferTimes(id="late", hard=False, events=(0,), times=frozenset()),)
    begun = time.monotonic()
    found = solve(replace(school, events=fixed, rules=rules), Options(seconds=60, workers=1))
    assert time.monotonic() - begun < 10
    assert found.cost == Cost(0, 1)


def test_exact_search_repairs_a_plan_with_one_lesson_astray() -> None:
    problem, plan = make_school(School(seed=3))
    board = Board(problem)
    board.load(plan)
    best = board.cost
    piece = next(i for i, row in enumerate(board.state.pieces) if row["length"] > 0)
    for start in range(problem.horizon):
        board.move(piece, 1, start)
        if board.cost.hard > 0:
            break
    board.keep()
    improve(board, [piece], Aim(hard_weight=1000), Effort(seconds=5))
    assert board.cost <= best


@pytest.mark.parametrize("seed", range(4))
def test_no_whole_plan_costs_less_than_the_bound(seed: int) -> None:
    problem, plan = make_school(School(classes=3, teachers=5, days=3, hours=4, seed=seed))
    bound = lower_bound(problem, seconds=3)
    assert 0 <= bound <= judge(problem, plan).cost.soft
    assert bound <= solve(problem, Options(seconds=3, workers=1), warm=plan).cost.soft


def test_a_bound_is_reached_where_a_wish_cannot_be_met() -> None:
    problem, _ = make_school(School(classes=2, teachers=3, days=2, hours=4))
    wish = PreferTimes(id="never", hard=False, weight=5, events=(0,), times=frozenset())
    want = 5 * problem.events[0].duration
    alone = replace(problem, rules=(*problem.rules[:4], wish))
    assert lower_bound(alone, seconds=3) == want
    found = solve(alone, Options(seconds=10, workers=2))
    assert found.cost == Cost(0, want)
    assert found.bound in {0, want}


def test_lessons_of_one_event_may_stand_at_one_time_where_no_rule_forbids_it() -> None:
    problem, _ = make_school(School(classes=2, teachers=3, days=2, hours=4))
    event = replace(problem.events[0], duration=2)
    people = tuple(seat.resource for seat in event.seats if seat.resource is not None)
    rules = (
        AssignTime(id="taught", events=(0,)),
        SplitEvents(id="cut", events=(0,), longest=1),
        PreferTimes(id="early", hard=False, weight=9, events=(0,), times=frozenset({0})),
        AvoidClashes(id="apart", hard=False, resources=people),
    )
    alone = replace(problem, events=(event,), rules=rules)
    both_first = [Lesson(event=0, duration=1, start=0) for _ in range(2)]
    assert judge(alone, Plan.complete(alone, both_first)).cost == Cost(0, len(people))
    assert lower_bound(alone, seconds=3) == len(people)
    assert solve(alone, Options(seconds=3, workers=2)).cost == Cost(0, len(people))


def test_a_fixed_time_is_kept_even_when_somebody_is_not_available_then(school: Problem) -> None:
    fixed = replace(school.events[0], start=0, duration=1)
    people = tuple(seat.resource for seat in fixed.seats if seat.resource is not None)
    away = AvoidUnavailable(id="away", resources=people, times=(0,))
    problem = replace(school, events=(fixed, *school.events[1:]), rules=(*school.rules, away))
    found = solve(problem, Options(seconds=2, workers=1))
    assert [x.start for x in found.plan.lessons if x.event == 0] == [0]
    assert found.cost.hard == len(people)


def test_what_fits_nowhere_is_left_unplaced_and_counted(school: Problem) -> None:
    long = replace(school.events[0], duration=school.horizon + 5)
    problem = replace(school, events=(long, *school.events[1:]))
    found = solve(problem, Options(seconds=2, workers=1))
    assert found.cost.hard > 0
    assert judge(problem, found.plan).cost == found.cost


def test_a_calendar_without_times_places_nothing(school: Problem) -> None:
    calendar = Calendar(times=(), names=())
    rules = tuple(rule for rule in school.rules if isinstance(rule, AssignTime))
    problem = replace(school, calendar=calendar, rules=rules)
    found = solve(problem, Options(seconds=2, workers=1))
    assert found.cost.hard == sum(event.duration for event in school.events)
