"""The benchmark gathers runs over several calls and scores them as published."""

from pathlib import Path

import pytest

from timetabler.bench import Result, main, median, score
from timetabler.evaluate import Cost
from timetabler.formats.markup import render
from timetabler.formats.xhstt.write import archive_node
from timetabler.generate import School, make_school

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm")]


def result(hard: int, soft: int) -> Result:
    return Result("a", 60.0, 1, hard, soft, 0, 60.0, 1.0)


def test_the_median_run_counts() -> None:
    assert median([result(0, 9), result(1, 0), result(0, 3)]) == Cost(0, 9)


def test_a_score_compares_with_the_best_published_and_needs_hard_rules_kept() -> None:
    assert score(Cost(0, 0), Cost(0, 10)) == pytest.approx(0.5)
    assert score(Cost(0, 5), Cost(0, 5)) == pytest.approx(1.0)
    assert score(Cost(0, 5), Cost(1, 0)) == pytest.approx(0.0)


def test_runs_are_gathered_and_never_repeated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem, _ = make_school(School(classes=2, teachers=3, days=2, hours=3))
    (tmp_path / "one.xml").write_text(render(archive_node(problem)))
    (tmp_path / "bad.xml").write_text("<a>")
    (tmp_path / "best-known.csv").write_text("instance,best_hard,best_soft\none,0,0\n")
    out = tmp_path / "results.jsonl"
    assert main(tmp_path, 1.0, 1, out) == 0
    first = out.read_text()
    assert main(tmp_path, 1.0, 1, out) == 0
    assert out.read_text() == first
    printed = capsys.readouterr()
    assert "mean score at 1 s over 1" in printed.out
    assert "bad.xml" in printed.err


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    assert main(tmp_path, 1.0, 1) == 2
