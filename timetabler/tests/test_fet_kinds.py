"""What FET's constraints on tags, rows of days and activities at once become."""

import pytest

from timetabler.formats.fet import fet_text
from timetabler.formats.fet.read import source_of
from timetabler.formats.markup import parse
from timetabler.formats.source import Source
from timetabler.model import Lesson, Plan
from timetabler.tests.fet_school import BOTH, added, constraint, document, hard, ids, slot, source

SECOND = f"<Selected_Time_Slot>{slot('Mo', '2', 'Selected_')}</Selected_Time_Slot>"
TAGS = "<Activity_Tag>theory</Activity_Tag><Activity_Tag>practice</Activity_Tag>"
PAIR = "<First_Activity_Tag>theory</First_Activity_Tag><Second_Activity_Tag>practice"
CASES: list[tuple[str, str, tuple[int, ...], tuple[int, ...]]] = [
    ("ActivityTagsNotOverlapping", TAGS, (0, 1, 3, 5), (0, 3, 3, 5)),
    ("ActivitiesMinSimultaneousInSelectedTimeSlots", ids(2, 3) + SECOND
     + "<Min_Number_of_Simultaneous_Activities>2</Min_Number_of_Simultaneous_Activities>"
     "<Allow_Empty_Slots>true</Allow_Empty_Slots>", (0, 1, 1, 5), (0, 1, 3, 5)),
    ("ActivitiesMinSimultaneousInSelectedTimeSlots", ids(2, 3) + SECOND
     + "<Min_Number_of_Simultaneous_Activities>2</Min_Number_of_Simultaneous_Activities>"
     "<Allow_Empty_Slots>false</Allow_Empty_Slots>", (0, 1, 1, 5), (0, 2, 3, 5)),
    ("MaxTotalActivitiesFromSetInSelectedTimeSlots", ids(2, 3) + SECOND
     + "<Max_Total_Number_of_Activities>1</Max_Total_Number_of_Activities>",
     (0, 1, 3, 5), (3, 1, 0, 5)),
    ("StudentsMinGapsBetweenOrderedPairOfActivityTags",
     f"{PAIR}</Second_Activity_Tag><MinGaps>1</MinGaps>", (0, 3, 4, 2), (0, 3, 4, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "good", "bad"), CASES, ids=[case[0] for case in CASES])
def test_a_constraint_becomes_rules_that_tell_good_plans_from_bad(
    name: str, body: str, good: tuple[int, ...], bad: tuple[int, ...]
) -> None:
    said = constraint(name, body)
    assert source(said).notes == ()
    assert (added(said, *good), added(said, *bad) > 0) == (0, True)


def half_days(*constraints: str) -> Source:
    """The small school with six half days of three hours; 7A attends everything."""
    more = "".join(f"<Day><Name>{name}</Name></Day>" for name in ("We", "Th", "Fr", "Sa"))
    text = document(*constraints).replace("</Days_List>", f"{more}</Days_List>")
    text = text.replace("<Students>7B<", "<Students>7A<")
    text = text.replace("<Institution", "<Mode>Mornings-Afternoons</Mode><Institution")
    return source_of(parse(text.encode(), "f"), "f")


@pytest.mark.parametrize(
    ("name", "body", "extra", "row"),
    [
        ("MaxThreeConsecutiveDays", "", 1, (0, 3, 6, 9)),
        ("MaxThreeConsecutiveDays", "", 1, (3, 6, 9, 12)),
        ("MaxThreeConsecutiveDays", "", 0, (0, 3, 6, 12)),
        ("MaxThreeConsecutiveDays", "true", 1, (0, 3, 6, 9)),
        ("MaxThreeConsecutiveDays", "true", 0, (3, 6, 9, 12)),
        ("MaxTwoConsecutiveMornings", "", 1, (0, 6, 12, 3)),
        ("MaxTwoConsecutiveMornings", "", 0, (0, 6, 15, 3)),
        ("MaxTwoConsecutiveAfternoons", "", 1, (3, 9, 15, 0)),
    ],
)
def test_few_half_days_in_a_row_are_worked(
    name: str, body: str, extra: int, row: tuple[int, ...]
) -> None:
    exception = "Allow_Afternoon_Morning_Afternoon_Morning_Exception"
    said = f"<{exception}>{body}</{exception}>" if body else ""
    plain, found = (
        half_days(),
        half_days(constraint(f"StudentsSet{name}", f"<Students>7A</Students>{said}")),
    )
    assert not found.notes
    assert hard(found, *row) == hard(plain, *row) + extra


@pytest.mark.parametrize(
    ("half", "extra", "row"),
    [
        ("Afternoons", 1, (4, 0, 6, 12)),
        ("Afternoons", 0, (3, 1, 7, 13)),
        ("Mornings", 1, (1, 3, 9, 15)),
        ("Mornings", 0, (0, 4, 10, 16)),
    ],
)
def test_half_days_of_one_kind_begin_early(half: str, extra: int, row: tuple[int, ...]) -> None:
    said = "<Students>7A</Students><Max_Beginnings_At_Second_Hour>0</Max_Beginnings_At_Second_Hour>"
    name = f"StudentsSet{half}EarlyMaxBeginningsAtSecondHour"
    plain, found = half_days(), half_days(constraint(name, said))
    assert not found.notes
    assert hard(found, *row) == hard(plain, *row) + extra


def test_of_three_tags_two_are_allowed_on_a_day() -> None:
    most = constraint("StudentsMaxTwoActivityTagsPerDayFromN1N2N3", "")
    text = document(most).replace("practice", "N3").replace("theory", "N1", 1)
    text = text.replace("theory", "N2")
    found = source_of(parse(text.encode(), "f"), "f")
    less = source_of(parse(text.replace(most, "").encode(), "f"), "f")
    on_a_day, apart = (0, 1, 3, 2), (0, 4, 3, 2)
    assert hard(found, *on_a_day) == hard(less, *on_a_day) + 1
    assert hard(found, *apart) == hard(less, *apart)


def test_an_old_moroccan_file_keeps_teachers_to_one_half_of_a_day() -> None:
    text = document().replace('version="6.8.5"', 'version="5.27.3-morocco30"')
    listed = (
        "<Exception_Teachers_One_Day_List><Teacher>Ann</Teacher></Exception_Teachers_One_Day_List>"
    )
    excepted = text.replace("<Students_List>", f"{listed}<Students_List>")
    both = (0, 3, 1, 5)
    assert hard(source_of(parse(text.encode(), "f"), "f"), *both) == 2
    assert hard(source_of(parse(excepted.encode(), "f"), "f"), *both) == 1


def test_a_virtual_room_that_is_wished_for_is_taken_in_its_own_rooms_or_not_at_all() -> None:
    wish = "<Subject>maths</Subject><Room>Both</Room>"
    text = document(constraint("SubjectPreferredRoom", wish, "50")).replace("</Rooms_List>", BOTH)
    found = source_of(parse(text.encode(), "f"), "f")
    rooms = {r.name: i for i, r in enumerate(found.problem.resources) if r.kind == "Room"}
    hall, cell = rooms["Hall"], rooms["Cell"]
    assert hard(found, 0, 1, 3, 5, rooms=(hall, cell, None, None)) == 0
    assert hard(found, 0, 1, 3, 5, rooms=(cell, hall, None, None)) == 1


def test_a_plan_is_written_with_the_names_of_the_file() -> None:
    text = document(
        constraint("SubjectPreferredRoom", "<Subject>maths</Subject><Room>Both</Room>"),
        constraint("ActivityPreferredRoom", ids(3) + "<Room>Hall </Room>"),
    ).replace("</Rooms_List>", BOTH)
    text = text.replace(">Hall<", "> Hall<").replace("<Name>2<", "<Name> 2 <")
    text = text.replace("</Rooms_List>", "<Room><Name>Hall </Name></Room></Rooms_List>")
    text = text.replace("</fet>", "<Space_Constraints_List></Space_Constraints_List></fet>")
    found = source_of(parse(text.encode(), "f"), "f")
    rooms = {r.name: i for i, r in enumerate(found.problem.resources) if r.kind == "Room"}
    cell = rooms["Cell"]  # all other seats are decided by the file
    lessons = [
        Lesson(
            event=number,
            duration=event.duration,
            start=number,
            resources=tuple(cell if s.resource is None else s.resource for s in event.seats),
        )
        for number, event in enumerate(found.problem.events)
    ]
    plan = Plan(tuple(lessons))
    root = parse(fet_text(Source(found.problem, (plan,), fet=found.fet))[0].encode(), "")
    times = [x.need("Preferred_Hour").text for x in root.inside("Time_Constraints_List")[-4:]]
    assert times == ["1", " 2 ", "3", "1"]
    placed = root.inside("Space_Constraints_List")
    assert [x.need("Room").text for x in placed] == ["Both", "Both", "Hall "]
    assert [x.text for x in placed[0].each("Real_Room")] == [" Hall", "Cell"]
    assert placed[0].number("Number_of_Real_Rooms") == len(list(placed[0].each("Real_Room")))
    assert source_of(root, "f").plans == (plan,)


def test_rooms_whose_names_differ_by_a_space_are_two() -> None:
    own = (constraint("ActivityPreferredRoom", ids(n) + f"<Room>{r}</Room>")
           for n, r in ((1, "Hall"), (3, "Hall ")))  # fmt: skip
    text = document(*own, constraint("BasicCompulsorySpace", ""))
    twin = "<Room><Name>Hall </Name><Capacity>30</Capacity></Room></Rooms_List>"
    found = source_of(parse(text.replace("</Rooms_List>", twin).encode(), "f"), "f")
    rooms = [i for i, r in enumerate(found.problem.resources) if r.kind == "Room"]
    assert [found.problem.resources[i].name for i in rooms] == ["Hall", "Hall "]
    assert [found.problem.events[n].seats[-1].resource for n in (0, 2)] == rooms


def test_a_name_on_lines_of_its_own_is_the_same_name() -> None:
    text = document(constraint("ActivityPreferredRoom", ids(1) + "<Room>Hall</Room>"))
    spread = text.replace("<Room>Hall</Room>", "<Room>\n  Hall\n</Room>")
    spread = spread.replace("<Teacher>Ann</Teacher>", "<Teacher>\n Ann </Teacher>")
    one, two = (source_of(parse(x.encode(), "f"), "f").problem for x in (text, spread))
    assert one == two
