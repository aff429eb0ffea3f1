"""Whose place and contact data stays hidden, and from whom."""

from __future__ import annotations

import datetime
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg.types.range import DateRange

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours, Role, acting
from digione.foundation.tenancy import uuid7
from digione.school.people import models, testing
from digione.school.people import public as people
from digione.school.people.public import hidden_places

pytestmark = pytest.mark.usefixtures("tenant")
SINCE = datetime.date(2020, 8, 1)
NOBODY = Actor(7, uuid7(), frozenset({Role.ADMINISTRATOR}))


def person(call_name: str, **facts: object) -> models.Person:
    return models.Person.objects.create(
        given_names=call_name, call_name=call_name, family_name="Salo", **facts
    )


def guards(guardian: models.Person, learner: models.Person, **facts: object) -> None:
    models.Guardianship.objects.create(
        guardian=guardian, learner=learner, kind="joint", span=DateRange(SINCE, None), **facts
    )


def as_role(who: models.Person, *roles: Role) -> Actor:
    return Actor(7, who.id, frozenset(roles))


def test_nothing_is_hidden_where_nobody_is_protected() -> None:
    lilja = person("Lilja")
    assert hidden_places(NOBODY, [lilja.id]) == frozenset()


def test_a_protected_learner_her_guardian_and_her_sister_at_home_are_hidden() -> None:
    lilja, sister = person("Lilja", protected=True), person("Onni")
    anna, aunt = person("Anna"), person("Kaisa")
    guards(anna, lilja)
    guards(anna, sister)
    everybody = [lilja.id, anna.id, sister.id, aunt.id]
    assert hidden_places(NOBODY, everybody) == {lilja.id, anna.id, sister.id}


def test_a_protected_guardian_hides_the_children_who_live_with_her() -> None:
    anna, lilja = person("Anna", protected=True), person("Lilja")
    guards(anna, lilja)
    assert hidden_places(NOBODY, [lilja.id, anna.id]) == {lilja.id, anna.id}


def test_the_guardian_at_home_sees_the_place_and_the_one_elsewhere_does_not() -> None:
    lilja, anna, other = person("Lilja", protected=True), person("Anna"), person("Ville")
    guards(anna, lilja)
    guards(other, lilja, lives_with=False)
    assert hidden_places(as_role(anna, Role.GUARDIAN), [lilja.id, anna.id]) == frozenset()
    assert hidden_places(as_role(other, Role.GUARDIAN), [lilja.id, anna.id]) == {lilja.id, anna.id}


def test_a_guardian_at_work_in_another_role_sees_no_more_than_the_role() -> None:
    lilja, anna = person("Lilja", protected=True), person("Anna")
    guards(anna, lilja)
    assert hidden_places(as_role(anna, Role.TEACHER), [lilja.id]) == {lilja.id}


def test_the_protected_see_their_own_place() -> None:
    lilja = person("Lilja", protected=True)
    assert hidden_places(as_role(lilja, Role.LEARNER), [lilja.id]) == frozenset()


def test_the_switch_acts_at_once_and_ends_with_its_last_day() -> None:
    lilja = person("Lilja")
    today = clock.today()
    everyone = models.Person.objects.filter(id=lilja.id)
    everyone.update(protected=True, protected_until=today)
    assert hidden_places(NOBODY, [lilja.id]) == {lilja.id}
    everyone.update(protected_until=today - datetime.timedelta(days=1))
    assert hidden_places(NOBODY, [lilja.id]) == frozenset()


def test_one_statement_answers_for_any_number_of_persons() -> None:
    asked = [person(f"Lilja {n}", protected=True).id for n in range(30)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert hidden_places(NOBODY, asked) == set(asked)
        assert hidden_places(NOBODY, []) == frozenset()
    assert len(queries) == 1


def test_another_municipality_cannot_ask() -> None:
    with pytest.raises(PermissionError):
        hidden_places(Actor(8, uuid7(), frozenset({Role.PRINCIPAL})), [uuid7()])


CANARIES = ("Kätkötie 17", "0409999999", "anna.salo@example.fi")


@pytest.mark.parametrize("role", list(Role))
def test_no_query_tells_anybody_unentitled_a_protected_contact_or_home(role: Role) -> None:
    """Ville may know his daughter's matters, and whatever role he has, never where she is."""
    family = testing.a_protected_family()
    for kind, value in zip(("home", "phone", "email"), CANARIES, strict=True):
        for person_id in (family.lilja, family.anna, family.onni):
            testing.a_contact_point(person_id, kind, value)
    home = [family.lilja, family.anna, family.onni]
    with acting(testing.actor_of(family.ville, role)) as ville:
        told = [
            people.contact_points_of(ville, home),
            people.guardians_of(ville, home),
            people.names_of(ville, home),
            people.persons_found(ville, words="Salo"),
            *(_profile(ville, person_id) for person_id in home),
        ]
    assert not any(canary in repr(told) for canary in CANARIES)
    assert "lives_with=True" not in repr(told)
    assert "lives_with=False" not in repr(told)


def _profile(actor: Actor, person_id: UUID) -> object:
    try:
        return people.profile(actor, person_id)
    except NotYours:
        return None


def test_the_guardian_at_home_is_told_what_the_other_is_not() -> None:
    family = testing.a_protected_family()
    testing.a_contact_point(family.anna, "home", CANARIES[0])
    with acting(testing.actor_of(family.anna, Role.GUARDIAN)) as anna:
        assert people.contact_points_of(anna, [family.anna])[family.anna][0].value == CANARIES[0]
        seen = people.guardians_of(anna, [family.lilja])
    assert {row.lives_with for row in seen} == {True, False}
