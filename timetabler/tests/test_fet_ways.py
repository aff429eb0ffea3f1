"""What FET's half days and changes of rooms and buildings become."""

import pytest

from timetabler.formats.fet.read import source_of
from timetabler.formats.markup import parse
from timetabler.tests.fet_school import constraint, document, hard, ids, source


def test_half_days_may_stay_empty() -> None:
    least = constraint("StudentsMinHoursDaily", "<Minimum_Hours_Daily>1</Minimum_Hours_Daily>")
    text = document(least).replace("<Institution", "<Mode>Mornings-Afternoons</Mode><Institution")
    assert hard(source_of(parse(text.encode(), "f"), "f"), 0, 1, 1, 5) == 0
    assert hard(source(least), 0, 1, 1, 5) > 0


def test_the_days_of_early_files_with_half_days_are_whole_ones() -> None:
    most = "<Teacher_Name>Ann</Teacher_Name><Max_Days_Per_Week>1</Max_Days_Per_Week>"
    text = document(constraint("TeacherMaxDaysPerWeek", most))
    early = text.replace('version="6.8.5"', 'version="5.27.3-algeria50"')
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
