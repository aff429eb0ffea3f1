"""The learner's own desk: now, next, where, homework, own absences."""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.http import HttpResponse
from django.template.response import TemplateResponse

from digione.foundation import clock
from digione.foundation.access import Request, acting
from digione.school.attendance import public as attendance
from digione.school.enrolment import public as enrolment
from digione.school.people import public as people

from . import days
from .choosing import Hat
from .guardian import greeting

_DAY: Final = datetime.timedelta(days=1)


def desk(request: Request, hat: Hat, values: dict[str, Any]) -> HttpResponse:
    now = clock.now()
    name = ""
    schools: list[dict[str, Any]] = []
    for place in hat.places:
        with acting(place.actor, savepoint=False):
            own = enrolment.own_enrolment(place.actor)
            if own is None:
                continue
            found = attendance.days_of(place.actor, [own], now.date(), now.date() + _DAY)
            day, name = found[own.learner_id], name or own.call_name
            of_age = people.oneself_of_age(place.actor).exists()
        hours = days.held(day, now.date())
        today = [hour for hour in day.hours if hour.day == now.date()]
        schools.append(
            {
                "own": own,
                "slug": place.slug,
                "day": day,
                "of_age": of_age,
                "now": days.now_of(hours, now.time()),
                "strip": days.strip_of(today, now.time()),
                "home": days.home_at(hours),
                "tomorrow": days.held(day, now.date() + _DAY),
                "status": days.status_of(day, now.date(), now.time()),
            }
        )
    answers = {"greeting": greeting(name, now.time()), "schools": schools}
    return TemplateResponse(request, "home/learner.html", {**values, **answers})
