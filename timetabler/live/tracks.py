"""Tracks: resources that nobody sees, busy when a person is in some of the events.

A track takes a seat of its own in its events, behind all others, so a search keeps its hours as it
keeps everybody's, and no plan ever shows it. A track through some rooms only takes an *echo*: a
seat that follows another one, with a track for each of the rooms that may sit in that. So does a
track of somebody who may be chosen for open seats, where it counts these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from timetabler.live.bundles import Bundle
from timetabler.model import Problem

Key = tuple[int | None, tuple[int, ...], tuple[int, ...], bool]


@dataclass
class Echo:
    """A seat that follows the seat of an event: who sits there decides on the track here."""

    event: int
    seat: int
    person: int  # position of the seat of the one whose track it is, -1 for nobody's
    tracks: dict[int, int] = field(default_factory=dict)


@dataclass
class Tracks:
    """The tracks of one problem, numbered after its resources."""

    numbers: dict[Key, int] = field(default_factory=dict)
    seats: list[list[tuple[int, int, int]]] = field(default_factory=list)
    echoes: list[list[Echo]] = field(default_factory=list)

    def begin(self, problem: Problem, bundles: Sequence[Bundle]) -> None:
        """Make ready for the bundles: a row each of (track, event, seat or -1)."""
        self._problem = problem
        self._bundle_of = {e: b for b, bundle in enumerate(bundles) for e in bundle.events}
        self.seats = [[] for _ in bundles]
        self.echoes = [[] for _ in bundles]

    def of(
        self,
        person: int | None,
        events: tuple[int, ...],
        rooms: tuple[int, ...] = (),
        *,
        chosen: bool = False,
    ) -> int:
        """The track of a person through some events, in fixed seats; of nobody: of any of them.

        With rooms, only through the lessons where one of them has a seat. With `chosen`, in open
        seats as well.
        """
        key = (person, events, rooms, chosen)
        if key not in self.numbers:
            track = self.numbers[key] = len(self._problem.resources) + len(self.numbers)
            for event in dict.fromkeys(events):
                own = self.seats[self._bundle_of[event]]
                for seat in self._seats(event, person):
                    if rooms:
                        self._follow(event, seat, dict.fromkeys(rooms, track))
                    else:
                        own.append((track, event, seat))
                if chosen and person is not None:
                    self._choose(event, person, track)
        return self.numbers[key]

    def _choose(self, event: int, person: int, track: int) -> None:
        """Let the track follow every open seat that the person may take."""
        bundle = self._bundle_of[event]
        for number, seat in enumerate(self._problem.events[event].seats):
            if seat.resource is None and person in self._problem.choices_of.get(seat.kind, ()):
                self._extend(self.echoes[bundle], Echo(event, number, number, {person: track}))

    def _follow(self, event: int, person: int, tracks: Mapping[int, int]) -> None:
        """Let the track follow every seat that one of the rooms takes or may take."""
        bundle = self._bundle_of[event]
        for number, seat in enumerate(self._problem.events[event].seats):
            choices = self._problem.choices_of.get(seat.kind, ())
            if seat.resource is None:
                if not tracks.keys().isdisjoint(choices):
                    self._extend(self.echoes[bundle], Echo(event, number, person, dict(tracks)))
            elif seat.resource in tracks:
                self.seats[bundle].append((tracks[seat.resource], event, person))

    def _extend(self, known: list[Echo], new: Echo) -> None:
        """Let an echo of the same seat that does not know these rooms yet follow them too."""
        for echo in known:
            alike = (echo.event, echo.seat, echo.person) == (new.event, new.seat, new.person)
            if alike and echo.tracks.keys().isdisjoint(new.tracks):
                echo.tracks.update(new.tracks)
                return
        known.append(new)

    def _seats(self, event: int, person: int | None) -> list[int]:
        if person is None:
            return [-1]
        seats = self._problem.events[event].seats
        return [number for number, seat in enumerate(seats) if seat.resource == person]
