"""What scripts rely on: nothing dropped in silence, faults that name the option, whole streams."""

import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from timetabler.cli import files, main
from timetabler.formats import read_problem
from timetabler.formats.fet.new import new_document
from timetabler.formats.markup import Node, render
from timetabler.formats.xhstt import read_archive, with_solution
from timetabler.formats.xhstt.write import archive_node
from timetabler.generate import School, make_school
from timetabler.model import Plan, Problem
from timetabler.rules import LimitWorkload

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm")]

Said = pytest.CaptureFixture[str]
SMALL = School(classes=2, teachers=4, days=3, hours=4, load=0.6)
FAST = ("--seconds", "3", "--workers", "1")


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    problem, plan = make_school(SMALL)
    load = LimitWorkload(id="load", hard=False, resources=(SMALL.classes,), maximum=30)
    problem = replace(problem, rules=(*problem.rules, load))
    path = tmp_path / "planned.xml"
    path.write_text(render(with_solution(archive_node(problem), problem, plan)))
    return path


@pytest.fixture
def fet(tmp_path: Path) -> Path:
    """A file of FET with a plan, and with a constraint that FET itself does not know."""
    root, _ = new_document(*make_school(SMALL))
    for part in root.each("Time_Constraints_List"):
        part.children.append(Node("ConstraintMadeUp", children=[Node("Active", text="true")]))
    path = tmp_path / "planned.fet"
    path.write_text(render(root))
    return path


@pytest.mark.parametrize(
    "command",
    [
        ("solve", *FAST),
        ("evaluate",),
        ("repair", *FAST),
        ("explain", "--seconds", "5"),
        ("convert", "-o", "out.xml"),
    ],
    ids=lambda command: command[0],
)
def test_every_command_reports_what_it_could_not_read(
    fet: Path,
    command: tuple[str, ...],
    capsys: Said,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([command[0], str(fet), *command[1:]]) in {0, 1}
    said = capsys.readouterr()
    assert "note: 1 x ConstraintMadeUp" in said.err
    assert "note: " not in said.out


@pytest.mark.parametrize(
    "command", [("solve", *FAST), ("repair", *FAST), ("convert",)], ids=lambda command: command[0]
)
def test_every_command_reports_what_it_could_not_write(
    planned: Path, tmp_path: Path, command: tuple[str, ...], capsys: Said
) -> None:
    out = tmp_path / "out.fet"
    main([command[0], str(planned), *command[1:], "-o", str(out)])
    assert "note: 1 x LimitWorkload: FET" in capsys.readouterr().err


@pytest.mark.parametrize("ending", [".fet", ".asc.xml", ".xml", ".ics"])
def test_repair_writes_the_format_that_the_ending_names(
    planned: Path, tmp_path: Path, ending: str
) -> None:
    out, same = tmp_path / f"out{ending}", tmp_path / f"same{ending}"
    assert main(["repair", str(planned), *FAST, "-o", str(out)]) == 0
    assert main(["convert", str(planned), "-o", str(same)]) == 0
    assert beginning(out) == beginning(same)


def beginning(path: Path) -> str:
    return re.sub(r"DTSTAMP:\w+", "", path.read_text())[:200]


@pytest.mark.parametrize("ending", [".ctt", ".xyz", ""])
def test_repair_refuses_a_format_that_is_not_written_before_it_works(
    planned: Path, tmp_path: Path, ending: str, capsys: Said
) -> None:
    out = tmp_path / f"out{ending}"
    assert main(["repair", str(planned), *FAST, "-o", str(out)]) == 2
    said = capsys.readouterr()
    assert said.err.startswith(f"{out}: -o: ")
    assert (said.out, out.exists()) == ("", False)


def test_a_closure_that_a_file_of_fet_does_not_get_is_reported(
    fet: Path, tmp_path: Path, capsys: Said
) -> None:
    problem = read_problem(fet).problem
    closed = f"--closed={problem.resources[0].id}={problem.calendar.times[0]}"
    main(["repair", str(fet), *FAST, closed, "-o", str(tmp_path / "out.fet")])
    assert "note: closed-1: " in capsys.readouterr().err


def test_closures_have_ids_of_their_own_however_often_a_file_is_repaired(
    planned: Path, tmp_path: Path
) -> None:
    paths = [planned, tmp_path / "one.xml", tmp_path / "two.xml"]
    for number, (path, out) in enumerate(pairwise(paths), start=1):
        closed = (f"--closed=T0=1.{number}", f"--closed=T1=1.{number}")
        main(["repair", str(path), *FAST, *closed, "-o", str(out)])
    ids = [rule.id for rule in read_archive(paths[-1]).only().rules]
    assert {"closed-1", "closed-2", "closed-3", "closed-4"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_a_seed_may_be_any_whole_number(planned: Path) -> None:
    for seed in ("-7", str(10**30)):
        closed = ("--closed=T0=1.1", "--seed", seed)
        assert main(["repair", str(planned), *FAST, *closed]) in {0, 1}
        assert main(["solve", str(planned), *FAST, "--quiet", "--seed", seed]) in {0, 1}


def test_nothing_to_plan_is_repaired_at_once(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "empty.xml"
    empty = Problem(id="none", calendar=make_school(SMALL)[0].calendar)
    path.write_text(render(with_solution(archive_node(empty), empty, Plan(()))))
    assert main(["repair", str(path), *FAST]) == 0
    assert capsys.readouterr().out.startswith("cost (0, 0)")


def test_one_worker_that_died_is_not_told_to_be_fewer(
    planned: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_: object) -> None:
        raise SystemExit(1)

    monkeypatch.setattr("timetabler.solve.portfolio.work", die)
    for workers, advised in ((1, False), (2, True)):
        main(["solve", str(planned), "--seconds", "3", "--workers", str(workers)])
        err = capsys.readouterr().err
        assert f"{workers} of {workers} worker processes died" in err
        assert ("--workers 1" in err) is advised


def test_the_same_plan_is_not_written_twice(
    planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []
    monkeypatch.setattr(files, "store", lambda _, text: texts.append(text))
    main(["solve", str(planned), *FAST, "-o", str(tmp_path / "out.xml")])
    assert len(texts) == len(set(texts)) > 0


def test_a_folder_is_expected_where_a_format_is_one(
    planned: Path, tmp_path: Path, capsys: Said
) -> None:
    out = tmp_path / "file.gpu"
    out.write_text("")
    assert main(["convert", str(planned), str(out), "--to", "gpu"]) == 2
    assert "gpu is a folder of files" in capsys.readouterr().err


def test_an_output_that_the_system_refuses_is_named_as_it_was_given(
    planned: Path, capsys: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path / "temporary"))

    monkeypatch.setattr("timetabler.formats.store.tempfile.mkstemp", refuse)
    out = tmp_path / "out.xml"
    assert main(["convert", str(planned), "-o", str(out)]) == 2
    assert capsys.readouterr().err == f"{out}: cannot be written: No space left on device\n"


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("convert",), "-o"),
        (("evaluate", "--instance", "nobody"), "--instance"),
        (("repair", "--closed", "nobody=1.1"), "--closed"),
        (("repair", "--lock", "nothing"), "--lock"),
        (("convert", "x.ics", "--hours", "eight"), "--hours"),
        (("convert", "x.ics", "--resource", "nobody"), "--resource"),
    ],
)
def test_faults_of_options_name_the_file_and_the_option(
    planned: Path, arguments: tuple[str, ...], option: str, capsys: Said
) -> None:
    assert main([arguments[0], str(planned), *arguments[1:]]) == 2
    assert capsys.readouterr().err.startswith(f"{planned}: {option}: ")


