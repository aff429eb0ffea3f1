"""`convert`: read one format, write another."""

import argparse
from pathlib import Path

from timetabler.formats import WRITERS, read_problem
from timetabler.formats.faults import InputFault
from timetabler.formats.store import store

NAME = "convert"
HELP = "turn a file into another format, told by the ending of the output file"


def add_options(command: argparse.ArgumentParser) -> None:
    """Let the command take its options."""
    command.add_argument("-o", "--output", type=Path, required=True, help="file to write")


def run(parsed: argparse.Namespace) -> int:
    """Convert, and report what the other format cannot say."""
    ending = parsed.output.suffix.lower()
    if ending not in WRITERS:
        known = ", ".join(sorted(WRITERS))
        raise InputFault(
            f"no format ends in {ending!r}; known are {known}", file=str(parsed.output)
        )
    source = read_problem(parsed.file, parsed.instance)
    store(parsed.output, WRITERS[ending](source))
    for note in source.notes:
        print(note)  # noqa: T201
    return 0
