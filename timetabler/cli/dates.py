"""Options that give a plan real dates: its first week, how many of them, holidays, hours."""

import argparse
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from timetabler.cli.files import plan_of
from timetabler.cli.limits import count, minutes
from timetabler.formats.faults import InputFault
from timetabler.formats.ical import WEEK, Published, calendar_text
from timetabler.formats.source import Source
from timetabler.model import Term

RANGE = ".."
LONGEST_YEAR = 400  # days
LONGEST_HOUR = 24 * 60  # minutes
YEARS = range(1970, 2201)  # time zones are known from the first on


def add_options(command: argparse.ArgumentParser) -> None:
    """Let a command take dates."""
    command.add_argument("--begins", metavar="DATE", help=".ics: a day of the first week")
    command.add_argument("--weeks", type=count, default=1, help=".ics: how many weeks")
    command.add_argument(
        "--free",
        action="append",
        default=[],
        metavar="DATE[..DATE]",
        help=".ics: holidays, left out of the calendar",
    )
    command.add_argument("--hours", default="", metavar="HH:MM,…", help=".ics: when hours begin")
    command.add_argument("--minutes", type=minutes, default=45, help=".ics: length of an hour")
    command.add_argument("--resource", default="", help=".ics: id of the one to whom it belongs")


def calendar(parsed: argparse.Namespace, source: Source) -> str:
    """The calendar that the options ask for."""
    plan = plan_of(parsed, source)
    if not 1 <= parsed.weeks <= LONGEST_YEAR // 7:
        raise InputFault(f"{parsed.weeks} weeks are not a school year", element="--weeks")
    if not 1 <= parsed.minutes <= LONGEST_HOUR:
        reason = f"{parsed.minutes} minutes are not between 1 and {LONGEST_HOUR}"
        raise InputFault(reason, element="--minutes")
    published = Published(
        term=_term(parsed, source),
        hours=_hours(parsed.hours, source),
        length=timedelta(minutes=parsed.minutes),
        stamp=datetime.now(tz=UTC),
    )
    return calendar_text(source.problem, plan, published, _resource(parsed, source))


def _term(parsed: argparse.Namespace, source: Source) -> Term:
    """Whole weeks from the first on; kinds of week take turns."""
    begins = _date(parsed.begins, "--begins") if parsed.begins else datetime.now(tz=UTC).date()
    monday = begins - timedelta(days=begins.weekday())
    calendar = source.problem.calendar
    return Term(
        id="",
        first=monday,
        last=monday + parsed.weeks * WEEK - timedelta(days=1),
        days=len(calendar.days()),
        rota=tuple(range(len(calendar.weeks))) or (0,),
        exceptions={day: None for text in parsed.free for day in _days(text)},
    )


def _resource(parsed: argparse.Namespace, source: Source) -> int | None:
    if not parsed.resource:
        return None
    for number, resource in enumerate(source.problem.resources):
        if parsed.resource in {resource.id, resource.name}:
            return number
    raise InputFault(f"no resource {parsed.resource!r}", element="--resource")


def _date(text: str, option: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise InputFault(f"{text!r} is not a date like 2027-01-31", element=option) from None
    if found.year not in YEARS:
        reason = f"{text!r} is not between {YEARS[0]} and {YEARS[-1]}"
        raise InputFault(reason, element=option)
    return found


def _days(text: str) -> Iterator[date]:
    """One day, or all days from one to another."""
    first, _, last = text.partition(RANGE)
    begin, end = _date(first, "--free"), _date(last or first, "--free")
    if not begin <= end <= begin + timedelta(days=LONGEST_YEAR):
        raise InputFault(f"{text!r} does not go forward within a year", element="--free")
    return (begin + timedelta(days=n) for n in range((end - begin).days + 1))


def _hours(text: str, source: Source) -> tuple[time, ...]:
    """When the hours begin: as many as the longest day has, each after the one before."""
    found = tuple(_hour(part) for part in text.split(",")) if text else ()
    for earlier, later in pairwise(found):
        if later <= earlier:
            reason = f"{later:%H:%M} does not come after {earlier:%H:%M}"
            raise InputFault(reason, element="--hours")
    longest = max(map(len, source.problem.calendar.days()))
    if found and len(found) < longest:
        reason = f"{len(found)} beginnings for days of {longest} hours"
        raise InputFault(reason, element="--hours")
    return found


def _hour(text: str) -> time:
    try:
        found = time.fromisoformat(text.strip())
    except ValueError:
        raise InputFault(f"{text!r} is not a time like 08:15", element="--hours") from None
    if found.tzinfo is not None:
        reason = f"{text!r} has a time zone; hours begin by the school's own clock"
        raise InputFault(reason, element="--hours")
    return found
