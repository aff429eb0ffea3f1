"""Accounts as the operator tends them from the command line."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from digione.config import inviting
from digione.foundation import clock
from digione.foundation.access import STAFF, Actor, Role, acting, operator
from digione.foundation.identity.models import Account, Tenant
from digione.school.people import public as people


class Unusable(ValueError):
    """The address or the password cannot be used; the message says why."""


@transaction.atomic
def set_password(email: str, password: str, *, new: bool) -> None:
    email = email.strip().lower()
    account = _new(email) if new else _known(email)
    _check(lambda: validate_password(password, account))
    account.set_password(password)
    account.save()


@transaction.atomic
def set_active(email: str, *, active: bool) -> None:
    """A closed account cannot sign in; what it did stays on record."""
    account = _known(email.strip().lower())
    account.is_active = active
    account.save(update_fields=["is_active"])


@transaction.atomic
def appoint(
    email: str, *, municipality: str, name: str, role: str = Role.ADMINISTRATOR, school: str = ""
) -> None:
    """A new person of the municipality gets a role of the staff there, invited by e-mail."""
    email = email.strip().lower()
    _check(lambda: validate_email(email))
    tenant = Tenant.objects.filter(slug=municipality).first()
    if tenant is None:
        raise Unusable(f"There is no municipality {municipality!r}.")
    call_name, _, family_name = name.strip().partition(" ")
    names = people.Names(given_names=call_name, call_name=call_name, family_name=family_name)
    with acting(operator(tenant.id, "operator:user")) as actor:
        post = people.Post(role=_role(role), school_id=_school(actor, school))
        _check(lambda: _appoint(actor, email, names, post))


def _role(word: str) -> Role:
    if word not in STAFF:
        raise Unusable(f"{word!r} is no role of the staff: {', '.join(sorted(STAFF))}.")
    return Role(word)


def _school(actor: Actor, asked: str) -> UUID | None:
    try:
        return inviting.school_called(actor, asked).school_id if asked else None
    except inviting.NotInvited as error:
        raise Unusable(str(error)) from error


def _appoint(actor: Actor, email: str, names: people.Names, post: people.Post) -> None:
    person_id = people.add_person(actor, facts=people.PersonFacts(names=names))
    people.add_contact_point(
        actor, person_id, kind=people.ContactKind.EMAIL, value=email, is_primary=True
    )
    people.begin_employment(actor, person_id=person_id, post=post, starts_on=clock.today())
    people.invite_employee(actor, employee_id=person_id)


def _new(email: str) -> Account:
    _check(lambda: validate_email(email))
    if Account.objects.filter(email=email).exists():
        raise Unusable(f"There is an account {email} already; `user password` changes it.")
    return Account(email=email)


def _known(email: str) -> Account:
    account = Account.objects.filter(email=email).first()
    if account is None:
        raise Unusable(f"There is no account {email}.")
    return account


def _check(validate: Callable[[], object]) -> None:
    try:
        validate()
    except ValidationError as error:
        raise Unusable(" ".join(error.messages)) from error
