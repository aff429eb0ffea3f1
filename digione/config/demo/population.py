"""Turns homes into persons, guardianships, study rights, class memberships and accounts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from digione.foundation.access import Role
from digione.foundation.identity.loading import AccountEntry, TieEntry
from digione.foundation.tenancy import days
from digione.school.enrolment import public as enrolment
from digione.school.people import public as people
from digione.school.people.public import ContactKind, GuardianshipKind

from .codes import Codes
from .families import Home, Seat, birthday
from .fixed import chance, fixed
from .homes import Child, Guardian
from .people import PEOPLE, account_id, email_of, person_id
from .rows import World

_STREETS: Final = {
    "koivula": "Satumetsäntie Tarinapolku Mielikuvituskatu Lorukuja Arvoituksentie Unelmaraitti",
    "havsnas": "Sagogränd Fantasivägen Drömstigen Tarukuja Gåtvägen Ramsgränden",
}
_POST_OFFICE: Final = {"koivula": "00000 Koivula", "havsnas": "00000 Havsnäs"}
_ADULT: Final = 18


@dataclass(slots=True)
class Learner:
    """What planning and history need to know of a learner."""

    id: UUID
    municipality: str
    school: str
    class_name: str
    name: str
    adult: bool
    born: datetime.date
    guardians: list[UUID] = field(default_factory=list)  # those who may decide


class Registry:
    """Makes each person once in each municipality, and their account once in all."""

    def __init__(self, world: World, start: int) -> None:
        self.world = world
        self.start = start
        self.codes = Codes()
        self.dice = chance("population")
        self._emails: dict[str, int] = {}
        self._births: dict[str, datetime.date] = {}
        self._codes: dict[str, str] = {}
        self._persons: set[UUID] = set()
        self._accounts: set[UUID] = set()
        self._ties: set[UUID] = set()

    def birth(self, age: int) -> datetime.date:
        return birthday(age, self.start, self.dice)

    def knows(self, person: UUID) -> bool:
        return person in self._persons

    def born(self, key: str, age: int) -> datetime.date:
        """The same birthday in whichever municipality the person is met."""
        return self._births.setdefault(key, self.birth(age))

    def code(self, key: str, born: datetime.date) -> str:
        if key not in self._codes:
            self._codes[key] = self.codes.identity(born)
        return self._codes[key]

    def person(self, town: str, entry: people.PersonEntry) -> None:
        """Once in each town: a parent of two, or a teacher who is a parent, is one person."""
        if entry.id not in self._persons:
            self._persons.add(entry.id)
            self.world.rows[town].persons.append(entry)

    def account(self, key: str, name: str, language: str = "") -> UUID:
        """The language is that of the first who asked; named people have their own."""
        account = account_id(key)
        language = PEOPLE[key].language if key in PEOPLE else language
        if account not in self._accounts:
            self._accounts.add(account)
            self.world.accounts.append(
                AccountEntry(id=account, email=self.email(key, name), language=language)
            )
        return account

    def email(self, key: str, name: str) -> str:
        """Named people have the plain address; others with the same name get a number."""
        if key in PEOPLE:
            return PEOPLE[key].email
        plain = email_of(name)
        self._emails[plain] = self._emails.get(plain, 1) + 1
        return email_of(name, self._emails[plain])

    def tied(self, town: str, key: str, role: Role) -> bool:
        return fixed("tie", town, key, role) in self._ties

    def tie(self, town: str, key: str, role: Role, since: datetime.date) -> None:
        id_ = fixed("tie", town, key, role)
        if id_ in self._ties:
            return
        self._ties.add(id_)
        self.world.ties.append(
            TieEntry(
                id=id_,
                account_id=account_id(key),
                tenant_id=self.world.rows[town].tenant.id,
                person_id=person_id(town, key),
                role=role,
                starts_on=since,
            )
        )


def entry(
    id_: UUID, name: str, code: str | None, born: datetime.date, tongue: str
) -> dict[str, object]:
    given, _, family = name.partition(" ")
    return {
        "id": id_,
        "given_names": given,
        "call_name": given,
        "family_name": family,
        "identity_code": code,
        "birth_date": born,
        "mother_tongue": tongue,
    }


@dataclass(slots=True)
class Adult:
    key: str
    guardian: Guardian
    born: datetime.date
    code: str
    phone: str
    tongue: str


def populate(registry: Registry, homes: list[Home]) -> list[Learner]:
    learners: list[Learner] = []
    for number, home in enumerate(homes):
        adults = [
            _adult(registry, home, number, place) for place in range(len(home.family.guardians))
        ]
        learners += [
            _settle(registry, home, (number, order), adults) for order in range(len(home.seats))
        ]
    return learners


def _adult(registry: Registry, home: Home, number: int, place: int) -> Adult:
    guardian = home.family.guardians[place]
    oldest = max(seat.age for seat in home.seats)
    born = registry.birth(oldest + registry.dice.randrange(22, 38))
    key = guardian.key or f"guardian-{number:04}-{place}"
    return Adult(
        key,
        guardian,
        born,
        registry.codes.identity(born),
        registry.codes.phone(),
        home.family.tongue,
    )


def _settle(registry: Registry, home: Home, at: tuple[int, int], adults: list[Adult]) -> Learner:
    """One child of a home, with whoever answers for them, in the municipality of their school."""
    number, order = at
    seat = home.seats[order]
    child = seat.child or Child("", seat.place)
    key = child.key or f"learner-{number:04}-{order}"
    learner = _learner(registry, seat, child, key, home.family.tongue)
    _enrol(registry, seat, learner)
    _address(registry, seat.municipality, learner.id, number)
    if child.key:
        _sign_in(registry, seat.municipality, child.key, Role.LEARNER, child.name)
    for adult in adults if not learner.adult else ():
        _guardian(registry, seat, adult, number)
        _guard(registry, home, learner, adult)
        if adult.guardian.may_decide:
            learner.guardians.append(person_id(seat.municipality, adult.key))
    return learner


def _learner(registry: Registry, seat: Seat, child: Child, key: str, tongue: str) -> Learner:
    born = registry.birth(child.years or seat.age)
    id_ = person_id(seat.municipality, key)
    fields = entry(
        id_,
        child.name,
        registry.codes.identity(born) if child.has_code else None,
        born,
        child.tongue or tongue,
    )
    registry.person(
        seat.municipality,
        people.PersonEntry(
            **fields,  # type: ignore[arg-type]
            learner_oid=registry.codes.learner_oid(),
            language=seat.language,
            protected=child.protected,
        ),
    )
    adult = eighteen(born) <= datetime.date(registry.start, 8, 1)
    return Learner(id_, seat.municipality, seat.school, seat.class_name, child.name, adult, born)


def _enrol(registry: Registry, seat: Seat, learner: Learner) -> None:
    rows = registry.world.rows[seat.municipality]
    year = datetime.date(registry.start, 8, 1)
    began = datetime.date(registry.start - seat.grade + 1, 8, 1)
    right = fixed("study-right", learner.id)
    rows.study_rights.append(
        enrolment.StudyRightEntry(
            id=right,
            learner_id=learner.id,
            school_id=fixed(seat.municipality, "school", seat.school),
            form="upper_secondary" if seat.upper else "basic",
            span=days(began),
        )
    )
    rows.study_periods.append(enrolment.StudyPeriodEntry(study_right_id=right, starts_on=began))
    rows.memberships.append(
        enrolment.MembershipEntry(
            id=fixed("membership", learner.id, seat.class_name),
            group_id=class_id(seat.municipality, seat.school, seat.class_name),
            learner_id=learner.id,
            span=days(year, datetime.date(registry.start + 1, 7, 31)),
        )
    )


def class_id(town: str, school: str, name: str) -> UUID:
    return fixed(town, "class", school, name)


def _guardian(registry: Registry, seat: Seat, adult: Adult, number: int) -> None:
    """The adult as a person of the child's municipality, with an account."""
    town, guardian = seat.municipality, adult.guardian
    id_ = person_id(town, adult.key)
    if registry.tied(town, adult.key, Role.GUARDIAN):
        return
    fields = entry(id_, guardian.name, adult.code, adult.born, adult.tongue)
    registry.person(
        town,
        people.PersonEntry(
            **fields,  # type: ignore[arg-type]
            language=seat.language,
            protected=guardian.protected,
        ),
    )
    _sign_in(registry, town, adult.key, Role.GUARDIAN, guardian.name, seat.language)
    _contacts(registry, town, id_, adult)
    _address(registry, town, id_, number if guardian.lives_with else number + 5000)


