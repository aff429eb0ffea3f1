"""Constraints on how often and how quickly people change rooms or buildings.

They can be said where the file leaves no choice between two places: each activity then has one.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from timetabler.formats.fet.draft import Draft, Unmapped
from timetabler.formats.fet.people import Claim, Mapper, Times
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


def _keep_apart(claim: Claim, places: Places, pause: int, days: Sequence[Times]) -> None:
    if len(places) > 1 and pause > 0:
        names = tuple(places)
        rule = AllowTravel(
            **claim.draft.terms(claim.node),
            resources=claim.people,
            places=tuple(places.values()),
            pauses=tuple(tuple(0 if p == q else pause for q in names) for p in names),
            groups=tuple(days),
        )
        claim.draft.rules.append(rule)


def _gaps(place_of: PlaceOf, tag: str) -> Mapper:
    def mapper(claim: Claim) -> None:
        _keep_apart(claim, _places(claim, place_of), claim.number(tag), claim.days())

    return mapper


def _changes(place_of: PlaceOf, days_of: Callable[[Claim], Sequence[Times]]) -> Mapper:
    def mapper(claim: Claim) -> None:
        days, places = days_of(claim), _places(claim, place_of)
        hours = max(map(len, days))
        most = claim.number(*(f"Max_{kind}_Changes_Per_Day" for kind in ("Building", "Room")))
        if len(places) <= 1 or most >= hours - 1:
            return
        if most:
            raise Unmapped("some changes are allowed, but not many")
        _keep_apart(claim, places, hours, days)

    return mapper


def _changes_in_week(claim: Claim) -> None:
    if len(_places(claim, _building)) > 1:
        raise Unmapped("changes are counted over the week")


# By what remains of the tag after Teacher, Teachers, StudentsSet or Students.
WAYS: Mapping[str, Mapper] = {
    "MinGapsBetweenBuildingChanges": _gaps(_building, "Min_Gaps_Between_Building_Changes"),
    "MinGapsBetweenRoomChanges": _gaps(_room, "Min_Gaps_Between_Room_Changes"),
    "MaxBuildingChangesPerDay": _changes(_building, Claim.days),
    "MaxBuildingChangesPerRealDay": _changes(_building, Claim.real_days),
    "MaxRoomChangesPerDay": _changes(_room, Claim.worked_days),
    "MaxRoomChangesPerRealDay": _changes(_room, Claim.real_days),
    "MaxBuildingChangesPerWeek": _changes_in_week,
}
