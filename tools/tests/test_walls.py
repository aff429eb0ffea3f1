"""Each import contract is seen to break."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.checks.code import walls_hold
from tools.environment import ROOT

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Breach:
    contract: str
    files: tuple[tuple[str, str], ...]


SCHOOL = "digione/school"
BREACHES = [
    Breach(
        "The house has four floors",
        (("digione/foundation/clock/__init__.py", "import digione.config.environment"),),
    ),
    Breach("The house has four floors", (("digione/cellar/__init__.py", "import json"),)),
    Breach(
        "Rooms stand on one another in one order",
        ((f"{SCHOOL}/organisations/models.py", "import digione.school.people.public"),),
    ),
    Breach(
        "Rooms stand on one another in one order",
        tuple(
            (f"{SCHOOL}/warehouse/{n}.py", "import json") for n in ("apps", "models", "__init__")
        ),
    ),
    Breach(
        "Pillars stand on one another in one order",
        (("digione/foundation/clock/__init__.py", "import digione.foundation.audit"),),
    ),
    Breach(
        "Every room has the same plan",
        ((f"{SCHOOL}/people/models.py", "import digione.school.people.queries"),),
    ),
    Breach("Every room has the same plan", ((f"{SCHOOL}/people/odds.py", "import json"),)),
    Breach(
        "Rooms meet only at their doors",
        ((f"{SCHOOL}/timetable/models.py", "import digione.school.people.models"),),
    ),
    Breach(
        "Rules decide without a framework",
        ((f"{SCHOOL}/timetable/rules.py", "import django.utils.timezone"),),
    ),
    Breach("The optimiser knows nobody", (("timetabler/__init__.py", "import django"),)),
    Breach(
        "The optimiser knows nobody", (("timetabler/__init__.py", "import digione.foundation"),)
    ),
    Breach(
        "Desks and connectors do not lean on each other",
        (
            ("digione/desks/one/__init__.py", "import digione.desks.other"),
            ("digione/desks/other/__init__.py", "import json"),
        ),
    ),
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the contracts speak of."""
    copy = tmp_path_factory.mktemp("house")
    code_only = shutil.ignore_patterns("__pycache__", "static", "locale", "templates", "assets")
    for part in ("digione", "timetabler", "tools"):
        shutil.copytree(ROOT / part, copy / part, ignore=code_only)
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


@pytest.mark.parametrize("breach", BREACHES, ids=lambda b: f"{b.contract}: {b.files[0][0]}")
def test_a_breached_contract_is_noticed(house: Path, breach: Breach) -> None:
    before = [(house / name, _text(house / name)) for name, _ in breach.files]
    for name, line in breach.files:
        _append(house / name, line)
    try:
        assert f"{breach.contract} BROKEN" in walls_hold(house)
    finally:
        for file, text in before:
            _restore(file, text)


def _text(file: Path) -> str | None:
    return file.read_text() if file.exists() else None


def _append(file: Path, line: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"{_text(file) or ''}\n{line}\n")


def _restore(file: Path, text: str | None) -> None:
    if text is not None:
        file.write_text(text)
        return
    file.unlink()
    if file.name == "__init__.py":
        shutil.rmtree(file.parent)
