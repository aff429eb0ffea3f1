"""Invented people and lessons for the gallery."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from .shell import Destination, Shell

_NAMES = [
    "Vilma Aaltonen",
    "Yusuf Ahmed",
    "Elsa Berg",
    "Oliver Eriksson",
    "Niilo Hakala",
    "Siiri Heikkinen",
    "Aada Hietala",
    "Leo Hämäläinen",
    "Venla Jokinen",
    "Eino Karjalainen",
    "Helmi Kinnunen",
    "Eetu Korhonen",
    "Pihla Laine",
    "Toivo Lehtonen",
    "Iida Mäkelä",
    "Onni Mäkinen",
    "Linh Nguyen",
    "Lumi Niemi",
    "Daria Petrova",
    "Väinö-Juhani Pääkkönen-Saarelainen",
    "Onni Rantanen",
    "Elli Saarinen",
    "Otso Salminen",
    "Máret Sárrejávrri",
    "Hugo Virtanen",
]
_MARKED = {
    "Aada Hietala": ("absent", "Ilmoitettu 7.12", True),
    "Eetu Korhonen": ("absent", "Ei ilmoitusta", False),
    "Daria Petrova": ("absent", "Lupa klo 10 asti", True),
    "Elli Saarinen": ("late", "", False),
    "Otso Salminen": ("elsewhere", "Opinto-ohjaajalla", False),
}


@dataclass(frozen=True, slots=True)
class Lesson:
    name: str
    start: datetime.time
    end: datetime.time
    state: str = "next"
    room: str = ""
    kind: str = "lesson"
    change: str = ""
    away: str = ""
    url: str = "#"
    current: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class Child:
    name: str
    color: str
    group: str
    school: str
    status: str
    tone: str
    icon: str
    now: str
    now_label: str
    next: str
    home: datetime.time
    lessons: tuple[Lesson, ...]
    notes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    name: str
    mark: str = "present"
    minutes: str = ""
    note: str = ""
    reported: bool = False
    seen: str = "0"


@dataclass(frozen=True, slots=True)
class Said:
    """Stands for one of Django's messages."""

    message: str
    level_tag: str = "success"
    extra_tags: str = ""


@dataclass(slots=True)
class Sampled:
    number: int = 2
    pages: int = 5
    said: list[Said] = field(default_factory=list)


