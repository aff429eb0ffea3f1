"""A first plan to search from: events cut as their rules wish, lessons anywhere they may be."""

from collections import Counter
from collections.abc import Iterable
from random import Random

import numpy as np

from timetabler.live import Board
from timetabler.live.annealing import sow, urge
from timetabler.live.bundles import Bundle
from timetabler.live.state import Numbers, Row
from timetabler.live.trials import settle_best
from timetabler.model import Problem
from timetabler.rules import DistributeSplits, EventRule, SplitEvents

MOST_CUTS = 2_000
BEGIN_WEIGHT = 1_000  # of hard rules while lessons are placed one by one


def scatter(board: Board, random: Random, *, placed: bool = True) -> None:
    """Cut every event, seat random suitable resources, and start each lesson where it may."""
    rules = _cutting_rules(board.problem)
    seating = _Seating(board, random)
    for number, bundle in enumerate(board.bundles):
        row = board.state.bundles[number]
        lengths = best_cut(bundle, [rule for e in bundle.events for rule in rules.get(e, [])])
        padded = [*lengths, *[0] * (int(row["pieces"]) - len(lengths))]
        for offset, length in enumerate(padded[: int(row["pieces"])]):
            piece = int(row["piece"]) + offset
            seating.seat(piece, length)
            board.move(piece, length, _start(board, row, length, random) if placed else -1)
            board.keep()


def settle(board: Board, random: Random) -> None:
    """Place one lesson after another where it costs least, those with the fewest starts first."""
    scatter(board, random, placed=False)
    state = board.state
    order = []
    for piece, lesson in enumerate(state.pieces):
        if lesson["length"]:
            row = state.bundles[lesson["bundle"]]
            place = int(row["domain"]) + int(lesson["length"])
            starts = int(state.domain_start[place + 1] - state.domain_start[place])
            order.append((starts / (int(lesson["length"]) * int(row["seats"]) + 1), piece))
    place_each(board, (piece for _, piece in sorted(order)), random)


def place_each(board: Board, pieces: Iterable[int], random: Random) -> None:
    """Place pieces in this order, each where it costs least."""
    urge(board.memory, BEGIN_WEIGHT, 0)
    sow(random.randrange(2**31))
    for piece in pieces:
        if board.state.pieces[piece]["length"]:
            settle_best(board.memory, piece)


def _start(board: Board, row: Row, length: int, random: Random) -> int:
    state, place = board.state, int(row["domain"]) + length
    first, end = int(state.domain_start[place]), int(state.domain_start[place + 1])
    return int(state.domain_list[random.randrange(first, end)]) if length and first < end else -1


class _Seating:
    """Resources for open seats: kin alike, otherwise whoever of the suitable has least to do."""

    def __init__(self, board: Board, random: Random) -> None:
        self._board, self._random = board, random
        self._chosen: dict[int, int] = {}
        self._work: Counter[int] = Counter()

    def seat(self, piece: int, length: int) -> None:
        """Fill the open seats of a piece."""
        state = self._board.state
        row = state.bundles[state.pieces[piece]["bundle"]]
        for position in range(int(row["seats"])):
            seat = state.seats[row["seat"] + position]
            if seat["choices"] > 0:
                chosen = self._choose(seat)
                self._work[chosen] += length
                self._board.reseat(piece, position, chosen)
                self._board.keep()

    def _choose(self, seat: Row) -> int:
        first, kin = int(seat["first_choice"]), int(seat["kin"])
        suited = [int(r) for r in self._board.state.choices[first : first + int(seat["choices"])]]
        if self._chosen.get(kin) not in suited or kin < 0:
            least = min(self._work[resource] for resource in suited)
            idle = [resource for resource in suited if self._work[resource] == least]
            self._chosen[kin] = self._random.choice(idle)
        return self._chosen[kin]


def movable(board: Board) -> Numbers:
    """Pieces that a search may change, whatever the plan is now."""
    state = board.state
    found = []
    for piece, lesson in enumerate(state.pieces):
        row = state.bundles[lesson["bundle"]]
        place = int(row["domain"]) + int(row["duration"])
        starts = int(state.domain_start[place + 1] - state.domain_start[place])
        seats = state.seats[row["seat"] : row["seat"] + row["seats"]]
        if starts > 1 or row["pieces"] > 1 or (seats["choices"] > 0).any():
            found.append(piece)
    return np.array(found, np.int64)


def _cutting_rules(problem: Problem) -> dict[int, list[EventRule]]:
    found: dict[int, list[EventRule]] = {}
    for rule in problem.rules:
        if isinstance(rule, SplitEvents | DistributeSplits):
            for event in rule.events:
                found.setdefault(event, []).append(rule)
    return found


def best_cut(bundle: Bundle, rules: list[EventRule]) -> list[int]:
    """The cut of a bundle's duration that its rules like best."""
    cuts = _cuts(bundle.duration, bundle.shortest, bundle.longest, bundle.pieces())
    return min(cuts, key=lambda cut: _dislike(cut, rules)) if cuts else [bundle.duration]


def _dislike(cut: list[int], rules: list[EventRule]) -> tuple[int, int]:
    cost = 0
    for rule in rules:
        if isinstance(rule, SplitEvents):
            missed = max(0, rule.fewest - len(cut), len(cut) - rule.most)
            missed += sum(1 for x in cut if not rule.shortest <= x <= rule.longest)
        elif isinstance(rule, DistributeSplits):
            same = cut.count(rule.duration)
            missed = max(0, rule.minimum - same, same - rule.maximum)
        else:
            missed = 0
        cost += rule.weight * missed * (1000 if rule.hard else 1)
    return cost, max(cut) - min(cut)


def _cuts(duration: int, shortest: int, longest: int, most: int) -> list[list[int]]:
    """Ways to write a duration as a falling row of lengths; at most some thousands of them."""
    found: list[list[int]] = []
    open_rows: list[tuple[list[int], int]] = [([], duration)]
    while open_rows and len(found) < MOST_CUTS:
        row, left = open_rows.pop()
        if left == 0:
            found.append(row)
        elif len(row) < most:
            top = min(left, longest, row[-1] if row else longest)
            open_rows += [([*row, x], left - x) for x in range(shortest, top + 1)]
    return found
