"""When and why a learner was away: illness in spells, the doctor, lateness, a skipped hour."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .calendars import Day
from .fixed import chance
from .population import Learner


class Kind(StrEnum):
    """The codes of absence classes, and two that are no absence."""

    ILLNESS = "illness"
    HEALTH_CARE = "health_care"
    FAMILY = "family"
    SKIPPED = "skipped"
    UNAUTHORISED = "unauthorised"
    LATE = "late"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Absence:
    """`slots` are the places of the day's lessons, all where None.

    `told` counts from the first midnight to when the home told, and is None where it never did.
    """

    kind: Kind
    days: tuple[Day, ...]
    slots: tuple[int, ...] | None = None
    told: datetime.timedelta | None = None
    reported: bool = False
    minutes: int = 0


_START: Final = {  # a day's chance to begin
    Kind.ILLNESS: 0.0145,
    Kind.HEALTH_CARE: 0.005,
    Kind.FAMILY: 0.0012,
    Kind.SKIPPED: 0.0018,
    Kind.LATE: 0.011,
    Kind.ELSEWHERE: 0.0022,
}
_OLDER: Final = {Kind.LATE: 1.8, Kind.SKIPPED: 2.5}
_YOUNGER: Final = {Kind.LATE: 0.6, Kind.SKIPPED: 0.0}
_HOUR: Final = datetime.timedelta(hours=1)
_TODAY: Final = 0.02  # away today, and nobody has said why
_COMING: Final = 0.012
_AHEAD: Final = 5  # school days from now
_LONG_BEFORE: Final = datetime.timedelta(days=8)


def class_code(kind: Kind) -> str:
    return Kind.UNAUTHORISED if kind is Kind.SKIPPED else kind


def absences(learner: Learner, past: Sequence[Day], coming: Sequence[Day]) -> Iterator[Absence]:
    """The learner's absences of the days past, and what is reported for days to come."""
    if script := _SCRIPTS.get((learner.class_name, learner.name)):
        yield from script(past)
        past = past[:-3]
    dice = chance("absences", learner.id)
    liability = dice.lognormvariate(-0.25, 0.7)
    older = learner.class_name[0] in "789" or learner.school in ("lukio", "gymnasium")
    at, away = 0, 0
    while at < len(past):
        kind = _begins(dice, liability, older)
        if kind is None:
            at += 1
            continue
        absence = _one(kind, past[at:], dice)
        yield absence
        at = away = at + len(absence.days)
    if away < len(past) and not script and chance("today", learner.id, past[-1]).random() < _TODAY:
        yield Absence(Kind.ILLNESS, (past[-1],))
    if len(coming) > _AHEAD and chance("coming", learner.id).random() < _COMING:
        yield Absence(Kind.FAMILY, tuple(coming[_AHEAD:]), told=-_LONG_BEFORE, reported=True)


def _begins(dice: random.Random, liability: float, older: bool) -> Kind | None:
    roll = dice.random()
    by_age = _OLDER if older else _YOUNGER
    for kind, start in _START.items():
        roll -= start * liability * by_age.get(kind, 1)
        if roll < 0:
            return kind
    return None


def _one(kind: Kind, ahead: Sequence[Day], dice: random.Random) -> Absence:
    first = tuple(ahead[:1])
    if kind is Kind.LATE:
        return Absence(
            kind, first, (dice.choice((0, 0, 0, 1, 3, 4)),), minutes=dice.randrange(3, 19)
        )
    if kind is Kind.ELSEWHERE:
        return Absence(kind, first, (dice.randrange(1, 5),))
    if kind is Kind.SKIPPED:
        told = None if dice.random() < 0.6 else (18 + dice.random() * 30) * _HOUR  # noqa: PLR2004
        return Absence(kind, first, (dice.randrange(3, 6),), told)
    if kind is Kind.HEALTH_CARE:
        start = dice.randrange(4)
        return Absence(kind, first, (start, start + 1), -dice.randrange(2, 60) * _HOUR, True)
    if kind is Kind.FAMILY:
        days = tuple(ahead[: dice.randrange(1, 6)])
        return Absence(kind, days, None, -dice.randrange(48, 200) * _HOUR, True)
    return _illness(ahead, dice)


def _illness(ahead: Sequence[Day], dice: random.Random) -> Absence:
    """Most homes tell in the morning, the others in the evening or the next day, a few never."""
    length = dice.choice((1, 1, 1, 2, 2, 3, 3, 5))
    roll = dice.random()
    if roll < 0.64:  # noqa: PLR2004
        told = (6.4 + 1.7 * dice.random()) * _HOUR
        return Absence(Kind.ILLNESS, tuple(ahead[:length]), None, told, True)
    if roll < 0.97:  # noqa: PLR2004
        told = (12 + 24 * dice.random()) * _HOUR
        return Absence(Kind.ILLNESS, tuple(ahead[:length]), None, told)
    return Absence(Kind.ILLNESS, tuple(ahead[:1]))


def _eetu(past: Sequence[Day]) -> Iterator[Absence]:
    """He was away from one lesson of the last school day, and nobody knows why yet."""
    if len(past) > 1:
        yield Absence(Kind.SKIPPED, (past[-2],), (1,), None)


def _aada(past: Sequence[Day]) -> Iterator[Absence]:
    """Her home told this morning that she is ill."""
    yield Absence(Kind.ILLNESS, (past[-1],), None, 7.2 * _HOUR, reported=True)


def _away_without_word(past: Sequence[Day]) -> Iterator[Absence]:
    yield Absence(Kind.ILLNESS, (past[-1],), None, None)


def _well(past: Sequence[Day]) -> Iterator[Absence]:
    yield from ()


_SCRIPTS: Final = {
    ("8C", "Eetu Korhonen"): _eetu,
    ("4A", "Aino Korhonen"): _well,
    ("8C", "Aada Hietala"): _aada,
    ("8C", "Onni Mäkinen"): _away_without_word,
}
