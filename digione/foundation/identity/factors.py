"""The sealed secrets of second factors, as allauth keeps them."""

from __future__ import annotations

import base64
from typing import Final

from allauth.mfa.models import Authenticator
from django.db import transaction

from digione.foundation.sealing import key_of, newest_key

from .adapters import MfaAdapter

_SEALED: Final = ("secret", "seed")


def seal_anew() -> int:
    """Seals those under an older key with the newest; how many that were."""
    return sum(map(_seal_one, Authenticator.objects.values_list("id", flat=True)))


@transaction.atomic
def _seal_one(factor_id: int) -> int:
    factor = Authenticator.objects.select_for_update().get(id=factor_id)
    old = [name for name in _SEALED if _is_old(factor.data.get(name))]
    for name in old:
        adapter = MfaAdapter()
        factor.data[name] = adapter.encrypt(adapter.decrypt(factor.data[name]))
    if old:
        factor.save(update_fields=["data"])
    return len(old)


def _is_old(value: str | None) -> bool:
    return value is not None and key_of(base64.b64decode(value)) != newest_key()
