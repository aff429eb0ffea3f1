"""Nothing in a FET, aSc, Untis or .ctt file is passed over without a word."""

import time
from pathlib import Path

import pytest

from timetabler.cli import main
from timetabler.formats import InputFault, read_problem
from timetabler.formats.fet.read import source_of
from timetabler.formats.markup import parse
from timetabler.tests.fet_school import constraint, document
from timetabler.tests.test_files import ASC, CTT, gpu_folder, write

DAYS = '<daysdefs><daysdef id="any" name="Any" days="10,01"/>'
OLD = ASC[: ASC.index("<daysdefs>")] + "<days>{}</days>" + ASC[ASC.index("<subjects>") :]
CARD = '<card lessonid="l1" period="1" days="10" classroomids="r1"/>'
WRONG_ASC = [
    (OLD.format('<day day="²"/>'), '<day>: day "²"'.replace('"', "'"), "is not a number"),
    (OLD.format(f'<day day="{"9" * 5000}"/>'), "<day>", "is not a number from 0 to 60"),
    (OLD.format('<day day="300000000"/>'), "<day>", "is not a number from 0 to 60"),
    (OLD.format('<day day="0"/>' * 61), "<day>", "declared twice"),
    (OLD.format('<day day="0"/>\n<day day="7"/>'), "<day>", "day 7 is not one of 2 days"),
    (ASC.replace("10,01", "0" * 99), "<daysdef>", "99 days"),
    (ASC.replace('days="01"/></days', 'days="011"/></days'), "<daysdef>", "3 days: every week"),
    (ASC.replace('<teacher id="t2"', '<teacher id="t1"'), "<teacher>", "'t1' is declared twice"),
    (
        ASC.replace("</subjects>", '\n<subject id="s1" name="x"/></subjects>'),
        "<subject>",
        "'s1' is declared twice",
    ),
    (ASC.replace('id="mo"', 'id="any"'), "<daysdef>", "'any' is declared twice"),
    (ASC.replace("</lessons>", "</lessons>\n<lessons/>"), "<lessons>", "is there twice"),
    (ASC.replace('id="g4" name="B" classid="c1"', 'id="g4" name="B" classid="c9"'), "<group>",
     "class 'c9' does not exist"),
    (ASC.replace("<teachers>", "<teachers>\n<techer id='t9'/>"), "<techer>", "which has teacher"),
    (ASC.replace(CARD, f"{CARD}\n{CARD}"), "<card>", "more cards than the 1 of its week"),
    (ASC.replace(CARD, CARD.replace('"1"', '"3"')), "<card>", "runs past the end of the day"),
]  # fmt: skip
WRONG_CTT = [
    (CTT.replace("Small 20", "Large 20"), 15, "room 'Large' is declared twice"),
    (CTT.replace("First 2 Maths Art", "First 2 Art Art"), 18, "course 'Art' is there twice"),
    (CTT.replace("Rooms: 2", "Days: 5\nRooms: 2"), 5, "Days: is there twice"),
    (CTT.replace("Rooms: 2", "Colour: 2\nRooms: 2"), 3, "'Colour:' is not known here"),
    (CTT.replace("Large 32", "Large 32 1"), 14, "3 columns; there must be 2"),
    (CTT.replace("Days: 2", "Days: 2 3"), 4, "3 columns; there must be 2"),
    (CTT.replace("END.\n", ""), 21, "END. is missing"),
    (CTT + "Art 0 0\n", 24, "nothing may follow END."),
    (CTT.replace("CURRICULA:", "ROOMS:"), 17, "ROOMS: is there twice"),
    (CTT.replace("Maths Ann 3 2 30", "Maths Ann 3 9 30"), 10, "9 days are more than the 2 days"),
]
WRONG_GPU = [
    ({"GPU002": '2,1,,,"7A","BO","Ku",""\n2,9,,,"7B","","Ku",""\n'}, "line 1 gives lesson 2 1 "),
    ({"GPU002": f'1,2,,,"7A","ANN","Ma","R1"{"," * 60}"x"\n'}, "GPU002 has only 50 columns"),
    ({"GPU001": '1,"7A","NIX","Ma","R1",1,1,,\n'}, "column 3: teacher 'NIX' does not exist"),
    ({"GPU001": '1,"9Z","ANN","Ma","R1",1,1,,\n'}, "column 2: class '9Z' does not exist"),
]


def refused(path: Path) -> str:
    with pytest.raises(InputFault) as raised:
        read_problem(path)
    return str(raised.value)


