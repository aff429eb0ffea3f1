"""The people who work in the schools: teachers, principals, secretaries and the town's officers."""

from __future__ import annotations

import datetime
from typing import Final
from uuid import UUID

from digione.foundation.access import Role
from digione.foundation.tenancy import days
from digione.school.people import public as people
from digione.school.people.public import ContactKind

from .fixed import chance, fixed
from .names import ELDERS, FINNISH, SWEDISH
from .people import PEOPLE, person_id
from .population import Registry, entry
from .teaching import Teaching
from .towns import Municipality, School

_TITLES: Final = {
    Role.TEACHER: ("lehtori", "lektor"),
    Role.SPECIAL_NEEDS_TEACHER: ("erityisopettaja", "speciallärare"),
    Role.PRINCIPAL: ("rehtori", "rektor"),
    Role.SECRETARY: ("koulusihteeri", "skolsekreterare"),
    Role.ADMINISTRATOR: ("sivistystoimen pääkäyttäjä", "huvudanvändare"),
    Role.DATA_PROTECTION_OFFICER: ("tietosuojavastaava", "dataskyddsombud"),
}
_CLASS_TEACHER: Final = ("luokanopettaja", "klasslärare")
_LEADS: Final = {
    ("mannikko", Role.PRINCIPAL): "jari-koskela",
    ("mannikko", Role.SECRETARY): "tuula-heino",
    ("mannikko", Role.SPECIAL_NEEDS_TEACHER): "leena-mattila",
    ("havsnas", Role.PRINCIPAL): "henrik-backman",
}
_OFFICERS: Final = {
    "koivula": (
        ("outi-salminen", Role.ADMINISTRATOR),
        ("kaisa-virtala", Role.DATA_PROTECTION_OFFICER),
    ),
    "havsnas": (
        ("ulrika-strom", Role.ADMINISTRATOR),
        ("kaisa-virtala", Role.DATA_PROTECTION_OFFICER),
    ),
}


def leader_key(school: str, role: Role) -> str:
    return _LEADS.get((school, role), f"{school}-{role}")


def employ_officers(registry: Registry, town: Municipality) -> None:
    for key, role in _OFFICERS[town.slug]:
        _employ(registry, town, None, (key, role), _TITLES[role])


def employ(registry: Registry, town: Municipality, teaching: Teaching) -> None:
    """The school's leaders and everybody who teaches there."""
    school = teaching.school
    for role in (Role.PRINCIPAL, Role.SECRETARY, Role.SPECIAL_NEEDS_TEACHER):
        _employ(registry, town, school, (leader_key(school.key, role), role), _TITLES[role])
    for teacher in teaching.teachers:
        titles = _CLASS_TEACHER if teacher.own else _TITLES[Role.TEACHER]
        _employ(registry, town, school, (teacher.key, Role.TEACHER), titles)


def _employ(
    registry: Registry,
    town: Municipality,
    school: School | None,
    who: tuple[str, Role],
    titles: tuple[str, str],
) -> None:
    key, role = who
    language = school.language if school else town.languages[-1]
    since = datetime.date(registry.start - 1 - len(key) % 9, 8, 1)
    name = _name(key, language)
    _person(registry, town.slug, key, (name, language))
    registry.account(key, name, language)
    registry.tie(town.slug, key, role, since)
    registry.world.rows[town.slug].employments.append(
        people.EmploymentEntry(
            id=fixed(town.slug, "employment", key, role, school.key if school else ""),
            person_id=person_id(town.slug, key),
            school_id=fixed(town.slug, "school", school.key) if school else None,
            role=role,
            title=titles[language == "sv"],
            span=days(since),
        )
    )


def _name(key: str, language: str) -> str:
    if key in PEOPLE:
        return PEOPLE[key].name
    dice = chance("staff", key)
    pool = SWEDISH if language == "sv" else FINNISH
    first = dice.choice((*ELDERS[language].girls, *ELDERS[language].boys))
    return f"{first} {dice.choice(pool.families)}"


def _person(registry: Registry, town: str, key: str, who: tuple[str, str]) -> None:
    name, language = who
    id_ = person_id(town, key)
    if registry.knows(id_):
        return
    born = registry.born(key, chance("staff age", key).randrange(27, 63))
    fields = entry(id_, name, registry.code(key, born), born, language)
    registry.person(town, people.PersonEntry(**fields, language=language))  # type: ignore[arg-type]
    _reach(registry, town, id_, name)


def _reach(registry: Registry, town: str, person: UUID, name: str) -> None:
    registry.world.rows[town].contacts.append(
        people.ContactEntry(
            id=fixed("contact", person, ContactKind.PHONE),
            person_id=person,
            kind=ContactKind.PHONE,
            value=registry.codes.phone(),
            is_primary=True,
        )
    )
