"""Tracks: resources that nobody sees, busy when a person is in some of the events.

A track takes a seat of its own in its events, behind all others, so a search keeps its hours as it
keeps everybody's, and no plan ever shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from timetabler.live.bundles import Bundle
from timetabler.model import Problem

Key = tuple[int | None, tuple[int, ...]]


@dataclass
class Tracks:
    """The tracks of one problem, numbered after its resources."""

    numbers: dict[Key, int] = field(default_factory=dict)
    seats: list[list[tuple[int, int, int]]] = field(default_factory=list)

    def begin(self, problem: Problem, bundles: Sequence[Bundle]) -> None:
        """Make ready for the bundles: a row each of (track, event, seat or -1)."""
        self._problem = problem
        self._bundle_of = {e: b for b, bundle in enumerate(bundles) for e in bundle.events}
        self.seats = [[] for _ in bundles]

    def of(self, person: int | None, events: tuple[int, ...]) -> int:
        """The track of a person through some events, in fixed seats; of nobody: of any of them."""
        key = (person, events)
        if key not in self.numbers:
            self.numbers[key] = len(self._problem.resources) + len(self.numbers)
            for event in dict.fromkeys(events):
                for seat in self._seats(event, person):
                    self.seats[self._bundle_of[event]].append((self.numbers[key], event, seat))
        return self.numbers[key]

    def _seats(self, event: int, person: int | None) -> list[int]:
        if person is None:
            return [-1]
        seats = self._problem.events[event].seats
        return [number for number, seat in enumerate(seats) if seat.resource == person]
