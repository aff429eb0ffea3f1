"""Inviting guardians and employees to make an account, and what becomes of an invitation."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours
from digione.foundation.audit import recording
from digione.foundation.outbox import announcing
from digione.foundation.sealing import unseal
from digione.school.people.events import GuardianInvited, InvitationAccepted
from digione.school.people.models import (
    ContactKind,
    Employment,
    Guardianship,
    Invitation,
    Person,
)
from digione.school.people.policy import POLICY, Permission
from digione.school.people.rules import Fault

from .letters import Letter, post
from .refusing import Invalid
from .standing import tie_person

_LIFE: Final = datetime.timedelta(days=14)
_CODE_BYTES: Final = 24
Deliver = Callable[[Letter], None]


@dataclass(frozen=True, slots=True)
class Offer:
    """The address that the invitation has reached; the account signs in by it."""

    email: str
    language: str


@transaction.atomic
def invite_guardian(actor: Actor, *, guardian_id: UUID, deliver: Deliver = post) -> UUID:
    """An e-mail in the guardian's language, with a code and without any child's name.

    `deliver` may hand the letter over in another way: on paper, face to face.
    """
    guards = Guardianship.objects.filter(guardian_id=guardian_id, span__contains=clock.today())
    invitation_id = _invite(
        actor, Person.objects.filter(id__in=guards.values("guardian_id")), deliver
    )
    announcing.announce(GuardianInvited(invitation_id, guardian_id))
    return invitation_id


@transaction.atomic
def invite_employee(actor: Actor, *, employee_id: UUID, deliver: Deliver = post) -> UUID:
    """The same for somebody who works here today or will."""
    posts = Employment.objects.filter(person_id=employee_id).filter(
        Q(span__endswith=None) | Q(span__endswith__gt=clock.today())
    )
    return _invite(actor, Person.objects.filter(id__in=posts.values("person_id")), deliver)


@transaction.atomic
def accept_invitation(actor: Actor, *, code: str, account_id: UUID) -> UUID:
    """Joins the account to the invited person, in every role that the person has.

    `actor` is whoever holds the code, for the code is the right.
    """
    found = _standing(code).select_for_update().first()
    if found is None:
        raise NotYours("invitation")
    Invitation.objects.filter(id=found.id).update(accepted_at=clock.now())
    tie_person(actor, found.person_id, account_id=account_id)
    recording.changed("people.invitation", [found.person_id])
    announcing.announce(InvitationAccepted(found.id, found.person_id))
    return found.person_id


@transaction.atomic
def withdraw_invitation(actor: Actor, invitation_id: UUID) -> UUID:
    which = Invitation.objects.filter(id=invitation_id)
    person_id = which.values_list("person_id", flat=True).first()
    POLICY.find(actor, Permission.INVITE, Person.objects.all(), id=person_id)
    which.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=clock.now())
    recording.changed("people.invitation", [which.get().person_id])
    return invitation_id


def offer_of(actor: Actor, *, code: str) -> Offer | None:
    """What an invitation that stands offers; None where it is over or never was."""
    found = _standing(code).select_related("person").first()
    if found is None:
        return None
    try:
        email = _email_of(found.person)
    except Invalid:  # taken away since the letter left
        return None
    recording.saw("people.invitation", [found.person_id])
    return Offer(email.lower(), found.person.language)


def was_accepted(actor: Actor, *, code: str) -> bool:
    """Whether the invitation was good and has done its work; of whom is not said."""
    return Invitation.objects.filter(code_hash=_hash(code), accepted_at__isnull=False).exists()


def _standing(code: str) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        code_hash=_hash(code), accepted_at=None, withdrawn_at=None, expires_at__gt=clock.now()
    )


def _invite(actor: Actor, invited: QuerySet[Person], deliver: Deliver) -> UUID:
    """A newer invitation takes the place of those still open."""
    person = POLICY.find(actor, Permission.INVITE, invited)
    address = _email_of(person)
    code = secrets.token_urlsafe(_CODE_BYTES)
    now = clock.now()
    still_open = Invitation.objects.filter(person=person, accepted_at=None, withdrawn_at=None)
    still_open.update(withdrawn_at=now)
    invitation = Invitation.objects.create(
        person=person, code_hash=_hash(code), expires_at=now + _LIFE
    )
    deliver(Letter(to=address, language=person.language, code=code))
    recording.changed("people.invitation", [person.id])
    return invitation.id


def _email_of(person: Person) -> str:
    points = person.contact_points.filter(kind=ContactKind.EMAIL).order_by("-is_primary", "id")
    point = points.first()
    if point is None:
        raise Invalid(Fault.EMAIL_MISSING, "email")
    return unseal(point.value or b"", about=person.id, field=ContactKind.EMAIL)


def _hash(code: str) -> bytes:
    """The code is 192 random bits, so one round without salt is enough."""
    return hashlib.sha256(code.encode()).digest()
