"""What no tool of weekly timetables can say of a problem: remarks for whoever converts one."""

from collections import Counter
from collections.abc import Iterator

from timetabler.formats.sketch import ROOM, Sketch
from timetabler.model import Seat
from timetabler.rules import AssignResource, AssignTime, AvoidClashes, Rule


def granted_anyway(drawn: Sketch) -> Iterator[str]:
    """Who is placed, or in one place at a time, though the problem does not ask for it."""
    rules = [rule for rule in drawn.problem.rules if rule.hard]
    apart = {r for rule in rules if isinstance(rule, AvoidClashes) for r in rule.resources}
    placed = {e for rule in rules if isinstance(rule, AssignTime) for e in rule.events}
    free, loose = len(drawn.problem.resources) - len(apart), len(drawn.problem.events) - len(placed)
    if free:
        yield f"{free} x resource that may be in two places: {drawn.form.name} lets nobody"
    if loose:
        yield f"{loose} x event that may stay unplaced: {drawn.form.name} places all"


def soft_ones(drawn: Sketch, said: tuple[type[Rule], ...]) -> Iterator[str]:
    """Wishes of kinds that the format knows as musts only."""
    wishes = (rule for rule in drawn.problem.rules if not rule.hard)
    soft = Counter(type(rule).__name__ for rule in wishes if isinstance(rule, said))
    for kind, count in soft.items():
        yield f"{count} x {kind} that is a wish: a must in {drawn.form.name}"


def seats_left_out(drawn: Sketch, *, rooms: bool) -> Iterator[str]:
    """Seats to be chosen that are no rooms; or all of them, where no room can be chosen."""
    seats = (seat for event in drawn.problem.events for seat in event.seats)
    free = (drawn.seat_sort(seat).lower() for seat in seats if seat.resource is None)
    for sort, count in Counter(free).items():
        if sort != ROOM.lower() or not rooms:
            yield f"{count} x {sort} still to be chosen: {drawn.form.name} has no such seat"


def must_be_taken(drawn: Sketch, event: int, seat: Seat) -> bool:
    """Whether a hard rule asks for somebody in a seat."""
    asked = (
        rule
        for rule in drawn.problem.rules
        if isinstance(rule, AssignResource) and rule.hard and rule.role == seat.role
    )
    return seat.resource is not None or any(event in rule.events for rule in asked)


def loose_rooms(drawn: Sketch) -> Iterator[str]:
    """Rooms that no hard rule asks for."""
    events = range(len(drawn.problem.events))
    seats = [(event, seat) for event in events for seat in drawn.rooms_at(event)]
    count = sum(not must_be_taken(drawn, *own) for own in seats)
    if count:
        yield f"{count} x room that may be left out: not so in {drawn.form.name}"


def further_rooms(drawn: Sketch) -> Iterator[str]:
    """Rooms beyond the first of one event."""
    every = range(len(drawn.problem.events))
    count = sum(max(0, len(drawn.rooms_at(event)) - 1) for event in every)
    if count:
        yield f"{count} x further room of an event: {drawn.form.name} has one for a lesson"


def fixed_times(drawn: Sketch) -> Iterator[str]:
    """Events whose time the problem itself decides."""
    count = sum(event.start is not None for event in drawn.problem.events)
    if count:
        yield f"{count} x fixed time of an event: {drawn.form.name} holds no lesson at its time"


def kinds_of_week(drawn: Sketch) -> Iterator[str]:
    """Events that do not run in every week."""
    count = sum(bool(event.weeks) for event in drawn.problem.events)
    if count:
        yield f"{count} x event that runs in some weeks only: in every week in {drawn.form.name}"


def longer_days(drawn: Sketch) -> Iterator[str]:
    """Hours that shorter days gain where all are equally long."""
    count = len(drawn.days) * drawn.hours - len(drawn.place)
    if count:
        yield f"{count} x hour that a shorter day does not have: open in {drawn.form.name}"


def lost_anywhere(drawn: Sketch) -> Iterator[str]:
    """What FET, aSc and Untis have no place for alike."""
    yield from drawn.notes
    yield from granted_anyway(drawn)
    yield from kinds_of_week(drawn)
    yield from longer_days(drawn)
