"""A room made by `python -m tools.new_room` passes what every room must pass."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.checks import Check, code, database, documents, templates, text, translations
from tools.environment import ROOT
from tools.new_room.__main__ import BadName, check_name

_LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv", "var", "build", "__pycache__", "shared", ".*_cache", "*.mo"
)


@pytest.mark.parametrize("name", ["", "A", "two words", "../x", "people"])
def test_a_bad_name_is_refused(name: str) -> None:
    with pytest.raises(BadName):
        check_name(name)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the whole house, with a new room."""
    copy = tmp_path_factory.mktemp("house") / "digione"
    shutil.copytree(ROOT, copy, ignore=_LEFT_BEHIND, symlinks=True)
    made = run(copy, "tools.new_room", "excursions", "--thing", "trip")
    assert made.returncode == 0, made.stdout + made.stderr
    return copy


def run(house: Path, *module: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *module], cwd=house, capture_output=True, text=True, check=False
    )


ABOUT_ROOMS = [
    check
    for module in (code, database, documents, templates, text, translations)
    for check in module.CHECKS
    if check.find is not code.typed
]


@pytest.mark.slow
@pytest.mark.parametrize("check", ABOUT_ROOMS, ids=lambda check: check.sentence)
def test_the_room_passes(house: Path, check: Check) -> None:
    """Where the house itself has findings, the room adds none."""
    assert [finding for finding in check.find(house) if "excursions" in finding] == []


@pytest.mark.slow
def test_its_types_agree(house: Path) -> None:
    done = run(house, "mypy", "digione/school/excursions")
    assert "excursions" not in done.stdout, done.stdout


@pytest.mark.slow
def test_its_tests_pass(house: Path) -> None:
    done = run(house, "pytest", "digione/school/excursions", "digione/config/checks")
    assert done.returncode == 0, done.stdout[-3000:]
