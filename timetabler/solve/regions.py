"""Which lessons to free next: around broken wishes, around people, or whole days."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from random import Random

import numpy as np

from timetabler.live import Board
from timetabler.live.state import Row, Table
from timetabler.rules import Point
from timetabler.solve.attention import Attention

MOST_TERMS = 40_000  # starts times seats of what is freed: beyond them building takes seconds
MOST_HARD_TERMS = 120_000  # where hard rules alone are looked at, models are easy to solve
MOST_CHOICES = 12  # resources looked at for one open seat

Region = tuple[list[int], frozenset[int] | None]


class Regions:
    """Draws regions of a board; sizes grow where solves finish and shrink where they do not."""

    def __init__(self, board: Board, random: Random) -> None:
        self._board, self._random = board, random
        self._pieces: dict[int, list[int]] = defaultdict(list)
        self._resources: dict[int, list[int]] = {}
        self._terms: dict[int, int] = {}
        self._bundle = {e: b for b, bundle in enumerate(board.bundles) for e in bundle.events}
        self._learn_seats()
        self._attention = Attention(board)
        self._days = board.problem.calendar.days()
        self.size = {"hard": 60.0, "wish": 24.0, "people": 24.0, "days": 1.5}
        self.score = {"wish": 1.0, "people": 1.0, "days": 1.0 if len(self._days) > 1 else 0.0}

    def _learn_seats(self) -> None:
        state = self._board.state
        for piece, row in enumerate(state.pieces):
            bundle = state.bundles[row["bundle"]]
            seats = state.seats[bundle["seat"] : bundle["seat"] + bundle["seats"]]
            own = [int(seat["fixed"]) for seat in seats if seat["fixed"] >= 0]
            self._resources[piece] = own
            for resource in own:
                self._pieces[resource].append(piece)
            self._terms[piece] = self._terms_of(bundle, seats)
        open_seats = state.seats[state.seats["choices"] > 0]
        self._choices = max((int(n) for n in open_seats["choices"]), default=0)
        self._choosable = sorted({int(r) for r in state.choices}) if self._choices else []

    def _terms_of(self, bundle: Row, seats: Table) -> int:
        """About how many terms a model needs for one freed lesson."""
        first = int(bundle["domain"]) + int(bundle["shortest"])
        end = int(bundle["domain"]) + int(bundle["longest"]) + 1
        starts = self._board.state.domain_start
        choices = int(np.minimum(seats["choices"], MOST_CHOICES).sum())
        return int(starts[end] - starts[first]) * (len(seats) + choices)

    def terms(self, piece: int) -> int:
        """About how many terms a model needs for a piece."""
        return self._terms[piece]

    def draw_resources(self) -> frozenset[int] | None:
        """Some of the resources that open seats may take; nothing where all may be looked at."""
        if self._choices <= MOST_CHOICES:
            return None
        some = max(1, len(self._choosable) * MOST_CHOICES // self._choices)
        return frozenset(self._random.sample(self._choosable, some))

    def draw(self, *, mending: bool = False) -> tuple[str, Region]:
        """A way of choosing, and the pieces it chose with the times they may go to."""
        if mending:
            around = self._grow_around(self.size["hard"])
            return "hard", (self._affordable(around, MOST_HARD_TERMS), None)
        ways = list(self.score)
        way = self._random.choices(ways, [self.score[way] for way in ways])[0]
        if way == "days":
            pieces, times = self._draw_days()
            self._random.shuffle(pieces)
            return way, (self._affordable(pieces), times)
        seed = self._broken() if way == "wish" else set()
        return way, (self._affordable(self._grow(seed, self.size[way])), None)

    def _affordable(self, pieces: list[int], most: int = MOST_TERMS) -> list[int]:
        """The first of some pieces, as many as a model can take."""
        total = accumulate(self._terms[piece] for piece in pieces)
        return [
            piece
            for i, (piece, sum_) in enumerate(zip(pieces, total, strict=True))
            if i == 0 or sum_ <= most
        ]

    def learn(self, way: str, *, finished: bool, better: bool, easy: bool = False) -> None:
        """Adapt a way's size and odds to how its last region went; easy ones grow fast."""
        most = len(self._days) - 1.0 if way == "days" else float(len(self._resources))
        factor = (1.4 if easy else 1.06) if finished else 0.92
        self.size[way] = max(1.0, min(most, self.size[way] * factor))
        if way in self.score:
            self.score[way] = max(0.15, 0.9 * self.score[way] + (1.0 if better else 0.0))

    def _draw_days(self) -> Region:
        whole = int(self.size["days"] + self._random.random())
        days = self._random.sample(self._days, max(1, min(whole, len(self._days) - 1)))
        times = frozenset(time for day in days for time in day)
        state = self._board.state
        rows = zip(state.pieces["length"], state.pieces["start"], strict=True)
        inside = [i for i, (length, start) in enumerate(rows) if length > 0 and start in times]
        return inside, times

    def _active(self, pieces: Sequence[int]) -> list[int]:
        return [piece for piece in pieces if self._board.state.pieces[piece]["length"] > 0]

    def broken(self) -> list[tuple[int, Point]]:
        """Points where rules are missed, with what each costs."""
        found = []
        for index in self._board.missed():
            row = self._board.state.monitors[index]
            weight = int(row["weight"]) * (100 if row["hard"] else 1)
            if weight:
                found.append((weight, self._board.cause_of(index)[1]))
        return found

    def _broken(self) -> set[int]:
        """Pieces at a few missed points."""
        missed = self.broken()
        if not missed:
            return set()
        found: set[int] = set()
        for _ in range(3):
            _, point = self._random.choices(missed, [weight for weight, _ in missed])[0]
            for resource in point.resources:
                found.update(self._pieces[resource])
            for event in self._some_events(point):
                found.update(self._of_event(event))
            if len(found) >= self.size["wish"]:
                break
        return found

    def _some_events(self, point: Point) -> Sequence[int]:
        """Events of a point: a part of them where a rule, as on a hall, has very many."""
        most = int(self.size["wish"])
        few = len(point.events) <= most
        return point.events if few else self._random.sample(point.events, most)

    def _of_event(self, event: int) -> range:
        row = self._board.state.bundles[self._bundle[event]]
        return range(int(row["piece"]), int(row["piece"]) + int(row["pieces"]))

    def _grow_around(self, size: float) -> list[int]:
        """A piece at a broken hard rule, who else is there, and lessons of people on the way."""
        hot = [int(piece) for piece in self._attention.pieces()]
        if not hot:
            return []
        found = dict.fromkeys([self._random.choice(hot)])
        people = set(self._attention.who(next(iter(found))))
        found.update((p, None) for p in hot if people.intersection(self._attention.who(p)))
        for _ in range(200):
            if len(found) >= size:
                break
            met = self._attention.who(self._random.choice(list(found)))
            if met:
                found.update(
                    (int(p), None) for p in self._attention.held_by({self._random.choice(met)})
                )
        return self._active(list(found))

    def _grow(self, seed: set[int], size: float) -> list[int]:
        """Add the lessons of people met on the way until there are enough."""
        found = dict.fromkeys(sorted(seed))
        everyone = sorted(self._pieces)
        for _ in range(200):
            if len(found) >= size or not everyone:
                break
            near = self._resources[self._random.choice(list(found))] if found else []
            stay = near and self._random.random() < 0.8  # noqa: PLR2004 - four of five steps stay near
            resource = self._random.choice(near if stay else everyone)
            found.update(dict.fromkeys(self._pieces[resource]))
        return self._active(list(found))
