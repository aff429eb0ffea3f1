"""aSc XML read: tables of periods, days, people and rooms; lessons; cards as the plan."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from timetabler.formats.asc.tables import (
    MOST_DAYS,
    MOST_PERIODS,
    check_tables,
    ids,
    masks_of_days,
    unread,
)
from timetabler.formats.markup import Node
from timetabler.formats.source import Source
from timetabler.formats.weekly import ROOM, STUDENTS, TEACHER, Teaching, Weekly

MOST_LESSONS = MOST_DAYS * MOST_PERIODS


def asc_source(root: Node, name: str) -> Source:
    """What a document of aSc's holds, or exactly what is wrong with it."""
    reader = _Reader(root)
    reader.read()
    problem = reader.week.problem(name)
    plan = reader.week.plan(problem)
    return Source(problem, (plan,) if plan else (), notes=tuple(reader.notes))


class _Reader:
    def __init__(self, root: Node) -> None:
        check_tables(root)
        self._root = root
        self.notes = list(unread(root))
        self._days = masks_of_days(root)
        size = max((len(m) for masks in self._days.values() for m in masks), default=0)
        self._periods = [node.get("period") for node in root.inside("periods")]
        if not size or not self._periods:
            raise root.fault("days (daysdefs) or periods are missing")
        if len(self._periods) > MOST_PERIODS:
            raise root.need("periods").fault(f"a day has at most {MOST_PERIODS} periods")
        self.week = Weekly(self._day_names(size), self._periods)
        self._subjects = {n.get("id"): n.get("name") for n in root.inside("subjects")}
        self._atoms: dict[str, tuple[int, ...]] = {}
        self._groups: dict[str, tuple[int, ...]] = {}
        self._lessons: dict[str, int] = {}
        self._cards = Counter[str]()

    def _day_names(self, size: int) -> list[str]:
        names = [str(day + 1) for day in range(size)]
        for node in self._root.inside("daysdefs"):
            masks = ids(node, "days")
            if len(masks) == 1 and len(masks[0]) == size and masks[0].count("1") == 1:
                names[masks[0].index("1")] = node.attributes.get("name", "") or masks[0]
        return names

    def read(self) -> None:
        """Read all tables."""
        for table, kind in (("teachers", TEACHER), ("classrooms", ROOM)):
            for node in self._root.inside(table):
                self.week.add(kind, node.get("id"), node.attributes.get("name", ""))
        for node in self._root.inside("classes"):
            self._read_class(node)
        self._check_groups()
        for node in self._root.inside("lessons"):
            self._read_lesson(node)
        for node in self._root.inside("cards"):
            self._read_card(node)

    def _check_groups(self) -> None:
        for node in self._root.inside("groups"):
            if node.get("classid") not in self._atoms:
                raise node.fault(f"class {node.get('classid')!r} does not exist")

    def _read_class(self, node: Node) -> None:
        """Groups of one division exclude each other; those of two divisions share students."""
        own, name = node.get("id"), node.attributes.get("name", "")
        divisions: dict[str, list[Node]] = {}
        whole = []
        for group in self._root.inside("groups"):
            if group.get("classid") != own:
                continue
            if group.attributes.get("entireclass") == "1":
                whole.append(group)
            else:
                divisions.setdefault(group.attributes.get("divisiontag", "1"), []).append(group)
        parts: dict[str, list[int]] = {g.get("id"): [] for gs in divisions.values() for g in gs}
        for atom in self._atoms_of(divisions):
            label = " ".join(g.attributes.get("name", "") for g in atom)
            key = "+".join((own, *(g.get("id") for g in atom)))
            position = self.week.add(STUDENTS, key, f"{name} {label}".strip())
            self._atoms[own] = (*self._atoms.get(own, ()), position)
            for group in atom:
                parts[group.get("id")].append(position)
        self._groups.update({group: tuple(atoms) for group, atoms in parts.items()})
        self._groups.update({group.get("id"): self._atoms[own] for group in whole})

    def _atoms_of(self, divisions: Mapping[str, list[Node]]) -> Iterator[tuple[Node, ...]]:
        if len(divisions) <= 1:
            yield from ((group,) for groups in divisions.values() for group in groups)
            if not divisions:
                yield ()
        for first, second in combinations(divisions.values(), 2):
            yield from ((one, other) for one in first for other in second)

    def _people(self, node: Node) -> tuple[int, ...]:
        found = [self._known(node, TEACHER, name) for name in ids(node, "teacherids")]
        groups = ids(node, "groupids")
        for name in groups:
            if name not in self._groups:
                raise node.fault(f"group {name!r} does not exist")
            found += self._groups[name]
        for name in ids(node, "classids"):
            if name not in self._atoms:
                raise node.fault(f"class {name!r} does not exist")
            found += () if groups else self._atoms[name]
        return tuple(dict.fromkeys(found))

    def _known(self, node: Node, kind: str, name: str) -> int:
        if (kind, name) not in self.week.position:
            raise node.fault(f"{kind.lower()} {name!r} does not exist")
        return self.week.position[kind, name]

    def _read_lesson(self, node: Node) -> None:
        identifier, length = node.get("id"), _whole(node, "periodspercard", "1")
        subject = node.attributes.get("subjectid", "")
        if subject not in self._subjects:
            raise node.fault(f"subject {subject!r} does not exist")
        total = _whole(node, "periodsperweek", str(length))
        if total % length or not 1 <= length <= len(self._periods):
            raise node.fault(f"{total} periods a week cannot be cut into lessons of {length}")
        for part in ("week", "term"):
            if node.attributes.get(f"{part}sdefid") and len(self._root.inside(f"{part}sdefs")) > 1:
                self.notes.append(f"lesson {identifier}: planned for every {part}")
        self._lessons[identifier] = len(self.week.teaching)
        self.week.teaching.append(
            Teaching(
                id=identifier,
                subject=self._subjects[subject],
                count=total // length,
                length=length,
                people=self._people(node),
                rooms=frozenset(self._known(node, ROOM, n) for n in ids(node, "classroomids")),
                times=self._times(node, length),
            )
        )

    def _times(self, node: Node, length: int) -> frozenset[int] | None:
        name = node.attributes.get("daysdefid", "")
        if not name:
            return None
        if name not in self._days:
            raise node.fault(f"days {name!r} do not exist")
        masks = self._days[name]
        days = [d for d in range(len(self.week.days)) if any(m[d : d + 1] == "1" for m in masks)]
        return self.week.starts(length, days) if days else None

    def _read_card(self, node: Node) -> None:
        name, mask = node.get("lessonid"), node.attributes.get("days", "")
        if name not in self._lessons:
            raise node.fault(f"lesson {name!r} does not exist")
        if len(mask) != len(self.week.days) or sorted(mask) != [*"0" * (len(mask) - 1), "1"]:
            raise node.fault(f"days {mask!r} do not name one of {len(self.week.days)} days")
        if node.get("period") not in self._periods:
            raise node.fault(f"period {node.get('period')!r} does not exist")
        self._check_card(node, name)
        rooms = [self._known(node, ROOM, room) for room in ids(node, "classroomids")]
        if len(rooms) > 1:
            self.notes.append(f"card of lesson {name}: only the first of its rooms is taken over")
        start = self.week.time(mask.index("1"), self._periods.index(node.get("period")))
        self.week.placed.append((self._lessons[name], start, rooms[0] if rooms else None))

    def _check_card(self, node: Node, name: str) -> None:
        about = self.week.teaching[self._lessons[name]]
        if self._periods.index(node.get("period")) + about.length > len(self._periods):
            raise node.fault(f"a lesson of {about.length} periods runs past the end of the day")
        self._cards[name] += 1
        if self._cards[name] > about.count:
            raise node.fault(f"lesson {name!r} has more cards than the {about.count} of its week")


def _whole(node: Node, name: str, default: str) -> int:
    """A whole number that aSc may write as 2.0."""
    text = node.attributes.get(name) or default
    head, _, tail = text.partition(".")
    if not (head.isascii() and head.isdigit() and len(head) <= len(str(MOST_LESSONS))):
        raise node.fault(f"{name} {text!r} is not a number")
    if tail.strip("0"):
        raise node.fault(f"{name} {text!r}: parts of a lesson cannot be planned")
    if not 1 <= int(head) <= MOST_LESSONS:
        raise node.fault(f"{name} lies between 1 and {MOST_LESSONS}")
    return int(head)
