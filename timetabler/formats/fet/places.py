"""Days, hours and activities that a constraint names, with faults for names that lead nowhere."""

from collections.abc import Iterator

from timetabler.formats.fet.draft import Draft
from timetabler.formats.fet.names import name_of
from timetabler.formats.markup import Node

DAYS = ("Preferred_Starting_Day", "Preferred_Day", "Selected_Day", "Day")
HOURS = ("Preferred_Starting_Hour", "Preferred_Hour", "Selected_Hour", "Hour")


def _named(node: Node, tags: tuple[str, ...], names: tuple[str, ...]) -> list[int]:
    """Position of the name in a node; every position where the file leaves it open."""
    child = next(node.each(*tags), None)
    name = name_of(child) if child else ""
    if child is None or not name.strip():
        return list(range(len(names)))
    if name not in names:
        raise child.fault(f"{name!r} does not exist")
    return [names.index(name)]


def times_at(draft: Draft, node: Node) -> list[int]:
    """Times that a node with a day and an hour means."""
    week = draft.school.week
    days, hours = _named(node, DAYS, week.days), _named(node, HOURS, week.hours)
    return [week.time(day, hour) for day in days for hour in hours]


def slots(draft: Draft, node: Node, tag: str) -> tuple[int, ...]:
    """All times that the children with a tag mean, in order."""
    return tuple(sorted({t for child in node.each(tag) for t in times_at(draft, child)}))


def activities_in(draft: Draft, node: Node, *tags: str) -> tuple[str, ...]:
    """Activities that a constraint names; those that rest are left out, as FET does."""
    return tuple(dict.fromkeys(_activities(draft, node, tags or ("Activity_Id",))))


def _activities(draft: Draft, node: Node, tags: tuple[str, ...]) -> Iterator[str]:
    for child in node.each(*tags):
        name = child.text.strip()
        if name in draft.school.activities:
            yield name
        elif name not in draft.school.resting:
            raise child.fault(f"activity {name!r} does not exist")
