"""What rooms and connectors announce and who hears it, printed from events and handlers."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import digione.connectors
import digione.school
from digione.foundation.outbox.hearing import hearers_of


def events() -> Iterator[type[Any]]:
    """Every event of every room, by its name."""
    found = {
        kind.name: kind
        for module in _modules("events")
        for kind in vars(module).values()
        if isinstance(kind, type) and dataclasses.is_dataclass(kind) and hasattr(kind, "name")
    }
    return (found[name] for name in sorted(found))


def _modules(name: str) -> Iterator[ModuleType]:
    for floor in (digione.school, digione.connectors):
        for room in pkgutil.iter_modules(floor.__path__, f"{floor.__name__}."):
            package = importlib.import_module(room.name)
            for module in pkgutil.iter_modules(package.__path__):
                if module.name == name:
                    yield importlib.import_module(f"{room.name}.{name}")


def document() -> str:
    """Handlers are imported first, for they say themselves what they hear."""
    list(_modules("handlers"))
    parts = [
        "# What rooms announce",
        "",
        (
            "Printed from each room's `events.py` by `python -m tools.documents`. A fact holds "
            "ids, days and codes, never names or texts."
        ),
    ]
    for event in events():
        parts += ["", f"## `{event.name}`", "", _sentence(event), *_fields(event), *_heard(event)]
    return "\n".join(parts) + "\n"


def _sentence(event: type[Any]) -> str:
    text = (event.__doc__ or "").strip()
    return "" if text.startswith(f"{event.__name__}(") else " ".join(text.split())


def _fields(event: type[Any]) -> list[str]:
    fields = [f"| `{f.name}` | {_type(f.type)} |" for f in dataclasses.fields(event)]
    return ["", "| holds | |", "|---|---|", *fields]


def _type(kind: object) -> str:
    return kind if isinstance(kind, str) else getattr(kind, "__name__", str(kind))


def _heard(event: type[Any]) -> list[str]:
    hearers = sorted(f"`{h.__module__}.{h.__name__}`" for _, h in hearers_of(event.name))
    return ["", f"Heard by {', '.join(hearers)}." if hearers else "Heard by nobody yet."]
