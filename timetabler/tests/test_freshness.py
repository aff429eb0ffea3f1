"""Machine code kept on disk belongs to the sources as they are."""

import os
from pathlib import Path

import pytest

from timetabler.freshness import drop_stale


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sources of which machine code was made."""
    (tmp_path / "caller.py").write_text("from callee import step\n")
    (tmp_path / "callee.py").write_text("STEP = 1\n")
    drop_stale(tmp_path)
    (tmp_path / "__pycache__" / "caller.nbi").write_bytes(b"machine code")
    return tmp_path


def _is_kept(folder: Path) -> bool:
    return (folder / "__pycache__" / "caller.nbi").exists()


def test_machine_code_stays_while_its_sources_stay(folder: Path) -> None:
    drop_stale(folder)
    assert _is_kept(folder)


def test_machine_code_goes_when_a_source_called_from_its_own_changes(folder: Path) -> None:
    (folder / "callee.py").write_text("STEP = 2\n")
    os.utime(folder / "callee.py", ns=(1, 1))
    drop_stale(folder)
    assert not _is_kept(folder)


def test_machine_code_goes_when_a_source_is_gone(folder: Path) -> None:
    (folder / "callee.py").unlink()
    drop_stale(folder)
    assert not _is_kept(folder)


def test_code_of_an_unknown_age_goes(folder: Path) -> None:
    (folder / "__pycache__" / "sources.stamp").unlink()
    drop_stale(folder)
    assert not _is_kept(folder)


def test_a_place_that_cannot_be_written_to_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_text("a file where the folder should be")
    drop_stale(tmp_path)
    assert (tmp_path / "__pycache__").is_file()
