"""FET files are read into rules, written back whole, and what no rule can say is named."""

import shutil
import subprocess
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timetabler.evaluate import Cost, judge
from timetabler.formats.faults import InputFault
from timetabler.formats.fet import fet_text, read_fet
from timetabler.formats.fet.lessons import LESSONS
from timetabler.formats.fet.people import PEOPLE
from timetabler.formats.fet.read import source_of
from timetabler.formats.fet.rooms import HOMES, SUITING
from timetabler.formats.markup import parse
from timetabler.formats.source import Source
from timetabler.generate import School, make_school
from timetabler.model import Lesson, Plan, Problem

EXAMPLES = Path("/usr/share/doc/fet-data/examples")

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<fet version="6.8.5"><Institution_Name>A</Institution_Name>
<Days_List><Day><Name>Mo</Name></Day><Day><Name>Tu</Name></Day></Days_List>
<Hours_List><Hour><Name>1</Name></Hour><Hour><Name>2</Name></Hour><Hour><Name>3</Name></Hour>
</Hours_List>
<Teachers_List><Teacher><Name>Ann</Name></Teacher><Teacher><Name>Bo</Name></Teacher></Teachers_List>
<Students_List><Year><Name>7</Name><Number_of_Students>20</Number_of_Students>
<Group><Name>7A</Name><Number_of_Students>10</Number_of_Students></Group>
<Group><Name>7B</Name><Number_of_Students>10</Number_of_Students></Group></Year></Students_List>
<Rooms_List><Room><Name>Hall</Name><Capacity>30</Capacity></Room>
<Room><Name>Cell</Name><Capacity>10</Capacity></Room></Rooms_List>
<Activities_List>"""
ACTIVITIES = "".join(
    f"<Activity><Teacher>{teacher}</Teacher><Subject>{subject}</Subject>"
    f"<Activity_Tag>{tag}</Activity_Tag><Students>{students}</Students>"
    f"<Duration>{duration}</Duration><Total_Duration>{duration}</Total_Duration>"
    f"<Id>{number}</Id><Activity_Group_Id>0</Activity_Group_Id><Active>true</Active></Activity>"
    for number, teacher, subject, tag, students, duration in (
        (1, "Ann", "maths", "theory", "7", 1),
        (2, "Ann", "maths", "theory", "7A", 1),
        (3, "Bo", "crafts", "practice", "7B", 2),
        (4, "Bo", "crafts", "practice", "7A", 1),
    )
)


def document(*constraints: str) -> str:
    """The small school with constraints of time and space together."""
    return (
        f"{HEAD}{ACTIVITIES}</Activities_List>\n<Time_Constraints_List>"
        f"{''.join(constraints)}</Time_Constraints_List></fet>"
    )


def constraint(name: str, body: str, weight: str = "100") -> str:
    return (
        f"<Constraint{name}><Weight_Percentage>{weight}</Weight_Percentage>{body}"
        f"<Active>true</Active></Constraint{name}>"
    )


def source(*constraints: str) -> Source:
    return source_of(parse(document(*constraints).encode(), "school.fet"), "school")


def hard(found: Source, *starts: int | None, rooms: tuple[int | None, ...] = ()) -> int:
    """Hard cost when the activities start at these times, and take these rooms in turn."""
    left = iter(rooms)
    lessons = []
    for number, (event, start) in enumerate(zip(found.problem.events, starts, strict=True)):
        taken = tuple(next(left) if s.resource is None else s.resource for s in event.seats)
        lessons.append(Lesson(event=number, duration=event.duration, start=start, resources=taken))
    return judge(found.problem, Plan(tuple(lessons))).cost.hard


def ids(*numbers: int, tag: str = "Activity_Id") -> str:
    return "".join(f"<{tag}>{number}</{tag}>" for number in numbers)


def slot(day: str, hour: str, prefix: str = "") -> str:
    return f"<{prefix}Day>{day}</{prefix}Day><{prefix}Hour>{hour}</{prefix}Hour>"


PAIR = "<First_Activity_Id>1</First_Activity_Id><Second_Activity_Id>2</Second_Activity_Id>"
MONDAY = "".join(
    f"<Preferred_Time_Slot>{slot('Mo', hour, 'Preferred_')}</Preferred_Time_Slot>" for hour in "123"
)
# A constraint, starts of activities 1 to 4 that keep it, and starts that do not.
CASES: list[tuple[str, str, tuple[int, ...], tuple[int, ...]]] = [
    ("TeacherNotAvailableTimes", "<Teacher>Ann</Teacher><Not_Available_Time>" + slot("Mo", "1")
     + "</Not_Available_Time>", (1, 2, 3, 5), (0, 2, 3, 5)),
    ("StudentsSetNotAvailableTimes", "<Students>7A</Students><Not_Available_Time>"
     + slot("Mo", "3") + "</Not_Available_Time>", (0, 1, 4, 3), (0, 2, 4, 3)),
    ("ActivityEndsStudentsDay", ids(2), (0, 1, 3, 5), (1, 0, 3, 5)),
    ("TwoActivitiesOrderedIfSameDay", ("<First_Activity_Id>1</First_Activity_Id>"
     "<Second_Activity_Id>2</Second_Activity_Id>"), (0, 1, 3, 5), (1, 0, 3, 5)),
    ("BreakTimes", "<Break_Time>" + slot("Mo", "2") + "</Break_Time>", (0, 2, 3, 5), (0, 1, 3, 5)),
    ("TeachersMaxGapsPerWeek", "<Max_Gaps>0</Max_Gaps>", (0, 1, 3, 5), (0, 2, 3, 5)),
    ("TeacherMaxGapsPerDay", "<Teacher_Name>Ann</Teacher_Name><Max_Gaps>0</Max_Gaps>",
     (0, 1, 3, 5), (0, 2, 3, 5)),
    ("StudentsMaxHoursDaily", "<Maximum_Hours_Daily>2</Maximum_Hours_Daily>",
     (0, 1, 3, 5), (0, 1, 3, 2)),
    ("TeachersMinHoursDaily", ("<Minimum_Hours_Daily>2</Minimum_Hours_Daily>"
     "<Allow_Empty_Days>true</Allow_Empty_Days>"), (0, 1, 3, 5), (0, 3, 4, 2)),
    ("StudentsMinHoursDaily", ("<Minimum_Hours_Daily>1</Minimum_Hours_Daily>"
     "<Allow_Empty_Days>false</Allow_Empty_Days>"), (0, 1, 3, 5), (0, 1, 1, 2)),
    ("TeacherMaxDaysPerWeek", ("<Teacher_Name>Ann</Teacher_Name>"
     "<Max_Days_Per_Week>1</Max_Days_Per_Week>"), (0, 1, 3, 5), (0, 3, 4, 2)),
    ("TeacherMinDaysPerWeek", ("<Teacher_Name>Ann</Teacher_Name>"
     "<Minimum_Days_Per_Week>2</Minimum_Days_Per_Week>"), (0, 3, 4, 2), (0, 1, 3, 5)),
    ("TeacherIntervalMaxDaysPerWeek", ("<Teacher_Name>Ann</Teacher_Name>"
     "<Interval_Start_Hour>3</Interval_Start_Hour><Interval_End_Hour/>"
     "<Max_Days_Per_Week>0</Max_Days_Per_Week>"), (0, 1, 3, 5), (0, 2, 3, 5)),
    ("StudentsMaxHoursContinuously", "<Maximum_Hours_Continuously>2</Maximum_Hours_Continuously>",
     (0, 1, 3, 5), (0, 1, 3, 2)),
    ("StudentsMaxSpanPerDay", "<Max_Span>2</Max_Span>", (0, 1, 3, 5), (0, 2, 3, 5)),
    ("StudentsEarlyMaxBeginningsAtSecondHour", ("<Max_Beginnings_At_Second_Hour>0"
     "</Max_Beginnings_At_Second_Hour>"), (0, 1, 3, 3), (1, 2, 3, 3)),
    ("TeacherActivityTagMaxHoursDaily", ("<Teacher_Name>Ann</Teacher_Name><Activity_Tag_Name>theory"
     "</Activity_Tag_Name><Maximum_Hours_Daily>1</Maximum_Hours_Daily>"),
     (0, 3, 4, 2), (0, 1, 3, 5)),
    ("TeacherMinRestingHours", ("<Teacher_Name>Ann</Teacher_Name><Minimum_Resting_Hours>1"
     "</Minimum_Resting_Hours><Circular>false</Circular>"), (0, 1, 3, 5), (2, 3, 4, 0)),
    ("ActivityPreferredStartingTime", ids(1) + slot("Mo", "2", "Preferred_"),
     (1, 2, 3, 5), (0, 2, 3, 5)),
    ("ActivityPreferredDay", ids(1) + "<Preferred_Day>Mo</Preferred_Day>",
     (0, 1, 3, 5), (3, 1, 4, 2)),
    ("ActivityPreferredTimeSlots", ids(3) + MONDAY, (0, 3, 1, 5), (0, 1, 3, 5)),
    ("ActivitiesPreferredTimeSlots", "<Subject_Name>maths</Subject_Name>" + MONDAY,
     (0, 1, 3, 5), (0, 3, 4, 2)),
    ("MinDaysBetweenActivities", ids(1, 2) + "<MinDays>1</MinDays>", (0, 3, 4, 2), (0, 1, 3, 5)),
    ("MinGapsBetweenActivities", ids(1, 2) + "<MinGaps>1</MinGaps>", (0, 2, 3, 5), (0, 1, 3, 5)),
    ("MinGapsBetweenActivities", ids(1, 3) + "<MinGaps>1</MinGaps>", (0, 1, 3, 5), (3, 0, 4, 2)),
    ("ActivitiesSameStartingTime", ids(2, 4), (0, 1, 3, 1), (0, 1, 3, 5)),
    ("ActivitiesSameStartingDay", ids(1, 2), (0, 2, 3, 5), (0, 3, 4, 2)),
    ("ActivitiesSameStartingHour", ids(1, 2), (0, 3, 4, 2), (0, 1, 3, 5)),
    ("ActivitiesNotOverlapping", ids(2, 3), (0, 1, 3, 5), (0, 4, 3, 2)),
    ("TwoActivitiesConsecutive", PAIR, (0, 1, 3, 5), (1, 0, 3, 5)),
    ("TwoActivitiesGrouped", PAIR, (1, 0, 3, 5), (0, 2, 3, 5)),
    ("TwoActivitiesOrdered", PAIR, (0, 4, 4, 2), (4, 0, 1, 3)),
    ("ActivitiesOccupyMaxTimeSlotsFromSelection", ids(1, 2)
     + f"<Selected_Time_Slot>{slot('Mo', '1', 'Selected_')}</Selected_Time_Slot>"
     f"<Selected_Time_Slot>{slot('Mo', '2', 'Selected_')}</Selected_Time_Slot>"
     "<Max_Number_of_Occupied_Time_Slots>1</Max_Number_of_Occupied_Time_Slots>",
     (0, 2, 3, 5), (0, 1, 3, 5)),
]  # fmt: skip
# Clashes of their own make a case's bad starts cost more than the constraint alone.


@pytest.mark.parametrize(("name", "body", "good", "bad"), CASES, ids=[case[0] for case in CASES])
def test_a_constraint_becomes_rules_that_tell_good_plans_from_bad(
    name: str, body: str, good: tuple[int, ...], bad: tuple[int, ...]
) -> None:
    plain, found = source(), source(constraint(name, body))
    assert found.notes == ()
    assert hard(found, *good) == hard(plain, *good)
    assert hard(found, *bad) > hard(plain, *bad)


def test_a_room_must_suit_and_be_large_enough() -> None:
    found = source(
        constraint(
            "SubjectPreferredRooms",
            "<Subject>maths</Subject><Preferred_Room>Hall</Preferred_Room>"
            "<Preferred_Room>Cell</Preferred_Room>",
        ),
        constraint("StudentsSetHomeRoom", "<Students>7B</Students><Room>Cell</Room>"),
    )
    rooms = {r.name: i for i, r in enumerate(found.problem.resources) if r.kind == "Room"}
    hall, cell = rooms["Hall"], rooms["Cell"]
    assert hard(found, 0, 1, 3, 5, rooms=(hall, cell, cell)) == 0
    assert hard(found, 0, 1, 3, 5, rooms=(cell, cell, cell)) == 1
    assert hard(found, 0, 1, 3, 5, rooms=(hall, hall, None)) == 2
    assert found.notes == ()


def test_a_virtual_room_takes_a_room_of_each_of_its_sets() -> None:
    text = document(
        constraint("SubjectPreferredRoom", "<Subject>maths</Subject><Room>Both</Room>")
    ).replace(
        "</Rooms_List>",
        "<Room><Name>Both</Name><Virtual>true</Virtual><Capacity>40</Capacity>"
        "<Set_of_Real_Rooms><Real_Room>Hall</Real_Room></Set_of_Real_Rooms>"
        "<Set_of_Real_Rooms><Real_Room>Cell</Real_Room></Set_of_Real_Rooms></Room></Rooms_List>",
    )
    found = source_of(parse(text.encode(), "f"), "f")
    roles = [seat.role for seat in found.problem.events[0].seats]
    assert roles[-2:] == ["Room 1", "Room 2"]
    rooms = {r.name: i for i, r in enumerate(found.problem.resources) if r.kind == "Room"}
    both = (rooms["Hall"], rooms["Cell"])
    assert hard(found, 0, 1, 3, 5, rooms=both * 2) == 0
    assert hard(found, 0, 1, 3, 5, rooms=(both[1], both[0]) * 2) == 4


def test_what_no_rule_can_say_is_named_and_counted() -> None:
    odd = constraint("ActivityTagsNotOverlapping", ids(1))
    found = source(odd, odd, constraint("MadeUp", "").replace("true", "false"))
    assert found.notes == (
        "2 x ConstraintActivityTagsNotOverlapping: no rule of this kind",
        "1 x ConstraintMadeUp: not active in the file",
    )
    assert constraint_count(fet_text(found)[0], "ActivityTagsNotOverlapping") == 2


def constraint_count(text: str, name: str) -> int:
    return text.count(f"</Constraint{name}>")


def test_a_weight_below_one_hundred_makes_a_wish() -> None:
    found = source(constraint("MinDaysBetweenActivities", ids(1, 2) + "<MinDays>1</MinDays>", "95"))
    [rule] = found.problem.rules[-1:]
    assert (rule.hard, rule.weight) == (False, 95)


def test_more_than_forty_kinds_are_known() -> None:
    kinds = len(LESSONS) + len(HOMES | SUITING) + 2 * len(PEOPLE)
    assert kinds >= 40


def test_a_file_written_back_reads_as_the_same_problem_and_plan() -> None:
    found = source(*(constraint(name, body) for name, body, _, _ in CASES))
    plan = Plan.complete(
        found.problem,
        [Lesson(event=i, duration=e.duration, start=i) for i, e in enumerate(found.problem.events)],
    )
    text, notes = fet_text(replace(found, plans=(plan,)))
    again = source_of(parse(text.encode(), "again"), "school")
    assert notes == ()
    assert again.problem == found.problem
    assert again.plans == (plan,)
    assert fet_text(again) == (text, ())


def test_a_problem_from_elsewhere_becomes_a_file_with_the_same_verdict() -> None:
    problem, plan = make_school(School(classes=2, teachers=3, days=2, hours=3))
    text, notes = fet_text(Source(problem, (plan,)))
    assert [note.split(" x ")[0] for note in notes] == ["2", "1"], notes
    again = source_of(parse(text.encode(), "f"), "f").problem
    assert sum(event.duration for event in again.events) == len(plan.lessons)
    lessons = [
        Lesson(event=i, duration=1, start=x.start, resources=()) for i, x in enumerate(plan.lessons)
    ]
    assert judge(again, Plan.complete(again, lessons)).cost == Cost(0, 0)
    broken = [replace(lessons[0], start=lessons[1].start), *lessons[1:]]
    assert judge(again, Plan.complete(again, broken)).cost.hard > 0


WRONG = [
    ("<Duration>2</Duration>", "<Duration>9</Duration>", "no day has so many hours"),
    ("<Teacher>Bo</Teacher>", "<Teacher>Cy</Teacher>", "'Cy' does not exist"),
    ("<Id>2</Id>", "<Id>1</Id>", "declared twice"),
    ("<Day><Name>Tu</Name></Day>", "<Day><Name>Mo</Name></Day>", "declared twice"),
    ("<Activity_Id>1</Activity_Id>", "<Activity_Id>77</Activity_Id>", "'77' does not exist"),
    ("<Preferred_Day>Mo", "<Preferred_Day>We", "'We' does not exist"),
    ("<Weight_Percentage>100<", "<Weight_Percentage>x<", "is not a number"),
    ('<?xml version="1.0" encoding="UTF-8"?>', "<!DOCTYPE fet>", "document type"),
    ("<fet ", "<pet ", "not a FET file"),
]


@pytest.mark.parametrize(("old", "new", "why"), WRONG)
def test_a_wrong_file_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    name, body = next(case[:2] for case in CASES if case[0] == "ActivityPreferredDay")
    text = document(constraint(name, body))
    assert old in text
    text = text.replace(old, new, 1)
    path = tmp_path / "school.fet"
    path.write_text(
        text.replace("</pet", "</fet").replace("</fet", "</pet") if "pet" in new else text
    )
    with pytest.raises(InputFault, match=why) as raised:
        read_fet(path)
    assert raised.value.file == str(path)
    assert raised.value.line > 0


@settings(max_examples=150)
@given(st.integers(0, 5000), st.integers(0, 40), st.text(max_size=6))
def test_any_damage_is_read_or_refused(place: int, length: int, put: str) -> None:
    text = document(*(constraint(name, body) for name, body, _, _ in CASES))
    damaged = text[:place] + put + text[place + length :]
    with suppress(InputFault):
        source_of(parse(damaged.encode("utf-8", "replace"), "f"), "f")


def test_a_name_that_begins_with_a_space_is_written_as_it_was() -> None:
    text = document().replace("<Name>7B</Name>", "<Name> 7</Name>").replace(">7B<", "> 7<")
    found = replace(source(), fet=parse(text.encode(), "f"))
    assert "<Name> 7</Name>" in fet_text(found)[0]


def test_half_days_may_stay_empty() -> None:
    least = constraint("StudentsMinHoursDaily", "<Minimum_Hours_Daily>1</Minimum_Hours_Daily>")
    text = document(least).replace("<Institution", "<Mode>Mornings-Afternoons</Mode><Institution")
    assert hard(source_of(parse(text.encode(), "f"), "f"), 0, 1, 1, 5) == 0
    assert hard(source(least), 0, 1, 1, 5) > 0


def test_the_days_of_early_files_with_half_days_are_whole_ones() -> None:
    most = "<Teacher_Name>Ann</Teacher_Name><Max_Days_Per_Week>1</Max_Days_Per_Week>"
    text = document(constraint("TeacherMaxDaysPerWeek", most))
    early = text.replace('version="6.8.5"', 'version="5.27.3-morocco30"')
    assert hard(source_of(parse(early.encode(), "f"), "f"), 0, 3, 4, 2) == 0
    assert hard(source_of(parse(text.encode(), "f"), "f"), 0, 3, 4, 2) > 0


def in_room(activity: int, room: str) -> str:
    return constraint("ActivityPreferredRoom", ids(activity) + f"<Room>{room}</Room>")


@pytest.mark.parametrize(
    ("name", "tag", "number"),
    [
        ("TeachersMinGapsBetweenRoomChanges", "Min_Gaps_Between_Room_Changes", 1),
        ("TeachersMaxRoomChangesPerDay", "Max_Room_Changes_Per_Day", 0),
    ],
)
def test_a_change_of_rooms_takes_time(name: str, tag: str, number: int) -> None:
    wish = constraint(name, ids(number, tag=tag))
    found = source(in_room(1, "Hall"), in_room(2, "Cell"), wish)
    hall, cell = (
        next(i for i, r in enumerate(found.problem.resources) if r.name == name)
        for name in ("Hall", "Cell")
    )
    assert not found.notes
    assert hard(found, 0, 3, 4, 2, rooms=(hall, cell)) == 0
    assert hard(found, 0, 1, 3, 5, rooms=(hall, cell)) > 0


def test_a_change_between_buildings_takes_time() -> None:
    wish = constraint(
        "TeachersMinGapsBetweenBuildingChanges",
        "<Min_Gaps_Between_Building_Changes>1</Min_Gaps_Between_Building_Changes>",
    )
    text = document(in_room(1, "Hall"), in_room(2, "Cell"), wish)
    for room in ("Hall", "Cell"):
        name = f"<Room><Name>{room}</Name>"
        text = text.replace(name, f"{name}<Building>{room[0]}</Building>")
    apart = source_of(parse(text.encode(), "f"), "f")
    together = source(in_room(1, "Hall"), in_room(2, "Cell"), wish)
    assert len(apart.problem.rules) == len(together.problem.rules) + 1


def test_a_choice_of_rooms_leaves_their_changes_unsaid() -> None:
    rooms = "<Preferred_Room>Hall</Preferred_Room><Preferred_Room>Cell</Preferred_Room>"
    either = constraint("ActivityPreferredRooms", ids(2) + rooms)
    most = "<Max_Room_Changes_Per_Day>0</Max_Room_Changes_Per_Day>"
    found = source(either, constraint("TeachersMaxRoomChangesPerDay", most))
    assert any("in one place or in another" in note for note in found.notes)


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
