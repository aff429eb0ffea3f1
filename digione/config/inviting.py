"""Invitations as the operator sends them: to a school's staff, or to its learners' guardians."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from digione.foundation.access import Actor, acting, operator
from digione.foundation.identity import ties
from digione.school.enrolment import public as enrolment
from digione.school.organisations import public as organisations
from digione.school.people import public as people

_NAME: Final = "operator:invite"
_LIFE: Final = 300  # seconds
Deliver = Callable[[people.Letter], None]


class NotInvited(ValueError):
    """What was asked cannot be done; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """`person` is a name, an e-mail or nothing for everybody; `by_hand` sends no e-mail."""

    tenant_id: int
    school: str
    who: str
    person: str = ""
    by_hand: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class Report:
    """`links` have the person, the address and, by hand, the link that is handed over."""

    links: list[tuple[str, str, str]] = field(default_factory=list)
    unreachable: list[str] = field(default_factory=list)
    has_account: int = 0


def invite(wish: Wish) -> Report:
    """All letters leave when everything is written, or none does."""
    report = Report()
    with transaction.atomic():
        with acting(operator(wish.tenant_id, _NAME), life=_LIFE) as actor:
            for person_id, name in sorted(_invited(actor, wish, report), key=lambda one: one[1]):
                _invite(actor, wish, (person_id, name), report)
        if wish.dry_run:
            transaction.set_rollback(True)
    return report


def school_called(actor: Actor, asked: str) -> organisations.SchoolRow:
    found = [
        row
        for row in organisations.schools(actor)
        if asked.casefold() in {row.code, row.oid, *(n.casefold() for n in row.names.values())}
    ]
    if len(found) != 1:
        raise NotInvited(f"{len(found)} schools here are called {asked!r}: give the whole name.")
    return found[0]


def _invited(actor: Actor, wish: Wish, report: Report) -> Iterator[tuple[UUID, str]]:
    """Those who have no account yet, each once."""
    school_id = school_called(actor, wish.school).school_id
    everybody = dict(_staff(actor, school_id) if wish.who == "staff" else _homes(actor, school_id))
    asked = _of_that_name(actor, wish.person, everybody) if wish.person else set(everybody)
    tied = ties.persons_tied(actor.tenant_id, asked)
    report.has_account = len(tied)
    return ((person_id, everybody[person_id]) for person_id in asked - tied)


def _staff(actor: Actor, school_id: UUID) -> Iterator[tuple[UUID, str]]:
    for one in people.staff_of_school(actor, school_id):
        yield one.person_id, one.name


def _homes(actor: Actor, school_id: UUID) -> Iterator[tuple[UUID, str]]:
    for one in people.guardians_of(actor, enrolment.learners_of_schools([school_id])):
        if one.may_know:
            yield one.guardian_id, f"{one.call_name} {one.family_name}"


def _of_that_name(actor: Actor, asked: str, everybody: dict[UUID, str]) -> set[UUID]:
    wanted = asked.strip().casefold()
    found = {person_id for person_id, name in everybody.items() if name.casefold() == wanted}
    if "@" in wanted:
        points = people.contact_points_of(actor, everybody)
        found = {id_ for id_, own in points.items() if wanted in {point.value for point in own}}
    if len(found) != 1:
        raise NotInvited(f"{len(found)} of them are called {asked!r}: give the e-mail address.")
    return found


def _invite(actor: Actor, wish: Wish, person: tuple[UUID, str], report: Report) -> None:
    person_id, name = person
    letters: list[people.Letter] = []

    def kept(letter: people.Letter) -> None:
        letters.append(letter)
        if not wish.by_hand:
            people.post(letter)

    try:
        if wish.who == "staff":
            people.invite_employee(actor, employee_id=person_id, deliver=kept)
        else:
            people.invite_guardian(actor, guardian_id=person_id, deliver=kept)
    except ValidationError:
        report.unreachable.append(name)
    for letter in letters:
        report.links.append((name, letter.to, letter.link if wish.by_hand else ""))
