"""The command line for scripts: exit code 0 all well, 1 the plan breaks rules, 2 bad input."""

import argparse
import sys
import time
from collections.abc import Sequence

from timetabler.cli import converting, evaluating, explaining, repairing, solving
from timetabler.cli.limits import named
from timetabler.formats.faults import InputFault

WELL, BROKEN, BAD_INPUT = 0, 1, 2


def main(arguments: Sequence[str] | None = None, begun: float | None = None) -> int:
    """Run a command that began at a time of the monotonic clock, and say how it went."""
    options = _parser().parse_args(arguments)
    options.begun = time.monotonic() if begun is None else begun
    try:
        found: int = options.run(options)
    except InputFault as fault:
        print(fault, file=sys.stderr)  # noqa: T201 - a command speaks on its streams
        return BAD_INPUT
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)  # noqa: T201
        return BAD_INPUT
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="timetabler", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    for module in (solving, evaluating, repairing, explaining, converting):
        command = commands.add_parser(module.NAME, help=module.HELP, description=module.HELP)
        command.add_argument("file", type=named, help="the file to read")
        command.add_argument("--instance", default="", help="id of the instance, if several")
        module.add_options(command)
        command.set_defaults(run=module.run)
    return parser
