"""What the office does with persons, guardianships and posts, and what follows from it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours, Role, acting
from digione.foundation.audit.models import About
from digione.foundation.identity import testing as identity
from digione.foundation.identity.ties import ties_of
from digione.foundation.outbox.models import Envelope
from digione.school.organisations import testing as organisations
from digione.school.people import models, testing
from digione.school.people.actions import refusing
from digione.school.people.public import (
    Names,
    Outdated,
    PersonFacts,
    Post,
    Rights,
    add_contact_point,
    add_person,
    begin_employment,
    begin_guardianship,
    change_contact_point,
    change_guardianship,
    change_person,
    contact_points_of,
    end_employment,
    end_guardianship,
    give_identity_code,
    hidden_places,
    identity_code_of,
    protect_person,
    remove_contact_point,
    unprotect_person,
    withdraw_identity_code,
)
from digione.school.people.rules import Fault, birthday

AINO = PersonFacts(
    names=Names(given_names="Aino Maria", call_name="Aino", family_name="Korhonen"),
    birth_date=datetime.date(2016, 5, 1),
)
CODE = "010516A903X"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def office(tenant: int) -> Iterator[Actor]:
    identity.a_municipality(tenant)
    with acting(testing.an_administrator()) as actor:
        yield actor


def fault_of(refused: pytest.ExceptionInfo[ValidationError]) -> str:
    ((error, *_),) = refused.value.error_dict.values()
    return str(error.code)


def announced() -> list[str]:
    return list(Envelope.objects.order_by("id").values_list("name", flat=True))


def test_the_office_adds_a_person(office: Actor) -> None:
    person = models.Person.objects.get(id=add_person(office, facts=AINO))
    assert (person.call_name, person.family_name, person.version) == ("Aino", "Korhonen", 1)
    assert person.sort_key.startswith("korhonen")
    assert announced() == ["people.person_added.v1"]


def test_a_person_born_tomorrow_is_refused(office: Actor) -> None:
    with pytest.raises(ValidationError) as refused:
        add_person(office, facts=replace(AINO, birth_date=clock.today() + DAY))
    assert fault_of(refused) == Fault.BORN_LATER


def test_a_later_change_is_not_overwritten(office: Actor) -> None:
    aino = add_person(office, facts=AINO)
    change_person(office, aino, facts=replace(AINO, language="sv"), version=1)
    with pytest.raises(Outdated):
        change_person(office, aino, facts=replace(AINO, language="en"), version=1)
    assert models.Person.objects.get(id=aino).language == "sv"


def test_an_identity_code_is_given_sealed_and_read_again(office: Actor) -> None:
    aino = add_person(office, facts=replace(AINO, birth_date=None))
    give_identity_code(office, aino, code=CODE.lower(), version=1)
    person = models.Person.objects.get(id=aino)
    assert CODE.encode() not in (person.identity_code or b"")
    assert person.birth_date == AINO.birth_date
    assert identity_code_of(office, aino) == CODE
    withdraw_identity_code(office, aino, version=2)
    assert identity_code_of(office, aino) is None


def test_two_persons_never_share_an_identity_code(office: Actor) -> None:
    aino, other = add_person(office, facts=AINO), add_person(office, facts=AINO)
    give_identity_code(office, aino, code=CODE, version=1)
    with pytest.raises(ValidationError) as refused:
        give_identity_code(office, other, code=CODE, version=1)
    assert fault_of(refused) == Fault.CODE_TAKEN


def test_a_code_of_another_day_is_refused(office: Actor) -> None:
    aino = add_person(office, facts=replace(AINO, birth_date=datetime.date(2016, 5, 2)))
    with pytest.raises(ValidationError) as refused:
        give_identity_code(office, aino, code=CODE, version=1)
    assert fault_of(refused) == Fault.CODE_OTHER_BIRTH_DATE


def test_an_invented_code_is_refused_outside_the_demo(
    office: Actor, settings: pytest.FixtureRequest
) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    aino = add_person(office, facts=AINO)
    with pytest.raises(ValidationError) as refused:
        give_identity_code(office, aino, code=CODE, version=1)
    assert fault_of(refused) == Fault.CODE_INVENTED


def test_contact_points_are_sealed_changed_and_removed(office: Actor) -> None:
    aino = add_person(office, facts=AINO)
    point = add_contact_point(office, aino, kind=models.ContactKind.PHONE, value="+358 40 123 4567")
    assert contact_points_of(office, [aino])[aino][0].value == "+358401234567"
    change_contact_point(office, point, value="040-765 4321", version=1)
    with pytest.raises(Outdated):
        change_contact_point(office, point, value="040 000 0000", version=1)
    assert contact_points_of(office, [aino])[aino][0].value == "0407654321"
    remove_contact_point(office, point)
    assert contact_points_of(office, [aino]) == {}


@pytest.mark.parametrize(
    ("kind", "value", "fault"),
    [
        (models.ContactKind.EMAIL, "not an address", Fault.EMAIL_FORM),
        (models.ContactKind.PHONE, "call me", Fault.PHONE_FORM),
        (models.ContactKind.HOME, "  ", Fault.VALUE_MISSING),
    ],
)
def test_a_contact_point_that_reaches_nobody_is_refused(
    office: Actor, kind: models.ContactKind, value: str, fault: Fault
) -> None:
    with pytest.raises(ValidationError) as refused:
        add_contact_point(office, add_person(office, facts=AINO), kind=kind, value=value)
    assert fault_of(refused) == fault


def test_one_contact_point_of_a_kind_is_the_primary_one(office: Actor) -> None:
    aino = add_person(office, facts=AINO)
    for number in ("0401111111", "0402222222"):
        add_contact_point(
            office, aino, kind=models.ContactKind.PHONE, value=number, is_primary=True
        )
    first, second = contact_points_of(office, [aino])[aino]
    assert (first.value, first.is_primary, second.is_primary) == ("0402222222", True, False)


def test_a_guardianship_gives_the_account_its_role_at_once_and_takes_it_back(
    office: Actor,
) -> None:
    sanna, account = testing.a_person("Sanna"), identity.an_account()
    identity.tied(account, sanna, Role.TEACHER)
    aino = add_person(office, facts=AINO)
    guardianship = begin_guardianship(
        office,
        guardian_id=sanna,
        learner_id=aino,
        rights=Rights(kind="joint"),
        starts_on=clock.today() - DAY,
    )
    assert Role.GUARDIAN in {tie.role for tie in ties_of(account.id)}
    end_guardianship(office, guardianship, last_day=clock.today() - DAY)
    assert Role.GUARDIAN not in {tie.role for tie in ties_of(account.id)}
    assert announced()[-2:] == ["people.guardianship_began.v1", "people.guardianship_ended.v1"]


def test_the_guardian_of_two_keeps_the_role_when_one_guardianship_ends(office: Actor) -> None:
    family, account = testing.a_family(), identity.an_account()
    identity.tied(account, family.sanna, Role.GUARDIAN)
    first = models.Guardianship.objects.filter(guardian_id=family.sanna).first()
    assert first is not None
    end_guardianship(office, first.id, last_day=clock.today() - DAY)
    assert [tie.role for tie in ties_of(account.id)] == [Role.GUARDIAN]


def test_a_guardianship_ends_by_itself_when_the_learner_comes_of_age(office: Actor) -> None:
    aino, sanna = add_person(office, facts=AINO), testing.a_person("Sanna")
    begin_guardianship(
        office,
        guardian_id=sanna,
        learner_id=aino,
        rights=Rights(kind="sole"),
        starts_on=clock.today(),
    )
    span = models.Guardianship.objects.get(guardian_id=sanna).span
    assert AINO.birth_date is not None
    assert span.upper == birthday(AINO.birth_date, 18)


def test_guardianships_that_speak_against_each_other_are_refused(office: Actor) -> None:
    family = testing.a_family()
    rights, today = Rights(kind="sole"), clock.today()
    for guardian, learner, fault in (
        (family.sanna, family.sanna, Fault.OWN_GUARDIAN),
        (family.sanna, family.aino, Fault.GUARDIAN_ALREADY),
        (testing.a_person("Ville"), family.aino, Fault.SOLE_AMONG_OTHERS),
    ):
        with pytest.raises(ValidationError) as refused:
            begin_guardianship(
                office, guardian_id=guardian, learner_id=learner, rights=rights, starts_on=today
            )
        assert fault_of(refused) == fault


def test_the_rights_of_a_guardian_are_divided(office: Actor) -> None:
    family = testing.a_family()
    one = models.Guardianship.objects.filter(guardian_id=family.mikko).first()
    assert one is not None
    rights = Rights(kind="limited", may_decide=False, lives_with=False)
    change_guardianship(office, one.id, rights=rights, version=1)
    with pytest.raises(Outdated):
        change_guardianship(office, one.id, rights=rights, version=1)
    one.refresh_from_db()
    assert (one.kind, one.may_know, one.may_decide, one.version) == ("limited", True, False, 2)


def test_a_post_gives_the_account_its_role_at_once_and_takes_it_back(office: Actor) -> None:
    minna, account = testing.a_person("Minna", "Lahtinen"), identity.an_account()
    identity.tied(account, minna, Role.GUARDIAN)
    employment = begin_employment(
        office,
        person_id=minna,
        post=Post(role=Role.TEACHER, school_id=organisations.school()),
        starts_on=clock.today() - DAY,
    )
    assert Role.TEACHER in {tie.role for tie in ties_of(account.id)}
    end_employment(office, employment, last_day=clock.today() - DAY)
    assert Role.TEACHER not in {tie.role for tie in ties_of(account.id)}
    assert announced() == ["people.role_granted.v1", "people.role_ended.v1"]


def test_a_post_in_the_future_gives_no_role_today(office: Actor) -> None:
    minna, account = testing.a_person("Minna", "Lahtinen"), identity.an_account()
    identity.tied(account, minna, Role.GUARDIAN)
    post = Post(role=Role.ADMINISTRATOR)
    begin_employment(office, person_id=minna, post=post, starts_on=clock.today() + DAY)
    assert [tie.role for tie in ties_of(account.id)] == [Role.GUARDIAN]


def test_the_switch_of_protection_acts_at_once(office: Actor) -> None:
    family, school = testing.a_family(), organisations.school()
    stranger = testing.actor_of(testing.a_teacher(school), Role.TEACHER)
    protect_person(office, family.aino)
    with acting(stranger):
        assert hidden_places(stranger, [family.aino, family.sanna]) == {family.aino, family.sanna}
    unprotect_person(office, family.aino)
    with acting(stranger):
        assert hidden_places(stranger, [family.aino]) == frozenset()
    assert announced() == ["people.person_protected.v1", "people.person_unprotected.v1"]


def test_a_protection_that_is_over_is_refused(office: Actor) -> None:
    with pytest.raises(ValidationError):
        protect_person(office, add_person(office, facts=AINO), until=clock.today() - DAY)


def test_every_change_stands_in_the_audit_by_the_person_it_was_about(office: Actor) -> None:
    with acting(office):
        aino = add_person(office, facts=AINO)
        protect_person(office, aino)
    about = About.objects.filter(person_id=aino).values_list("event__deed", "event__what")
    assert {("write", "people.person"), ("write", "people.protection")} <= set(about)


def test_what_belongs_to_another_municipality_is_as_absent(office: Actor) -> None:
    for missing in (
        lambda: change_person(office, office.person_id, facts=AINO, version=1),
        lambda: end_guardianship(office, office.person_id, last_day=clock.today()),
        lambda: end_employment(office, office.person_id, last_day=clock.today()),
        lambda: remove_contact_point(office, office.person_id),
    ):
        with pytest.raises(NotYours):
            missing()


def test_every_fault_has_words() -> None:
    assert set(refusing._WORDS) == set(Fault)
