"""What a caller may ask of a search, and what it hears while the search runs."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from timetabler.evaluate import Cost
from timetabler.model import Plan

LEAST_WORK = 0.002


@dataclass(frozen=True, kw_only=True)
class Options:
    """Limits of a search: seconds by the clock, number of processes, seed of all its chances.

    With `counted`, seconds are counted work instead: about what a quiet machine does in them. The
    processes then keep their plans to themselves, and the same seed gives the same plan anywhere.
    With `busy`, they are seconds of the processor in each process, for machines that others use.
    No time at all (0) means no search: the plan to begin from comes back. ValueError for what is
    no limit: negative or endless seconds, no workers.
    """

    seconds: float = 60.0
    workers: int = 2
    seed: int = 1
    counted: bool = False
    busy: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.seconds < math.inf:
            raise ValueError(f"a search cannot take {self.seconds} seconds")
        if self.workers < 1:
            raise ValueError(f"a search needs at least one worker, not {self.workers}")


@dataclass(frozen=True, slots=True)
class Progress:
    """A better plan, and the seconds that it took."""

    seconds: float
    cost: Cost
    plan: Plan
    method: str


@dataclass(frozen=True)
class Solution:
    """The best plan; no plan that keeps every hard rule costs less than `bound`.

    `lost` counts the workers that died before the end: killed, or by a fault. Where all of them
    did, the plan is as good as they had made it by then, and perhaps nobody searched at all.
    """

    plan: Plan
    cost: Cost
    bound: int
    trace: tuple[tuple[float, Cost, str], ...] = ()
    lost: int = 0


class Timer(Protocol):
    """What tells a search how far it has come."""

    @property
    def seconds(self) -> float:
        """All that there is."""

    def spent(self) -> float:
        """Seconds since the search began."""

    def left(self) -> float:
        """Seconds until it must end."""

    def charge(self, work: float) -> None:
        """Hear of work done, in seconds of a quiet machine."""


@dataclass(frozen=True)
class Clock:
    """Time left of a search, by the clock on the wall."""

    seconds: float
    begun: float = field(default_factory=time.monotonic)

    def spent(self) -> float:
        """Seconds since the search began."""
        return time.monotonic() - self.begun

    def left(self) -> float:
        """Seconds until it must end."""
        return self.seconds - self.spent()

    def charge(self, work: float) -> None:
        """The clock goes by itself."""


@dataclass(frozen=True)
class Processor:
    """Time left of a search, as the processor spends it on this process."""

    seconds: float

    def spent(self) -> float:
        """Seconds that this process has had."""
        return time.process_time()

    def left(self) -> float:
        """Seconds until it must end."""
        return self.seconds - self.spent()

    def charge(self, work: float) -> None:
        """The processor counts by itself."""


@dataclass
class Tally:
    """Work left of a search, as counted."""

    seconds: float
    done: float = 0.0

    def spent(self) -> float:
        """Work done."""
        return self.done

    def left(self) -> float:
        """Work left."""
        return self.seconds - self.done

    def charge(self, work: float) -> None:
        """Count work; a little for whatever counts as none, so that every search ends."""
        self.done += max(work, LEAST_WORK)


Listener = Callable[[Progress], None]
