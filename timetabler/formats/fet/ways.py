"""Constraints on rooms as people meet them: changes of rooms and buildings, closed rooms."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from timetabler.formats.fet.draft import ROOM, Draft, Unmapped
from timetabler.formats.fet.names import name_in
from timetabler.formats.fet.people import Claim, Mapper, Times
from timetabler.formats.fet.places import activities_in, slots
from timetabler.formats.markup import Node
from timetabler.rules import Among, AvoidUnavailable, LimitMoves, LinkEvents

PlaceOf = Callable[[Draft, str], str]
Places = Sequence[tuple[tuple[int, ...], tuple[int, ...]]]


def _room(_draft: Draft, room: str) -> str:
    return room


def _building(draft: Draft, room: str) -> str:
    return draft.school.rooms[room].building


def _attended(claim: Claim) -> dict[str, None]:
    attending = claim.draft.attending
    return dict.fromkeys(a for person in claim.people for a in attending.get(person, ()))


def _places(draft: Draft, activities: Sequence[str], place_of: PlaceOf) -> Places:
    """Places with the activities that may be there; FET leaves out rooms without a building."""
    events: dict[str, set[int]] = defaultdict(set)
    rooms: dict[str, set[int]] = defaultdict(set)
    for activity in activities:
        for room in sorted(draft.suited.get(activity, ())):
            place = place_of(draft, room)
            if place:
                events[place].add(draft.event[activity])
                rooms[place] |= _inside(draft, room, place_of)
    return [(tuple(sorted(own)), tuple(sorted(rooms[place]))) for place, own in events.items()]


def _inside(draft: Draft, room: str, place_of: PlaceOf) -> set[int]:
    """The rooms in which somebody is at the place of a room: of a virtual one, its own.

    A virtual room that is a place by itself names none: all of its activities are there.
    """
    own = frozenset().union(*draft.school.rooms[room].sets)
    if not own:
        return {draft.add_resource(ROOM, room)}
    if place_of is _room:
        return set()
    if {place_of(draft, real) for real in own} != {place_of(draft, room)}:
        raise Unmapped("a virtual room is in another building than its own rooms")
    return {draft.add_resource(ROOM, real) for real in sorted(own)}


def _limit(claim: Claim, places: Places, pause: int, days: Sequence[Times], most: int) -> None:
    if len(places) > 1:
        terms, groups = claim.draft.terms(claim.node), tuple(days)
        rule = LimitMoves(
            **terms,
            resources=claim.people,
            places=tuple(places),
            groups=groups,
            pause=pause,
            maximum=most,
        )
        claim.draft.rules.append(rule)


def _gaps(place_of: PlaceOf, tag: str) -> Mapper:
    def mapper(claim: Claim) -> None:
        places = _places(claim.draft, list(_attended(claim)), place_of)
        pause = claim.number(tag)
        _limit(claim, places, pause, claim.days() if pause else (), 0)

    return mapper


def _changes(place_of: PlaceOf, days_of: Callable[[Claim], Sequence[Times]]) -> Mapper:
    """So many changes on each day."""

    def mapper(claim: Claim) -> None:
        days, places = days_of(claim), _places(claim.draft, list(_attended(claim)), place_of)
        hours = max(map(len, days))
        most = claim.number(*(f"Max_{kind}_Changes_Per_Day" for kind in ("Building", "Room")))
        if most == 0:
            _limit(claim, places, hours, days, 0)
        elif most < hours - 1:
            for day in days:
                _limit(claim, places, hours, [day], most)

    return mapper


def _changes_in_week(claim: Claim) -> None:
    days, places = claim.days(), _places(claim.draft, list(_attended(claim)), _building)
    most = claim.number("Max_Building_Changes_Per_Week")
    _limit(claim, places, max(map(len, days)), days, most)


def same_room(draft: Draft, node: Node) -> None:
    """Activities that follow each other without a free hour do so in one room."""
    chosen = activities_in(draft, node)
    if len(chosen) > 1:
        claim = Claim(draft, node, (draft.set_of(chosen),), students=False)
        _limit(claim, _places(draft, chosen, _room), 1, claim.days(), _at_once(draft, chosen))


def _at_once(draft: Draft, activities: Sequence[str]) -> int:
    """Moves that are none: from hour to hour of activities that must run at once, in two rooms."""
    placed = {draft.event[a]: a for a in activities if draft.suited.get(a)}
    links = [rule for rule in draft.rules if isinstance(rule, LinkEvents) and rule.hard]
    seen: set[int] = set()
    moves = 0
    for group in (group for rule in links for group in rule.groups):
        own = placed.keys() & set(group)
        if len(own) > 1:
            hours = draft.school.activities[placed[min(own)]].duration
            moves += hours - 1 if seen.isdisjoint(own) else 0
            seen |= own
    return moves


def _closed_room(claim: Claim) -> None:
    """A room is closed to somebody at some times."""
    room, draft = name_in(claim.node, "Room"), claim.draft
    if room not in draft.school.rooms:
        raise claim.node.need("Room").fault(f"room {room!r} does not exist")
    suited = [a for a in _attended(claim) if room in draft.suited.get(a, ())]
    if suited:
        rooms = tuple(sorted(_inside(draft, room, _room)))
        times = slots(draft, claim.node, "Not_Available_Time")
        closed = AvoidUnavailable(id="", resources=claim.people, times=times)
        rule = Among(
            **draft.terms(claim.node),
            resources=claim.people,
            inner=closed,
            events=draft.events_of(suited),
            rooms=rooms,
            label=room,
        )
        draft.rules.append(rule)


# By what remains of the tag after Teacher, Teachers, StudentsSet or Students.
WAYS: Mapping[str, Mapper] = {
    "MinGapsBetweenBuildingChanges": _gaps(_building, "Min_Gaps_Between_Building_Changes"),
    "MinGapsBetweenRoomChanges": _gaps(_room, "Min_Gaps_Between_Room_Changes"),
    "MaxBuildingChangesPerDay": _changes(_building, Claim.days),
    "MaxBuildingChangesPerRealDay": _changes(_building, Claim.real_days),
    "MaxRoomChangesPerDay": _changes(_room, Claim.worked_days),
    "MaxRoomChangesPerRealDay": _changes(_room, Claim.real_days),
    "MaxBuildingChangesPerWeek": _changes_in_week,
    "RoomNotAvailableTimes": _closed_room,
}
