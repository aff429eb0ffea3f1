"""What FET's half days and changes of rooms and buildings become."""

import os
import subprocess
import sys

import pytest

from timetabler.formats.fet.read import source_of
from timetabler.formats.markup import parse
from timetabler.tests.fet_school import BOTH, constraint, document, hard, ids, slot, source


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


EITHER = "<Preferred_Room>Hall</Preferred_Room><Preferred_Room>Cell</Preferred_Room>"
CHANGES = "Max_Room_Changes_Per_Day"
CLOSED = f"<Teacher>Ann</Teacher><Room>Cell</Room><Not_Available_Time>{slot('Mo', '2')}"


def chosen(*constraints: str, rooms: str) -> int:
    """Hard cost with rooms chosen for the whole of Monday: 7, 7A and 7A again, one after another.

    Ann teaches the first two; each activity may be in either room.
    """
    either = (constraint("ActivityPreferredRooms", ids(n) + EITHER) for n in (1, 2, 4))
    text = document(*either, *constraints).replace("<Capacity>10<", "<Capacity>40<")
    found = source_of(parse(text.encode(), "f"), "f")
    assert not found.notes
    places = {r.name[0]: i for i, r in enumerate(found.problem.resources) if r.kind == "Room"}
    return hard(found, 0, 1, 4, 2, rooms=tuple(places[room] for room in rooms))


@pytest.mark.parametrize(
    ("name", "body", "costs"),
    [
        ("TeachersMaxRoomChangesPerDay", ids(0, tag=CHANGES), {"HHC": 0, "HCC": 1}),
        ("StudentsMaxRoomChangesPerDay", ids(0, tag=CHANGES), {"CCC": 0, "HHC": 1, "HCH": 2}),
        ("StudentsMaxRoomChangesPerDay", ids(1, tag=CHANGES), {"HHC": 0, "HCH": 1}),
        ("ActivitiesSameRoomIfConsecutive", ids(1, 2), {"HHC": 0, "HCC": 1}),
        ("ActivitiesSameRoomIfConsecutive", ids(1, 4), {"HCC": 0, "HHC": 0}),
        ("TeacherRoomNotAvailableTimes", f"{CLOSED}</Not_Available_Time>", {"CHC": 0, "HCC": 1}),
    ],
)
def test_where_rooms_are_chosen_their_changes_are_counted_in_the_plan(
    name: str, body: str, costs: dict[str, int]
) -> None:
    said = constraint(name, body)
    assert {rooms: chosen(said, rooms=rooms) for rooms in costs} == costs


@pytest.mark.parametrize(("start", "moves"), [(2, 1), (4, 0)])
@pytest.mark.parametrize("room", ["Hall", "Cell"])
def test_what_runs_at_once_in_two_rooms_moves_nobody_until_something_follows_it(
    room: str, start: int, moves: int
) -> None:
    rooms = [in_room(2, "Hall"), in_room(3, "Cell"), in_room(4, room)]
    at_once = constraint("ActivitiesSameStartingTime", ids(2, 3))
    follows = constraint("ActivitiesSameRoomIfConsecutive", ids(2, 3, 4))
    hour = "<Duration>1</Duration><Total_Duration>1</Total_Duration><Id>2<"
    text = document(*rooms, at_once, follows).replace(hour, hour.replace("1", "2"))
    found = source_of(parse(text.encode(), "f"), "f")
    assert not found.notes
    assert hard(found, 5, 0, 0, start) == moves


def test_the_building_of_a_virtual_room_is_that_of_its_own_rooms() -> None:
    most = "<Max_Building_Changes_Per_Week>0</Max_Building_Changes_Per_Week>"
    text = document(
        in_room(1, "Both"),
        in_room(2, "Cell"),
        constraint("TeachersMaxBuildingChangesPerWeek", most),
    ).replace("</Rooms_List>", BOTH)
    named = text.replace("<Name>Both</Name>", "<Name>Both</Name><Building>A</Building>")
    named = named.replace("<Name>Hall</Name>", "<Name>Hall</Name><Building>A</Building>")
    lost = source_of(parse(named.encode(), "f"), "f")
    assert any("another building" in note for note in lost.notes)
    one = named.replace("<Name>Cell</Name>", "<Name>Cell</Name><Building>A</Building>")
    assert not source_of(parse(one.encode(), "f"), "f").notes


RULES = """
import sys
from timetabler.formats.fet.read import source_of
from timetabler.formats.markup import parse
print(source_of(parse(sys.stdin.buffer.read(), "f"), "f").problem.rules)
"""


def test_a_file_is_read_alike_in_every_process() -> None:
    rooms = "".join(f"<Preferred_Room>{name}</Preferred_Room>" for name in ("Hall", "Cell"))
    either = constraint("ActivityPreferredRooms", ids(2) + rooms)
    wish = constraint("TeachersMaxRoomChangesPerDay", ids(0, tag="Max_Room_Changes_Per_Day"))
    text = document(either, wish).encode()
    found = {
        subprocess.run(
            [sys.executable, "-c", RULES],
            input=text,
            stdout=subprocess.PIPE,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in range(1, 7)
    }
    assert len(found) == 1
