"""The line of a check, and what the tools behind the checks refuse."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tools.checks import ALL, Check, code, database, documents
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


HOUSE = ("digione", "tools", "manage.py", "pyproject.toml", "docs")


@pytest.fixture
def whole_house(tmp_path: Path) -> Path:
    """All that the checks of models and documents read, to be breached."""
    forget = shutil.ignore_patterns("__pycache__", "vendor", "static", "pictures", "tests")
    for name in HOUSE:
        source = ROOT / name
        copied = tmp_path / name
        shutil.copytree(source, copied, ignore=forget) if source.is_dir() else shutil.copy(
            source, copied
        )
    return tmp_path


@pytest.mark.slow
def test_a_model_changed_without_its_migration_is_noticed(whole_house: Path) -> None:
    assert database.migrations_are_written(whole_house) == []
    models = whole_house / "digione/school/timetable/models.py"
    text = models.read_text(encoding="utf-8")
    models.write_text(text.replace("max_length=200", "max_length=201", 1), encoding="utf-8")
    assert text != models.read_text(encoding="utf-8")
    said = "\n".join(database.migrations_are_written(whole_house))
    assert "timetable" in said
    assert "Alter field" in said


@pytest.mark.slow
def test_a_migration_that_breaks_the_previous_release_is_noticed(whole_house: Path) -> None:
    assert database.migrations_are_safe(whole_house) == []
    folder = whole_house / "digione/school/timetable/migrations"
    (folder / "0999_less.py").write_text(REMOVAL.format(last=max(folder.glob("0*.py")).stem))
    said = "\n".join(database.migrations_are_safe(whole_house))
    assert "timetable/0999_less: RemoveField breaks the previous release" in said


REMOVAL = """
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("timetable", "{last}")]
    operations = [migrations.RemoveField("daychange", "note")]
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("document", "why"),
    [
        ("docs/permissions.md", "is not fresh"),
        ("docs/events.md", "is not fresh"),
        ("docs/settings.md", "is not fresh"),
        ("digione/school/people/README.md", "is not fresh"),
    ],
)
def test_a_document_that_is_not_fresh_is_noticed(
    whole_house: Path, document: str, why: str
) -> None:
    assert documents.generated_documents_are_fresh(whole_house) == []
    file = whole_house / document
    text = file.read_text(encoding="utf-8")
    before, row, after = text.rpartition("\n| ")
    file.write_text(f"{before}{row}_{after}", encoding="utf-8")
    said = "\n".join(documents.generated_documents_are_fresh(whole_house))
    assert f"{document}: {why}" in said
