"""A difference as rows of a table, in the reader's words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from digione.foundation.language import LocalizedText
from digione.foundation.ui.words import long_date

from .checking import Problem
from .comparing import Difference, Part

_MOST: Final = 200  # rows that are shown; the numbers above them are of all
_FIELDS: Final = {
    "business_id": gettext_lazy("business ID"),
    "closed_on": gettext_lazy("closed on"),
    "code": gettext_lazy("code"),
    "forms": gettext_lazy("forms of education"),
    "kind": gettext_lazy("type of institution"),
    "language": gettext_lazy("language of instruction"),
    "municipality_code": gettext_lazy("municipality"),
    "names": gettext_lazy("name"),
    "oid": gettext_lazy("OID"),
    "opened_on": gettext_lazy("opened on"),
    "school_oid": gettext_lazy("school"),
}


def parts(difference: Difference) -> list[dict[str, Any]]:
    """Schools and units: how many are new, changed, closing, missing and as before."""
    both = ((_("Institutions"), difference.schools), (_("Units"), difference.units))
    return [_part(title, part) for title, part in both]


def _part(title: str, part: Part) -> dict[str, Any]:
    return {
        "title": title,
        "new": len(part.new),
        "changed": len(part.touched) - len(part.new),
        "closing": len(part.closing),
        "missing": len(part.missing),
        "same": part.same,
    }


def changes(difference: Difference) -> list[dict[str, str]]:
    """Field by field what stands here and what the register says; new ones by name."""
    fields = (*difference.provider, *difference.schools.changed, *difference.units.changed)
    changed = [
        {
            "name": change.name,
            "field": str(_FIELDS.get(change.field, change.field)),
            "here": value(change.here),
            "there": value(change.there),
        }
        for change in fields
    ]
    fresh = [
        {"name": difference.names[oid], "field": _("new organisation"), "here": "–", "there": oid}
        for oid in (*difference.schools.new, *difference.units.new)
    ]
    return (changed + fresh)[:_MOST]


def problems(found: Iterable[Problem]) -> list[dict[str, str]]:
    return [{"place": p.place, "what": p.what, "mend": p.mend} for p in found]


def value(given: Any) -> str:
    if isinstance(given, Mapping):
        return str(LocalizedText(given))
    if isinstance(given, datetime.date):
        return long_date(given)
    if isinstance(given, list | tuple):
        return ", ".join(map(str, given)) or "–"
    return str(given or "–")
