"""`import oneroster`: a package of OneRoster CSV files into a municipality."""

from __future__ import annotations

import argparse
from pathlib import Path

from digione.config import progress
from digione.config.refusal import BAD_INPUT, Refusal
from digione.config.starting.ready import ready

NAME = "import oneroster"
HELP = "Take a OneRoster package (zip of CSV files, 1.2; 1.1 is read too) into a municipality."


class NotTaken(Refusal):
    """The package, or what was asked, is wrong; nothing was imported."""

    exit_code = BAD_INPUT


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the zip")
    parser.add_argument("--into", required=True, metavar="MUNICIPALITY", help="its address (slug)")
    parser.add_argument("--school", default="", metavar="NAME_OR_CODE", help="all into this one")
    parser.add_argument("--dry-run", action="store_true", help="tell what it would do, exactly")
    parser.add_argument("--allow-removals", action="store_true", help="though much of it ends")
    parser.add_argument(
        "--most-removed",
        type=int,
        default=20,
        metavar="PERCENT",
        help="of one kind that may end without --allow-removals (20)",
    )


def run(given: argparse.Namespace) -> int:
    if not given.file.is_file():
        raise NotTaken(f"There is no file {given.file}.")
    with ready():
        from digione.config import municipalities
        from digione.connectors.oneroster import importing, telling
        from digione.connectors.oneroster.findings import Refused

        bar = progress.Bar("OneRoster", importing.STEPS)
        try:
            wish = importing.Wish(
                tenant_id=municipalities.number_of(given.into),
                school=given.school,
                dry_run=given.dry_run,
                allow_removals=given.allow_removals,
                most_removed=given.most_removed,
            )
            report = importing.import_package(given.file, wish, lambda _: bar.add())
        except municipalities.Unknown as error:
            raise NotTaken(str(error)) from error
        except Refused as refusal:
            raise NotTaken("\n".join(telling.reasons(refusal.findings))) from refusal
        for line in telling.lines_of(report):
            progress.say(line)
    progress.say("Nothing was changed (dry run)." if given.dry_run else "Imported.")
    return 0
