"""Files that other tools read and write; the ending of a name tells the format."""

from collections.abc import Callable, Mapping
from pathlib import Path

from timetabler.formats.faults import InputFault
from timetabler.formats.source import Source
from timetabler.formats.xhstt import read_archive

__all__ = ["READERS", "WRITERS", "InputFault", "Source", "read_problem"]


def _read_xhstt(path: Path, instance: str) -> Source:
    archive = read_archive(path)
    problem = archive.only(instance)
    return Source(problem, archive.plans[problem.id], root=archive.root)


def _write_xhstt(source: Source) -> str:
    return source.with_plan(source.best_plan())


READERS: Mapping[str, Callable[[Path, str], Source]] = {".xml": _read_xhstt}
WRITERS: Mapping[str, Callable[[Source], str]] = {".xml": _write_xhstt}


def read_problem(path: Path, instance: str = "") -> Source:
    """Read a file of any known format."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise InputFault(f"this ending is not known; known are {known}", file=str(path))
    return reader(path, instance)
