"""Tells facts to their hearers: at least once, each hearer in a block of its own."""

from __future__ import annotations

import datetime
import logging
import random
from collections.abc import Callable
from dataclasses import fields
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import translation

from digione.foundation import clock
from digione.foundation.access import Actor, Role, acting

from .hearing import hearers_of
from .models import Envelope, Heard

_log = logging.getLogger(__name__)
_MOST_ATTEMPTS: Final = 10
_NOBODY: Final = UUID(int=0)


def tell_waiting(*, most: int = 200) -> int:
    """Tells up to `most` waiting facts and returns how many it took up.

    Several workers may do this at once: each fact is locked by the one that tells it.
    """
    for count in range(most):
        if not _tell_one():
            return count
    return most


def _tell_one() -> bool:
    with transaction.atomic():
        envelope = (
            Envelope.objects.select_for_update(skip_locked=True)
            .filter(told_at=None, parked_at=None, due_at__lte=clock.now())
            .order_by("due_at", "id")
            .first()
        )
        if envelope is None:
            return False
        _tell(envelope)
        return True


def _tell(envelope: Envelope) -> None:
    heard = set(Heard.objects.filter(envelope=envelope).values_list("hearer", flat=True))
    failures = 0
    for kind, hearer in hearers_of(envelope.name):
        name = f"{hearer.__module__}.{hearer.__qualname__}"
        if name not in heard:
            failures += not _told(envelope, kind, hearer, name)
    if failures:
        _postpone(envelope)
    else:
        envelope.told_at = clock.now()
    envelope.save()


def _told(envelope: Envelope, kind: type[Any], hearer: Callable[[Any], None], name: str) -> bool:
    outbox = Actor(envelope.tenant, _NOBODY, frozenset({Role.OPERATOR}), name="outbox")
    try:
        with translation.override(envelope.language), acting(outbox):
            hearer(_opened(kind, envelope.facts))
            Heard.objects.create(envelope=envelope, hearer=name)
    except Exception:  # noqa: BLE001 one hearer's fault must not silence the others
        _log.exception("a hearer failed", extra={"hearer": name, "fact": envelope.name})
        return False
    return True


def _postpone(envelope: Envelope) -> None:
    """Growing pauses with jitter; after the last one the fact is parked for a person to see."""
    envelope.attempts += 1
    if envelope.attempts >= _MOST_ATTEMPTS:
        envelope.parked_at = clock.now()
    pause = 2**envelope.attempts * random.uniform(0.5, 1.5)  # noqa: S311 not a secret
    envelope.due_at = clock.now() + datetime.timedelta(seconds=pause)


def _opened(kind: type[Any], facts: dict[str, Any]) -> Any:
    """The event again; JSON has neither identifiers nor dates."""
    read: dict[str, Callable[[Any], object]] = {
        "UUID": UUID,
        "datetime.date": datetime.date.fromisoformat,
        "datetime.datetime": datetime.datetime.fromisoformat,
    }
    return kind(**{f.name: read.get(str(f.type), _as_it_is)(facts[f.name]) for f in fields(kind)})


def _as_it_is(fact: Any) -> object:
    return fact
