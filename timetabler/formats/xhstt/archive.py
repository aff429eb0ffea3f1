"""An archive file: its instances, and the solutions that speak of them."""

from dataclasses import dataclass
from pathlib import Path

from timetabler.formats.faults import InputFault
from timetabler.formats.markup import Node, parse, read_bytes
from timetabler.formats.xhstt.index import Names
from timetabler.formats.xhstt.instance import read_instance
from timetabler.formats.xhstt.shapes import ARCHIVE
from timetabler.formats.xhstt.solution import read_solution
from timetabler.model import Plan, Problem


@dataclass(frozen=True)
class Archive:
    """What one file holds; `plans` has the solutions of each instance by its id."""

    root: Node
    problems: tuple[Problem, ...]
    plans: dict[str, tuple[Plan, ...]]

    def only(self, wanted: str = "") -> Problem:
        """The instance asked for, or the only one there is."""
        for problem in self.problems:
            if wanted in {problem.id, problem.name}:
                return problem
        if wanted or len(self.problems) != 1:
            ids = ", ".join(problem.id for problem in self.problems) or "none"
            raise InputFault(f"choose one instance by its id: {ids}", file=self.root.file)
        return self.problems[0]


def read_archive(path: Path) -> Archive:
    """Read a file, or say exactly what is wrong with it."""
    return archive_of(parse(read_bytes(path), str(path)))


def archive_of(root: Node) -> Archive:
    """What a document holds."""
    if root.tag != "HighSchoolTimetableArchive":
        raise root.fault("this is not an XHSTT archive (HighSchoolTimetableArchive)")
    ARCHIVE.check(root)
    known: dict[str, tuple[Problem, Names]] = {}
    for node in root.inside("Instances"):
        problem, names = read_instance(node)
        if problem.id in known:
            raise node.fault(f"instance {problem.id!r} is declared twice")
        known[problem.id] = (problem, names)
    problems = tuple(problem for problem, _ in known.values())
    return Archive(root, problems, _plans(root, known))


def _plans(root: Node, known: dict[str, tuple[Problem, Names]]) -> dict[str, tuple[Plan, ...]]:
    found: dict[str, list[Plan]] = {name: [] for name in known}
    for group in root.inside("SolutionGroups"):
        for node in group.each("Solution"):
            name = node.get("Reference")
            if name not in known:
                raise node.fault(f"instance {name!r} does not exist")
            found[name].append(read_solution(node, *known[name]))
    return {name: tuple(plans) for name, plans in found.items()}
