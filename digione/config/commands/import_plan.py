"""`import plan`: a school's weekly plan from a CSV file."""

from __future__ import annotations

import argparse
from pathlib import Path

from digione.config import progress
from digione.config.refusal import BAD_INPUT, Refusal
from digione.config.starting.ready import ready

NAME = "import plan"
HELP = "Take a school's weekly plan from a CSV file: one row for each lesson of the week."


class NotTaken(Refusal):
    """The file, or what was asked, is wrong; nothing was imported."""

    exit_code = BAD_INPUT


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the CSV: weekday, starts, ends, group, …")
    parser.add_argument("--into", required=True, metavar="MUNICIPALITY", help="its address (slug)")
    parser.add_argument("--school", required=True, metavar="NAME_OR_CODE", help="whose week it is")
    parser.add_argument("--year", default="", metavar="NAME", help="the school year: 2026-2027")
    parser.add_argument("--dry-run", action="store_true", help="tell what it would do, exactly")
    parser.add_argument("--publish", action="store_true", help="let everyone see it at once")
    parser.add_argument("--accept-clashes", action="store_true", help="publish though some clash")


def run(given: argparse.Namespace) -> int:
    try:
        content = given.file.read_bytes()
    except OSError as error:
        raise NotTaken(f"{given.file} cannot be read: {error.strerror}.") from error
    with ready():
        from digione.config import municipalities
        from digione.connectors.weekplan import importing, telling
        from digione.connectors.weekplan.findings import Refused

        try:
            wish = importing.Wish(
                tenant_id=municipalities.number_of(given.into),
                school=given.school,
                year=given.year,
                dry_run=given.dry_run,
                publish=given.publish,
                accept_clashes=given.accept_clashes,
            )
            report = importing.import_plan(given.file.name, content, wish)
        except municipalities.Unknown as error:
            raise NotTaken(str(error)) from error
        except Refused as refusal:
            raise NotTaken("\n".join(telling.reasons(refusal.findings))) from refusal
        for line in telling.lines_of(report):
            progress.say(line)
    progress.say("Nothing was changed (dry run)." if given.dry_run else "Imported.")
    return 0
