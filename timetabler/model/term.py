"""A term or period (jakso) by its dates: which day of which kind of week each date follows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from timetabler.faults import ModelFault

Day = tuple[int, int]  # kind of week (a position in the calendar's weeks), day of the plan
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, kw_only=True)
class Term:
    """The dates on which a weekly plan holds.

    `rota` are the kinds of week in turn from the week of `first` on, counted on through free
    weeks. `exceptions` say what single dates follow instead: another day's plan (an exam week's
    Friday on Wednesday), or None for nothing at all (a holiday, a teachers' training day). Day 0
    of the plan is Monday; `days` is how many days of a week have lessons. ModelFault where no
    date could follow any day.
    """

    id: str
    first: date
    last: date
    name: str = ""
    days: int = 5
    rota: tuple[int, ...] = (0,)
    exceptions: Mapping[date, Day | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.rota or min(self.rota) < 0:
            raise ModelFault(f"term {self.id!r}: rota {self.rota} names no kind of week in turn")
        if self.last < self.first:
            raise ModelFault(f"term {self.id!r}: ends on {self.last}, before {self.first}")
        if self.days < 1:
            raise ModelFault(f"term {self.id!r}: {self.days} days of a week have lessons")

    def follows(self, day: date) -> Day | None:
        """The day of the plan that a date follows; None where there is no school."""
        if not self.first <= day <= self.last:
            return None
        if day in self.exceptions:
            return self.exceptions[day]
        monday = self.first - timedelta(days=self.first.weekday())
        week = (day - monday) // WEEK
        within = day.weekday() < self.days
        return (self.rota[week % len(self.rota)], day.weekday()) if within else None

    def kinds(self) -> frozenset[int]:
        """The kinds of week that its dates follow."""
        return frozenset(self.rota) | {day[0] for day in self.exceptions.values() if day}

    def dates(self, wanted: Day) -> Iterator[date]:
        """All dates that follow one day of one kind of week, in order."""
        for number in range((self.last - self.first).days + 1):
            day = self.first + timedelta(days=number)
            if self.follows(day) == wanted:
                yield day
