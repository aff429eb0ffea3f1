"""Mending by ejection, on a board of the hard rules alone where lessons may wait for a place.

Guided ejection search (Nagata and Bräysy 2009): a waiting lesson goes where those in its way have
the least trouble together, which is how often each of them has found no free place so far. These
wait in turn, and the plan is stirred. FET's recursive swapping is akin to it.
"""

from collections.abc import Callable
from random import Random

import numpy as np

from timetabler.evaluate import Cost
from timetabler.exact.freed import starts_of
from timetabler.live import Board
from timetabler.live.annealing import Best, sow, urge
from timetabler.live.conflicts import cells_of, conflicts_of
from timetabler.live.ejection import Turns, clear, eject, release, wait
from timetabler.live.lifting import ENDLESS, MOST_LIFTED, Waiting
from timetabler.live.slack import Slack
from timetabler.rules import AssignTime
from timetabler.solve.annealer import SPEED, Better
from timetabler.solve.begin import movable
from timetabler.solve.double import Double

TURNS = Turns(pieces=20, stirs=100)
FORGET_EVERY = 30  # pieces placed for each that there is, after which all troubles are halved


class Ejector:
    """Looks for a plan of one board that keeps every hard rule, by ejecting lessons."""

    def __init__(self, board: Board, random: Random) -> None:
        rules = [rule for rule in board.problem.rules if rule.hard]
        self._original, self._random = board, random
        self._timed = {e for rule in rules if isinstance(rule, AssignTime) for e in rule.events}
        self._double = Double(board, (r for r in rules if not isinstance(r, AssignTime)))
        self.board = own = self._double.board
        self._movable, self._slack = movable(own), Slack(own)
        self._conflicts = conflicts_of(own, self._movable, chosen=True)
        self._cells = cells_of(own)
        self._pieces = np.zeros(len(own.state.pieces) + 1, np.int64)
        self._trouble = np.full(len(own.state.pieces), ENDLESS, np.int64)
        self._trouble[self._movable] = 1
        self._left = own.shape(), own.shape()  # the plan at the end of a search, and where it stood
        seats = max(1.0, len(own.state.seats) / max(1, len(own.bundles)))
        tried = TURNS.pieces * (TURNS.stirs + board.problem.horizon)
        self.stretch = tried * seats / SPEED  # seconds of counted work
        urge(own.memory, 1, 0)

    def mend(self, share: Callable[[], float], better: Better = lambda cost, shape: None) -> Cost:
        """Eject until every lesson has a place or `share` reaches 1; the board ends no worse."""
        cost, shape = self._original.cost, self._original.shape()
        own, waiting = self.board, self._begin()
        best = Best(np.array([waiting.pieces[0] + 1, 0]), *own.shape())
        sow(self._random.randrange(2**31))
        placed, memory = 0, FORGET_EVERY * max(TURNS.pieces, len(self._movable))
        while share() < 1:
            left = eject(own.memory, self._movable, waiting, self._conflicts, best, TURNS)
            better(cost, shape)
            if not left:
                break
            placed += TURNS.pieces
            if placed % memory < TURNS.pieces:
                self._trouble[self._movable] = (self._trouble[self._movable] + 1) // 2
        release(own.memory, waiting)
        self._double.give((best.lengths, best.starts, best.taken))
        if self._original.cost >= cost:
            self._original.reshape(shape)
        self._left = self._original.shape(), own.shape()
        better(self._original.cost, self._original.shape())
        return self._original.cost

    def _begin(self) -> Waiting:
        """Bring the plan over; whatever breaks a rule, or has no place yet, waits for one.

        Where nothing better has been found since the last time, go on from where that ended.
        """
        self._double.take()
        before, ended = self._left
        if all(map(np.array_equal, before, self._original.shape())):
            self.board.reshape(ended)
        own, lists = self.board, (self._pieces, np.zeros(MOST_LIFTED + 1, np.int64))
        waiting = Waiting(*lists, self._trouble, *self._slack.of_pieces(), *self._cells)
        for piece, lesson in enumerate(own.state.pieces):
            if lesson["length"] > 0 and lesson["start"] < 0 and self._has_place(piece):
                wait(own.memory, waiting, piece)
        clear(own.memory, waiting, self._conflicts)
        return waiting

    def _has_place(self, piece: int) -> bool:
        """Whether a piece needs a time, and there is one that it may have."""
        lesson = self.board.state.pieces[piece]
        bundle, length = int(lesson["bundle"]), int(lesson["length"])
        timed = not self._timed.isdisjoint(self.board.bundles[bundle].events)
        return timed and bool(starts_of(self.board.state, bundle, length))
