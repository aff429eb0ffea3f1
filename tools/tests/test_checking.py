"""The line of a check, and what the tools behind the checks refuse."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tools.checks import ALL, Check, code
from tools.environment import ROOT
from tools.testing import checking


def test_every_check_has_a_sentence_of_its_own() -> None:
    sentences = [check.sentence for check in ALL]
    assert len(set(sentences)) == len(sentences) > 15


def test_what_does_not_hold_is_said_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks_off(root: Path) -> list[str]:
        raise ValueError(root)

    checks = (
        Check("It holds", lambda root: []),
        Check("It does not", lambda root: ["here: why"]),
        Check("It breaks off", breaks_off),
    )
    assert checking.run_all(tmp_path, checks) == 2
    said = capsys.readouterr().out
    assert "holds         It holds" in said
    assert "FAILS         It does not" in said
    assert "here: why" in said
    assert "Checks        1 of 3 hold" in said


@pytest.fixture
def house(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "digione").mkdir()
    return tmp_path


BREACHES = [
    (code.formatted, "x = {  'a':1 }\n"),
    (code.linted, "import os\n"),
    (code.nothing_is_dead, "def f() -> int:\n    return 1\n    print(2)\n"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("check", "content"), BREACHES, ids=lambda x: getattr(x, "__name__", ""))
def test_a_breach_is_noticed(house: Path, check: object, content: str) -> None:
    (house / "digione/room.py").write_text(content)
    assert callable(check)
    assert check(house)


@pytest.mark.slow
def test_a_wrong_type_is_noticed(tmp_path: Path) -> None:
    settings = "[tool.mypy]\nstrict = true\n"
    (tmp_path / "pyproject.toml").write_text(settings)
    (tmp_path / "room.py").write_text("def f(x: int) -> str:\n    return x\n")
    assert any("Incompatible return value" in finding for finding in code.typed(tmp_path))
