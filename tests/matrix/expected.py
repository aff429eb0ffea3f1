"""The table of rights, written by hand: which person reaches which named thing, and nothing more.

A person who is not named under a permission reaches nothing by it. `*` is every thing of their
own municipality. Roles say who gets 404 for a thing out of reach; all others get 403.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .cast import CAST

Reaches = dict[str, str]


@dataclass(frozen=True, slots=True)
class Right:
    """A permission: asked of which kind of things, by which roles, reaching what."""

    kind: str
    roles: str
    reaches: Reaches

    def names(self, actor: str, everything: set[str]) -> set[str]:
        said = self.reaches.get(actor, "")
        return everything if said == "*" else set(said.split())


def _and(*tables: Reaches) -> Reaches:
    """Several tables as one; a person named twice reaches both."""
    joined: Reaches = {}
    for table in tables:
        for who, what in table.items():
            joined[who] = "*" if "*" in (what, joined.get(who)) else f"{joined.get(who, '')} {what}"
    return joined


_MACHINES = {"vendor", "support"}
_ONESELF: Final = {key: key for key in CAST if key not in _MACHINES}
_LEARNERS: Final = {
    key: key for key in ("aino", "eetu", "vaino", "veeti", "helmi", "yusuf", "oona", "elsa")
}
# Whose matters each guardian may know, and for whom they decide: not Niko's, no more Kari's.
_CHILDREN: Final = {
    "sanna": "aino eetu",
    "mikko": "aino",
    "taina": "vaino veeti",
    "fatima": "yusuf",
    "petri": "oona",
    "sanna8": "elsa",
}
_DECIDED: Final = {key: what for key, what in _CHILDREN.items() if key != "mikko"}
# Learners taught today, not Kalle's of last week; those met in lessons of other teachers' groups.
_TAUGHT: Final = {
    "minna": "aino eetu vaino",
    "petri": "veeti",
    "outi": "aino",
    "asa": "yusuf oona helmi",
    "majken": "elsa",
}
_MET: Final = {"sari": "veeti", "outi": "yusuf oona"}
_LED: Final = {"jari": "aino eetu vaino veeti", "kaisa": "yusuf oona helmi", "bjorn": "elsa"}
_SERVED: Final = {"tuula": "aino eetu vaino veeti", "gunilla": "elsa"}
# Guardians of those learners, whatever they may know: the school has to reach them.
_HOMES: Final = _and(
    _TAUGHT,
    _LED,
    _SERVED,
    {
        "minna": "sanna mikko niko taina",
        "petri": "taina",
        "outi": "sanna mikko niko",
        "asa": "fatima petri",
        "majken": "sanna8",
        "jari": "sanna mikko niko taina",
        "tuula": "sanna mikko niko taina",
        "kaisa": "fatima petri",
        "bjorn": "sanna8",
        "gunilla": "sanna8",
    },
)
_STAFF: Final = {
    "jari": "minna petri outi kalle kaisa jari tuula",
    "tuula": "minna petri outi kalle kaisa jari tuula",
    "kaisa": "asa kaisa",
    "bjorn": "majken bjorn gunilla",
    "gunilla": "majken bjorn gunilla",
}
_ADMINISTRATORS: Final = {"leena": "*", "goran": "*", "operator": "*"}
_OFFICERS: Final = {"timo": "*", "ulla": "*"}
_OPERATOR: Final = {"operator": "*"}
_ALL: Final = {key: "*" for key in (*CAST, "operator") if key not in {"support", "olli"}}

# By school: Kaisa leads Koivulan koulu, and teaches at Männikkö without leading it.
_PRINCIPALS: Final = {"jari": "mannikko", "kaisa": "koulu", "bjorn": "skola"}
_SECRETARIES: Final = {"tuula": "mannikko", "gunilla": "skola"}
_GROUPS_TAUGHT: Final = {
    "minna": "7b",
    "petri": "8c",
    "outi": "ena",
    "asa": "1a 1b",
    "majken": "6a",
}
_GROUPS_LED: Final = {"jari": "7b 8c ena", "kaisa": "1a 1b", "bjorn": "6a"}
_GROUPS_SERVED: Final = {"tuula": "7b 8c ena", "gunilla": "6a"}
_M_LESSONS: Final = "maths history english old_maths"
_LESSONS_LED: Final = {"jari": _M_LESSONS, "kaisa": "art music", "bjorn": "bild"}
_LESSONS_SERVED: Final = {"tuula": _M_LESSONS, "gunilla": "bild"}
_M_REGISTERS: Final = (
    "maths_today maths_last_week history_today history_last_week english_today english_last_week"
)
_K_REGISTERS: Final = "art_today art_last_week music_today music_last_week"
_OFFICE_ROLES: Final = "administrator operator"
_STAFF_ROLES: Final = "teacher special_needs_teacher principal secretary"
_SCHOOL_STAFF: Final = f"{_STAFF_ROLES} administrator data_protection_officer"
_ALL_ROLES: Final = f"learner guardian {_SCHOOL_STAFF} vendor operator"


def _office(kind: str = "person") -> Right:
    return Right(kind, _OFFICE_ROLES, _ADMINISTRATORS)


EXPECTED: Final[dict[str, Right]] = {
    # people
    "people.person:view": Right(
        "person",
        f"learner guardian {_SCHOOL_STAFF} operator",
        _and(_ONESELF, _CHILDREN, _HOMES, _STAFF, _ADMINISTRATORS, _OFFICERS),
    ),
    "people.contact:view": Right(
        "person",
        f"learner guardian {_SCHOOL_STAFF} operator",
        _and(_ONESELF, _HOMES, _ADMINISTRATORS),
    ),
    "people.contact:change": Right(
        "person",
        f"learner guardian {_SCHOOL_STAFF} operator",
        _and(_ONESELF, _ADMINISTRATORS),
    ),
    "people.guardians:view": Right(
        "person",
        f"guardian {_STAFF_ROLES} administrator operator",
        _and(_CHILDREN, _TAUGHT, _LED, _SERVED, _ADMINISTRATORS),
    ),
    "people.deeds:view": Right(
        "person",
        "learner guardian data_protection_officer",
        _and(
            {
                key: key
                for key in [
                    "helmi",
                    "sanna",
                    "sanna8",
                    "mikko",
                    "niko",
                    "kari",
                    "taina",
                    "fatima",
                    "petri",
                ]
            },
            _CHILDREN,
            _OFFICERS,
        ),
    ),
    "people.person:change": _office(),
    "people.protection:change": _office(),
    "people.guardianship:change": _office(),
    "people.invitation:change": _office(),
    "people.employment:change": _office(),
    # organisations and curriculum: no secret
    "organisations.school:view": Right("school", _ALL_ROLES, _ALL),
    "organisations.school:change": _office("school"),
    "organisations.register:import": _office("school"),
    "curriculum.subject:view": Right("subject", _ALL_ROLES, _ALL),
    "curriculum.subject:change": _office("subject"),
    # enrolment
    "enrolment.learner:view": Right(
        "learner",
        f"learner guardian {_STAFF_ROLES} operator",
        _and(_LEARNERS, _CHILDREN, _TAUGHT, _LED, _SERVED, _OPERATOR),
    ),
    "enrolment.group:view": Right(
        "group",
        f"learner guardian {_STAFF_ROLES} operator",
        _and(
            {"aino": "7b ena", "eetu": "7b", "vaino": "7b", "veeti": "8c", "elsa": "6a"},
            {"helmi": "1b", "yusuf": "1a", "oona": "1a"},
            {"sanna": "7b ena", "mikko": "7b ena", "taina": "7b 8c", "sanna8": "6a"},
            {"fatima": "1a", "petri": "1a"},
            _GROUPS_TAUGHT,
            _GROUPS_LED,
            _GROUPS_SERVED,
            _OPERATOR,
        ),
    ),
    "enrolment.members:view": Right(
        "group",
        f"{_STAFF_ROLES} operator",
        _and(_GROUPS_TAUGHT, _GROUPS_LED, _GROUPS_SERVED, _OPERATOR),
    ),
    "enrolment.group:change": Right(
        "group", "principal secretary operator", _and(_GROUPS_LED, _GROUPS_SERVED, _OPERATOR)
    ),
    "enrolment.study_right:change": Right(
        "learner", "secretary operator", _and(_SERVED, _OPERATOR)
    ),
    # timetable
    "timetable.lesson:view": Right(
        "lesson",
        f"learner guardian {_STAFF_ROLES} operator",
        _and(
            {"aino": "maths english old_maths", "eetu": "maths old_maths"},
            {"vaino": "maths old_maths", "veeti": "history", "elsa": "bild"},
            {"helmi": "music", "yusuf": "art", "oona": "art"},
            {"sanna": "maths english old_maths", "mikko": "maths english old_maths"},
            {"taina": "maths old_maths history", "fatima": "art", "petri": "art"},
            {"sanna8": "bild"},
            dict.fromkeys(("minna", "petri", "outi", "kalle", "kaisa"), _M_LESSONS),
            {"sari": "history", "asa": "art music", "outi": "art", "majken": "bild"},
            _LESSONS_LED,
            _LESSONS_SERVED,
            _OPERATOR,
        ),
    ),
    "timetable.learner:view": Right(
        "person",
        f"learner guardian {_STAFF_ROLES} operator",
        _and(_LEARNERS, _CHILDREN, _TAUGHT, _MET, _LED, _SERVED, _OPERATOR),
    ),
    "timetable.day:change": Right(
        "lesson", "principal secretary operator", _and(_LESSONS_LED, _LESSONS_SERVED, _OPERATOR)
    ),
    "timetable.plan:change": Right("plan", "principal operator", _and(_PRINCIPALS, _OPERATOR)),
    "timetable.plan:publish": Right("plan", "principal operator", _and(_PRINCIPALS, _OPERATOR)),
    # attendance
    "attendance.register:take": Right(
        "register",
        "teacher special_needs_teacher principal operator",
        _and(
            {"minna": "maths_today maths_last_week", "petri": "history_today history_last_week"},
            {"outi": "english_today english_last_week art_today art_last_week"},
            {"sari": "history_today"},
            {"asa": _K_REGISTERS, "majken": "bild_today bild_last_week"},
            {"jari": _M_REGISTERS, "kaisa": _K_REGISTERS},
            {"bjorn": "bild_today bild_last_week"},
            _OPERATOR,
        ),
    ),
    "attendance.register:mend": Right(
        "register",
        "principal operator",
        _and(
            {"jari": _M_REGISTERS, "kaisa": _K_REGISTERS, "bjorn": "bild_today bild_last_week"},
            _OPERATOR,
        ),
    ),
    "attendance.mark:view": Right(
        "mark",
        f"learner guardian {_STAFF_ROLES} operator",
        _and(
            _LEARNERS,
            _CHILDREN,
            _TAUGHT,
            _MET,
            _LED,
            _SERVED,
            _OPERATOR,
        ),
    ),
    "attendance.mark:explain": Right(
        "mark",
        "learner guardian principal secretary operator",
        _and({"helmi": "helmi"}, _DECIDED, _LED, _SERVED, _OPERATOR),
    ),
    "attendance.mark:follow_up": Right(
        "mark", "principal secretary operator", _and(_LED, _SERVED, _OPERATOR)
    ),
    "attendance.report:create": Right(
        "report",
        "learner guardian principal secretary operator",
        _and({"helmi": "helmi"}, _DECIDED, _LED, _SERVED, _OPERATOR),
    ),
    "attendance.report:view": Right(
        "report",
        f"learner guardian {_STAFF_ROLES} operator",
        _and(_LEARNERS, _CHILDREN, _TAUGHT, _LED, _SERVED, _OPERATOR),
    ),
}
