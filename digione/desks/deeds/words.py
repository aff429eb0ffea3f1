"""Plain words for what the audit keeps as codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from digione.foundation.access import Role

WHAT: Final[dict[str, Promise]] = {
    "attendance.absences": gettext_lazy("absences"),
    "attendance.day": gettext_lazy("the day's lessons and absences"),
    "attendance.mark": gettext_lazy("absences"),
    "attendance.notes": gettext_lazy("topic and homework of a lesson"),
    "attendance.reaction": gettext_lazy("what the school did about absences"),
    "attendance.register": gettext_lazy("the register of a lesson"),
    "attendance.report": gettext_lazy("absence report"),
    "attendance.unexplained": gettext_lazy("unexplained absences"),
    "enrolment.children": gettext_lazy("school and class"),
    "enrolment.group": gettext_lazy("class or teaching group"),
    "enrolment.learner": gettext_lazy("school and class"),
    "enrolment.members": gettext_lazy("members of a class or group"),
    "enrolment.membership": gettext_lazy("membership of a class or group"),
    "enrolment.own": gettext_lazy("school and class"),
    "enrolment.search": gettext_lazy("results of a search"),
    "enrolment.study_right": gettext_lazy("study right"),
    "enrolment.teachers": gettext_lazy("teachers of a class or group"),
    "oneroster.package": gettext_lazy("data from another system"),
    "people.contact": gettext_lazy("contact details"),
    "people.contact_point": gettext_lazy("contact details"),
    "people.deeds": gettext_lazy("this list of who has seen the data"),
    "people.employment": gettext_lazy("work and role"),
    "people.guardians": gettext_lazy("guardians"),
    "people.guardianship": gettext_lazy("guardianship"),
    "people.identity_code": gettext_lazy("personal identity code"),
    "people.invitation": gettext_lazy("invitation to DigiOne"),
    "people.name": gettext_lazy("name"),
    "people.person": gettext_lazy("personal details"),
    "people.protection": gettext_lazy("non-disclosure for safety"),
    "people.staff": gettext_lazy("work and role"),
    "people.search": gettext_lazy("results of a search"),
    "timetable.day_change": gettext_lazy("change of the day's timetable"),
    "timetable.lesson": gettext_lazy("timetable"),
}
_WHY: Final = {
    "own_studies": gettext_lazy("own studies"),
    "guardianship": gettext_lazy("guardianship"),
    "teaching": gettext_lazy("teaching"),
    "learning_support": gettext_lazy("support for learning"),
    "school_leadership": gettext_lazy("leading the school"),
    "school_administration": gettext_lazy("school office work"),
    "municipal_administration": gettext_lazy("administration of education"),
    "data_protection": gettext_lazy("data protection"),
    "integration": gettext_lazy("transfer between systems"),
    "operation": gettext_lazy("running the service"),
}


def done(deeds: Iterable[tuple[str, str]]) -> str:
    """Pairs of deed and code as `Changed: absences. Viewed: name, contact details`, each once.

    A code without words is other data, and no more is said of it.
    """
    things: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for deed, what in deeds:
        things[deed == "write"][str(WHAT.get(what, _("other data")))] = None
    told = ((_("Changed: %(things)s"), things[True]), (_("Viewed: %(things)s"), things[False]))
    return ". ".join(text % {"things": ", ".join(some)} for text, some in told if some)


def why(purpose: str) -> str:
    """A purpose is several codes joined by +, one for each role."""
    return ", ".join(str(_WHY[code]) for code in purpose.split("+") if code in _WHY)


def roles(codes: Iterable[str]) -> str:
    known = [str(Role(code).label) for code in codes if code in Role.values]
    return ", ".join(known) or _("the system")
