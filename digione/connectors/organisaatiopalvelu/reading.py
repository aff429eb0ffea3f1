"""From the register's JSON to facts, or to every reason why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
from django.utils.translation import gettext as _

from digione.school.organisations.ports import (
    ProviderFacts,
    RegisterFacts,
    SchoolFacts,
    UnitFacts,
)

from .checking import BadRegister, Checked, Problem, correct_in_register, fetch_again

PROVIDER, SCHOOL, UNIT = (f"organisaatiotyyppi_0{number}" for number in (1, 2, 3))
LEFT_OUT: Final = frozenset(f"organisaatiotyyppi_0{number}" for number in range(4, 10))
_LANGUAGES: Final = {"1": "fi", "2": "sv", "3": "fi", "4": "en", "5": "se"}
_FORMS: Final = {
    "11": ("basic",),
    "12": ("basic",),
    "15": ("upper_secondary",),
    "19": ("basic", "upper_secondary"),
}
_DEEPEST: Final = 12
_MOST_PROBLEMS: Final = 50


@dataclass(frozen=True, slots=True)
class Branch:
    """One provider with its schools and units as the file has them."""

    provider: ProviderFacts
    is_closed: bool
    schools: dict[str, SchoolFacts] = field(default_factory=dict)
    units: dict[str, UnitFacts] = field(default_factory=dict)

    @property
    def facts(self) -> RegisterFacts:
        return RegisterFacts(provider=self.provider, schools=self.schools, units=self.units)


@dataclass(slots=True)
class Register:
    """What a file says; `left_out` counts nodes by type, `unknown` says where they stand."""

    branches: dict[str, Branch] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    unknown: list[str] = field(default_factory=list)
    nodes: int = 0


def read(content: bytes) -> Register:
    """Raises `BadRegister` with all that is wrong, each with its place in the file."""
    reader = _Reader()
    reader.walk(_root(content))
    if reader.problems:
        raise BadRegister(reader.problems)
    return reader.register


def _root(content: bytes) -> Mapping[str, Any]:
    try:
        root = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        place = _("line %(line)s, column %(column)s")
        what = _("This is not JSON: %(why)s.") % {"why": error.msg}
        where = place % {"line": error.lineno, "column": error.colno}
        raise BadRegister([Problem(where, what, fetch_again())]) from error
    if not isinstance(root, dict) or not isinstance(root.get("organisaatiot"), list):
        what = _("The list of organisations is missing.")
        raise BadRegister([Problem("organisaatiot", what, fetch_again())])
    return root


class _Reader:
    """Walks the tree once and gathers facts and problems together."""

    def __init__(self) -> None:
        self.register = Register()
        self.problems: list[Problem] = []
        self.seen: dict[str, str] = {}

    def walk(self, root: Mapping[str, Any]) -> None:
        for found in self._nodes(root, "organisaatiot", ""):
            if PROVIDER in found.types():
                self._branch(found)
            else:
                self._leave_out(found)

    def _branch(self, found: Checked) -> None:
        oid = self._oid(found)
        provider = ProviderFacts(
            oid=oid,
            names=found.names(),
            business_id=found.text("ytunnus")[:9],
            municipality_code=found.coded("kotipaikkaUri", "kunta_")[:3],
        )
        closed = found.text("status") == "PASSIIVINEN"
        branch = self.register.branches[oid] = Branch(provider, is_closed=closed)
        for child in self._nodes(found.node, "children", found.path):
            self._below(child, branch, school_oid="")

    def _below(self, found: Checked, branch: Branch, *, school_oid: str) -> None:
        types = found.types()
        if SCHOOL in types:
            school_oid = self._school(found, branch)
        elif UNIT in types and school_oid:
            self._unit(found, branch, school_oid)
        else:
            self._leave_out(found)
            return
        for child in self._nodes(found.node, "children", found.path):
            self._below(child, branch, school_oid=school_oid)

    def _school(self, found: Checked, branch: Branch) -> str:
        oid = self._oid(found)
        kind = found.coded("oppilaitostyyppi", "oppilaitostyyppi_")
        language = found.coded("kieletUris", "oppilaitoksenopetuskieli_")
        branch.schools[oid] = SchoolFacts(
            oid=oid,
            names=found.names(),
            code=found.school_code(),
            language=_LANGUAGES.get(language, "fi"),
            kind=kind[:40],
            forms=_FORMS.get(kind, ()),
            opened_on=found.day("alkuPvm"),
            closed_on=found.day("lakkautusPvm"),
        )
        return oid

    def _unit(self, found: Checked, branch: Branch, school_oid: str) -> None:
        oid = self._oid(found)
        branch.units[oid] = UnitFacts(
            oid=oid,
            school_oid=school_oid,
            names=found.names(),
            code=found.text("toimipistekoodi")[:10],
            opened_on=found.day("alkuPvm"),
            closed_on=found.day("lakkautusPvm"),
        )

    def _oid(self, found: Checked) -> str:
        oid = found.oid()
        if oid in self.seen:
            what = _("The OID %(oid)s stands at %(first)s already.")
            self._note(
                f"{found.path}.oid",
                what % {"oid": oid, "first": self.seen[oid]},
                correct_in_register(),
            )
        if oid:
            self.seen[oid] = found.path
        return oid

    def _leave_out(self, found: Checked) -> None:
        """Counts the node and all below it by their types."""
        for type_ in found.types()[:1]:
            self.register.left_out[type_] += 1
            if type_ not in {PROVIDER, SCHOOL, UNIT} | LEFT_OUT:
                self.register.unknown.append(f"{found.path}: {type_}")
        for child in self._nodes(found.node, "children", found.path):
            self._leave_out(child)

    def _nodes(self, node: Mapping[str, Any], key: str, path: str) -> Iterator[Checked]:
        below, place = node.get(key), f"{path}.{key}".lstrip(".")
        if below is None:
            return
        if not isinstance(below, list) or place.count(".") > _DEEPEST:
            self._note(place, _("There must be a list here, and not this deep."), fetch_again())
            return
        for number, child in enumerate(below):
            if isinstance(child, dict):
                self.register.nodes += 1
                yield Checked(f"{place}[{number}]", child, self._note)
            else:
                what = _("There must be an organisation here.")
                self._note(f"{place}[{number}]", what, fetch_again())

    def _note(self, place: str, what: str, mend: str) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(place, what, mend))
