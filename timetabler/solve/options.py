"""What a caller may ask of a search, and what it hears while the search runs."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from timetabler.evaluate import Cost
from timetabler.model import Plan


@dataclass(frozen=True, kw_only=True)
class Options:
    """Limits of a search: seconds by the clock, number of processes, seed of all its chances."""

    seconds: float = 60.0
    workers: int = 2
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Progress:
    """A better plan, and the seconds that it took."""

    seconds: float
    cost: Cost
    plan: Plan
    method: str


@dataclass(frozen=True)
class Solution:
    """The best plan; no plan that keeps every hard rule costs less than `bound`."""

    plan: Plan
    cost: Cost
    bound: int
    trace: tuple[tuple[float, Cost, str], ...] = ()


@dataclass(frozen=True)
class Clock:
    """Time left of a search."""

    seconds: float
    begun: float = field(default_factory=time.monotonic)

    def spent(self) -> float:
        """Seconds since the search began."""
        return time.monotonic() - self.begun

    def left(self) -> float:
        """Seconds until it must end."""
        return self.seconds - self.spent()


Listener = Callable[[Progress], None]
