"""Options that several commands share, checked where they are read."""

import argparse
import sys
from functools import partial
from pathlib import Path

from timetabler import warmth
from timetabler.solve.options import Options

LONGEST, MOST_WORKERS = 1_000_000.0, 64


def named(text: str) -> Path:
    """A file by its name; an empty one would mean the folder we are in."""
    if not text:
        raise argparse.ArgumentTypeError("the name of a file is empty")
    return Path(text)


def seconds(text: str) -> float:
    """A time limit."""
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds") from None
    if not 0 < value <= LONGEST:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and {LONGEST:.0f} seconds")
    return value


def workers(text: str) -> int:
    """A number of processes."""
    if not text.isdigit() or not 1 <= int(text) <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {MOST_WORKERS}")
    return int(text)


def add_limits(command: argparse.ArgumentParser, default: float) -> None:
    """Let a command take limits and an output file."""
    command.add_argument("--seconds", type=seconds, default=default, help="time limit")
    command.add_argument("--workers", type=workers, default=2, help="number of processes")
    command.add_argument("--seed", type=int, default=1, help="another seed, another plan")
    command.add_argument("-o", "--output", type=named, help="file to write")


def get_ready() -> float:
    """Say so where compiling comes first; seconds that it took, which no limit counts."""
    return warmth.get_ready(partial(print, file=sys.stderr, flush=True))


def options(parsed: argparse.Namespace) -> Options:
    """The limits as the solver takes them."""
    return Options(seconds=parsed.seconds, workers=parsed.workers, seed=parsed.seed)
