"""The benches gather rows once, judge for themselves, and say when they cannot run."""

import json
from pathlib import Path

import pytest

from timetabler.benches import rival, trays
from timetabler.benches.command import main
from timetabler.benches.explanations import _explain
from timetabler.benches.fet import files_in, measure
from timetabler.benches.quality import median, score
from timetabler.benches.results import Results, spread
from timetabler.evaluate import Cost
from timetabler.explain.contradiction import Court, Minimising
from timetabler.explain.counting import Counting
from timetabler.explain.rotation import Rotation
from timetabler.formats.markup import render
from timetabler.formats.xhstt.write import archive_node
from timetabler.generate import School, make_school
from timetabler.generate.contradictions import Kind, contradiction
from timetabler.generate.disturbances import UPSET, Upset, disturbance
from timetabler.generate.trays import TraySize, make_tray
from timetabler.rules import AssignTime

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm")]

SMALL = School(classes=4, teachers=7, days=4, hours=4)


def test_a_run_that_the_file_holds_is_not_run_again(tmp_path: Path) -> None:
    results = Results(tmp_path / "rows.jsonl", ("seed",))
    calls: list[int] = []

    def measured(run: dict[str, int]) -> dict[str, int]:
        calls.append(run["seed"])
        return {"cost": run["seed"] * 10}

    results.gather([{"seed": 1}], measured)
    rows = results.gather([{"seed": 1}, {"seed": 2}], measured)
    assert calls == [1, 2]
    assert [row["cost"] for row in rows] == [10, 20]
    assert spread(rows, "cost") == "median 15.00, p90 20.00, most 20.00"


def test_a_missing_folder_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["edit", "--folder", str(tmp_path / "nothing")]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_quality_is_gathered_scored_and_never_measured_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem, _ = make_school(School(classes=2, teachers=3, days=2, hours=3))
    (tmp_path / "one.xml").write_text(render(archive_node(problem)))
    (tmp_path / "bad.xml").write_text("<a>")
    (tmp_path / "best-known.csv").write_text("instance,best_hard,best_soft\none,0,0\n")
    out = tmp_path / "results.jsonl"
    asked = ["--folder", str(tmp_path), "--seconds", "1", "--seeds", "1", "--out", str(out)]
    assert main(["quality", *asked]) == 0
    printed, first = capsys.readouterr(), out.read_text()
    assert "mean score at 1 s over 1" in printed.out
    assert "bad.xml" in printed.err
    assert main(["quality", *asked, "--json"]) == 0
    assert out.read_text() == first
    assert [run["instance"] for run in json.loads(capsys.readouterr().out)] == ["one"]


def test_the_median_run_counts() -> None:
    runs = [{"hard": hard, "soft": soft} for hard, soft in ((0, 9), (1, 0), (0, 3))]
    assert median(runs) == Cost(0, 9)


def test_a_score_compares_with_the_best_published_and_needs_hard_rules_kept() -> None:
    assert score(Cost(0, 0), Cost(0, 10)) == pytest.approx(0.5)
    assert score(Cost(0, 5), Cost(0, 5)) == pytest.approx(1.0)
    assert score(Cost(0, 5), Cost(1, 0)) == pytest.approx(0.0)


def test_quality_without_a_file_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["quality", "--folder", str(tmp_path)]) == 2
    assert "no .xml files" in capsys.readouterr().err


def test_repair_is_measured_and_the_table_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "repair.jsonl"
    assert main(["repair", "--count", "2", "--seconds", "3", "--out", str(out)]) == 0
    assert "locked lessons moved: 0" in capsys.readouterr().out
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["seed"] for row in rows] == [1, 2]
    assert all(row["hit"] >= 1 for row in rows)


@pytest.mark.parametrize("seed", range(4))
def test_a_disturbance_hits_the_plan_and_is_the_same_for_its_seed(seed: int) -> None:
    problem, plan = make_school(SMALL)
    found = disturbance(problem, plan, seed)
    assert found == disturbance(problem, plan, seed)
    assert found.kind in Upset
    assert found.problem.rules[-1].id == UPSET
    assert found.plan is plan


def test_an_explanation_is_asked_anew_rule_by_rule() -> None:
    row = _explain({"kind": Kind.BAND.value, "seed": 1, "seconds": 20.0})
    assert row["contradict"]
    assert row["planted"]
    assert row["needed"] == row["reasons"] == 4


def test_one_plan_shows_many_rules_to_be_needed() -> None:
    court = Court(contradiction(Kind.ROOMS, 1, SMALL))
    core = sorted(Counting(court).find())
    decisions = court.prepare(court.events_of(core))
    dropped = next(m for m in core if isinstance(court.board.cause_of(m)[0], AssignTime))
    assert court.ask(decisions, [m for m in core if m != dropped], 20.0)
    court.show(decisions)
    rotation = Rotation(court.board, core)
    rotation.spread()
    assert dropped in rotation.needed
    assert len(rotation.needed) > len(core) // 2
    for monitor in rotation.needed - {dropped}:
        rest = [m for m in core if m != monitor]
        assert court.ask(court.prepare(court.events_of(core)), rest, 20.0)


def test_what_is_left_of_a_contradiction_is_all_needed() -> None:
    court = Court(contradiction(Kind.OVERLOAD, 2, SMALL))
    minimising = Minimising(court, sorted(Counting(court).find()), lambda: 30.0)
    minimising.run()
    assert minimising.proved
    assert minimising.needed >= set(minimising.kept)


def test_changed_choices_are_one_course_for_another() -> None:
    tray = make_tray(TraySize(students=40))
    found = trays.changes(tray, 1)
    assert len(found) == 2
    for student, after in found.items():
        before = set(tray.students[student].choices)
        assert len(before - set(after)) == len(set(after) - before) == 1


@pytest.mark.skipif(not rival.is_there(), reason=rival.REMEDY)
def test_fet_accepts_what_we_place(tmp_path: Path) -> None:
    examples = Path(rival.EXAMPLES) / "FET-5-official/Denmark"
    if not examples.exists():
        pytest.skip("FET's examples are not there: apt install fet-data")
    results = Results(tmp_path / "fet.jsonl", ("file",))
    lines = list(measure(results, examples, files_in(examples)[:1], 20.0, 20))
    assert "placed, every hard rule kept: 1, accepted by FET: 1" in lines
