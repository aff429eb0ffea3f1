"""All formats by name: which file is of which, who reads and who writes it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from timetabler.formats.asc import asc_source, asc_text
from timetabler.formats.ctt import read_ctt
from timetabler.formats.faults import InputFault
from timetabler.formats.fet import fet_text, read_fet
from timetabler.formats.gpu import gpu_texts, read_gpu
from timetabler.formats.ical import Published, calendar_text
from timetabler.formats.markup import parse, read_bytes
from timetabler.formats.source import Source
from timetabler.formats.store import check_place
from timetabler.formats.xhstt import archive_of
from timetabler.formats.xhstt.rules_out import says
from timetabler.formats.xhstt.write import repeated_roles
from timetabler.model import ModelFault, Plan, PlanFault, Problem, Term, whole
from timetabler.rules import Rule

# Texts by the name of the file inside a folder; the name is empty where one file is written.
Texts = Mapping[str, str]
Written = tuple[Texts, tuple[str, ...]]


def _read_xml(path: Path, instance: str) -> Source:
    """An archive of XHSTT or a timetable of aSc, as the first element says."""
    root = parse(read_bytes(path), str(path))
    if root.tag == "timetable":
        return asc_source(root, path.stem)
    if root.tag != "HighSchoolTimetableArchive":
        raise root.fault(
            "this is neither an XHSTT archive (HighSchoolTimetableArchive) nor aSc (timetable)"
        )
    archive = archive_of(root)
    problem = archive.only(instance)
    return Source(problem, archive.plans[problem.id], root=archive.root)


def _write_xhstt(source: Source) -> Written:
    lost = [rule for rule in source.problem.rules if not source.root and not says(rule)]
    kept = tuple(rule for rule in source.problem.rules if rule not in lost)
    problem = replace(source.problem, rules=kept) if lost else source.problem
    text = replace(source, problem=problem).with_plan(source.best_plan())
    notes = (f"{rule.id} ({rule.name}): XHSTT has no such constraint" for rule in lost)
    return {"": text}, (*notes, *_lost_in_xhstt(problem))


def _lost_in_xhstt(problem: Problem) -> Iterator[str]:
    weeks = sum(bool(event.weeks) for event in problem.events)
    if weeks:
        yield f"{weeks} x event that runs in some weeks only: in every week in XHSTT"
    named = {getattr(rule, "role", "") for rule in problem.rules}
    roles = Counter(role for event in problem.events for role in repeated_roles(event) & named)
    for role, count in roles.items():
        yield f"{count} x event with {role!r} several times: XHSTT has each role once"


def _write_fet(source: Source) -> Written:
    text, notes = fet_text(source)
    lost = (f"{x.id}: the file's own constraints stay as they are" for x in _unsaid(source))
    return {"": text}, (*notes, *lost)


def _unsaid(source: Source) -> Sequence[Rule]:
    """Rules that a .fet file which is written back does not get."""
    return source.added if source.fet else ()


def _write_asc(source: Source) -> Written:
    text, notes = asc_text(source)
    return {"": text}, notes


def _write_ics(source: Source) -> Written:
    """The current week stands for every week; the library's own function takes real dates."""
    plan = source.best_plan()
    if plan is None:
        raise InputFault("there is no plan to put into a calendar", element=source.problem.id)
    today = datetime.now(tz=UTC).date()
    monday = today - timedelta(days=today.weekday())
    days = len(source.problem.calendar.days())
    week = Term(id="", first=monday, last=monday + timedelta(days=max(6, days - 1)), days=days)
    text = calendar_text(source.problem, plan, Published(term=week))
    return {"": text}, lost_in_calendar(source)


def lost_in_calendar(source: Source) -> tuple[str, ...]:
    """What a calendar of a plan does not say."""
    return (f"{len(source.problem.rules)} rules: a calendar has no place for them",)


READERS: Mapping[str, Callable[[Path, str], Source]] = {
    "ctt": lambda path, _: read_ctt(path),
    "fet": lambda path, _: read_fet(path),
    "gpu": lambda path, _: read_gpu(path),
    "xhstt": _read_xml,
}
WRITERS: Mapping[str, Callable[[Source], Written]] = {
    "asc": _write_asc,
    "fet": _write_fet,
    "gpu": gpu_texts,
    "ics": _write_ics,
    "xhstt": _write_xhstt,
}
ENDINGS: Mapping[str, str] = {
    ".ctt": "ctt",
    ".fet": "fet",
    ".gpu": "gpu",
    ".ics": "ics",
    ".txt": "gpu",
    ".xml": "xhstt",
}


def form_of(path: Path) -> str:
    """Format that the ending of a file means."""
    form = ENDINGS.get(path.suffix.lower())
    if form is None:
        known = ", ".join(sorted(ENDINGS))
        raise InputFault(f"this ending is not known; known are {known}", file=str(path))
    return form


def read_problem(path: Path, instance: str = "") -> Source:
    """Read a file of any known format; InputFault where it cannot be used."""
    form = "gpu" if path.is_dir() else form_of(path)
    if form not in READERS:
        raise InputFault(f"{form} is written only, not read", file=str(path))
    try:
        source = READERS[form](path, instance)
        for plan in source.plans:
            whole(source.problem, plan)
    except (ModelFault, PlanFault) as fault:
        raise InputFault(str(fault), file=str(path)) from fault
    return source


def _form_of_one_file(path: Path) -> str:
    """Format of an output file that one text fills."""
    form = form_of(path)
    if form not in WRITERS:
        raise InputFault(f"{form} is read only, not written", file=str(path))
    if form == "gpu":
        raise InputFault(f"{form} is a folder of files; convert to it", file=str(path))
    return form


def check_writable(path: Path) -> None:
    """Refuse an output file of a format that is not written, or in a place that cannot be."""
    _form_of_one_file(path)
    check_place(path)


def written(source: Source, path: Path, *, plan: Plan) -> tuple[str, tuple[str, ...]]:
    """The text of one file that holds a plan, and what its format has no place for."""
    texts, notes = WRITERS[_form_of_one_file(path)](replace(source, plans=(plan,)))
    return texts[""], notes


def text_of(source: Source, path: Path, *, plan: Plan) -> str:
    """The text alone."""
    return written(source, path, plan=plan)[0]
