"""Taking the register's word for one municipality, which is made where it is missing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from digione.foundation import clock
from digione.foundation.access import Actor, Role, acting
from digione.foundation.identity.models import Tenant
from digione.foundation.language import LocalizedText
from digione.school.organisations import public as organisations
from digione.school.organisations.ports import ProviderFacts, RegisterFacts

from .comparing import Difference, compare
from .reading import Branch

_NOBODY: Final = UUID(int=0)  # a system's work is nobody's; the actor's name says whose it is
_NAME: Final = "operator:organisaatiopalvelu"
_LIFE: Final = 300  # seconds
_LONGEST_SLUG: Final = 44  # leaves room for a number
_FEW_LETTERS: Final = str.maketrans({"ø": "o", "đ": "d", "ŋ": "n", "ŧ": "t", "æ": "ae", "ß": "ss"})


class ClosesTooMuch(ValueError):
    """So many schools would close that the file is more likely wrong."""


def operator(tenant_id: int) -> Actor:
    return Actor(tenant_id, _NOBODY, frozenset({Role.OPERATOR}), name=_NAME)


def preview(actor: Actor, facts: RegisterFacts) -> Difference:
    """What `apply` would do; to be asked inside the actor's municipality."""
    return compare(organisations.register_facts(actor), facts, today=clock.today())


@transaction.atomic
def apply(actor: Actor, facts: RegisterFacts, *, closing: bool = False) -> Difference:
    """Writes what differs. Raises `ClosesTooMuch` unless `closing` allows it."""
    difference = preview(actor, facts)
    if difference.closes_too_much and not closing:
        raise ClosesTooMuch(
            _("%(number)s of %(open)s schools would close.")
            % {"number": len(difference.schools.closing), "open": difference.open_here}
        )
    if not difference.is_empty:
        organisations.put_register(actor, facts=difference.to_put)
    return difference


def preview_branch(branch: Branch) -> Difference:
    """Of a municipality that may not be here yet: then everything is new."""
    tenant = Tenant.objects.filter(oid=branch.provider.oid).first()
    if tenant is None:
        return compare(RegisterFacts(), branch.facts, today=clock.today())
    with acting(operator(tenant.id), life=_LIFE) as actor:
        return preview(actor, branch.facts)


@transaction.atomic
def apply_branch(branch: Branch, *, closing: bool = False) -> tuple[str, Difference]:
    """The slug of the municipality, and what was done to it."""
    tenant = Tenant.objects.filter(oid=branch.provider.oid).first() or _open(branch.provider)
    with acting(operator(tenant.id), life=_LIFE) as actor:
        return tenant.slug, apply(actor, branch.facts, closing=closing)


def _open(provider: ProviderFacts) -> Tenant:
    last = Tenant.objects.aggregate(last=Max("id"))["last"] or 0
    languages = [code for code in ("fi", "sv") if code in provider.names] or ["fi"]
    return Tenant.objects.create(
        id=last + 1,
        slug=_free_slug(LocalizedText(provider.names).read("fi")),
        names=LocalizedText(provider.names),
        oid=provider.oid,
        languages=languages,
    )


def _free_slug(name: str) -> str:
    slug = slug_of(name)
    taken = set(Tenant.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(free for free in _candidates(slug) if free not in taken)


def _candidates(slug: str) -> Iterator[str]:
    yield slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1


def slug_of(name: str) -> str:
    """`Pyhtään kunta` is at `/pyhtaan-kunta/`."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_FEW_LETTERS))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    slug = "-".join(words)
    while len(slug) > _LONGEST_SLUG and "-" in slug:
        slug = slug.rpartition("-")[0]
    return slug[:_LONGEST_SLUG] or "provider"
