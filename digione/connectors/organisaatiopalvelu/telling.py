"""A difference in words, for the person at the command line."""

from __future__ import annotations

from collections.abc import Iterator

from .comparing import Difference, Part
from .reading import LEFT_OUT, Register

_FIRST = 12  # lines of a kind that are shown; the rest is counted
_TYPES = {
    "organisaatiotyyppi_04": "apprenticeship offices",
    "organisaatiotyyppi_05": "other organisations",
    "organisaatiotyyppi_06": "workplaces",
    "organisaatiotyyppi_07": "early-childhood providers",
    "organisaatiotyyppi_08": "early-childhood sites",
    "organisaatiotyyppi_09": "health-care providers",
}


def lines_of(title: str, difference: Difference) -> Iterator[str]:
    yield title
    if difference.is_empty:
        yield "  nothing differs"
    for change in difference.provider:
        yield f"  provider {change.field}: {change.here!r} -> {change.there!r}"
    for kind, part in (("schools", difference.schools), ("units", difference.units)):
        yield from _part(kind, part, difference)


def _part(kind: str, part: Part, difference: Difference) -> Iterator[str]:
    counted = f"{len(part.new)} new, {len(part.touched) - len(part.new)} changed"
    yield f"  {kind}: {counted}, {len(part.closing)} closing, {part.same} as before"
    yield from _shortened(
        [f"    {c.name}: {c.field} {c.here!r} -> {c.there!r}" for c in part.changed]
    )
    yield from _shortened([f"    closes: {difference.names[oid]}" for oid in part.closing])
    missing = [f"    not in the file, stays as it is: {difference.names[o]}" for o in part.missing]
    yield from _shortened(missing)


def _shortened(lines: list[str]) -> Iterator[str]:
    yield from lines[:_FIRST]
    if len(lines) > _FIRST:
        yield f"    … and {len(lines) - _FIRST} more"


def left_out(register: Register) -> Iterator[str]:
    for type_, number in sorted(register.left_out.items()):
        name = _TYPES.get(type_, type_) if type_ in LEFT_OUT else f"of type {type_}"
        yield f"  left out: {number} {name}"
    for place in register.unknown:
        yield f"  unknown type at {place}"
