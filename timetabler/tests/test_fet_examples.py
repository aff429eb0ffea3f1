"""FET's own examples are read whole, and what FET plans is right in our eyes."""

import shutil
import subprocess
from pathlib import Path

import pytest

from timetabler.evaluate import judge
from timetabler.formats.fet import fet_text, read_fet
from timetabler.formats.fet.read import source_of
from timetabler.formats.markup import parse
from timetabler.model import Lesson, Plan, Problem

EXAMPLES = Path("/usr/share/doc/fet-data/examples")


@pytest.mark.slow
@pytest.mark.skipif(not EXAMPLES.exists(), reason="Debian's fet-data is not installed")
def test_the_examples_of_fet_are_read_with_every_constraint_kept_or_named() -> None:
    files = sorted(EXAMPLES.rglob("*.fet"))[::24]
    for path in files:
        found = read_fet(path)
        assert isinstance(found.problem, Problem)
        text, _ = fet_text(found)
        assert source_of(parse(text.encode(), "f"), path.stem).problem == found.problem


@pytest.mark.slow
@pytest.mark.skipif(
    not (EXAMPLES.exists() and shutil.which("fet-cl")),
    reason="Debian's fet and fet-data are not installed",
)
@pytest.mark.parametrize("name", ["small-school", "Hopwood", "Horario_ISJ", "EEBLJ-Noturno"])
def test_what_fet_itself_plans_keeps_every_hard_rule_that_we_read(
    tmp_path: Path, name: str
) -> None:
    path = next(EXAMPLES.rglob(f"{name}.fet"))
    options = ["--timelimitseconds=20", "--randomseeds1x=10", f"--outputdir={tmp_path}"]
    subprocess.run(["fet-cl", f"--inputfile={path}", *options], check=True, capture_output=True)
    written = tmp_path / "timetables" / name / f"{name}_activities.xml"
    found = read_fet(path)
    problem = found.problem
    times = {text: time for time, text in enumerate(problem.calendar.names)}
    rooms = {r.name: i for i, r in enumerate(problem.resources) if r.kind == "Room"}
    places = {
        node.word("Id"): (
            times[f"{node.word('Day')} {node.word('Hour')}"],
            rooms.get(node.word("Room", "")),
        )
        for node in parse(written.read_bytes(), str(written)).children
    }
    lessons = [
        Lesson(
            event=number,
            duration=event.duration,
            start=places[event.id][0],
            resources=tuple(
                places[event.id][1] if seat.resource is None else seat.resource
                for seat in event.seats
            ),
        )
        for number, event in enumerate(problem.events)
    ]
    assert judge(problem, Plan(tuple(lessons))).cost.hard == 0
