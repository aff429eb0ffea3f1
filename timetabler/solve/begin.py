"""A first plan to search from: events cut as their rules wish, lessons anywhere they may be."""

from random import Random

import numpy as np

from timetabler.live import Board
from timetabler.live.bundles import Bundle
from timetabler.live.state import Numbers
from timetabler.model import Problem
from timetabler.rules import DistributeSplits, EventRule, SplitEvents

MOST_CUTS = 2_000


def scatter(board: Board, random: Random) -> None:
    """Place every lesson at a random allowed start with random suitable resources."""
    rules = _cutting_rules(board.problem)
    for number, bundle in enumerate(board.bundles):
        row = board.state.bundles[number]
        lengths = best_cut(bundle, [rule for e in bundle.events for rule in rules.get(e, [])])
        padded = [*lengths, *[0] * (int(row["pieces"]) - len(lengths))]
        for offset, length in enumerate(padded[: int(row["pieces"])]):
            _place(board, int(row["piece"]) + offset, length, random)


def _place(board: Board, piece: int, length: int, random: Random) -> None:
    state = board.state
    row = state.bundles[state.pieces[piece]["bundle"]]
    for position in range(int(row["seats"])):
        seat = state.seats[row["seat"] + position]
        if seat["choices"] > 0:
            chosen = int(seat["first_choice"]) + random.randrange(int(seat["choices"]))
            board.reseat(piece, position, int(state.choices[chosen]))
            board.keep()
    place = int(row["domain"]) + length
    first, end = int(state.domain_start[place]), int(state.domain_start[place + 1])
    start = int(state.domain_list[random.randrange(first, end)]) if first < end else -1
    board.move(piece, length, start if length else -1)
    board.keep()


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
