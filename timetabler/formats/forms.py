"""All formats by name: which file is of which, who reads and who writes it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from timetabler.formats.faults import InputFault
from timetabler.formats.fet import fet_text, read_fet
from timetabler.formats.source import Source
from timetabler.formats.xhstt import read_archive
from timetabler.formats.xhstt.rules_out import says
from timetabler.model import Plan

# Texts by the name of the file inside a folder; the name is empty where one file is written.
Texts = Mapping[str, str]
Written = tuple[Texts, tuple[str, ...]]


def _read_xhstt(path: Path, instance: str) -> Source:
    archive = read_archive(path)
    problem = archive.only(instance)
    return Source(problem, archive.plans[problem.id], root=archive.root)


def _write_xhstt(source: Source) -> Written:
    lost = [rule for rule in source.problem.rules if not source.root and not says(rule)]
    kept = tuple(rule for rule in source.problem.rules if rule not in lost)
    problem = replace(source.problem, rules=kept) if lost else source.problem
    text = replace(source, problem=problem).with_plan(source.best_plan())
    notes = tuple(f"{rule.id} ({rule.name}): XHSTT has no such constraint" for rule in lost)
    return {"": text}, notes


def _write_fet(source: Source) -> Written:
    text, notes = fet_text(source)
    return {"": text}, notes


READERS: Mapping[str, Callable[[Path, str], Source]] = {
    "fet": lambda path, _: read_fet(path),
    "xhstt": _read_xhstt,
}
WRITERS: Mapping[str, Callable[[Source], Written]] = {
    "fet": _write_fet,
    "xhstt": _write_xhstt,
}
ENDINGS: Mapping[str, str] = {".fet": "fet", ".xml": "xhstt"}


def form_of(path: Path) -> str:
    """Format that the ending of a file means."""
    form = ENDINGS.get(path.suffix.lower())
    if form is None:
        known = ", ".join(sorted(ENDINGS))
        raise InputFault(f"this ending is not known; known are {known}", file=str(path))
    return form


def read_problem(path: Path, instance: str = "") -> Source:
    """Read a file of any known format."""
    form = form_of(path)
    if form not in READERS:
        raise InputFault(f"{form} is written only, not read", file=str(path))
    return READERS[form](path, instance)


def text_of(source: Source, path: Path, *, plan: Plan) -> str:
    """The text of one file that holds a plan."""
    form = form_of(path)
    if form not in WRITERS:
        raise InputFault(f"{form} is read only, not written", file=str(path))
    texts, _ = WRITERS[form](replace(source, plans=(plan,)))
    if "" not in texts:
        raise InputFault(f"{form} is a folder of files; convert to it", file=str(path))
    return texts[""]
