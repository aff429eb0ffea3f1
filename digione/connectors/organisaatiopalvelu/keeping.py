"""A provider's branch carried from the preview to the button, signed so that nobody edits it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from django.core import signing

from digione.school.organisations.ports import (
    ProviderFacts,
    RegisterFacts,
    SchoolFacts,
    UnitFacts,
)

_SALT: Final = "organisaatiopalvelu"
_HOUR: Final = 3600  # seconds
_DAYS: Final = ("opened_on", "closed_on")


class NotKept(ValueError):
    """Altered, too old, or of another municipality."""


def kept(facts: RegisterFacts, *, tenant_id: int) -> str:
    plain = {
        "tenant": tenant_id,
        "provider": asdict(facts.provider) if facts.provider else None,
        "schools": [_plain(asdict(school)) for school in facts.schools.values()],
        "units": [_plain(asdict(unit)) for unit in facts.units.values()],
    }
    return signing.dumps(plain, salt=_SALT, compress=True)


def opened(text: str, *, tenant_id: int) -> RegisterFacts:
    try:
        plain = signing.loads(text, salt=_SALT, max_age=_HOUR)
    except signing.BadSignature as error:
        raise NotKept from error
    if plain["tenant"] != tenant_id:
        raise NotKept
    schools = (SchoolFacts(**_rich(row)) for row in plain["schools"])
    units = (UnitFacts(**_rich(row)) for row in plain["units"])
    return RegisterFacts(
        provider=ProviderFacts(**plain["provider"]) if plain["provider"] else None,
        schools={facts.oid: facts for facts in schools},
        units={facts.oid: facts for facts in units},
    )


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in row.items()
    }


def _rich(row: dict[str, Any]) -> dict[str, Any]:
    days = {name: datetime.date.fromisoformat(row[name]) if row[name] else None for name in _DAYS}
    forms = {"forms": tuple(row["forms"])} if "forms" in row else {}
    return {**row, **days, **forms}
