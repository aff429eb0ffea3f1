"""What another format cannot say is remarked on, and no file of our own is refused on reading."""

from pathlib import Path

import pytest

from timetabler.cli import main
from timetabler.evaluate import judge
from timetabler.formats import Source, read_problem
from timetabler.formats.faults import InputFault
from timetabler.tests.small_archive import ROOM, TERMS, TIMES, TO_EVENTS, archive, constraint

FORMS = {"asc": "out.xml", "fet": "out.fet", "gpu": "out"}
TIME = '<Time Reference="t2"/>'
TWO_ROOMS = '<Resource Reference="R1"/><Resource Reference="R2"/>'
TEACHER = "<Resource><Role>second</Role><ResourceType Reference='Teacher'/></Resource>"
SOFT = TERMS.replace("true", "false")


@pytest.fixture(params=sorted(FORMS))
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def converted(
    folder: Path, capsys: pytest.CaptureFixture[str], form: str, text: str
) -> tuple[Source, str]:
    """The file in another format, read back, and what was said on the way."""
    path, out = folder / "in.xml", folder / FORMS[form]
    path.write_text(text)
    assert main(["convert", str(path), str(out), "--to", form]) == 0, capsys.readouterr().err
    said = capsys.readouterr().err
    return read_problem(out), said


def test_a_fixed_time_is_kept_by_fet_and_remarked_on_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    again, said = converted(tmp_path, capsys, form, archive(first=TIME, seats=""))
    remarked = "1 x fixed time of an event" in said
    kept = [own for own in again.problem.rules if getattr(own, "times", None) == frozenset({1})]
    assert (remarked, len(kept)) == ((False, 1) if form == "fet" else (True, 0))


def test_two_fixed_rooms_are_kept_by_fet_and_remarked_on_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    lesson = '<Time Reference="t1"/>'
    again, said = converted(tmp_path, capsys, form, archive(seats=TWO_ROOMS, lesson=lesson))
    fixed = {s.resource for event in again.problem.events for s in event.seats}
    rooms = {r.name for i, r in enumerate(again.problem.resources) if i in fixed}
    remarked = "1 x further room of an event" in said
    assert (remarked, {"R1", "R2"} <= rooms) == (form != "fet", form == "fet")
    assert again.plans[0].lessons[0].start == 0


def test_one_fixed_room_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    text = archive(seats='<Resource Reference="R2"/>', lesson='<Time Reference="t1"/>')
    again, said = converted(tmp_path, capsys, form, text)
    [plan] = again.plans
    rooms = {i for i, r in enumerate(again.problem.resources) if r.name == "R2"}
    assert rooms <= set(plan.lessons[0].resources)
    assert judge(again.problem, plan).by_rule().keys() == {"placed"}  # E2 has no time yet
    assert "room" not in said


def test_a_wish_with_a_weight_that_fet_has_not_is_remarked_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heavy = constraint("PreferTimes", TO_EVENTS, TIMES, SOFT.replace(">1<", ">500<"))
    _, said = converted(tmp_path, capsys, "fet", archive(heavy, seats=""))
    assert "1 x PreferTimes with a weight or a cost that FET has not" in said


def test_rooms_to_choose_for_several_seats_are_a_virtual_room_in_fet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    must = constraint("AssignResource", TO_EVENTS, "<Role>room</Role>")
    text = archive(must, seats=ROOM + '<Resource Reference="R1"/>')
    again, said = converted(tmp_path, capsys, "fet", text)
    seats = [seat for seat in again.problem.events[0].seats if seat.kind == "Room"]
    assert [seat.resource is None for seat in seats] == [True, False]
    assert "room" not in said


def test_a_seat_for_any_room_is_kept_or_remarked_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    must = constraint("AssignResource", TO_EVENTS, "<Role>room</Role>")
    again, said = converted(tmp_path, capsys, form, archive(must))
    seats = [seat for seat in again.problem.events[0].seats if seat.kind == "Room"]
    assert (len(seats), "1 x room still to be chosen" in said) == (
        (0, True) if form == "gpu" else (1, False)
    )


def test_a_wish_that_becomes_a_must_is_remarked_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    text = archive(seats="").replace("<Required>true", "<Required>false")
    _, said = converted(tmp_path, capsys, form, text)
    for kind in ("AssignTime", "AvoidClashes"):
        assert f"1 x {kind}" in said
    assert "5 x resource that may be in two places" in said
    assert "2 x event that may stay unplaced" in said


def test_a_teacher_still_to_be_chosen_is_remarked_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    again, said = converted(tmp_path, capsys, form, archive(seats=TEACHER))
    assert "1 x teacher still to be chosen" in said
    assert all(seat.resource is not None for seat in again.problem.events[0].seats)


def test_names_that_a_format_cannot_have_are_changed_with_a_remark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    names = ("T1", "T1", "7A, 7B", "a;b;c;d", "R2")
    again, said = converted(tmp_path, capsys, form, archive(seats=TWO_ROOMS, names=names))
    found = {resource.name for resource in again.problem.resources}
    expected = {
        "asc": {"T1", "7A, 7B", "a;b;c;d", "R2"},
        "fet": {"T1", "T1 (2)", "7A, 7B", "a;b;c;d", "R2"},
        "gpu": {"T1", "T1 (2)", "7A 7B", "a b c d", "R2"},
    }
    assert expected[form] - {"T1 (2)"} <= found | {"T1"}
    assert ("teacher 'T1': is called 'T1 (2)' there" in said) == (form != "asc")
    assert ("students '7A, 7B': is called '7A 7B' there" in said) == (form == "gpu")


def test_two_days_of_one_name_are_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    again, said = converted(tmp_path, capsys, form, archive(seats="", days=("Mo", "Mo")))
    assert len(again.problem.calendar.days()) == (5 if form == "gpu" else 2)
    assert ("day 'Mo': is called 'Mo (2)' there" in said) == (form == "fet")


def test_a_lesson_over_the_end_of_a_day_has_no_card(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    text = archive(seats="", lesson='<Time Reference="t3"/>')
    again, said = converted(tmp_path, capsys, form, text)
    assert ("lesson of E1: runs over the end of a day" in said) == (form == "asc")
    assert again.problem.events[0].duration == 2


@pytest.mark.parametrize(("name", "calls"), [("asc", "aSc XML"), ("gpu", "GPU"), ("fet", "FET")])
def test_a_week_that_a_format_cannot_have_is_refused_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, calls: str
) -> None:
    path = tmp_path / "in.xml"
    path.write_text(archive(seats="").replace('<Day Reference="D1"/>', "", 1))
    assert main(["convert", str(path), str(tmp_path / FORMS[name]), "--to", name]) == 2
    assert capsys.readouterr().err.startswith(f"{path}: I: {calls} needs every time in just one")
    assert not (tmp_path / FORMS[name]).exists()


def test_a_lesson_longer_than_every_day_is_refused_before_it_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.xml"
    path.write_text(archive(seats="", lesson=" ").replace("<Duration>2", "<Duration>4"))
    assert main(["convert", str(path), str(tmp_path / "out.fet")]) == 2
    assert f"{path}: E1: FET has no lesson of 4 hours" in capsys.readouterr().err
    with pytest.raises(InputFault, match="No such file"):
        read_problem(tmp_path / "out.fet")