def _guard(registry: Registry, home: Home, learner: Learner, adult: Adult) -> None:
    """Until the learner comes of age; who decides alone is the sole guardian."""
    guardian, others = adult.guardian, [g for g in home.family.guardians if g != adult.guardian]
    kind = GuardianshipKind.JOINT
    if not (guardian.may_know and guardian.may_decide):
        kind = GuardianshipKind.LIMITED
    elif not any(other.may_decide for other in others):
        kind = GuardianshipKind.SOLE
    registry.world.rows[learner.municipality].guardianships.append(
        people.GuardianshipEntry(
            id=fixed("guardianship", learner.id, adult.key),
            guardian_id=person_id(learner.municipality, adult.key),
            learner_id=learner.id,
            span=days(learner.born, eighteen(learner.born) - datetime.timedelta(1)),
            kind=kind,
            may_know=guardian.may_know,
            may_decide=guardian.may_decide,
            lives_with=guardian.lives_with,
            source="demo",
        )
    )


def eighteen(born: datetime.date) -> datetime.date:
    """The day somebody comes of age; 1 March for those born on a leap day."""
    year = born.year + _ADULT
    leap = (born.month, born.day) == (2, 29)
    return datetime.date(year, 3, 1) if leap else born.replace(year=year)


def _contacts(registry: Registry, town: str, person: UUID, adult: Adult) -> None:
    account = registry.account(adult.key, adult.guardian.name)
    email = next(a.email for a in reversed(registry.world.accounts) if a.id == account)
    for kind, value in ((ContactKind.PHONE, adult.phone), (ContactKind.EMAIL, email)):
        registry.world.rows[town].contacts.append(
            people.ContactEntry(
                id=fixed("contact", person, kind),
                person_id=person,
                kind=kind,
                value=value,
                is_primary=kind == ContactKind.PHONE,
            )
        )


def _address(registry: Registry, town: str, person: UUID, number: int) -> None:
    """One home, one address: those who live together share it."""
    dice = chance("address", town, number)
    street = dice.choice(_STREETS[town].split())
    value = f"{street} {number % 900 + 1} {dice.choice('ABC')}, {_POST_OFFICE[town]}"
    registry.world.rows[town].contacts.append(
        people.ContactEntry(
            id=fixed("contact", person, ContactKind.HOME),
            person_id=person,
            kind=ContactKind.HOME,
            value=value,
        )
    )


def _sign_in(
    registry: Registry, town: str, key: str, role: Role, name: str, language: str = "fi"
) -> None:
    registry.account(key, name, language)
    registry.tie(town, key, role, datetime.date(registry.start, 8, 1))
