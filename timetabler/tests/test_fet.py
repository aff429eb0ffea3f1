"""FET files are read into rules, written back whole, and what no rule can say is named."""

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
from timetabler.model import Lesson, Plan
from timetabler.tests.fet_school import added, constraint, document, hard, ids, slot, source

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
    ("ActivitiesSameStartingHour", ids(3, 4), (1, 2, 3, 0), (0, 2, 3, 1)),
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
    said = constraint(name, body)
    assert source(said).notes == ()
    assert (added(said, *good), added(said, *bad) > 0) == (0, True)


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
    # What suits and is large enough decides where no choice is left.
    assert [e.seats[-1].resource for e in found.problem.events[:3]] == [hall, None, cell]
    assert hard(found, 0, 1, 3, 5, rooms=(cell,)) == hard(found, 0, 1, 3, 5, rooms=(hall,)) == 0
    assert hard(found, 0, 1, 3, 5, rooms=(None,)) == 1
    assert found.notes == ()


@pytest.mark.parametrize(("most", "extra"), [(1, 1), (2, 0)])
def test_some_activities_have_few_rooms(most: int, extra: int) -> None:
    either = "<Preferred_Room>Hall</Preferred_Room><Preferred_Room>Cell</Preferred_Room>"
    few = f"<Max_Number_of_Different_Rooms>{most}</Max_Number_of_Different_Rooms>{ids(2, 4)}"
    found = source(
        constraint("ActivityPreferredRooms", ids(2) + either),
        constraint("ActivityPreferredRooms", ids(4) + either),
        constraint("ActivitiesOccupyMaxDifferentRooms", few),
    )
    rooms = {r.name: i for i, r in enumerate(found.problem.resources) if r.kind == "Room"}
    hall, cell = rooms["Hall"], rooms["Cell"]
    assert hard(found, 0, 1, 3, 5, rooms=(hall, hall)) == 0
    assert hard(found, 0, 1, 3, 5, rooms=(hall, cell)) == extra
    assert not found.notes


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
    assert roles[-2:] == ["Both 1", "Both 2"]
    rooms = {r.name: i for i, r in enumerate(found.problem.resources) if r.kind == "Room"}
    seats = found.problem.events[0].seats[-2:]
    assert [seat.resource for seat in seats] == [rooms["Hall"], rooms["Cell"]]


def test_what_no_rule_can_say_is_named_and_counted() -> None:
    odd = constraint("MaxDaysBetweenActivities", ids(1))
    found = source(odd, odd, constraint("MadeUp", "").replace("true", "false"))
    assert found.notes == (
        "2 x ConstraintMaxDaysBetweenActivities: no rule of this kind",
        "1 x ConstraintMadeUp: not active in the file",
    )
    assert constraint_count(fet_text(found)[0], "MaxDaysBetweenActivities") == 2


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
