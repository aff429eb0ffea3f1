"""The first minute on a bare machine: what is made, what is kept, what is said."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tools import environment
from tools.environment import ROOT, CannotPrepare, Environment

ONE_PACKAGE = "iniconfig"


@pytest.mark.parametrize("file", ["run.py", "test.py", "tools/environment.py"])
def test_an_old_python_can_read_what_it_must_say(file: str) -> None:
    tree = ast.parse((ROOT / file).read_text(), feature_version=(3, 7))
    assert ast.get_docstring(tree)


@pytest.mark.parametrize(
    ("platform", "remedy"), [("linux", "apt install"), ("darwin", "brew"), ("win32", "python.org")]
)
def test_an_old_python_is_told_the_remedy(platform: str, remedy: str) -> None:
    said = environment.too_old((3, 9), platform)
    assert "needs Python 3.11 or newer, and this is 3.9" in said
    assert remedy in said


def test_what_is_missing_is_told_with_its_remedy() -> None:
    assert "apt install python3-venv" in environment.no_venv((3, 11), "No module named venv")
    assert "The disk is full" in environment.not_installed("OSError: No space left on device")
    assert "PIP_INDEX_URL" in environment.not_installed("no route to host")


def test_a_linked_environment_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".venv").symlink_to(tmp_path / "elsewhere")
    assert Environment(tmp_path / ".venv").holds(tmp_path / "lock.txt")


def test_a_folder_that_is_no_environment_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / "lock.txt").write_text("")
    assert not Environment(tmp_path / ".venv").holds(tmp_path / "lock.txt")


@pytest.mark.slow
def test_an_environment_is_made_over_a_broken_one_and_kept_until_the_lock_changes(
    tmp_path: Path,
) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(_one_package())
    home = Environment(tmp_path / ".venv")
    (home.home / "bin").mkdir(parents=True)
    try:
        home.install(lock)
    except CannotPrepare as trouble:
        pytest.skip(f"no package index from here: {trouble}")
    assert home.holds(lock)
    assert list(home.home.glob(f"lib/*/site-packages/{ONE_PACKAGE}"))
    lock.write_text(f"{_one_package()}\n# changed\n")
    assert not home.holds(lock)


def _one_package() -> str:
    lines = (ROOT / "lock-test.txt").read_text().splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith(f"{ONE_PACKAGE}=="))
    wanted = [lines[first]]
    for line in lines[first + 1 :]:
        if not line.strip().startswith("--hash"):
            break
        wanted.append(line)
    return "\n".join(wanted)
