"""`demo load`: put the demo world into the database, ending today."""

from __future__ import annotations

import argparse
import datetime

from digione.config import environment, progress
from digione.config.demo.moment import demo_day, school_moment
from digione.config.demo.towns import SIZES
from digione.config.refusal import BAD_INPUT, Refusal
from digione.config.starting.ready import ready

NAME = "demo load"
HELP = "Put the demo world into the database, its history ending today; a second time is quick."


class NotInProduction(Refusal):
    """Invented people have no place among real ones."""

    exit_code = BAD_INPUT


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--size", default="town", choices=sorted(SIZES), help="of the demo world")
    parser.add_argument(
        "--today",
        type=datetime.date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="the day it ends on; a day without school gives the school day before it",
    )
    parser.add_argument("--anew", action="store_true", help="also where it stands already")


def run(given: argparse.Namespace) -> int:
    require_demo()
    with ready():
        return _load(given)


def _load(given: argparse.Namespace) -> int:
    from digione.config.demo.building import build
    from digione.config.demo.emptying import empty
    from digione.config.demo.loading import is_loaded, load, size_of, stamp

    moment = _moment(given.today)
    mark = stamp(given.size, moment.date())
    if is_loaded(mark) and not given.anew:
        progress.line("Demo world", f"{given.size} of {moment.date()} is there already")
        return 0
    world = build(given.size, moment)
    for _table in empty(world):
        pass
    bar = progress.Bar("Demo world", size_of(world))
    for loaded in load(world, mark):
        bar.add(loaded.rows)
    return 0


def require_demo() -> None:
    if not environment.is_demo():
        raise NotInProduction(
            "The demo world exists in demo mode only: DIGIONE_MODE is production. "
            "Use another installation, with a database of its own, for the demo."
        )


def _moment(today: datetime.date | None) -> datetime.datetime:
    """Where the history ends: now, or the morning of the day that was asked for."""
    from digione.foundation import clock

    now = clock.now()
    day = demo_day(today.isoformat() if today else environment.read("DIGIONE_TODAY"))
    return school_moment(datetime.datetime.combine(day, now.time(), now.tzinfo))
