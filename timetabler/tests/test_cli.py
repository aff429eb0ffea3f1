"""The command line: what it prints, what it writes, and with which code it ends."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path

import pytest

from timetabler.cli import main
from timetabler.formats.markup import render
from timetabler.formats.store import store
from timetabler.formats.xhstt import read_archive, with_solution
from timetabler.formats.xhstt.write import archive_node
from timetabler.generate import School, make_school
from timetabler.generate.contradictions import Kind, contradiction
from timetabler.model import Plan

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm")]


SMALL = School(classes=2, teachers=4, days=3, hours=4, load=0.6)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "school.xml"
    path.write_text(render(archive_node(make_school(SMALL)[0])))
    return path


def test_solve_writes_an_archive_that_holds_the_plan(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.xml"
    assert main(["solve", str(file), "--seconds", "8", "--workers", "1", "-o", str(out)]) == 0
    assert "cost (0, " in capsys.readouterr().out
    archive = read_archive(out)
    assert len(archive.plans[archive.only().id]) == 1
    assert main(["evaluate", str(out), "--people", "--points"]) == 0
    assert "plan 1: cost (0, " in capsys.readouterr().out


def test_evaluate_tells_a_broken_plan_by_its_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem, plan = make_school(SMALL)
    first, *rest = plan.lessons
    broken = Plan((replace(first, start=None), *rest))
    path = tmp_path / "broken.xml"
    path.write_text(render(with_solution(archive_node(problem), problem, broken)))
    assert main(["evaluate", str(path)]) == 1
    assert "placed" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["evaluate", "nowhere.xml"],
        ["evaluate", "school.txt"],
        ["solve", "bad.xml"],
        ["convert", "bad.xml", "-o", "out.nothing"],
    ],
)
def test_bad_input_ends_with_code_2_and_a_message(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad.xml").write_text("<a>\n<b>")
    Path("school.txt").write_text("")
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.err.strip()
    assert not captured.out


def test_a_file_without_a_plan_cannot_be_judged(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(file)]) == 2
    assert "holds no plan" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", ["--seconds=0", "--seconds=x", "--workers=0", "--workers=x"])
def test_limits_are_checked(file: Path, wrong: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["solve", str(file), wrong])
    assert ended.value.code == 2


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    store(path, "first")
    with pytest.raises(UnicodeEncodeError):
        store(path, "second \ud800")
    assert path.read_text() == "first"
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.xml"]


def test_a_search_whose_workers_died_says_so(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    killer = threading.Thread(target=_kill_the_first_worker)
    killer.start()
    code = main(["solve", str(file), "--seconds", "20", "--workers", "1", "--quiet"])
    killer.join()
    assert (code, "1 of 1 worker processes died" in capsys.readouterr().err) == (1, True)


def _kill_the_first_worker() -> None:
    while not (workers := active_children()):
        time.sleep(0.001)
    workers[0].kill()


def test_a_killed_run_leaves_a_whole_plan(tmp_path: Path) -> None:
    problem, _ = make_school(School(classes=6, teachers=9))
    path, out = tmp_path / "in.xml", tmp_path / "out.xml"
    path.write_text(render(archive_node(problem)))
    command = [sys.executable, "-m", "timetabler", "solve", str(path), "--seconds", "60"]
    running = subprocess.Popen(
        [*command, "--workers", "1", "-o", str(out)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 60
        while not out.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    assert len(read_archive(out).plans[problem.id]) == 1


def test_explain_says_what_contradicts_what(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "school.xml"
    small = School(classes=3, teachers=5, days=3, hours=4)
    path.write_text(render(archive_node(contradiction(Kind.BAND, 1, small))))
    assert main(["explain", str(path), "--seconds", "20", "--language", "fi"]) == 1
    spoken = capsys.readouterr().out
    assert "planted" in spoken
    assert "samaan aikaan" in spoken


def test_explain_finds_nothing_wrong_with_a_good_file(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(file), "--seconds", "15"]) == 0
    assert capsys.readouterr().out.startswith("possible")


def test_an_output_that_cannot_be_written_is_refused_before_the_search(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begun = time.monotonic()
    for out in (tmp_path / "no" / "out.xml", tmp_path / "out.ctt", tmp_path):
        assert main(["solve", str(file), "--seconds", "60", "-o", str(out)]) == 2
        assert str(out) in capsys.readouterr().err
    assert time.monotonic() - begun < 30


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    problem, plan = make_school(SMALL)
    path = tmp_path / "planned.xml"
    path.write_text(render(with_solution(archive_node(problem), problem, plan)))
    return path


def test_a_calendar_has_real_dates_without_the_holidays(planned: Path, tmp_path: Path) -> None:
    out = tmp_path / "teacher.ics"
    dates = ["--begins", "2026-08-10", "--weeks", "5", "--free", "2026-08-17..2026-08-19"]
    clock = ["--hours", "08:15,09:15,10:15,12:00", "--resource", "T0"]
    assert main(["convert", str(planned), str(out), *dates, *clock]) == 0
    text = out.read_text()
    assert "COUNT=5" in text
    assert "20260817T" in text.split("EXDATE", 1)[1]
    assert {line[-6:-2] for line in text.splitlines() if line.startswith("DTSTART;")} <= {
        "0815",
        "0915",
        "1015",
        "1200",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        ("--begins", "tomorrow"),
        ("--weeks", "0"),
        ("--free", "2026-10-12..2026-10-01"),
        ("--begins", "9999-12-31"),
        ("--free", "9999-12-31"),
        ("--hours", "eight"),
        ("--hours", "08:15,08:15,09:15,10:15"),
        ("--hours", "08:15,09:15,10:15"),
        ("--hours", "08:15+02:00,09:15,10:15,11:15"),
        ("--minutes", "0"),
        ("--minutes", "-5"),
        ("--minutes", "1000000000000"),
        ("--resource", "nobody"),
    ],
)
def test_wrong_dates_are_said(
    planned: Path, tmp_path: Path, wrong: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code: object = main(["convert", str(planned), str(tmp_path / "x.ics"), "=".join(wrong)])
    except SystemExit as ended:
        code = ended.code
    assert code == 2
    assert f"{wrong[0]}: " in capsys.readouterr().err
    assert not (tmp_path / "x.ics").exists()
