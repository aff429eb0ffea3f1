"""Constraints on how often and how quickly people change rooms or buildings.

They can be said where the file leaves no choice between two places: each activity then has one.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping

from timetabler.formats.fet.draft import Draft, Unmapped
from timetabler.formats.fet.people import Claim, Mapper
from timetabler.rules import AllowTravel

PlaceOf = Callable[[Draft, str], str]
Places = Mapping[str, tuple[int, ...]]


def _room(_draft: Draft, room: str) -> str:
    return room


def _building(draft: Draft, room: str) -> str:
    return draft.school.rooms[room].building


def _places(claim: Claim, place_of: PlaceOf) -> Places:
    """Events of the people by place; activities without one are left out, as FET does."""
    draft = claim.draft
    found: dict[str, list[int]] = defaultdict(list)
    own = (a for person in claim.people for a in draft.attending.get(person, ()))
    for activity in dict.fromkeys(own):
        rooms = draft.suited.get(activity, frozenset())
        places = {place_of(draft, room) for room in rooms}
        if len(places) > 1:
            raise Unmapped("an activity may be in one place or in another")
        for place in places - {""}:
            found[place].append(draft.event[activity])
    return {place: tuple(events) for place, events in found.items()}


def _keep_apart(claim: Claim, places: Places, pause: int) -> None:
    if len(places) > 1 and pause > 0:
        names = tuple(places)
        rule = AllowTravel(
            **claim.draft.terms(claim.node),
            resources=claim.people,
            places=tuple(places.values()),
            pauses=tuple(tuple(0 if p == q else pause for q in names) for p in names),
            groups=claim.draft.school.week.all_days(),
        )
        claim.draft.rules.append(rule)


def _gaps(place_of: PlaceOf, tag: str) -> Mapper:
    def mapper(claim: Claim) -> None:
        _keep_apart(claim, _places(claim, place_of), claim.number(tag))

    return mapper


def _changes(place_of: PlaceOf, tag: str) -> Mapper:
    def mapper(claim: Claim) -> None:
        places, hours = _places(claim, place_of), len(claim.draft.school.week.hours)
        most = claim.number(tag)
        if len(places) <= 1 or most >= hours - 1:
            return
        if most:
            raise Unmapped("some changes are allowed, but not many")
        _keep_apart(claim, places, hours)

    return mapper


def _changes_in_week(claim: Claim) -> None:
    if len(_places(claim, _building)) > 1:
        raise Unmapped("changes are counted over the week")


# By what remains of the tag after Teacher, Teachers, StudentsSet or Students.
WAYS: Mapping[str, Mapper] = {
    "MinGapsBetweenBuildingChanges": _gaps(_building, "Min_Gaps_Between_Building_Changes"),
    "MinGapsBetweenRoomChanges": _gaps(_room, "Min_Gaps_Between_Room_Changes"),
    "MaxBuildingChangesPerDay": _changes(_building, "Max_Building_Changes_Per_Day"),
    "MaxRoomChangesPerDay": _changes(_room, "Max_Room_Changes_Per_Day"),
    "MaxBuildingChangesPerWeek": _changes_in_week,
}
