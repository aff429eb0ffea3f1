"""The command line for scripts: exit code 0 all well, 1 the plan breaks rules, 2 bad input."""

import argparse
import time
from collections.abc import Sequence
from contextlib import suppress

from timetabler.cli import converting, evaluating, explaining, repairing, solving
from timetabler.cli.limits import named
from timetabler.cli.speech import finish, hush, remark
from timetabler.formats.faults import InputFault

PROGRAM = "timetabler"
WELL, BROKEN, BAD_INPUT = 0, 1, 2
INTERRUPTED, UNREAD = 130, 141  # as shells say it of a program that Ctrl-C or a closed pipe ended


def main(arguments: Sequence[str] | None = None, begun: float | None = None) -> int:
    """Run a command that began at a time of the monotonic clock, and say how it went."""
    begun = time.monotonic() if begun is None else begun
    try:
        return _run(arguments, begun)
    except BrokenPipeError:
        hush()
        return UNREAD
    except OSError as error:
        return _refuse(f"{error.filename or PROGRAM}: {_lowered(error.strerror or str(error))}")
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: Sequence[str] | None, begun: float) -> int:
    try:
        options = _parser().parse_args(arguments)
    except SystemExit:
        finish()
        raise
    options.begun = begun
    try:
        found: int = options.run(options)
    except InputFault as fault:
        fault.file = fault.file or str(options.file)
        return _refuse(str(fault))
    finish()
    return found


def _refuse(reason: str) -> int:
    with suppress(BrokenPipeError):
        remark(reason)
    hush()
    return BAD_INPUT


def _lowered(reason: str) -> str:
    return reason[:1].lower() + reason[1:]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=PROGRAM, description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    for module in (solving, evaluating, repairing, explaining, converting):
        command = commands.add_parser(module.NAME, help=module.HELP, description=module.HELP)
        command.add_argument("file", type=named, help="the file to read")
        command.add_argument("--instance", default="", help="id of the instance, if several")
        module.add_options(command)
        command.set_defaults(run=module.run)
    return parser
