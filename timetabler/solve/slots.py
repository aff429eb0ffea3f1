"""The best plans of all processes in shared memory: a slot each, written by its owner alone.

Nobody waits for anybody: a slot's version is odd while it is being written, and whoever reads it
then, or sees the version change meanwhile, comes back later. A process may be ended at any moment.
"""

from multiprocessing import get_context
from typing import NamedTuple

import numpy as np

from timetabler.evaluate import Cost
from timetabler.live import Board
from timetabler.live.board import Shape
from timetabler.live.state import Numbers

VERSION, HARD, SOFT, METHOD, BOUND, HEAD = range(6)
METHODS = ("start", "annealing", "construction", "polishing")
START, ANNEALING, CONSTRUCTION, POLISHING = METHODS


class Offer(NamedTuple):
    """A plan that some process found."""

    cost: Cost
    method: str
    shape: Shape


class Slots:
    """Shared memory for the plans of one problem."""

    def __init__(self, board: Board, workers: int) -> None:
        pieces, seats = len(board.state.pieces), len(board.state.taken)
        self._parts = (pieces, 2 * pieces, 2 * pieces + seats)
        self.workers = workers
        context = get_context("fork")
        self._raw = [context.RawArray("q", HEAD + self._parts[-1]) for _ in range(workers)]
        self._stop = context.RawValue("b", 0)

    def slot(self, number: int) -> Numbers:
        """One slot, as it lies in memory."""
        return np.frombuffer(self._raw[number], dtype=np.int64)

    def publish(self, number: int, offer: Offer) -> None:
        """Put a plan into one's own slot."""
        slot = self.slot(number)
        slot[VERSION] += 1
        slot[HARD], slot[SOFT] = offer.cost.hard, offer.cost.soft
        slot[METHOD] = METHODS.index(offer.method)
        slot[HEAD:] = np.concatenate(offer.shape)
        slot[VERSION] += 1

    def prove(self, number: int, bound: int) -> None:
        """Say that no plan can cost less."""
        self.slot(number)[BOUND] = bound

    def bound(self) -> int:
        """The best proof so far."""
        return max(int(self.slot(number)[BOUND]) for number in range(len(self._raw)))

    def cost(self, number: int) -> Cost | None:
        """What the plan in a slot costs; nothing while there is none to be had."""
        slot = self.slot(number)
        version = int(slot[VERSION])
        cost = Cost(int(slot[HARD]), int(slot[SOFT]))
        whole = version > 0 and version % 2 == 0 and version == int(slot[VERSION])
        return cost if whole else None

    def read(self, number: int) -> Offer | None:
        """The plan in a slot, where it can be had whole."""
        slot = self.slot(number)
        copy = slot.copy()
        if copy[VERSION] == 0 or copy[VERSION] % 2 or copy[VERSION] != slot[VERSION]:
            return None
        one, two, three = self._parts
        body = copy[HEAD:]
        shape = body[:one].copy(), body[one:two].copy(), body[two:three].copy()
        cost = Cost(int(copy[HARD]), int(copy[SOFT]))
        return Offer(cost, METHODS[int(copy[METHOD])], shape)

    def best(self, below: Cost, apart: int = -1) -> Offer | None:
        """The cheapest plan below a cost in the slots, one's own apart."""
        costs = [(self.cost(n), n) for n in range(len(self._raw)) if n != apart]
        found = [(cost, number) for cost, number in costs if cost is not None and cost < below]
        return self.read(min(found)[1]) if found else None

    def stop(self) -> None:
        """Ask everybody to end."""
        self._stop.value = 1

    @property
    def stopped(self) -> bool:
        """Whether everybody is to end."""
        return bool(self._stop.value)
