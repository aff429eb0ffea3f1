"""Problems and plans written as .fet: the file they came from with its plan, or a new file."""

from timetabler.formats.fet.names import name_in
from timetabler.formats.fet.new import new_document
from timetabler.formats.fet.placing import MARK, PLACED, Spot, placement, rooms_of
from timetabler.formats.markup import Node, render
from timetabler.formats.source import Source
from timetabler.model import Lesson, Plan, Problem


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
    rooms = root.inside("Rooms_List")
    virtual = {name_in(x, "Name") for x in rooms if x.word("Virtual", "false") == "true"}
    for number, part in enumerate(copy.children):
        if part.tag in {"Time_Constraints_List", "Space_Constraints_List"}:
            kept = [node for node in part.children if node.word("Comments", "") != MARK]
            tag = PLACED[part.tag.startswith("Space")]
            fresh = [
                placement(tag, _spot(problem, lesson, virtual))
                for lesson in (plan.lessons if plan else ())
                if _is_placed(problem, lesson, tag)
            ]
            copy.children[number] = Node(part.tag, part.attributes, part.text, kept + fresh)
    return copy


def _is_placed(problem: Problem, lesson: Lesson, tag: str) -> bool:
    if tag == PLACED[0]:
        return lesson.start is not None
    # FET takes all rooms of a virtual one or none.
    return bool(rooms_of(problem, lesson)) and None not in lesson.resources


def _spot(problem: Problem, lesson: Lesson, virtual: set[str]) -> Spot:
    start = lesson.start or 0
    days = [group for group in problem.calendar.groups if group.kind == "Day"]
    day = next(group.name for group in days if start in group.members)
    event = problem.events[lesson.event]
    offered = {seat.role.rpartition(" ")[0] for seat in event.seats} & virtual
    return Spot(
        activity=event.id,
        day=day,
        hour=problem.calendar.names[start].removeprefix(f"{day} "),
        rooms=rooms_of(problem, lesson),
        virtual="".join(offered),
    )
