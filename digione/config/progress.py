"""Lines that say what is going on, and bars that say how long it will take."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_WIDTH = 28
_BETWEEN = 0.1  # seconds between two pictures of a bar


def say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def line(step: str, what: str) -> None:
    say(f"{step:<14}{what}")


@dataclass
class Step:
    name: str
    what: str = "ready"


@contextmanager
def step(name: str) -> Iterator[Step]:
    """One line when the step is done, with its time; where it takes long, one before it, too."""
    began, this = time.monotonic(), Step(name)
    yield this
    seconds = time.monotonic() - began
    line(name, f"{this.what} ({seconds:.1f} s)")


@dataclass
class Bar:
    """`say` on a terminal redraws one line; elsewhere there is a line for every tenth."""

    name: str
    whole: int
    done: int = 0
    _drawn: float = field(default=0.0, repr=False)
    _tenth: int = field(default=0, repr=False)

    def add(self, some: int = 1) -> None:
        self.done += some
        if sys.stdout.isatty():
            self._draw()
        elif self.whole and self.done * 10 // self.whole > self._tenth:
            self._tenth = self.done * 10 // self.whole
            line(self.name, f"{self.done} of {self.whole}")

    def _draw(self) -> None:
        now = time.monotonic()
        if now - self._drawn < _BETWEEN and self.done < self.whole:
            return
        self._drawn = now
        full = _WIDTH * self.done // max(self.whole, 1)
        end = "\n" if self.done >= self.whole else ""
        sys.stdout.write(
            f"\r{self.name:<14}[{'#' * full}{'.' * (_WIDTH - full)}] {self.done}/{self.whole}{end}"
        )
        sys.stdout.flush()
