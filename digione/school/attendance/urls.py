"""Addresses of the attendance room, below a municipality's."""

from __future__ import annotations

import datetime

from django.urls import path, register_converter

from .views import explaining, notes, register, reporting


class Day:
    """A day in an address, written 2026-11-23."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> datetime.date:
        return datetime.date.fromisoformat(value)

    def to_url(self, value: datetime.date) -> str:
        return value.isoformat()


register_converter(Day, "day")

app_name = "attendance"
urlpatterns = [
    path("lessons", register.lessons, name="lessons"),
    path("lessons/<uuid:lesson_id>/<day:day>", register.register, name="register"),
    path("lessons/<uuid:lesson_id>/<day:day>/marks", register.mark, name="mark"),
    path("lessons/<uuid:lesson_id>/<day:day>/notes", notes.notes, name="notes"),
    path("absences/new", reporting.report, name="report"),
    path("absences/withdraw", reporting.withdraw, name="withdraw"),
    path("absences/explain", explaining.explain, name="explain"),
    path("absences/take-back", explaining.take_back, name="take_back"),
    path("absences/react", explaining.react, name="react"),
    path("absences/<uuid:report_id>", reporting.change, name="change_report"),
]
