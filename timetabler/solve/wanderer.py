"""Which plan a worker polishes: its home, one near it, or one begun afresh."""

from enum import Enum, auto

from timetabler.evaluate import Cost
from timetabler.live import Board
from timetabler.live.board import Shape

STALE = 12  # solves without gain after which a plan is left, or annealed again
SLOW = 4  # solves without gain after which another worker's plan is taken if it is better at all
LOST = 5  # the same on an excursion, and at home after one without gain
RESTLESS, STEADY = 12, 24  # excursions without gain after which a plan is left for a fresh one


class Way(Enum):
    """Where to go on from a plan that polishing no longer improves."""

    NEARBY = auto()
    AFRESH = auto()
    BACK = auto()


class Wanderer:
    """Remembers the plans of one board that its worker has left, and when to go back to them.

    An excursion goes to a plan nearby and ends at one as good as home, or at home. Once so many
    (`patience`) were in vain, the way leads to a plan begun afresh, and from that one back, once
    its excursions are in vain as well or a hard rule stays broken.
    """

    def __init__(self, board: Board, patience: int) -> None:
        self._board, self._patience = board, patience
        self._stale = self._vain = 0
        self._home: tuple[Cost, Shape] | None = None
        self._left: tuple[Cost, Shape] | None = None

    @property
    def is_apart(self) -> bool:
        """Whether the plan that stands is to be worse than others for a while."""
        return self._home is not None or self._left is not None

    @property
    def is_stale(self) -> bool:
        """Whether solves have found nothing for long; a plan once left is searched more briefly."""
        return self._stale >= (LOST if self._home or self._vain else STALE)

    @property
    def is_slow(self) -> bool:
        """Whether solves have found nothing for a while: any better plan is welcome."""
        return self._stale >= SLOW

    def learn(self, before: Cost) -> None:
        """Hear what a plan cost before a solve."""
        cost = self._board.cost
        self._stale = 0 if cost < before else self._stale + 1
        if self._home and cost < self._home[0]:
            self._home = None
        if not (self._home or self._stale):
            self._vain = 0

    def settle(self) -> None:
        """Begin anew at a plan that came from elsewhere."""
        self._stale = self._vain = 0

    def come_home(self) -> None:
        """End an excursion: at the plan it began from, unless it led to one as good."""
        if self._home:
            self._go_back(self._home)
            self._vain += 1
        self._home, self._stale = None, 0

    def leave(self) -> Way:
        """Remember the plan that stands and say where to go; back, one is there already."""
        in_vain = self._vain >= self._patience
        if self._left and (in_vain or self._board.cost.hard):
            self._go_back(self._left)
            self._left, self._vain = None, 0
            return Way.BACK
        stands = (self._board.cost, self._board.shape())
        if in_vain:
            self._left, self._vain = stands, 0
            return Way.AFRESH
        self._home = stands
        return Way.NEARBY

    def _go_back(self, kept: tuple[Cost, Shape]) -> None:
        """To a plan that was left, unless the one that stands is as good."""
        cost, shape = kept
        if cost < self._board.cost:
            self._board.reshape(shape)
