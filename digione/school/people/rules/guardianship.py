"""Guardianship: who may know, who may decide, and until when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from .ages import ADULT, birthday
from .faults import Fault, Refused

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """`kind` is joint, sole or limited; only a limited guardianship divides the rights."""

    kind: str
    may_know: bool = True
    may_decide: bool = True
    lives_with: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` until the day before `end`; without an end until further notice."""

    start: datetime.date
    end: datetime.date | None = None

    def overlaps(self, other: Span) -> bool:
        return (self.end is None or other.start < self.end) and (
            other.end is None or self.start < other.end
        )

    @property
    def last_day(self) -> datetime.date | None:
        return None if self.end is None else self.end - _DAY


def guardianship_span(
    starts_on: datetime.date, last_day: datetime.date | None, born: datetime.date | None
) -> Span:
    """From and to, but never beyond the day on which the learner comes of age."""
    if last_day and last_day < starts_on:
        raise Refused(Fault.ENDS_TOO_EARLY, "ends_on")
    ends = [last_day + _DAY] if last_day else []
    if born:
        of_age = birthday(born, ADULT)
        if starts_on >= of_age:
            raise Refused(Fault.LEARNER_OF_AGE, "starts_on")
        ends.append(of_age)
    return Span(starts_on, min(ends, default=None))


def checked_rights(rights: Rights, others: Iterable[Rights]) -> Rights:
    """Joint and sole guardians both know and decide; a sole guardian is the only one who decides.

    `others` are the rights of the learner's other guardians in the same time.
    """
    if rights.kind != "limited" and not (rights.may_know and rights.may_decide):
        raise Refused(Fault.RIGHTS_UNDIVIDED, "kind")
    if rights.may_decide:
        deciding = [other for other in others if other.may_decide]
        if deciding and "sole" in {rights.kind, *(other.kind for other in deciding)}:
            raise Refused(Fault.SOLE_AMONG_OTHERS, "kind")
    return rights


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same days in as few spans as possible: those that touch or overlap become one."""
    whole: list[Span] = []
    for span in sorted(spans, key=lambda each: each.start):
        last = whole[-1] if whole else None
        if last and (last.end is None or span.start <= last.end):
            ends = [end for end in (last.end, span.end) if end is not None]
            whole[-1] = Span(last.start, max(ends) if len(ends) > 1 else None)
        else:
            whole.append(span)
    return whole
