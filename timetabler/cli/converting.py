"""`convert`: read one format, write another."""

import argparse

from timetabler.cli import dates
from timetabler.cli.limits import named
from timetabler.formats import WRITERS, form_of, read_problem
from timetabler.formats.faults import InputFault
from timetabler.formats.store import store

NAME = "convert"
HELP = "turn a file into another format, told by the ending of the output file"
CALENDAR = "ics"


def add_options(command: argparse.ArgumentParser) -> None:
    """Let the command take its options."""
    command.add_argument("out", nargs="?", type=named, help="file (or folder, for GPU) to write")
    command.add_argument("-o", "--output", type=named, help="the same")
    command.add_argument("--to", choices=sorted(WRITERS), help="format, where the ending has two")
    dates.add_options(command)


def run(parsed: argparse.Namespace) -> int:
    """Convert, and report what the other format cannot say."""
    out = parsed.output or parsed.out
    if out is None:
        raise InputFault("say which file to write", file=str(parsed.file))
    form = parsed.to or form_of(out)
    if form not in WRITERS:
        raise InputFault(f"{form} is read only, not written", file=str(out))
    source = read_problem(parsed.file, parsed.instance)
    texts, notes = WRITERS[form](source)
    if form == CALENDAR:
        texts = {"": dates.calendar(parsed, source)}
    if "" not in texts:
        out.mkdir(exist_ok=True)
    for name, text in texts.items():
        store(out / name if name else out, text)
    for note in (*source.notes, *notes):
        print(note)  # noqa: T201
    return 0
