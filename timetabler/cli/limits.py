"""Options that several commands share, checked where they are read."""

import argparse
import re
import time
from pathlib import Path

from timetabler import warmth
from timetabler.cli.speech import remark
from timetabler.solve.options import Options

LEAST = 0.5  # seconds for the work itself, however long the file took to read
LONGEST, MOST_WORKERS = 1_000_000.0, 64
LONGEST_HOUR, MOST = 1440, 999_999  # minutes; of whatever is counted
LONGEST_SEED = 1_000  # digits
SECONDS = re.compile(r"([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]{1,3})?", re.ASCII | re.IGNORECASE)
WHOLE = re.compile(r"[+-]?[0-9]+", re.ASCII)


def named(text: str) -> Path:
    """A file by its name; an empty one would mean the folder we are in."""
    if not text:
        raise argparse.ArgumentTypeError("the name of a file is empty")
    return Path(text)


def seconds(text: str) -> float:
    """A time limit."""
    if not SECONDS.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    value = float(text)
    if not 0 < value <= LONGEST:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and {LONGEST:.0f} seconds")
    return value


def workers(text: str) -> int:
    """A number of processes."""
    return _from(1, MOST_WORKERS, text)


def minutes(text: str) -> int:
    """The length of an hour at school."""
    return _from(1, LONGEST_HOUR, text)


def count(text: str) -> int:
    """A number of something."""
    return _from(0, MOST, text)


def seed(text: str) -> int:
    """Any whole number."""
    if not WHOLE.fullmatch(text) or len(text) > LONGEST_SEED:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def _from(least: int, most: int, text: str) -> int:
    if not WHOLE.fullmatch(text) or len(text) > LONGEST_SEED or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from {least} to {most}")
    return int(text)


def add_limits(command: argparse.ArgumentParser, default: float) -> None:
    """Let a command take limits and an output file."""
    command.add_argument("--seconds", type=seconds, default=default, help="time limit")
    command.add_argument("--workers", type=workers, default=2, help="number of processes")
    command.add_argument("--seed", type=seed, default=1, help="another seed, another plan")
    command.add_argument("-o", "--output", type=named, help="file to write")


def get_ready(parsed: argparse.Namespace) -> None:
    """Say so where compiling comes first; no limit counts the seconds that it takes."""
    parsed.begun += warmth.get_ready(remark)


def left(parsed: argparse.Namespace) -> float:
    """Seconds of the limit that are left after starting and reading."""
    seconds: float = parsed.seconds - (time.monotonic() - parsed.begun)
    return max(LEAST, seconds)


def options(parsed: argparse.Namespace) -> Options:
    """The limits as the solver takes them; counted work counts from now."""
    seconds = parsed.seconds if parsed.counted else left(parsed)
    return Options(
        seconds=seconds, workers=parsed.workers, seed=parsed.seed, counted=parsed.counted
    )
