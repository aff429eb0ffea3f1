"""What a problem must keep before anybody plans it: every position exists, every number is meant.

Looked at whenever a problem is made, also by `replace`, so every check is one pass over its part.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from timetabler.faults import ModelFault
from timetabler.rules.references import Rows, events_named, resources_named, times_named
from timetabler.rules.rule import Rule

if TYPE_CHECKING:  # problems check themselves, so at run time they come after their checks
    from timetabler.model.problem import Calendar, Event, Group, Problem, Seat

NAMED: tuple[tuple[str, Callable[[Rule], Rows]], ...] = (
    ("event", events_named),
    ("resource", resources_named),
    ("time", times_named),
)


def check(problem: "Problem") -> None:
    """Raise `ModelFault` where the parts of a problem do not belong together."""
    sizes = {
        "event": len(problem.events),
        "resource": len(problem.resources),
        "time": problem.horizon,
    }
    _check_calendar(problem.calendar)
    _check_groups("resource group", "resource", problem.resource_groups, sizes)
    _check_groups("event group", "event", problem.event_groups, sizes)
    _check_unique("resource", [resource.id for resource in problem.resources])
    _check_unique("event", [event.id for event in problem.events])
    _check_unique("rule", [rule.id for rule in problem.rules])
    kinds = frozenset(problem.kinds).union(resource.kind for resource in problem.resources)
    for number, event in enumerate(problem.events):
        _check_event(event, number, problem)
        for seat in event.seats:
            if not _is_seat(seat, sizes["resource"], kinds):
                raise _seat_fault(event, number, seat, problem)
    for what, named in NAMED:
        _check_rules(problem.rules, what, named, sizes[what])


def _check_calendar(calendar: "Calendar") -> None:
    if len(calendar.names) != len(calendar.times):
        raise ModelFault(
            f"calendar: {len(calendar.names)} names for {len(calendar.times)} times, "
            "though every time has one"
        )
    _check_unique("time", calendar.times)
    _check_groups("group of times", "time", calendar.groups, {"time": len(calendar.times)})


def _check_groups(what: str, of: str, groups: Iterable["Group"], sizes: dict[str, int]) -> None:
    for number, group in enumerate(groups):
        _check_row(f"{what} {_called(group.id, number)}", of, group.members, sizes[of])


def _check_unique(what: str, ids: Sequence[str]) -> None:
    """Files, reports and people tell things apart by their ids; what has none is not asked for."""
    if len(set(ids)) == len(ids):
        return
    first: dict[str, int] = {}
    for number, name in enumerate(ids):
        if name and first.setdefault(name, number) != number:
            raise ModelFault(f"{what}s {first[name]} and {number} have the same id {name!r}")


def _check_event(event: "Event", number: int, problem: "Problem") -> None:
    horizon, weeks = problem.horizon, problem.calendar.weeks
    fault = ""
    if event.duration < 1:
        fault = f"duration {event.duration} is no time at all"
    elif event.start is not None and not 0 <= event.start <= horizon - event.duration:
        fault = (
            f"start {event.start} with duration {event.duration} lies outside the calendar: "
            f"{_there_are(horizon, 'time')}"
        )
    elif event.weeks and not 0 <= min(event.weeks) <= max(event.weeks) < len(weeks):
        unknown = min(week for week in event.weeks if not 0 <= week < len(weeks))
        fault = f"kind of week {unknown} does not exist: {_there_are(len(weeks), 'kind')}"
    elif event.workload is not None and event.workload < 0:
        fault = f"workload {event.workload} is negative"
    if fault:
        raise ModelFault(f"event {_called(event.id, number)}: {fault}")


def _is_seat(seat: "Seat", resources: int, kinds: frozenset[str]) -> bool:
    """Whether somebody that exists sits there, or is to be chosen from a kind that exists."""
    fixed, work = seat.resource, seat.workload
    known = seat.kind in kinds if fixed is None else 0 <= fixed < resources
    return known and (work is None or work >= 0)


def _seat_fault(event: "Event", number: int, seat: "Seat", problem: "Problem") -> ModelFault:
    place = f"event {_called(event.id, number)}, seat {event.seats.index(seat)} ({seat.role!r})"
    if seat.workload is not None and seat.workload < 0:
        return ModelFault(f"{place}: workload {seat.workload} is negative")
    if seat.resource is None:
        known = ", ".join(problem.kinds) or "none"
        return ModelFault(f"{place}: nothing is of the kind {seat.kind!r}; kinds are {known}")
    there = _there_are(len(problem.resources), "resource")
    return ModelFault(f"{place}: resource {seat.resource} does not exist: {there}")


def _check_rules(
    rules: Sequence[Rule], what: str, named: Callable[[Rule], Rows], size: int
) -> None:
    # Rules share days and groups, which are long: each is looked at once, and kept meanwhile, lest
    # another row comes to lie in its place.
    seen: dict[int, Collection[int]] = {}
    for number, rule in enumerate(rules):
        for row in named(rule):
            if id(row) not in seen:
                seen[id(row)] = row
                if row and not 0 <= min(row) <= max(row) < size:
                    _check_row(f"rule {_called(rule.id, number)}", what, row, size)


def _check_row(place: str, what: str, row: Collection[int], size: int) -> None:
    if row and not 0 <= min(row) <= max(row) < size:
        unknown = next(position for position in row if not 0 <= position < size)
        raise ModelFault(f"{place}: {what} {unknown} does not exist: {_there_are(size, what)}")


def _called(name: str, number: int) -> str:
    return f"{name!r} (number {number})"


def _there_are(size: int, what: str) -> str:
    if size <= 1:
        return f"there is only {what} 0" if size else f"there is no {what}"
    return f"there are {size} {what}s, counted from 0"
