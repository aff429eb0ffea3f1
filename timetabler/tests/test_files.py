"""ITC-2007, aSc, Untis and iCalendar files: read exactly, written so that they read back."""

from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timetabler.cli import main
from timetabler.evaluate import Cost, judge
from timetabler.formats import WRITERS, InputFault, Source, read_problem
from timetabler.formats.ctt import read_ctt
from timetabler.generate import School, make_school
from timetabler.model import Lesson, Plan

ITC = Path(__file__).parents[3] / "shared/data/timetabling/itc2007"
CTT = """Name: Toy
Courses: 2
Rooms: 2
Days: 2
Periods_per_day: 3
Curricula: 1
Constraints: 1

COURSES:
Maths Ann 3 2 30
Art Bo 1 1 10

ROOMS:
Large 32
Small 20

CURRICULA:
First 2 Maths Art

UNAVAILABILITY_CONSTRAINTS:
Art 0 0

END.
"""
ASC = """<?xml version="1.0" encoding="windows-1252"?>
<timetable ascttversion="2008.3.1" importtype="database" options="idprefix:x">
<periods columns="period,starttime,endtime"><period period="1"/><period period="2"/>
<period period="3"/></periods>
<daysdefs><daysdef id="any" name="Any" days="10,01"/><daysdef id="mo" name="Måndag" days="10"/>
<daysdef id="tu" name="Tisdag" days="01"/></daysdefs>
<subjects><subject id="s1" name="Käsityö"/></subjects>
<teachers><teacher id="t1" name="Åsa"/><teacher id="t2" name="Bo"/></teachers>
<classrooms><classroom id="r1" name="Sal 1"/><classroom id="r2" name="Sal 2"/></classrooms>
<classes><class id="c1" name="7A"/><class id="c2" name="7B"/></classes>
<groups><group id="g0" name="all" classid="c1" entireclass="1"/>
<group id="g1" name="boys" classid="c1" divisiontag="1"/>
<group id="g2" name="girls" classid="c1" divisiontag="1"/>
<group id="g3" name="A" classid="c1" divisiontag="2"/>
<group id="g4" name="B" classid="c1" divisiontag="2"/></groups>
<lessons>
<lesson id="l1" classids="c1" subjectid="s1" periodspercard="2" periodsperweek="2.0"
 teacherids="t1" classroomids="r1,r2" groupids="g1" daysdefid="any"/>
<lesson id="l2" classids="c1" subjectid="s1" periodsperweek="1" teacherids="t2" groupids="g2"/>
<lesson id="l3" classids="c1" subjectid="s1" periodsperweek="1" teacherids="t2" groupids="g3"
 daysdefid="tu"/>
<lesson id="l4" classids="c2" subjectid="s1" periodsperweek="1" teacherids="t1"/>
</lessons>
<cards><card lessonid="l1" period="1" days="10" classroomids="r1"/>
<card lessonid="l2" period="1" days="10"/><card lessonid="l3" period="3" days="01"/>
<card lessonid="l4" period="3" days="10"/></cards></timetable>
"""
GPU = {
    "GPU001.TXT": '1,"7A","ANN","Ma","R1",1,1,,\n2,"7A","BO","Ku","R2",1,2,,\n',
    "GPU002.TXT": '1,2,,,"7A","ANN","Ma","R1"\n2,1,,,"7A","BO","Ku",""\n2,1,,,"7B","","Ku",""\n',
    "GPU004.TXT": '"ANN","Ängström"\n"BO","Bo"\n',
    "GPU009.TXT": '"x"\n',
}


