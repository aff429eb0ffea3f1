"""Space constraints: which rooms are open when, and which of them suit an activity."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timetabler.formats.fet.draft import FULL, ROOM, Draft, called, weight_of
from timetabler.formats.fet.names import name_in, name_of
from timetabler.formats.fet.people import Claim, not_available
from timetabler.formats.fet.places import activities_in
from timetabler.formats.fet.school import Activity, Room
from timetabler.formats.markup import Node
from timetabler.model import Seat
from timetabler.rules import AssignResource, AvoidSplitAssignments, PreferResources

ROLE = "Room"
HOMES = {"StudentsSetHomeRoom", "StudentsSetHomeRooms", "TeacherHomeRoom", "TeacherHomeRooms"}
SUITING = {
    *("ActivityPreferredRoom", "ActivityPreferredRooms", "SubjectPreferredRoom"),
    *("SubjectPreferredRooms", "ActivityTagPreferredRoom", "ActivityTagPreferredRooms"),
    *("SubjectActivityTagPreferredRoom", "SubjectActivityTagPreferredRooms"),
}


@dataclass(frozen=True)
class Wish:
    """Rooms that one constraint names."""

    node: Node
    rooms: tuple[str, ...]

    def is_must(self) -> bool:
        """Whether another room is out of the question."""
        return weight_of(self.node) >= FULL

    def parts_of(self, room: Room) -> list[frozenset[str]]:
        """The sets of a virtual room; where the constraint says which rooms it means, of these."""
        named = {name_of(child) for child in self.node.each("Real_Room")}
        return [own & named if named else own for own in room.sets]


Offer = tuple[Wish, frozenset[str]]


def _weight(offer: Offer) -> float:
    return weight_of(offer[0].node)


def room_not_available(draft: Draft, node: Node) -> None:
    """A room is closed at some times."""
    name = name_in(node, "Room")
    if name not in draft.school.rooms:
        raise node.need("Room").fault(f"room {name!r} does not exist")
    not_available(Claim(draft, node, (draft.add_resource(ROOM, name),), students=False))


def few_rooms(draft: Draft, node: Node) -> None:
    """Activities that change rooms seldom or never."""
    most = node.number("Max_Number_of_Different_Rooms")
    chosen = [a for a in activities_in(draft, node) if a in draft.rooms]
    if len(chosen) > 1:
        group = draft.events_of(chosen)
        names = ("+".join(chosen),)
        terms = draft.terms(node)
        rule = AvoidSplitAssignments(**terms, groups=(group,), names=names, role=ROLE, maximum=most)
        draft.rules.append(rule)


def seat_rooms(draft: Draft, nodes: Sequence[Node]) -> Counter[tuple[str, str]]:
    """Give activities their room seats; counts the constraints that could not be kept."""
    wishes: dict[str, list[Wish]] = defaultdict(list)
    homes: dict[str, list[Wish]] = defaultdict(list)
    for node in nodes:
        name = node.tag.removeprefix("Constraint")
        wish = Wish(node, _rooms(draft, node))
        for activity in _about(draft, node):
            (homes if name in HOMES else wishes)[activity.id].append(wish)
    lost = Counter[tuple[str, str]]()
    seats = _Seats(draft)
    for activity in draft.school.activities.values():
        found = wishes.get(activity.id) or homes.get(activity.id, [])
        lost.update({(called(wish.node), why) for wish, why in seats.give(activity, found)})
    seats.finish()
    return lost


def _about(draft: Draft, node: Node) -> list[Activity]:
    known = draft.school.activities
    if node.tag.startswith("ConstraintActivityPreferred"):
        return [known[name] for name in activities_in(draft, node)]
    asked = _asked(node)
    return [activity for activity in known.values() if asked(activity)]


def _rooms(draft: Draft, node: Node) -> tuple[str, ...]:
    found = [name_of(x) for x in node.each("Room", "Preferred_Room", "Real_Room")]
    if node.first("Room"):
        found = [name_in(node, "Room")]
    for name in found:
        if name not in draft.school.rooms:
            raise node.fault(f"room {name!r} does not exist")
    return tuple(dict.fromkeys(found))


def _asked(node: Node) -> Callable[[Activity], bool]:
    """Whether an activity is one that a constraint asks rooms for."""
    if "StudentsSetHomeRoom" in node.tag:
        students = (name_in(node, "Students"),)
        return lambda activity: activity.students == students
    if "HomeRoom" in node.tag:
        teachers = (name_in(node, "Teacher", name_in(node, "Teacher_Name", "")),)
        return lambda activity: activity.teachers == teachers
    subjects = [name_of(x) for x in node.each("Subject", "Subject_Name")]
    tag = name_in(node, "Activity_Tag", name_in(node, "Activity_Tag_Name", ""))
    return lambda activity: (
        (not subjects or activity.subject in subjects) and tag in {"", *activity.tags}
    )


def _possible(wishes: Sequence[Wish], rooms: Sequence[frozenset[str]]) -> frozenset[str]:
    """Rooms that every must allows; where there is no must, all that are wished for."""
    pairs = zip(wishes, rooms, strict=True)
    musts = [own for wish, own in pairs if wish.is_must()]
    return frozenset.intersection(*musts) if musts else frozenset().union(*rooms)


class _Seats:
    """Room seats, with one rule for each set of rooms that one constraint offers."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._nodes: dict[int, Node] = {}
        self._suiting: dict[tuple[int, str, frozenset[str]], list[int]] = defaultdict(list)
        self._taken: dict[tuple[int, str, bool], list[int]] = defaultdict(list)
        self._any: dict[tuple[str, frozenset[str]], list[int]] = defaultdict(list)

    def give(self, activity: Activity, wishes: Sequence[Wish]) -> list[tuple[Wish, str]]:
        """Seat an activity in one room or in those of a virtual one; what is left over, and why."""
        rooms = self._draft.school.rooms
        if not any(rooms[name].sets for wish in wishes for name in wish.rooms):
            why = self._one(activity, wishes) if wishes else ""
            return [(wish, why) for wish in wishes if why]
        left = _possible(wishes, [frozenset(wish.rooms) for wish in wishes])
        if len(left) != 1:
            return [(wish, "a virtual room among several rooms") for wish in wishes]
        for room in left:
            self._several(activity, [wish for wish in wishes if room in wish.rooms], rooms[room])
        return [(wish, "a must asks for another room") for wish in wishes if left - {*wish.rooms}]

    def _one(self, activity: Activity, wishes: Sequence[Wish]) -> str:
        """One of the rooms wished for: where that is no must, none at all rather than another."""
        known = self._draft.school.rooms
        large = [
            frozenset(room for room in wish.rooms if known[room].capacity >= activity.size)
            for wish in wishes
        ]
        if not any(large) and not any(wish.is_must() for wish in wishes):
            return "every room wished for is too small"
        self._draft.rooms.add(activity.id)
        self._draft.suited[activity.id] = _possible(wishes, large)
        self._fill(activity, ROLE, list(zip(wishes, large, strict=True)))
        return ""

    def _several(self, activity: Activity, wishes: Sequence[Wish], room: Room) -> None:
        """A room of each set of the virtual one, as all the constraints that name it allow."""
        self._draft.suited[activity.id] = frozenset({room.name})
        for number in range(len(room.sets)):
            offers = [(wish, wish.parts_of(room)[number]) for wish in wishes]
            self._fill(activity, f"{room.name} {number + 1}", offers)

    def _fill(self, activity: Activity, role: str, offers: Sequence[Offer]) -> None:
        """A seat for one of the rooms; where all that is said leaves one, it is decided at once."""
        event, heaviest = self._draft.event[activity.id], max(offers, key=_weight)[0]
        left = frozenset.intersection(*(rooms for _, rooms in offers))
        fixed = len(left) == 1 and all(wish.is_must() for wish, _ in offers)
        own = self._draft.add_resource(ROOM, *left) if fixed else None
        self._draft.seats[activity.id].append(Seat(role=role, kind=ROOM, resource=own))
        if fixed:
            return
        if not heaviest.is_must():
            self._any[role, frozenset().union(*(rooms for _, rooms in offers))].append(event)
        for wish, rooms in offers:
            self._nodes[id(wish.node)] = wish.node
            self._suiting[id(wish.node), role, rooms].append(event)
        self._taken[id(heaviest.node), role, heaviest.is_must()].append(event)

    def finish(self) -> None:
        """Write the rules."""
        draft = self._draft
        for (node, role, names), events in self._suiting.items():
            rooms = frozenset(draft.add_resource(ROOM, name) for name in sorted(names))
            terms = draft.terms(self._nodes[node])
            draft.rules.append(
                PreferResources(**terms, events=tuple(events), role=role, resources=rooms)
            )
        for number, ((role, names), events) in enumerate(self._any.items(), start=1):
            rooms = frozenset(draft.add_resource(ROOM, name) for name in sorted(names))
            name = "A room that was wished for, or none"
            draft.rules.append(
                PreferResources(
                    id=f"any room {number}",
                    name=name,
                    events=tuple(events),
                    role=role,
                    resources=rooms,
                )
            )
        for (node, role, hard), events in self._taken.items():
            terms = draft.terms(self._nodes[node])
            terms["hard"] = hard
            draft.rules.append(AssignResource(**terms, events=tuple(events), role=role))