@pytest.mark.parametrize(
    "wrong",
    [
        ("solve", "--seconds", "\N{ARABIC-INDIC DIGIT FIVE}"),
        ("solve", "--seconds", "1_0"),
        ("solve", "--workers", "\N{ARABIC-INDIC DIGIT TWO}"),
        ("solve", "--seed", "\N{ARABIC-INDIC DIGIT TWO}"),
        ("explain", "--seed", "one"),
        ("convert", "--weeks", "\N{ARABIC-INDIC DIGIT TWO}"),
        ("convert", "--minutes", str(10**12)),
    ],
)
def test_numbers_are_written_in_plain_digits_and_within_reason(
    planned: Path, wrong: tuple[str, ...], capsys: Said
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([wrong[0], str(planned), *wrong[1:]])
    assert ended.value.code == 2
    assert f"argument {wrong[1]}: " in capsys.readouterr().err


def run(
    *arguments: object, out: int, err: int = subprocess.PIPE
) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "timetabler", *map(str, arguments)]
    return subprocess.run(command, stdout=out, stderr=err, text=True, check=False)


def test_a_pipe_that_nobody_reads_ends_a_command_quietly(planned: Path) -> None:
    command = [sys.executable, "-m", "timetabler", "evaluate", str(planned), "--points"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == ("", 141)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that Linux has")
def test_an_answer_that_cannot_be_written_is_a_fault_and_a_remark_is_not(planned: Path) -> None:
    with Path("/dev/full").open("w") as full:
        told = run("evaluate", planned, out=full.fileno())
        quiet = run("solve", planned, *FAST, out=subprocess.PIPE, err=full.fileno())
    assert (told.returncode, told.stderr) == (2, "standard output: no space left on device\n")
    assert quiet.stdout.startswith("cost (")
