"""Rooms by matching: what runs at one time shares the rooms out so that it costs least.

For the lessons of one start and one length, who sits in which open seat is an assignment: nobody
sits in two seats, and what a choice costs the evaluation says, all else standing as it is. A flow
of least cost finds the best of all assignments at once, however alike the rooms are, where a
search would try them one by one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from timetabler.evaluate import Cost
from timetabler.live import Board

NOBODY = -1
WORK_OF_AN_OFFER = 1e-5  # seconds of a quiet machine
_Seat = tuple[int, int, list[int]]  # piece, position, and who may sit there


@dataclass(frozen=True)
class _Offer:
    """A resource for a seat, by their positions in the assignment, and how the cost changes."""

    seat: int
    resource: int
    hard: int
    soft: int


class Rooms:
    """Open seats of one board, shared out anew."""

    def __init__(self, board: Board) -> None:
        self._board, state = board, board.state
        self._open: dict[int, list[tuple[int, list[int]]]] = {}
        for number, row in enumerate(state.bundles[: len(board.bundles)]):
            seats = state.seats[row["seat"] : row["seat"] + board.seats_of(number)]
            self._open[number] = [
                (position, state.choices[first : first + count].tolist())
                for position, (first, count) in enumerate(seats[["first_choice", "choices"]])
                if count > 0
            ]

    def share_out(self, ended: Callable[[], bool] = lambda: False) -> int:
        """Pass over all times while the plan gets cheaper; returns how many offers were weighed."""
        before, weighed = None, 0
        while not ended() and (before is None or self._board.cost < before):
            before = self._board.cost
            for seats in self._groups():
                weighed += 0 if ended() else self._match(seats)
        return weighed

    def _groups(self) -> Iterable[list[_Seat]]:
        """Open seats of the lessons of each start and length."""
        groups: dict[tuple[int, int], list[_Seat]] = defaultdict(list)
        for piece, row in enumerate(self._board.state.pieces):
            seats = self._open[int(row["bundle"])]
            if seats and row["length"] > 0 and row["start"] >= 0:
                group = int(row["start"]), int(row["length"])
                groups[group] += [(piece, *seat) for seat in seats]
        return groups.values()

    def _match(self, seats: list[_Seat]) -> int:
        """Give the seats of one group to whom it costs least."""
        before = self._board.cost
        taken = [self._sitting(piece, position) for piece, position, _ in seats]
        self._sit(seats, [NOBODY] * len(seats))
        offers = [
            offer for number, seat in enumerate(seats) for offer in self._offers(number, seat)
        ]
        self._sit(seats, _cheapest(offers, taken))
        if self._board.cost > before:
            self._sit(seats, taken)
        return len(offers)

    def _offers(self, number: int, seat: _Seat) -> list[_Offer]:
        """What each who may take a seat would cost there, the whole group being empty."""
        board, (piece, position, choices) = self._board, seat
        empty: Cost = board.cost
        found = []
        for resource in choices:
            then = board.reseat(piece, position, resource)
            board.undo()
            found.append(_Offer(number, resource, then.hard - empty.hard, then.soft - empty.soft))
        return found

    def _sitting(self, piece: int, position: int) -> int:
        state = self._board.state
        return int(state.taken[state.pieces[piece]["seat"] + position])

    def _sit(self, seats: list[_Seat], resources: list[int]) -> None:
        for (piece, position, _), resource in zip(seats, resources, strict=True):
            self._board.reseat(piece, position, resource)
            self._board.keep()


def _cheapest(offers: list[_Offer], taken: list[int]) -> list[int]:
    """Who sits in each seat in the cheapest assignment; of equals whoever sat there before."""
    if not offers:
        return taken
    seats, resources = len(taken), sorted({x.resource for x in offers})
    numbers = {resource: seats + position for position, resource in enumerate(resources)}
    sink, flow = seats + len(numbers), min_cost_flow.SimpleMinCostFlow()
    dear = 1 + 2 * sum(abs(x.soft) for x in offers)
    for x in offers:
        price = 2 * (dear * x.hard + x.soft) - (taken[x.seat] == x.resource)
        flow.add_arc_with_capacity_and_unit_cost(x.seat, numbers[x.resource], 1, price)
    for position in numbers.values():
        flow.add_arc_with_capacity_and_unit_cost(position, sink, 1, 0)
    for seat in range(seats):
        flow.add_arc_with_capacity_and_unit_cost(seat, sink, 1, 0)
        flow.set_node_supply(seat, 1)
    flow.set_node_supply(sink, -seats)
    if flow.solve() != flow.OPTIMAL:
        return taken
    chosen = np.flatnonzero(flow.flows(np.arange(len(offers))))
    found = {offers[arc].seat: offers[arc].resource for arc in chosen.tolist()}
    return [found.get(seat, NOBODY) for seat in range(seats)]