def gpu_folder(folder: Path, encoding: str = "cp1252", **changes: str) -> Path:
    for name, text in {**GPU, **{f"{k}.TXT": v for k, v in changes.items()}}.items():
        (folder / name).write_bytes(text.encode(encoding))
    return folder


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    encoding = "cp1252" if "windows" in text[:60] else "utf-8"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_course_timetable_is_judged_as_the_competition_does(tmp_path: Path) -> None:
    problem = read_ctt(write(tmp_path, "toy.ctt", CTT)).problem
    rooms = {r.name: i for i, r in enumerate(problem.resources) if r.kind == "Room"}

    def cost(*places: tuple[int, int, str]) -> Cost:
        lessons = [
            Lesson(
                event=event,
                duration=1,
                start=start,
                resources=tuple(
                    rooms[room] if s.resource is None else s.resource
                    for s in problem.events[event].seats
                ),
            )
            for event, start, room in places
        ]
        return judge(problem, Plan.complete(problem, lessons)).cost

    whole = ((0, 0, "Large"), (0, 1, "Large"), (0, 3, "Large"), (1, 4, "Large"))
    assert cost(*whole) == Cost(0, 0)
    assert cost((0, 0, "Small"), *whole[1:]) == Cost(0, 10 + 1)
    assert cost(*whole[:3], (1, 5, "Large")) == Cost(0, 2 * 2)
    assert cost(*whole[:2], (0, 2, "Large"), whole[3]) == Cost(0, 5 + 2)
    assert cost(*whole[:3], (1, 0, "Small")).hard == 2
    assert cost(*whole[:3]).hard == 2  # no time, no room


@pytest.mark.skipif(not ITC.exists(), reason="the ITC-2007 instances are not beside the repository")
def test_the_instances_of_the_competition_are_read() -> None:
    for path in sorted(ITC.glob("*.ctt")):
        problem = read_ctt(path).problem
        assert len(problem.events) > 20
        assert judge(problem, Plan.complete(problem, ())).cost.hard > 0


def test_asc_groups_of_one_division_may_meet_at_once_and_others_not(tmp_path: Path) -> None:
    source = read_problem(write(tmp_path, "school.xml", ASC))
    names = [r.name for r in source.problem.resources]
    assert names[:4] == ["Åsa", "Bo", "Sal 1", "Sal 2"]
    [plan] = source.plans
    assert judge(source.problem, plan).cost == Cost(0, 0)
    moved = [replace(x, start=0) if x.event == 2 else x for x in plan.lessons]
    found = judge(source.problem, Plan(tuple(moved))).by_rule()
    assert found["clashes"].hard >= 2
    assert "times 2" in found or "times 3" in found


def test_untis_couplings_are_one_event_and_the_plan_is_read(tmp_path: Path) -> None:
    source = read_problem(gpu_folder(tmp_path))
    problem = source.problem
    assert [event.duration for event in problem.events] == [2, 1]
    assert {problem.resources[s.resource or 0].name for s in problem.events[1].seats} == {
        *("7A", "7B", "Bo"),
    }
    assert "Ängström" in [r.name for r in problem.resources]
    assert source.notes == ("GPU009.TXT: not taken over",)
    [plan] = source.plans
    assert sorted(x.start for x in plan.lessons if x.start is not None) == [0, 1]


@pytest.mark.parametrize("target", ["asc", "gpu", "fet", "xhstt"])
def test_a_course_timetable_is_read_back_from_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    text = CTT.replace("Curricula: 1", "Curricula: 2").replace("UNAV", "Other 1 Maths\n\nUNAV")
    path = write(tmp_path, "toy.ctt", text)
    out = tmp_path / ("x.fet" if target == "fet" else "x.xml")
    assert main(["convert", str(path), str(out), "--to", target]) == 0, capsys.readouterr().err
    assert sum(event.duration for event in read_problem(out).problem.events) == 4
    assert "several times" not in capsys.readouterr().out


