"""What is different today: a teacher is ill and others hold the lessons, one lesson falls away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from digione.foundation.access import Role
from digione.school.timetable import public as timetable
from digione.school.timetable.public import ChangeKind

from .calendars import Day
from .fixed import chance
from .people import PEOPLE, person_id
from .staffing import leader_key
from .weeks import Meeting

_LAST_LESSONS = 5  # from this slot on a lesson may fall away without leaving a hole


@dataclass(slots=True)
class Changes:
    """Of one school on one day, by lesson: who holds it instead, and which are not held."""

    day: Day
    substitutes: dict[UUID, UUID] = field(default_factory=dict)
    cancelled: set[UUID] = field(default_factory=set)

    def holder(self, meeting: Meeting, day: Day) -> UUID:
        substitute = self.substitutes.get(meeting.id) if day == self.day else None
        return substitute or meeting.teacher

    def is_held(self, meeting: Meeting, day: Day) -> bool:
        return day != self.day or meeting.id not in self.cancelled


def changes(meetings: Sequence[Meeting], day: Day) -> Changes:
    today = [m for m in meetings if m.weekday == day.isoweekday() and day in m.span]
    found = Changes(day)
    if not today:
        return found
    dice = chance("changes", today[0].school, day)
    absent = dice.choice(_strangers(today))
    found.substitutes.update(_substitutes(today, absent))
    late = [m for m in today if m.slot >= _LAST_LESSONS and m.id not in found.substitutes]
    if late:
        found.cancelled.add(dice.choice(late).id)
    return found


def entries(town: str, school: str, found: Changes) -> Iterator[timetable.DayChangeEntry]:
    secretary = person_id(town, leader_key(school, Role.SECRETARY))
    for lesson, teacher in found.substitutes.items():
        yield timetable.DayChangeEntry(
            lesson_id=lesson,
            day=found.day,
            kind=ChangeKind.SUBSTITUTE,
            teacher_id=teacher,
            changed_by_id=secretary,
        )
    for lesson in found.cancelled:
        yield timetable.DayChangeEntry(
            lesson_id=lesson, day=found.day, kind=ChangeKind.CANCELLED, changed_by_id=secretary
        )


def _strangers(today: Sequence[Meeting]) -> list[UUID]:
    """Teachers whom no story needs at their post."""
    named = {person.person_id(town) for person in PEOPLE.values() for town, _roles in person.ties}
    return sorted({m.teacher for m in today} - named)


def _substitutes(today: Sequence[Meeting], absent: UUID) -> Iterator[tuple[UUID, UUID]]:
    """Whoever of the colleagues is free holds the lesson; the one with the fewest first."""
    busy: dict[int, set[UUID]] = defaultdict(set)
    load: dict[UUID, int] = defaultdict(int)
    for meeting in today:
        busy[meeting.slot].add(meeting.teacher)
        load[meeting.teacher] += 1
    for meeting in today:
        if meeting.teacher == absent:
            free = sorted(set(load) - busy[meeting.slot], key=lambda one: (load[one], one))
            if free:
                busy[meeting.slot].add(free[0])
                load[free[0]] += 1
                yield meeting.id, free[0]
