"""`convert`: read one format, write another."""

import argparse
from pathlib import Path

from timetabler.cli import dates
from timetabler.cli.files import OUTPUT, blaming_output, read
from timetabler.cli.limits import named
from timetabler.cli.speech import report
from timetabler.formats import WRITERS, Source, form_of
from timetabler.formats.faults import InputFault
from timetabler.formats.forms import Written, lost_in_calendar
from timetabler.formats.store import check_place, store

NAME = "convert"
HELP = "turn a file into another format, told by the ending of the output file"
CALENDAR = "ics"
FOLDERS = {"gpu"}


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
        raise InputFault("say which file to write", element=OUTPUT)
    form = _form(parsed, out)
    source = read(parsed)
    texts, notes = _texts(parsed, source, form)
    if form in FOLDERS:
        out.mkdir(exist_ok=True)
    for name, text in texts.items():
        store(out / name if name else out, text)
    report(notes)
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


def _form(parsed: argparse.Namespace, out: Path) -> str:
    """The format to write, if the place is one for it."""
    with blaming_output():
        form = str(parsed.to or form_of(out))
        if form not in WRITERS:
            raise InputFault(f"{form} is read only, not written", file=str(out))
        if form not in FOLDERS:
            check_place(out)
        elif out.exists() and not out.is_dir():
            raise InputFault(f"{form} is a folder of files, and this is a file", file=str(out))
    return form
