"""Problems and plans written as .fet: the file they came from with its plan, or a new file."""

from timetabler.formats.fet.new import new_document
from timetabler.formats.fet.read import MARK
from timetabler.formats.markup import Node, render
from timetabler.formats.source import Source
from timetabler.model import Lesson, Plan, Problem

PLACED = ("ConstraintActivityPreferredStartingTime", "ConstraintActivityPreferredRoom")


def fet_text(source: Source) -> tuple[str, tuple[str, ...]]:
    """The document, and what it cannot say."""
    plan = source.best_plan()
    if source.fet is None:
        root, notes = new_document(source.problem, plan)
        return render(root), notes
    return render(_with_plan(source.fet, source.problem, plan)), ()


def _with_plan(root: Node, problem: Problem, plan: Plan | None) -> Node:
    """The document with our placements instead of those that we wrote before."""
    copy = Node(root.tag, root.attributes, root.text, list(root.children))
    for number, part in enumerate(copy.children):
        if part.tag in {"Time_Constraints_List", "Space_Constraints_List"}:
            kept = [node for node in part.children if node.word("Comments", "") != MARK]
            tag = PLACED[part.tag.startswith("Space")]
            fresh = [
                placement(tag, problem, lesson)
                for lesson in (plan.lessons if plan else ())
                if _is_placed(problem, lesson, tag)
            ]
            copy.children[number] = Node(part.tag, part.attributes, part.text, kept + fresh)
    return copy


def _is_placed(problem: Problem, lesson: Lesson, tag: str) -> bool:
    return bool(_rooms(problem, lesson)) if tag == PLACED[1] else lesson.start is not None


def _rooms(problem: Problem, lesson: Lesson) -> list[str]:
    seats = zip(problem.events[lesson.event].seats, lesson.resources, strict=True)
    taken = [own for seat, own in seats if seat.role.startswith("Room")]
    return [problem.resources[own].name for own in taken if own is not None]


def placement(tag: str, problem: Problem, lesson: Lesson) -> Node:
    """The constraint that holds a lesson where the plan has it."""
    node = Node(tag)
    node.add("Weight_Percentage", "100")
    node.add("Activity_Id", problem.events[lesson.event].id)
    if tag == PLACED[0]:
        start = lesson.start or 0
        days = [group for group in problem.calendar.groups if group.kind == "Day"]
        day = next(group for group in days if start in group.members)
        node.add("Preferred_Day", day.name)
        hour = problem.calendar.names[start].removeprefix(f"{day.name} ")
        node.add("Preferred_Hour", hour)
    else:
        names = _rooms(problem, lesson)
        node.add("Room", names[0])
        for name in names if len(names) > 1 else ():
            node.add("Real_Room", name)
    node.add("Permanently_Locked", "false")
    node.add("Active", "true")
    node.add("Comments", MARK)
    return node
