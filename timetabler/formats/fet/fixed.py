"""What events fix by themselves, said as FET constraints: times, one room or several."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from timetabler.formats.fet.placing import PLACED, Spot, placement
from timetabler.formats.losses import must_be_taken
from timetabler.formats.markup import Node
from timetabler.formats.sketch import Sketch
from timetabler.model import Seat
from timetabler.rules import PreferResources

Sets = tuple[frozenset[int], ...]


@dataclass
class Virtual:
    """Virtual rooms by the sets out of which they take a room each."""

    drawn: Sketch
    names: dict[Sets, str] = field(default_factory=dict)

    def of(self, event: int) -> str:
        """The virtual room of an event with several rooms; none where it has one or none."""
        seats = self.drawn.rooms_at(event)
        if len(seats) <= 1:
            return ""
        sets = tuple(self.drawn.suiting(event, seat) for seat in seats)
        if sets not in self.names:
            taken, number = {*self.drawn.names("Room"), *self.names.values()}, 1
            while f"several rooms {number}" in taken:
                number += 1
            self.names[sets] = f"several rooms {number}"
        return self.names[sets]

    def nodes(self) -> Iterator[Node]:
        """The rooms as FET lists them."""
        for sets, name in self.names.items():
            node = Node("Room")
            node.add("Name", name)
            node.add("Building")
            node.add("Capacity", "30000")
            node.add("Virtual", "true")
            node.add("Number_of_Sets_of_Real_Rooms", str(len(sets)))
            for rooms in sets:
                own = node.add("Set_of_Real_Rooms")
                own.add("Number_of_Real_Rooms", str(len(rooms)))
                for room in sorted(rooms):
                    own.add("Real_Room", self.drawn.name[room])
            node.add("Comments")
            yield node


def fixed_times(drawn: Sketch, event: int) -> Iterator[Node]:
    """The time of an event that is one lesson and has a time of its own."""
    start = drawn.problem.events[event].start
    if start is not None and len(drawn.activities[event]) == 1:
        spot = _spot(drawn, drawn.activities[event][0], start, "")
        yield _locked(placement(PLACED[0], spot))


def fixed_rooms(drawn: Sketch, virtual: Virtual, event: int) -> Iterator[Node]:
    """One constraint for each lesson of an event: its rooms, if all of one or several seats."""
    seats = drawn.rooms_at(event)
    for number in drawn.activities[event] if seats else ():
        name = virtual.of(event)
        if name or seats[0].resource is not None:
            room = name or drawn.name[seats[0].resource or 0]
            yield _locked(placement(PLACED[1], _spot(drawn, number, 0, room)))
        elif must_be_taken(drawn, event, seats[0]) and not _is_named(drawn, event, seats[0]):
            yield _any_of(drawn, number, drawn.suiting(event, seats[0]))


def _is_named(drawn: Sketch, event: int, seat: Seat) -> bool:
    """Whether a rule names rooms for a seat, and so says that there is one."""
    return any(
        isinstance(rule, PreferResources) and rule.role == seat.role and event in rule.events
        for rule in drawn.problem.rules
    )


def lost(drawn: Sketch) -> Iterator[str]:
    """Remarks on times that FET cannot fix."""
    events = range(len(drawn.problem.events))
    cut = sum(
        drawn.problem.events[event].start is not None and len(drawn.activities[event]) != 1
        for event in events
    )
    if cut:
        yield f"{cut} x fixed time of an event that is cut: FET has one time for one activity"


def _spot(drawn: Sketch, number: int, start: int, room: str) -> Spot:
    day, hour = drawn.place[start]
    return Spot(activity=str(number), day=drawn.days[day], hour=str(hour + 1), rooms=[room])


def _locked(node: Node) -> Node:
    """The placement as the problem's own and not as a plan's."""
    for child in node.children:
        child.text = {"Permanently_Locked": "true", "Comments": ""}.get(child.tag, child.text)
    return node


def _any_of(drawn: Sketch, number: int, rooms: frozenset[int]) -> Node:
    node = Node("ConstraintActivityPreferredRooms")
    node.add("Weight_Percentage", "100")
    node.add("Activity_Id", str(number))
    node.add("Number_of_Preferred_Rooms", str(len(rooms)))
    for room in sorted(rooms):
        node.add("Preferred_Room", drawn.name[room])
    node.add("Active", "true")
    node.add("Comments")
    return node
