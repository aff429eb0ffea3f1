"""Whoever asks for an end gets it within a moment, with what is known by then; nobody is left."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path

import pytest

from timetabler.evaluate import judge
from timetabler.explain import Verdict, explain
from timetabler.formats.markup import render
from timetabler.formats.xhstt import read_archive, with_solution
from timetabler.formats.xhstt.write import archive_node
from timetabler.generate import School, make_school
from timetabler.generate.contradictions import Kind, contradiction
from timetabler.live import Board
from timetabler.model import Plan, Problem
from timetabler.repair import Order, alternatives, mend
from timetabler.rules import AvoidUnavailable
from timetabler.solve.options import Options
from timetabler.solve.portfolio import solve

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm")]

AT_ONCE = 6.0  # seconds: what is done on a machine that others use too
LONG = 100.0
LARGE = School(classes=24, teachers=36, load=0.95)
HUGE = School(classes=100, teachers=150, load=0.95)


def with_the_ill(school: School) -> tuple[Problem, Plan]:
    """A school ten of whose teachers are ill on one day."""
    problem, plan = make_school(school)
    away = tuple(range(school.classes, school.classes + 10))
    rule = AvoidUnavailable(id="ill", resources=away, times=problem.calendar.days()[0])
    return replace(problem, rules=(*problem.rules, rule)), plan


@pytest.fixture(scope="module")
def ill() -> tuple[Problem, Plan]:
    """A large school, whose repair takes longer than any test waits for."""
    return with_the_ill(LARGE)


@pytest.fixture(scope="module")
def huge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school that takes seconds to explain, however good the search."""
    problem, plan = with_the_ill(HUGE)
    path = tmp_path_factory.mktemp("huge") / "in.xml"
    path.write_text(render(with_solution(archive_node(problem), problem, plan)))
    return path


def after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


@contextmanager
def at_once(seconds: float = 0.0) -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < seconds + AT_ONCE


@pytest.mark.parametrize("seconds", [0.0, 1.0, 3.0])
def test_a_repair_that_is_cancelled_gives_the_plan_as_far_as_it_is(
    ill: tuple[Problem, Plan], seconds: float
) -> None:
    with at_once(seconds):
        found = mend(*ill, Order(seconds=LONG), cancelled=after(seconds))
    assert found.cost == judge(ill[0], found.plan).cost
    assert found.cost <= judge(*ill).cost
    assert not found.proved


def test_three_ways_are_offered_even_when_cancelled(ill: tuple[Problem, Plan]) -> None:
    with at_once():
        found = alternatives(*ill, Order(seconds=LONG), cancelled=after(0.0))
    assert [way.plan for way in found] == [found[0].plan] * 3


def pressing_ctrl_c(seconds: float) -> Callable[[], bool]:
    """Asked whether to end, says no; after some seconds Ctrl-C is pressed, once."""
    over, pressed = after(seconds), threading.Event()

    def ask() -> bool:
        if over() and not pressed.is_set():
            pressed.set()
            signal.raise_signal(signal.SIGINT)
        return False

    return ask


@pytest.mark.parametrize("seconds", [0.0, 1.0, 3.0])
def test_ctrl_c_ends_a_repair_with_the_plan_as_far_as_it_is(
    ill: tuple[Problem, Plan], seconds: float
) -> None:
    with at_once(seconds):
        found = mend(*ill, Order(seconds=LONG), cancelled=pressing_ctrl_c(seconds))
    assert found.cost == judge(ill[0], found.plan).cost


@pytest.mark.parametrize("seconds", [0.0, 1.0, 3.0])
def test_ctrl_c_ends_an_inquiry_with_what_is_known(
    ill: tuple[Problem, Plan], seconds: float
) -> None:
    with at_once(seconds):
        found = explain(ill[0], LONG, cancelled=pressing_ctrl_c(seconds))
    assert found.verdict is not Verdict.IMPOSSIBLE
    assert active_children() == []


@pytest.mark.parametrize("seconds", [0.0, 1.5, 3.0])
def test_an_inquiry_that_is_cancelled_says_what_is_known(
    ill: tuple[Problem, Plan], seconds: float
) -> None:
    with at_once(seconds):
        found = explain(ill[0], LONG, cancelled=after(seconds))
    assert found.verdict is not Verdict.IMPOSSIBLE
    assert active_children() == []


