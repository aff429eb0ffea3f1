"""A .fet file read into a problem; what no rule can say is counted and named."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from timetabler.formats.faults import shortened
from timetabler.formats.fet.draft import ROOM, STUDENTS, TEACHER, Draft, Unmapped, called, weight_of
from timetabler.formats.fet.kinds import KINDS, PERSONAL_KINDS
from timetabler.formats.fet.lessons import LESSONS
from timetabler.formats.fet.names import name_in, name_of
from timetabler.formats.fet.people import PEOPLE, Claim
from timetabler.formats.fet.places import activities_in, times_at
from timetabler.formats.fet.placing import MARK
from timetabler.formats.fet.rooms import HOMES, SUITING, few_rooms, room_not_available, seat_rooms
from timetabler.formats.fet.school import EXCEPTION_LISTS, read_school
from timetabler.formats.fet.ways import WAYS, same_room
from timetabler.formats.markup import Node, parse, read_bytes
from timetabler.formats.source import Source
from timetabler.model import Lesson, Plan, Problem

FIRST = {
    *("BreakTimes", "RoomNotAvailableTimes"),
    *("TeacherNotAvailableTimes", "StudentsSetNotAvailableTimes"),
}
CONSTRAINTS = ("Time_Constraints_List", "Space_Constraints_List")
PARTS = {
    *("Mode", "Institution_Name", "Comments", "Number_of_Terms", "Number_of_Days_Per_Term"),
    *("Days_List", "Hours_List", "Subjects_List", "Activity_Tags_List", "Teachers_List"),
    *("Students_List", "Activities_List", "Buildings_List", "Rooms_List", *CONSTRAINTS),
    *(f"Exception_Teachers_{tag}_List" for tag in EXCEPTION_LISTS),
    "Timetable_Generation_Options_List",
}
WHO = ("StudentsSet", "Students", "Teachers", "Teacher")


def read_fet(path: Path) -> Source:
    """Read a file, or say exactly what is wrong with it."""
    root = parse(read_bytes(path), str(path))
    return source_of(root, path.stem)


def source_of(root: Node, name: str) -> Source:
    """The problem in a document, the plan in it, and what could not be taken over."""
    if root.tag != "fet":
        raise root.fault("this is not a FET file (fet)")
    foreign = _foreign(root)
    draft = Draft(read_school(root))
    nodes = list(_constraints(root))
    _seat_people(draft, nodes)
    placed = [node for node in nodes if _is_ours(node)]
    resting = [node for node in nodes if not _is_ours(node) and _rests(node)]
    active = [node for node in nodes if not _is_ours(node) and not _rests(node)]
    lost = _map_all(draft, active)
    notes = [
        *foreign,
        *draft.school.notes,
        *_notes(lost),
        *_notes(Counter((node.tag, "not active in the file") for node in resting)),
    ]
    problem = draft.problem(name)
    plan = read_plan(draft, problem, placed)
    return Source(problem, (plan,) if plan else (), notes=tuple(notes), fet=root)


def _foreign(root: Node) -> list[str]:
    """What is at a place where nobody reads it; a list that is there again is refused."""
    seen: set[str] = set()
    for node in root.children:
        if node.tag in seen & PARTS:
            raise node.fault("is there twice in <fet>")
        seen.add(node.tag)
    unread = [node for node in root.children if node.tag not in PARTS]
    lists = [node for part in root.each(*CONSTRAINTS) for node in part.children]
    unread += [node for node in lists if not node.tag.startswith("Constraint")]
    counts = Counter(f"<{shortened(node.tag)}>" for node in unread)
    return [f"{count} x {tag}: not known, left out" for tag, count in counts.items()]


def _constraints(root: Node) -> list[Node]:
    nodes = [node for tag in CONSTRAINTS for node in root.inside(tag)]
    return [node for node in nodes if node.tag.startswith("Constraint")]


def _is_ours(node: Node) -> bool:
    return node.word("Comments", "") == MARK


def _rests(node: Node) -> bool:
    return node.word("Active", "true") != "true" or weight_of(node) == 0


def _seat_people(draft: Draft, nodes: list[Node]) -> None:
    """Teachers and atoms of students as resources; atoms that nothing tells apart are one."""
    school = draft.school
    for number, activity in enumerate(school.activities.values()):
        draft.event[activity.id] = number
        draft.seats[activity.id] = []
        for teacher in activity.teachers:
            draft.attend(activity.id, draft.add_resource(TEACHER, teacher), TEACHER)
    for name in school.teachers:
        draft.add_resource(TEACHER, name)
    _seat_atoms(draft, _marks(draft, nodes), _attended(draft))


def _marks(draft: Draft, nodes: list[Node]) -> Mapping[str, list[str]]:
    """For each atom, the sets with it that constraints speak of."""
    named = {name_of(x) for node in nodes for x in node.each("Students", "Students_Name")}
    found: dict[str, list[str]] = defaultdict(list)
    for students in named & draft.school.atoms.keys():
        for atom in draft.school.atoms[students]:
            found[atom].append(students)
    return {atom: sorted(marks) for atom, marks in found.items()}


def _attended(draft: Draft) -> Mapping[str, list[str]]:
    """Activities of each atom."""
    school = draft.school
    found: dict[str, list[str]] = defaultdict(list)
    for activity in school.activities.values():
        for atom in dict.fromkeys(a for name in activity.students for a in school.atoms[name]):
            found[atom].append(activity.id)
    return found


def _seat_atoms(
    draft: Draft, marks: Mapping[str, list[str]], attended: Mapping[str, list[str]]
) -> None:
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {}
    leader: dict[str, str] = {}
    for atom in dict.fromkeys(a for atoms in draft.school.atoms.values() for a in atoms):
        own = tuple(attended.get(atom, ()))
        leader[atom] = alike.setdefault((own, tuple(marks.get(atom, ()))), atom)
        if leader[atom] == atom:
            position = draft.add_resource(STUDENTS, atom)
            for activity in own:
                draft.attend(activity, position, STUDENTS)
    for students, atoms in draft.school.atoms.items():
        draft.led[students] = tuple(
            dict.fromkeys(draft.position[STUDENTS, leader[atom]] for atom in atoms)
        )


def _map_all(draft: Draft, nodes: list[Node]) -> Counter[tuple[str, str]]:
    """Closed times first, then rooms, then everything that builds on them."""
    lost = Counter[tuple[str, str]]()
    for node in nodes:
        if _short(node) in FIRST:
            lost.update(_map(draft, node))
    lost.update(seat_rooms(draft, [node for node in nodes if _short(node) in SUITING | HOMES]))
    for node in nodes:
        if _short(node) not in SUITING | HOMES | FIRST:
            lost.update(_map(draft, node))
    return lost


def _short(node: Node) -> str:
    return node.tag.removeprefix("Constraint")


def _map(draft: Draft, node: Node) -> list[tuple[str, str]]:
    """Rules for one constraint; or its tag and why there are none."""
    mapper = MAPPERS.get(_short(node)) or _mapper_for_people(_short(node))
    if mapper is None:
        return [(called(node), "no rule of this kind")]
    try:
        mapper(draft, node)
    except Unmapped as reason:
        return [(called(node), str(reason))]
    return []


MAPPERS: Mapping[str, Callable[[Draft, Node], None]] = {
    **LESSONS,
    **KINDS,
    "BasicCompulsorySpace": LESSONS["BasicCompulsoryTime"],
    "RoomNotAvailableTimes": room_not_available,
    "ActivitiesOccupyMaxDifferentRooms": few_rooms,
    "ActivitiesSameRoomIfConsecutive": same_room,
}


def _mapper_for_people(name: str) -> Callable[[Draft, Node], None] | None:
    who = next((who for who in WHO if name.startswith(who)), "")
    rest = {**PEOPLE, **WAYS, **PERSONAL_KINDS}.get(name.removeprefix(who))
    if not who or rest is None:
        return None
    return lambda draft, node: rest(Claim(draft, node, _people(draft, node, who), who[0] == "S"))


def _people(draft: Draft, node: Node, who: str) -> tuple[int, ...]:
    if who == "Students":
        return tuple(i for i, r in enumerate(draft.resources) if r.kind == STUDENTS)
    if who == "Teachers":
        return tuple(i for i, r in enumerate(draft.resources) if r.kind == TEACHER)
    if who == "StudentsSet":
        name = name_in(node, "Students", name_in(node, "Students_Name", ""))
        if name not in draft.led:
            raise node.fault(f"students {name!r} do not exist")
        return draft.led[name]
    name = name_in(node, "Teacher", name_in(node, "Teacher_Name", ""))
    if (TEACHER, name) not in draft.position:
        raise node.fault(f"teacher {name!r} does not exist")
    return (draft.position[TEACHER, name],)


def _notes(lost: Counter[tuple[str, str]]) -> list[str]:
    return [f"{count} x {tag}: {why}" for (tag, why), count in sorted(lost.items())]


def read_plan(draft: Draft, problem: Problem, nodes: list[Node]) -> Plan | None:
    """The plan that we wrote into the file."""
    starts: dict[str, int] = {}
    rooms: dict[str, list[int]] = {}
    for node in nodes:
        for activity in activities_in(draft, node):
            if node.tag == "ConstraintActivityPreferredStartingTime":
                starts[activity] = times_at(draft, node)[0]
            else:
                names = [name_of(x) for x in node.each("Real_Room")] or [name_in(node, "Room")]
                rooms[activity] = [draft.add_resource(ROOM, name) for name in names]
    if not starts:
        return None
    return Plan.complete(
        problem,
        [
            _lesson(problem, number, starts.get(event.id), iter(rooms.get(event.id, ())))
            for number, event in enumerate(problem.events)
        ],
    )


def _lesson(problem: Problem, number: int, start: int | None, rooms: Iterator[int]) -> Lesson:
    event = problem.events[number]
    taken = tuple(next(rooms, None) if seat.kind == ROOM else seat.resource for seat in event.seats)
    return Lesson(event=number, duration=event.duration, start=start, resources=taken)
