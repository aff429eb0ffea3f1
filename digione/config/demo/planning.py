"""A small planner: places the week's lessons one by one and moves those that stand in the way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from .fixed import chance
from .subjects import SUBJECTS
from .teaching import Activity, Part

SLOTS: Final = 7  # lessons a day; lunch is between the third and the fourth
DAYS: Final = 5
_DOUBLE: Final = frozenset({"KS", "KO", "KU", "LI"})
_PAIRS: Final = (0, 1, 3, 4, 5)  # where a double lesson may begin: not across lunch
_PATIENCE: Final = 20_000
_ROOM_HOURS: Final = 17  # lessons a week that a special room is used at most
_LAST_SLOT: Final = {1: 5, 2: 5, 3: 6, 4: 6, 5: 6, 6: 6}


class NoPlan(RuntimeError):
    """The planner gave up; the world's figures ask too much of some class or teacher."""


@dataclass(eq=False, slots=True)
class Unit:
    """One lesson, or two in a row, of an activity."""

    activity: Activity
    number: int
    length: int
    needs: tuple[str, ...]
    rooms: Counter[str]
    at: int = -1
    moved: int = 0
    fixed: bool = False

    def slots(self, at: int) -> range:
        return range(at, at + self.length)


@dataclass(frozen=True, slots=True)
class Placed:
    """A lesson of the week: one part, on a weekday (1 is Monday), in a slot, in a numbered room."""

    part: Part
    activity: Activity
    weekday: int
    slot: int
    room: tuple[str, int]


@dataclass(slots=True)
class _Board:
    holders: dict[tuple[str, int], Unit] = field(default_factory=dict)
    rooms: dict[tuple[str, int], list[Unit]] = field(default_factory=lambda: defaultdict(list))


def plan(activities: Iterable[Activity], *words: object) -> list[Placed]:
    """The week of one school and, in upper secondary, of one period."""
    dice = chance("plan", *words)
    units = [unit for activity in activities for unit in _units(activity)]
    limits = _limits(units)
    board = _Board()
    waiting = sorted(units, key=lambda unit: (unit.fixed, len(unit.needs) * unit.length))
    for _ in range(_PATIENCE):
        if not waiting:
            return list(_placed(units))
        unit = waiting.pop()
        at = min(_starts(unit), key=lambda at: (_cost(board, unit, at, limits), dice.random()))
        for other in _in_the_way(board, unit, at, limits):
            _lift(board, other)
            other.moved += 1
            waiting.insert(dice.randrange(len(waiting) + 1), other)
        _put(board, unit, at)
    raise NoPlan(f"{words}: no place for {[(u.activity.key, u.needs, u.moved) for u in waiting]}")


def _units(activity: Activity) -> Iterator[Unit]:
    needs = (*activity.classes, *(f"teacher {part.teacher}" for part in activity.parts))
    rooms = Counter(SUBJECTS[part.subject].place for part in activity.parts)
    rooms.pop("", None)
    left, number = activity.hours, 0
    while left:
        double = left > 1 and {part.subject for part in activity.parts} <= _DOUBLE
        length = 2 if double else 1
        fixed = activity.key == "8C.MA" and number == 0
        yield Unit(activity, number, length, needs, rooms, fixed=fixed)
        left, number = left - length, number + 1


def _limits(units: Iterable[Unit]) -> dict[str, int]:
    """Rooms of a kind: enough for all its lessons, with some air."""
    hours: Counter[str] = Counter()
    widest: Counter[str] = Counter()
    for unit in units:
        for kind, many in unit.rooms.items():
            hours[kind] += many * unit.length
            widest[kind] = max(widest[kind], many)
    return {kind: max(widest[kind], -(-total // _ROOM_HOURS)) for kind, total in hours.items()}


def _starts(unit: Unit) -> Iterable[int]:
    """Minna Lahtinen meets 8C on Monday in the second lesson, for pictures and journeys."""
    if unit.fixed:
        return (1,)
    last = _LAST_SLOT.get(unit.activity.grade, SLOTS) if not unit.activity.period else SLOTS
    within = _PAIRS if unit.length > 1 else range(SLOTS)
    return [
        day * SLOTS + slot for day in range(DAYS) for slot in within if slot + unit.length <= last
    ]


def _cost(board: _Board, unit: Unit, at: int, limits: dict[str, int]) -> float:
    way = _in_the_way(board, unit, at, limits)
    if any(other.fixed for other in way):
        return 1e9
    push = sum(20 + 6 * other.moved + 8 * len(other.activity.parts) for other in way)
    day = at // SLOTS
    same = sum(
        1
        for slot in range(day * SLOTS, (day + 1) * SLOTS)
        if (other := board.holders.get((unit.needs[0], slot))) is not None
        and other.activity is unit.activity
        and other is not unit
    )
    return push + 9 * same + _lateness(at % SLOTS) + _gap(board, unit, at)


def _lateness(slot: int) -> float:
    return (0.6, 0, 0, 0, 0.4, 1.5, 3.5)[slot]


def _gap(board: _Board, unit: Unit, at: int) -> float:
    """A lesson beside another of the class leaves no hole in the day."""
    day = at // SLOTS
    taken = [
        slot % SLOTS
        for slot in range(day * SLOTS, (day + 1) * SLOTS)
        if (unit.needs[0], slot) in board.holders
    ]
    if not taken:
        return 0.5
    first, last = min(taken), max(taken)
    slot = at % SLOTS
    return 0 if first - unit.length <= slot <= last + 1 else 2.0


def _in_the_way(board: _Board, unit: Unit, at: int, limits: dict[str, int]) -> list[Unit]:
    found: dict[int, Unit] = {}
    for slot in unit.slots(at):
        for need in unit.needs:
            if (other := board.holders.get((need, slot))) is not None:
                found[id(other)] = other
        for kind, many in unit.rooms.items():
            held = [other for other in board.rooms[kind, slot] if id(other) not in found]
            over = sum(other.rooms[kind] for other in held) + many - limits[kind]
            for other in sorted(held, key=lambda other: (other.fixed, len(other.needs))):
                if over <= 0:
                    break
                found[id(other)] = other
                over -= other.rooms[kind]
    return list(found.values())


def _put(board: _Board, unit: Unit, at: int) -> None:
    unit.at = at
    for slot in unit.slots(at):
        for need in unit.needs:
            board.holders[need, slot] = unit
        for kind in unit.rooms:
            board.rooms[kind, slot].append(unit)


def _lift(board: _Board, unit: Unit) -> None:
    for slot in unit.slots(unit.at):
        for need in unit.needs:
            del board.holders[need, slot]
        for kind in unit.rooms:
            board.rooms[kind, slot].remove(unit)
    unit.at = -1


def _placed(units: Iterable[Unit]) -> Iterator[Placed]:
    """Rooms are numbered where lessons stand: a double lesson keeps its room."""
    taken: set[tuple[str, int, int]] = set()
    for unit in sorted(units, key=lambda unit: (-unit.length, unit.at, unit.activity.key)):
        for part in unit.activity.parts:
            room = _room(part, unit, taken)
            for slot in unit.slots(unit.at):
                taken.add((*room, slot))
                yield Placed(part, unit.activity, slot // SLOTS + 1, slot % SLOTS, room)


def _room(part: Part, unit: Unit, taken: set[tuple[str, int, int]]) -> tuple[str, int]:
    kind = SUBJECTS[part.subject].place
    number = 1
    while any((kind, number, slot) in taken for slot in unit.slots(unit.at)):
        number += 1
    return kind, number