def test_reasons_known_before_an_end_are_given_unsifted() -> None:
    problem = contradiction(Kind.DAYS, 5, School(classes=3, teachers=5, days=4, hours=4))
    found = explain(problem, LONG, cancelled=after(0.0))
    assert found.verdict in {Verdict.IMPOSSIBLE, Verdict.UNDECIDED}
    assert not found.minimal
    assert all(remedy.fits is None for remedy in found.remedies)


def test_what_would_help_is_tried_to_the_end_where_that_is_quick() -> None:
    problem = contradiction(Kind.TRANSPORT, 2, School(classes=2, teachers=3, days=3, hours=4))
    found = explain(problem, 3.0)
    assert found.minimal
    assert all(remedy.fits is not None for remedy in found.remedies[:4])


def test_a_problem_that_takes_all_the_time_to_lay_out_still_gets_a_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem, _ = make_school(School(classes=4, teachers=7))
    board = Board(problem)

    def slow(_: Problem) -> Board:
        time.sleep(1.5)
        return board

    monkeypatch.setattr("timetabler.solve.portfolio.Board", slow)
    nothing = judge(problem, Plan.complete(problem, ())).cost
    with at_once(2.0):
        found = solve(problem, Options(seconds=0.5, workers=1))
    assert found.cost < nothing


@pytest.fixture
def files(tmp_path: Path, ill: tuple[Problem, Plan]) -> tuple[Path, Path]:
    path = tmp_path / "in.xml"
    path.write_text(render(with_solution(archive_node(ill[0]), *ill)))
    return path, tmp_path / "out.xml"


# Whoever starts the tests in the background has Ctrl-C ignored, by the tests' children too.
HEARING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
LOADING = "import runpy; runpy.run_module('timetabler', run_name='__main__', alter_sys=True)\n"
WORKING = """
import sys
from timetabler.cli import ending, main

enter = ending.Ending.__enter__

def told(context):
    print("at work", file=sys.stderr, flush=True)
    return enter(context)

ending.Ending.__enter__ = told
sys.exit(main())
"""


def begin(code: str, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", HEARING + code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def at_work(*arguments: object, lines: int = 1) -> "subprocess.Popen[str]":
    """A command that has read its file and has been at work for a while."""
    running = begin(WORKING, *arguments)
    assert running.stderr
    for _ in range(lines):
        assert running.stderr.readline()
    time.sleep(0.5)
    assert running.poll() is None
    return running


def ended(running: "subprocess.Popen[str]", number: signal.Signals) -> tuple[int, str, str]:
    """Code and words of a command that a signal ended: its pipes close with its last process."""
    running.send_signal(number)
    try:
        out, err = running.communicate(timeout=AT_ONCE)
    finally:
        running.kill()
    assert "Traceback" not in err
    return running.returncode, out, err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_search_that_is_interrupted_prints_and_writes_its_best(
    files: tuple[Path, Path], number: signal.Signals
) -> None:
    running = at_work("solve", files[0], "--seconds", LONG, "-o", files[1], lines=2)
    code, out, _ = ended(running, number)
    assert code in {0, 1}
    assert out.startswith("cost (")
    archive = read_archive(files[1])
    problem = archive.only()
    assert f"cost {judge(problem, archive.plans[problem.id][0]).cost} " in out


@pytest.mark.parametrize("command", ["solve", "explain"])
def test_no_worker_outlives_a_killed_command(huge: Path, command: str) -> None:
    running = at_work(command, huge, "--seconds", LONG)
    code, _, _ = ended(running, signal.SIGKILL)
    assert code == -signal.SIGKILL


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("command", ["repair", "explain"])
def test_an_interrupted_command_says_what_it_knows(
    huge: Path, command: str, number: signal.Signals
) -> None:
    running = at_work(command, huge, "--seconds", LONG)
    code, out, _ = ended(running, number)
    known = {(0, "cost"), (1, "cost"), (1, "not"), (1, "impossible:")}
    assert (code, out.split(" ", 1)[0]) in known


@pytest.mark.parametrize("seconds", [0.1, 0.3, 0.5])
def test_ctrl_c_while_modules_are_loaded_ends_without_a_word(
    files: tuple[Path, Path], seconds: float
) -> None:
    running = begin(LOADING, "solve", files[0], "--seconds", LONG)
    time.sleep(seconds)
    code, out, err = ended(running, signal.SIGINT)
    assert (code, out, err) in {(130, "", ""), (-signal.SIGINT, "", "")} or code in {0, 1}