@pytest.mark.parametrize("form", ["asc", "gpu", "fet", "xhstt"])
def test_a_plan_written_in_any_format_reads_back(tmp_path: Path, form: str) -> None:
    problem, plan = make_school(School(classes=2, teachers=3, days=5, hours=8, load=0.4))
    texts, notes = WRITERS[form](Source(problem, (plan,)))
    assert bool(notes) == (form != "xhstt")
    for name, text in texts.items():
        (tmp_path / (name or f"x.{form.replace('asc', 'xml').replace('xhstt', 'xml')}")).write_text(
            text, encoding="utf-8"
        )
    path = tmp_path if form == "gpu" else next(tmp_path.iterdir())
    again = read_problem(path)
    [found] = again.plans
    assert sorted(x.start or 0 for x in found.lessons) == sorted(x.start or 0 for x in plan.lessons)
    assert judge(again.problem, found).cost.hard == 0
    texts_again, _ = WRITERS[form](again)
    starts = [(x.event, x.start) for x in found.lessons]
    for name, text in texts_again.items():
        (path / name if name else path).write_text(text, encoding="utf-8")
    once_more = read_problem(path)
    assert [(x.event, x.start) for x in once_more.plans[0].lessons] == starts
    assert once_more.problem.events == again.problem.events


WRONG = [
    ("a.ctt", CTT.replace("Courses: 2", "Courses: 3"), "3 announced, 2 found"),
    ("a.ctt", CTT.replace("Art 0 0", "Nix 0 0"), "course 'Nix' does not exist"),
    ("a.ctt", CTT.replace("Art 0 0", "Art 9 0"), "9 is more than 1"),
    ("a.ctt", CTT.replace("Large 32", "Large many"), "not a whole number"),
    ("a.ctt", "", "is missing"),
    ("a.xml", ASC.replace('teacherids="t1"', 'teacherids="t9"'), "teacher 't9' does not exist"),
    ("a.xml", ASC.replace('days="10"/></cards>', 'days="101"/></cards>'), "do not name one"),
    ("a.xml", ASC.replace('"2.0"', '"2.5"'), "parts of a lesson"),
    ("a.xml", ASC.replace("<timetable", "<!DOCTYPE a [<!ENTITY b 'c'>]><timetable"), "document"),
    ("GPU002.TXT", '"x",1\n', "not a lesson number"),
    ("GPU002.TXT", '1,"1,5",,,"7A"\n', "parts of an hour"),
    ("GPU002.TXT", '1,"a"\n', "not a whole number"),
    ("GPU003.TXT", "", "GPU002.TXT (lessons) is missing"),
]


@pytest.mark.parametrize(("name", "text", "why"), WRONG)
def test_a_wrong_file_ends_with_code_2_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, why: str
) -> None:
    path = write(tmp_path, name, text)
    (tmp_path / "out").mkdir()
    assert main(["convert", str(path), str(tmp_path / "out" / "x.fet")]) == 2
    said = capsys.readouterr().err
    assert why in said
    assert str(tmp_path) in said


def test_convert_knows_formats_by_ending_and_contents(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = write(tmp_path, "school.xml", ASC)
    steps = [first, tmp_path / "a.fet", tmp_path / "b.gpu", tmp_path / "c.ics"]
    for source, target in pairwise(steps):
        assert main(["convert", str(source), str(target)]) == 0, capsys.readouterr().err
    assert "BEGIN:VEVENT" in steps[-1].read_text()
    assert main(["convert", str(steps[1]), "-o", str(tmp_path / "d.xml"), "--to", "asc"]) == 0
    assert "<timetable" in (tmp_path / "d.xml").read_text()


@settings(max_examples=60)
@given(
    name=st.sampled_from(["a.ctt", "a.xml", "GPU002.TXT"]),
    place=st.integers(0, 2500),
    length=st.integers(0, 30),
    put=st.binary(max_size=6),
)
def test_any_damage_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, place: int, length: int, put: bytes
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    text = {"a.ctt": CTT, "a.xml": ASC}.get(name, GPU["GPU002.TXT"])
    data = text.encode("cp1252")
    place %= len(data)
    (folder / name).write_bytes(data[:place] + put + data[place + length :])
    with suppress(InputFault):
        read_problem(folder / name)
