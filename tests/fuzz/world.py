"""Two municipalities with rows in every table: one's own, and one whose every value is a canary."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterator
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from digione.foundation.access import Actor, Role
from digione.foundation.language import LocalizedField, LocalizedText
from digione.foundation.tenancy import TenantFact, TenantForeignKey, inside, uuid7

OWN, FOREIGN = 7, 8
ROWS: Final = 4
CANARY: Final = "CANARY"
BIG: Final = 20_000  # numbers of the other municipality begin here, own ones end below
OLD: Final = datetime.date(1950, 1, 1)  # days of the other municipality lie before this one


def tenant_models() -> list[type[TenantFact]]:
    """Every walled table, those that are referred to before those that refer."""
    waiting = [m for m in apps.get_models() if issubclass(m, TenantFact)]
    done: list[type[TenantFact]] = []
    while waiting:
        ready = [m for m in waiting if not _referred_to(m) & set(waiting) - {m}]
        done += ready
        waiting = [m for m in waiting if m not in ready]
    return done


def _referred_to(model: type[models.Model]) -> set[Any]:
    return {f.related_model for f in model._meta.concrete_fields if isinstance(f, TenantForeignKey)}


def fill() -> dict[type[TenantFact], list[TenantFact]]:
    """Writes the world and returns one's own rows, table by table."""
    for tenant_id in (FOREIGN, OWN):
        rows = _Rows(tenant_id)
        with inside(tenant_id):
            for model in tenant_models():
                rows.make(model)
    return rows.made


def somebody(rows: dict[type[TenantFact], list[TenantFact]]) -> Actor:
    """A person of one's own municipality in every role."""
    person = rows[apps.get_model("people", "Person")][0]
    return Actor(OWN, person.pk[1], frozenset(Role))


class _Rows:
    def __init__(self, tenant_id: int) -> None:
        self.foreign = tenant_id == FOREIGN
        self.made: dict[Any, list[TenantFact]] = {}
        self.random = random.Random(tenant_id)  # noqa: S311 the same world every time

    def make(self, model: type[TenantFact]) -> None:
        one_only = any(
            isinstance(c, models.UniqueConstraint) and c.fields == ("tenant_id",)
            for c in model._meta.constraints
        )
        rows = [self._row(model, n) for n in range(1 if one_only else ROWS)]
        model._default_manager.bulk_create(rows)
        self.made[model] = rows

    def _row(self, model: type[TenantFact], n: int) -> TenantFact:
        values = {f.attname: self._value(f, n) for f in _fields(model)}
        return model(**values | _lawful(model, values, n))

    def _value(self, field: models.Field[Any, Any], n: int) -> Any:
        if isinstance(field, TenantForeignKey):
            rows = self.made.get(field.related_model)
            return rows[n % len(rows)].pk[1] if rows else None
        for kind, make in _MAKERS.items():
            if isinstance(field, kind):
                return make(field, n, self.foreign)
        raise LookupError(f"no canary for {field}")


def _fields(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    for field in model._meta.concrete_fields:
        if field.name not in {"tenant_id", "pk"}:
            yield field


def _day(n: int, foreign: bool) -> datetime.date:
    start = datetime.date(1900, 1, 1) if foreign else datetime.date(2026, 1, 1)
    return start + datetime.timedelta(days=7 * n)


def _text(field: Any, n: int, foreign: bool) -> str:
    return (f"{CANARY if foreign else 'own'}{n}")[-min(field.max_length or 9, 9) :]


def _moment(field: Any, n: int, foreign: bool) -> datetime.datetime:
    return datetime.datetime.combine(_day(n, foreign), datetime.time(8), datetime.UTC)


def _span(field: Any, n: int, foreign: bool) -> DateRange:
    return DateRange(_day(n, foreign), _day(n + 1, foreign))


_MAKERS: Final[dict[type, Callable[[Any, int, bool], Any]]] = {
    LocalizedField: lambda f, n, x: LocalizedText(fi=f"{CANARY if x else 'own'}{n}"),
    models.JSONField: lambda f, n, x: [f"{CANARY if x else 'own'}{n}"],
    models.UUIDField: lambda f, n, x: UUID(int=(2**127 if x else 2**120) + uuid7().int % 2**100),
    DateRangeField: _span,
    models.DateTimeField: _moment,
    models.DateField: lambda f, n, x: _day(n, x),
    models.TimeField: lambda f, n, x: datetime.time(8 + n, 15),
    models.BooleanField: lambda f, n, x: bool(n % 2),
    models.BinaryField: lambda f, n, x: (b"\x01" + f"{CANARY if x else 'own'}{n}".encode()).ljust(
        64, b"."
    )[:32],
    models.IntegerField: lambda f, n, x: (BIG if x else 1) + n,
    models.CharField: _text,
    models.TextField: _text,
}


def _lawful(model: type[TenantFact], values: dict[str, Any], n: int) -> dict[str, Any]:
    """What the checks of a table ask for beyond the types of its columns."""
    changed: dict[str, Any] = {}
    if "weekday" in values:
        changed["weekday"] = 1 + n
    for start, end in (("starts_at", "ends_at"),):
        if {start, end} <= set(values) and isinstance(values[start], datetime.datetime):
            changed[end] = values[start] + datetime.timedelta(hours=1)
        elif {start, end} <= set(values):
            changed[end] = datetime.time(9 + n, 0)
    if "minutes_late" in values:
        changed["minutes_late"] = None
    return changed
