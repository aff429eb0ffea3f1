"""Adding, changing and removing ways to reach a person."""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F

from digione.foundation.access import Actor
from digione.foundation.audit import recording
from digione.foundation.sealing import seal_into
from digione.school.people.models import ContactKind, ContactPoint, Person
from digione.school.people.policy import POLICY, Permission
from digione.school.people.rules import Fault

from .refusing import Invalid, Outdated

_PHONE: Final = re.compile(r"\+?[0-9]{5,15}")


@transaction.atomic
def add_contact_point(
    actor: Actor, person_id: UUID, *, kind: ContactKind, value: str, is_primary: bool = False
) -> UUID:
    """A primary one takes the place of the primary one of its kind."""
    person = POLICY.find(actor, Permission.CHANGE_CONTACT, Person.objects.all(), id=person_id)
    sealed = seal_into(ContactPoint, "value", checked_value(kind, value), about=person.id)
    if is_primary:
        person.contact_points.filter(kind=kind).update(is_primary=False)
    point = ContactPoint.objects.create(
        person=person, kind=kind, value=sealed, is_primary=is_primary
    )
    recording.changed("people.contact", [person.id])
    return point.id


@transaction.atomic
def change_contact_point(actor: Actor, point_id: UUID, *, value: str, version: int) -> UUID:
    point = _own_point(actor, point_id)
    text = checked_value(ContactKind(point.kind), value)
    sealed = seal_into(ContactPoint, "value", text, about=point.person_id)
    same = ContactPoint.objects.filter(id=point.id, version=version)
    if not same.update(value=sealed, version=F("version") + 1):
        raise Outdated
    recording.changed("people.contact", [point.person_id])
    return point.id


@transaction.atomic
def remove_contact_point(actor: Actor, point_id: UUID) -> None:
    point = _own_point(actor, point_id)
    ContactPoint.objects.filter(id=point.id).delete()
    recording.changed("people.contact", [point.person_id])


def _own_point(actor: Actor, point_id: UUID) -> ContactPoint:
    which = ContactPoint.objects.filter(id=point_id)
    person_id = which.values_list("person_id", flat=True).first()
    POLICY.find(actor, Permission.CHANGE_CONTACT, Person.objects.all(), id=person_id)
    return which.get()


def checked_value(kind: ContactKind, entered: str) -> str:
    text = " ".join(entered.split())
    if kind == ContactKind.EMAIL:
        return _email(text)
    if kind == ContactKind.PHONE:
        return _phone(text)
    if not text:
        raise Invalid(Fault.VALUE_MISSING, "value")
    return text


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise Invalid(Fault.EMAIL_FORM, "value") from None
    return text.lower()


def _phone(text: str) -> str:
    number = re.sub(r"[ ()-]", "", text)
    if not _PHONE.fullmatch(number):
        raise Invalid(Fault.PHONE_FORM, "value")
    return number
