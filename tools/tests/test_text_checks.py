"""Each rule about text is seen to fail, and to let good text through."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.checks import code, packages, text


def written(root: Path, name: str, content: str) -> Path:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content)
    return root


@pytest.mark.parametrize(
    "line",
    [
        "DATA = '/" + "work/data'",
        "# TO" + "DO: later",
        "x = 1  # no" + "qa",
        "y: int = ''  # type: ig" + "nore",
        "<<<" + "<<<< HEAD",
        "# written by a sub" + "agent",
    ],
)
def test_a_forbidden_word_is_noticed(tmp_path: Path, line: str) -> None:
    root = written(tmp_path, "digione/room.py", f"{line}\n")
    assert text.no_forbidden_words(root)[0].startswith("digione/room.py:1: ")


def test_a_named_exception_may_stand(tmp_path: Path) -> None:
    root = written(tmp_path, "room.py", "x = 1  # no" + "qa: F401\n# a place of work/life\n")
    assert text.no_forbidden_words(root) == []


def test_what_others_wrote_is_not_read(tmp_path: Path) -> None:
    root = written(tmp_path, "digione/ui/static/vendor/big.js", "// TO" + "DO\n")
    assert text.no_forbidden_words(root) == []


@pytest.mark.parametrize("name", ["utils.py", "people/helpers.py", "common/names.py"])
def test_a_module_without_a_name_is_noticed(tmp_path: Path, name: str) -> None:
    assert text.modules_have_names(written(tmp_path, f"digione/{name}", ""))


def test_a_row_named_by_its_pair_is_noticed(tmp_path: Path) -> None:
    written(tmp_path, "digione/school/people/queries.py", "x = person.pk\n")
    written(tmp_path, "digione/school/people/models.py", "pk = CompositePrimaryKey()\n")
    assert text.rows_are_named_by_id(tmp_path) == [
        "digione/school/people/queries.py:1: say .id, never .pk"
    ]


@pytest.mark.parametrize("link", ["[map](docs/map.md)", "[part](other.md#nowhere)"])
def test_a_dead_link_is_noticed(tmp_path: Path, link: str) -> None:
    written(tmp_path, "other.md", "# Some part\n")
    assert text.links_lead_somewhere(written(tmp_path, "README.md", f"See {link}.\n"))


def test_good_links_may_stand(tmp_path: Path) -> None:
    written(tmp_path, "other.md", "# Some part\n")
    words = "[a](other.md) [b](other.md#some-part) [c](https://example.org) [d](#here)\n"
    assert text.links_lead_somewhere(written(tmp_path, "README.md", words)) == []


def test_a_long_file_is_noticed(tmp_path: Path) -> None:
    root = written(tmp_path, "digione/long.py", "x = 1\n" * (code.LONGEST + 1))
    written(tmp_path, "digione/a/migrations/0001_initial.py", "x = 1\n" * 900)
    assert [finding.split(":")[0] for finding in code.files_are_short(root)] == ["digione/long.py"]


PROJECT = """
[project]
dependencies = ["Django~=5.2"]
[project.optional-dependencies]
test = ["pytest~=9.2"]
timetabler = []
"""


def test_good_locks_fit(tmp_path: Path) -> None:
    written(tmp_path, "pyproject.toml", PROJECT)
    written(tmp_path, "lock.txt", "django==5.2.19 \\\n")
    written(tmp_path, "lock-test.txt", "django==5.2.19 \\\npytest==9.2.1 \\\n")
    assert packages.locks_fit(tmp_path) == []


@pytest.mark.parametrize(
    ("lock", "wider"),
    [
        ("", "django==5.2.19\npytest==9.2.1"),  # not in the lock
        ("django==4.2.1", "django==4.2.1\npytest==9.2.1"),  # too old
        ("django==5.2.19", "django==5.2.18\npytest==9.2.1"),  # two versions
        ("django==5.2.19", "django==5.2.19"),  # a test tool is missing
    ],
)
def test_a_lock_that_does_not_fit_is_noticed(tmp_path: Path, lock: str, wider: str) -> None:
    written(tmp_path, "pyproject.toml", PROJECT)
    written(tmp_path, "lock.txt", lock)
    written(tmp_path, "lock-test.txt", wider)
    assert packages.locks_fit(tmp_path)