@pytest.mark.parametrize(("text", "element", "why"), WRONG_ASC)
def test_an_asc_file_is_read_whole_or_refused(
    tmp_path: Path, text: str, element: str, why: str
) -> None:
    begun = time.monotonic()
    said = refused(write(tmp_path, "a.xml", text))
    assert time.monotonic() - begun < 5
    assert element.split(":", maxsplit=1)[0].strip("<>") in said
    assert why in said
    assert int(said.split("a.xml:")[1].split(":")[0]) > 1


@pytest.mark.parametrize("first", [0, 1])
def test_days_of_older_asc_files_are_numbered_from_either_end(tmp_path: Path, first: int) -> None:
    text = OLD.format(f'<day day="{first}"/><day day="{first + 1}"/>').replace('daysdefid="', 'x="')
    problem = read_problem(write(tmp_path, "a.xml", text)).problem
    assert problem.calendar.days() == ((0, 1, 2), (3, 4, 5))


def test_attributes_that_asc_has_and_we_do_not_read_are_remarks(tmp_path: Path) -> None:
    text = ASC.replace('<lesson id="l4"', '<lesson id="l4" seminargroup="3" mood=""')
    notes = read_problem(write(tmp_path, "a.xml", text)).notes
    assert notes == ("1 x lesson seminargroup: this attribute is not taken over",)


def test_an_asc_file_in_sixteen_bits_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(ASC.replace("windows-1252", "utf-16").encode("utf-16"))
    assert len(read_problem(path).problem.events) == 4
    path.write_text("<plan/>")
    assert "neither an XHSTT archive" in refused(path)


@pytest.mark.parametrize(("text", "line", "why"), WRONG_CTT)
def test_a_course_timetable_is_read_whole_or_refused(
    tmp_path: Path, text: str, line: int, why: str
) -> None:
    path = write(tmp_path, "a.ctt", text)
    said = refused(path)
    assert said.startswith(f"{path}:{line}: ")
    assert why in said


@pytest.mark.parametrize(("changes", "why"), WRONG_GPU)
def test_untis_files_are_read_whole_or_refused(
    tmp_path: Path, changes: dict[str, str], why: str
) -> None:
    said = refused(gpu_folder(tmp_path, **changes))
    assert why in said
    assert ".TXT:" in said


def test_columns_that_untis_has_and_we_do_not_read_are_a_remark(tmp_path: Path) -> None:
    lessons = '1,2,2,,"7A","ANN","Ma","R1",,,"x"\n2,1,1,,"7A","BO","Ku",""\n'
    notes = read_problem(gpu_folder(tmp_path, GPU002=lessons)).notes
    assert "GPU002, column 3, 11: not taken over" in notes


def test_a_name_that_is_no_file_is_not_taken_for_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(gpu_folder(tmp_path))
    for name, why in (
        ("TYPO.TXT", "No such file"),
        ("GPU003.TXT", "No such file"),
        ("empty.txt", "no file of Untis' is called so"),
    ):
        Path("empty.txt").write_bytes(b"\x00\xff")
        assert main(["evaluate", name]) == 2
        said = capsys.readouterr().err
        assert said.startswith(f"{name}: ")
        assert why in said
    Path("GPU002.TXT").unlink()
    assert main(["evaluate", "GPU001.TXT"]) == 2
    assert capsys.readouterr().err.startswith("GPU001.TXT: GPU002.TXT (lessons) is missing")
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", ""])
    assert ended.value.code == 2
    assert "the name of a file is empty" in capsys.readouterr().err


def test_two_untis_files_of_the_same_contents_are_refused(tmp_path: Path) -> None:
    gpu_folder(tmp_path)
    (tmp_path / "gpu002.txt").write_text("")
    assert "has the same GPU002" in refused(tmp_path)


@pytest.mark.parametrize("name", ["Time_Constraints_List", "Space_Constraints_List", "Rooms_List"])
def test_a_list_that_is_in_a_fet_file_twice_is_refused(name: str) -> None:
    text = document().replace("</fet>", f"<Space_Constraints_List/><{name}/>\n<{name}/></fet>")
    with pytest.raises(InputFault, match=f"<{name}>: is there twice in <fet>"):
        source_of(parse(text.encode(), "school.fet"), "school")


def test_what_a_fet_file_has_at_a_wrong_place_is_remarked() -> None:
    wrong = constraint("TeachersMaxGapsPerWeek", "<Max_Gaps>0</Max_Gaps>").replace("Con", "Kon")
    text = document(wrong).replace("</fet>", "<Moods_List/><Moods_List/></fet>")
    notes = source_of(parse(text.encode(), "school.fet"), "school").notes
    assert notes == (
        "2 x <Moods_List>: not known, left out",
        "1 x <KonstraintTeachersMaxGapsPerWeek>: not known, left out",
    )
