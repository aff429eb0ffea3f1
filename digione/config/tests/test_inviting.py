"""Whoever came by an import gets an invitation, and only once they have no account."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from digione.config import accounts, inviting
from digione.foundation.access import Role, acting, operator
from digione.foundation.identity import testing
from digione.foundation.identity.models import Account
from digione.foundation.identity.ties import ties_of
from digione.school.enrolment import testing as enrolment
from digione.school.organisations import testing as organisations
from digione.school.people import testing as people

pytestmark = pytest.mark.django_db
SCHOOL = "Männikön koulu"


@pytest.fixture(autouse=True)
def _school() -> None:
    """Minna teaches there; Aino's guardian Sanna has an e-mail address, Mikko none."""
    testing.a_municipality()
    with acting(operator(7, "operator:test")):
        school = organisations.school(SCHOOL)
        people.a_contact_point(people.a_teacher(school), "email", "minna@koivula.example")
        family = people.a_family()
        enrolment.study_right(family.aino, school)
        people.a_contact_point(family.sanna, "email", "sanna@koti.example")


def invited(who: str, **wish: Any) -> inviting.Report:
    return inviting.invite(inviting.Wish(tenant_id=7, school=SCHOOL, who=who, **wish))


def joined(client: Client, link: str) -> None:
    answer = client.post(link[link.index("/invitation") :], {"password": "four quiet reindeer"})
    assert answer.status_code == 302


def test_a_link_is_handed_over_and_no_letter_leaves(
    mailoutbox: list[Any], client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        report = invited("guardians", by_hand=True)
    ((name, address, link),) = report.links
    assert (name, address, report.unreachable) == (
        "Sanna Korhonen",
        "sanna@koti.example",
        ["Mikko Korhonen"],
    )
    assert mailoutbox == []
    joined(client, link)
    account = Account.objects.get(email="sanna@koti.example")
    assert {tie.role for tie in ties_of(account.id)} == {Role.GUARDIAN}
    again = invited("guardians")
    assert (again.links, again.has_account) == ([], 1)


def test_a_letter_leaves_for_each(
    mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invited("staff")
    assert [letter.to for letter in mailoutbox] == [["minna@koivula.example"]]


def test_a_dry_run_invites_nobody(client: Client) -> None:
    ((_, _, link),) = invited("staff", by_hand=True, dry_run=True).links
    assert client.get(link[link.index("/invitation") :]).status_code == 410


@pytest.mark.parametrize("person", ["Minna Lahtinen", "MINNA@koivula.example"])
def test_one_is_asked_for_by_name_or_address(person: str) -> None:
    assert len(invited("staff", person=person).links) == 1


def test_a_name_that_nobody_has_is_told() -> None:
    with pytest.raises(inviting.NotInvited, match="0 of them are called 'Ei Kukaan'"):
        invited("staff", person="Ei Kukaan")


def test_a_principal_is_appointed_to_a_school() -> None:
    facts = {"municipality": "koivula", "name": "Jari Koskela", "role": "principal"}
    accounts.appoint("jari@koivula.example", **facts, school=SCHOOL)
    assert [name for name, *_ in invited("staff").links] == ["Jari Koskela", "Minna Lahtinen"]
    with pytest.raises(accounts.Unusable, match="no role of the staff"):
        accounts.appoint("x@koivula.example", **{**facts, "role": "guardian"}, school=SCHOOL)
    with pytest.raises(accounts.Unusable, match="0 schools here are called"):
        accounts.appoint("x@koivula.example", **facts, school="Ei ole")
    with pytest.raises(accounts.Unusable, match="Choose the school"):
        accounts.appoint("x@koivula.example", **facts)
