"""What a register's page says of a lesson and of a learner, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from digione.foundation.access import Request, address
from digione.foundation.ui.words import date, time
from digione.school.attendance.queries.register import RegisterRow, RollRow, Told
from digione.school.attendance.rules import registering as rules
from digione.school.timetable import public as timetable


def tab(request: Request, lesson: timetable.LessonRow, register: RegisterRow) -> dict[str, Any]:
    """A lesson in the line of the day's lessons."""
    return {
        "name": f"{lesson.group} {lesson.subject_code}".strip(),
        "start": lesson.starts_at,
        "end": lesson.ends_at,
        "room": _("cancelled") if lesson.cancelled else lesson.room,
        "url": register_address(request, lesson),
        "current": lesson.lesson_id == register.lesson.lesson_id,
        "done": lesson.lesson_id in register.taken_beside,
    }


def register_address(request: Request, lesson: timetable.LessonRow) -> str:
    return address(request, "attendance:register", lesson_id=lesson.lesson_id, day=lesson.day)


def row(learner: RollRow, note: str = "", *, locked: bool = False) -> dict[str, Any]:
    """A learner's row as the component takes it."""
    return {
        "locked": locked,
        "learner": learner.learner_id,
        "name": learner.name,
        "mark": learner.mark,
        "minutes": learner.minutes or "",
        "note": note or note_of(learner),
        "reported": learner.told is not None or bool(learner.absence_class),
        "seen": learner.token,
    }


def note_of(learner: RollRow) -> str:
    """Why a learner is not simply present; never the reason itself."""
    if learner.told:
        return told(learner.told)
    if learner.mark == rules.LATE:
        return late(learner.minutes)
    if learner.mark != rules.ABSENT:
        return ""
    if learner.explained:
        return _("Explained")
    return _("Authorised") if learner.absence_class else _("No report")


def told(report: Told) -> str:
    """When the home reported, or until when where that is during the day."""
    reported_at, starts_at = localtime(report.reported_at), localtime(report.span.starts_at)
    ends_at = report.span.ends_at and localtime(report.span.ends_at)
    if ends_at and ends_at.date() == starts_at.date():
        return _("Reported until %(time)s") % {"time": time(ends_at)}
    today = reported_at.date() == starts_at.date()
    when = time(reported_at) if today else date(reported_at)
    return _("Reported %(when)s") % {"when": when}


def late(minutes: int | None) -> str:
    return _("Late %(minutes)s min") % {"minutes": minutes} if minutes else _("Late")


def mark_name(status: str, minutes: int | None) -> str:
    if status == rules.LATE:
        return late(minutes)
    return {
        rules.PRESENT: _("Present"),
        rules.ABSENT: _("Absent"),
        rules.ELSEWHERE: _("Elsewhere"),
    }[status]


def conflict(stored: RollRow, mine: rules.Mark) -> str:
    """Both marks of a learner whom two teachers marked at once."""
    return _("%(who)s marked at %(time)s: %(theirs)s. Your mark was: %(mine)s.") % {
        "who": stored.marked_by or _("A colleague"),
        "time": time(stored.marked_at),
        "theirs": mark_name(stored.mark, stored.minutes),
        "mine": mark_name(mine.status, mine.minutes),
    }
