"""`convert`: read one format, write another."""

import argparse

from timetabler.cli import dates
from timetabler.cli.limits import named
from timetabler.formats import WRITERS, Source, form_of, read_problem
from timetabler.formats.faults import InputFault
from timetabler.formats.forms import Written, lost_in_calendar
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
    texts, notes = _texts(parsed, source, form)
    if "" not in texts:
        out.mkdir(exist_ok=True)
    for name, text in texts.items():
        store(out / name if name else out, text)
    for note in (*source.notes, *notes):
        print(note)  # noqa: T201
    return 0


def _texts(parsed: argparse.Namespace, source: Source, form: str) -> Written:
    """The files; a fault that lies in no other file lies in the one that is converted."""
    try:
        if form == CALENDAR:
            return {"": dates.calendar(parsed, source)}, lost_in_calendar(source)
        return WRITERS[form](source)
    except InputFault as fault:
        if fault.file or fault.element.startswith("--"):
            raise
        where = str(parsed.file)
        raise InputFault(fault.reason, file=where, element=fault.element) from None