class Absence(forms.Form):
    day = forms.DateField(label="Day", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    reason = forms.ChoiceField(
        label="Reason", choices=[("ill", "Ill"), ("trip", "Trip")], widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Note", required=False, widget=forms.Textarea, help_text="Seen by the class teacher."
    )
    sure = forms.BooleanField(label="I have told the school", help_text="By phone or here.")


def _at(text: str) -> datetime.time:
    return datetime.time.fromisoformat(text)


def _lesson(name: str, start: str, end: str, state: str = "next", **more: Any) -> Lesson:
    return Lesson(name, _at(start), _at(end), state, **more)


def _lunch(start: str, end: str) -> Lesson:
    return _lesson("", start, end, kind="break")


def _nav(*places: tuple[str, str, int]) -> tuple[Destination, ...]:
    return tuple(
        Destination(text=text, url="#", icon=icon, count=count, current=number == 0)
        for number, (text, icon, count) in enumerate(places)
    )


def _links() -> dict[str, Any]:
    return {
        "links": (
            Destination(text=_("Sign-in and security"), url="#", icon="shield-check"),
            Destination(text=_("Who has seen my data"), url="#", icon="eye"),
        ),
        "sign_out": "/account/logout/",
    }


def guardian() -> dict[str, Any]:
    aino = Child(
        name="Aino Lehto",
        color="brand2",
        group="4B",
        school="Länsirannan koulu, Lehtola",
        status=_("At school"),
        tone="success",
        icon="circle-check",
        now="Ympäristöoppi",
        now_label=_("Now"),
        next="Matematiikka",
        home=_at("13:15"),
        lessons=(
            _lesson("Äidinkieli", "08:15", "09:00", "past", room="A110"),
            _lesson("Ympäristöoppi", "09:15", "10:00", "current", room="A110"),
            _lesson("Matematiikka", "10:15", "11:00", room="A110", change=_("Substitute")),
            _lunch("11:00", "11:30"),
            _lesson("Liikunta", "11:45", "13:15", room="Sali"),
        ),
        notes=(("book-open", _("Homework"), "englanti s. 48–49"),),
    )
    eetu = Child(
        name="Eetu Lehto",
        color="brand1",
        group="8C",
        school="Harjun koulu, Koivumäki – Björkbacka",
        status=_("Explain"),
        tone="danger",
        icon="circle-alert",
        now="Ruotsi",
        now_label=_("Now"),
        next="Historia",
        home=_at("15:15"),
        lessons=(
            _lesson("Matematiikka", "08:15", "09:00", "past", away=_("Absent")),
            _lesson("Ruotsi", "09:15", "10:00", "current", room="B210"),
            _lesson("Historia", "10:15", "11:00", room="A101"),
            _lunch("11:00", "11:30"),
            _lesson("Fysiikka", "11:30", "12:15", room="B118"),
            _lesson("Äidinkieli ja kirjallisuus", "12:30", "13:15", room="A110"),
            _lesson("Käsityö", "13:30", "15:15", room="C03"),
        ),
    )
    shell = Shell(
        person="Sanna Lehto",
        role=_("Guardian"),
        roles=(
            Destination(text=_("Guardian"), url="#", icon="users", current=True),
            Destination(text="Opettaja · Harjun koulu", url="#", icon="graduation-cap"),
        ),
        nav=_nav((_("Today"), "sun", 1), (_("Calendar"), "calendar-days", 0)),
        **_links(),
    )
    said = [Said(_("Absence reported"), extra_tags="undo:/ui/undo")]
    return {"shell": shell, "children": (aino, eetu), "messages": said}


def _staff(role: str, place: str) -> Shell:
    return Shell(
        place=place,
        person="Minna Virtanen",
        role=role,
        nav=_nav(
            (_("Desk"), "house", 0),
            (_("Lessons"), "clipboard-list", 2),
            (_("Groups"), "users", 0),
        ),
        search="/search",
        **_links(),
    )


def _lessons() -> tuple[Lesson, ...]:
    return (
        _lesson("8C Matematiikka", "08:15", "09:00", room="B204", done=True),
        _lesson("7A Matematiikka", "09:15", "10:00", "current", room="B204", current=True),
        _lesson("9B Matematiikka", "10:15", "11:00", room="B210"),
        _lesson("8A Matematiikka", "12:30", "13:15", room="B204"),
    )


def teacher() -> dict[str, Any]:
    return {"shell": _staff(_("Teacher"), "Harjun koulu"), "lessons": _lessons()}


def register() -> dict[str, Any]:
    rows = []
    for number, name in enumerate(_NAMES):
        mark, note, reported = _MARKED.get(name, ("present", "", False))
        minutes = "6" if mark == "late" else ""
        rows.append(Row(f"l{number}", name, mark, minutes, note, reported))
    return {
        "shell": _staff(_("Teacher"), "Harjun koulu"),
        "lessons": _lessons(),
        "rows": tuple(rows),
    }


def principal() -> dict[str, Any]:
    return {**register(), "shell": _staff(_("Principal"), "Harjun koulu")}


def components_sample() -> dict[str, Any]:
    good = Absence()
    bad = Absence({"note": "x"}, auto_id="bad_%s")
    return {**register(), "form": good, "refused": bad, "paged": Sampled()}


COMPOSITIONS: dict[str, Callable[[], dict[str, Any]]] = {
    "guardian": guardian,
    "teacher": teacher,
    "register": register,
    "principal": principal,
    "report": guardian,
}
