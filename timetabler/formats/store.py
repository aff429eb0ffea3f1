"""Files written whole or not at all."""

import os
import tempfile
from pathlib import Path

from timetabler.formats.faults import InputFault


def check_place(path: Path) -> None:
    """Refuse a file that could not be written, before work is put into what it would hold."""
    if path.is_dir():
        raise InputFault("this is a folder, not a file to write", file=str(path))
    if not path.parent.is_dir():
        raise InputFault(f"there is no folder {path.parent} to write it into", file=str(path))
    if not os.access(path.parent, os.W_OK):
        raise InputFault(f"the folder {path.parent} may not be written into", file=str(path))


def store(path: Path, text: str) -> None:
    """Replace a file in one step, so that whoever stops us leaves the old or the new one.

    Raises `InputFault` where the place, or the system, does not let itself be written to.
    """
    check_place(path)
    try:
        _replace(path, text)
    except OSError as error:
        raise InputFault(f"cannot be written: {error.strerror}", file=str(path)) from None


def _replace(path: Path, text: str) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
