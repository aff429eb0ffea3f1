"""Each action and each query, asked by every role: who may, and who hears nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import pytest

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours, Role, acting
from digione.foundation.identity import testing as identity
from digione.school.people import models, testing
from digione.school.people import public as people

OFFICE = {Role.ADMINISTRATOR, Role.OPERATOR}


@dataclass(frozen=True, slots=True)
class World:
    family: testing.Family
    guardianship: UUID
    employment: UUID
    point: UUID


@pytest.fixture
def world(tenant: int) -> World:
    identity.a_municipality(tenant)
    family = testing.a_family()
    point = testing.a_contact_point(family.sanna, "email", "sanna.korhonen@example.fi")
    dpo = testing.an_employee("Oili", "Virtanen", role=Role.DATA_PROTECTION_OFFICER)
    employment = models.Employment.objects.get(person_id=dpo)
    guardianship = models.Guardianship.objects.filter(
        guardian_id=family.sanna, learner_id=family.aino
    ).get()
    return World(family, guardianship.id, employment.id, point)


FACTS = people.PersonFacts(
    names=people.Names(given_names="Aino", call_name="Aino", family_name="Korhonen")
)
RIGHTS = people.Rights(kind="limited", may_decide=False)
Call = Callable[[Actor, World], object]
TODAY = clock.today

ACTIONS: dict[str, Call] = {
    "add_person": lambda a, w: people.add_person(a, facts=FACTS),
    "change_person": lambda a, w: people.change_person(a, w.family.aino, facts=FACTS, version=1),
    "give_identity_code": lambda a, w: people.give_identity_code(
        a, w.family.sanna, code="010516A903X", version=1
    ),
    "withdraw_identity_code": lambda a, w: people.withdraw_identity_code(
        a, w.family.aino, version=1
    ),
    "begin_guardianship": lambda a, w: people.begin_guardianship(
        a,
        guardian_id=testing.a_person("Kaisa"),
        learner_id=w.family.aino,
        rights=RIGHTS,
        starts_on=TODAY(),
    ),
    "change_guardianship": lambda a, w: people.change_guardianship(
        a, w.guardianship, rights=RIGHTS, version=1
    ),
    "end_guardianship": lambda a, w: people.end_guardianship(a, w.guardianship, last_day=TODAY()),
    "begin_employment": lambda a, w: people.begin_employment(
        a,
        person_id=w.family.mikko,
        post=people.Post(role=Role.ADMINISTRATOR),
        starts_on=TODAY(),
    ),
    "end_employment": lambda a, w: people.end_employment(a, w.employment, last_day=TODAY()),
    "invite_guardian": lambda a, w: people.invite_guardian(a, guardian_id=w.family.sanna),
    "protect_person": lambda a, w: people.protect_person(a, w.family.aino),
    "unprotect_person": lambda a, w: people.unprotect_person(a, w.family.aino),
    "identity_code_of": lambda a, w: people.identity_code_of(a, w.family.aino),
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", ACTIONS)
def test_only_the_office_keeps_persons(world: World, name: str, role: Role) -> None:
    call = partial(ACTIONS[name], testing.actor_of(testing.a_person("Somebody"), role), world)
    with acting(testing.actor_of(testing.a_person("Somebody"), role)):
        if role in OFFICE:
            call()
        else:
            with pytest.raises(NotYours):
                call()


OWN: dict[str, Call] = {
    "add_contact_point": lambda a, w: people.add_contact_point(
        a, w.family.sanna, kind=models.ContactKind.PHONE, value="0401234567"
    ),
    "change_contact_point": lambda a, w: people.change_contact_point(
        a, w.point, value="sanna@example.fi", version=1
    ),
    "remove_contact_point": lambda a, w: people.remove_contact_point(a, w.point),
}
ONESELF = set(Role) - {Role.VENDOR}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", OWN)
def test_everybody_keeps_their_own_contact_points_and_nobody_elses(
    world: World, name: str, role: Role
) -> None:
    stranger, sanna = testing.a_person("Somebody"), world.family.sanna
    for person_id, allowed in ((stranger, role in OFFICE), (sanna, role in ONESELF)):
        actor = testing.actor_of(person_id, role)
        with acting(actor):
            if allowed:
                OWN[name](actor, world)
                models.ContactPoint.objects.all().delete()
                models.ContactPoint.objects.create(
                    id=world.point, person_id=sanna, kind="email", value=b"\x01"
                )
            else:
                with pytest.raises(NotYours):
                    OWN[name](actor, world)


@pytest.mark.parametrize("role", list(Role))
def test_whose_deeds_each_role_may_read(world: World, role: Role) -> None:
    family = world.family
    yasmin = testing.a_person("Yasmin", birth_date=clock.today().replace(year=2000))
    allowed = {
        (Role.GUARDIAN, family.sanna, family.aino),
        (Role.LEARNER, yasmin, yasmin),
    }
    for who in (family.sanna, family.aino, yasmin):
        actor = testing.actor_of(who, role)
        for whose in (family.aino, family.sanna, yasmin):
            with acting(actor):
                own = role == Role.GUARDIAN and who == whose
                officer = role == Role.DATA_PROTECTION_OFFICER
                if own or officer or (role, who, whose) in allowed:
                    assert people.deeds_page(actor, whose).person.id == whose
                else:
                    with pytest.raises(NotYours):
                        people.deeds_page(actor, whose)


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_the_guardians_of_a_learner(world: World, role: Role) -> None:
    actor = testing.actor_of(world.family.sanna, role)
    with acting(actor):
        seen = people.guardians_of(actor, [world.family.aino])
    expected = OFFICE | {Role.GUARDIAN}
    assert len(seen) == (2 if role in expected else 0)
