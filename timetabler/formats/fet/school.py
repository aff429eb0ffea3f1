"""The school of a .fet file: its week, people, rooms and activities, before any rule."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from timetabler.formats.fet.names import name_in, name_of
from timetabler.formats.markup import Node

MOST_TIMES = 10_000
EDITIONS = {
    "mathmake": "Terms",
    "bp": "Block-Planning",
    "morocco": "Mornings-Afternoons",
    "algeria": "Mornings-Afternoons",
    "ma": "Mornings-Afternoons",
}
EARLY_TERMS = 5
WHOLE_DAYS = ("morocco", "algeria", "ma")
EXCLUSIVE = "-morocco"  # in the version: teachers come for one half of a day unless listed
FREE = "Unrestricted"
EXCEPTIONS = {
    "Exclusive": 0,
    "One day exception": 1,
    "Two days exception": 2,
    "Three days exception": 3,
    "Four days exception": 4,
    "Five days exception": 5,
}
# Half days of each kind, among all days of a file that has them.
EVERY, MORNINGS, AFTERNOONS = slice(None), slice(0, None, 2), slice(1, None, 2)
EXCEPTION_LISTS = ("One_Day", "Two_Days", "Three_Days", "Four_Days", "Five_Days")


@dataclass(frozen=True)
class Week:
    """Days and hours; time number `day * len(hours) + hour`.

    With `whole_days`, the file comes from before FET told half days and days apart: its days of
    work are whole ones. With `blocks`, the days of the file are groups taught side by side, and
    its hours are all the times that there are.
    """

    days: tuple[str, ...]
    hours: tuple[str, ...]
    halves: bool = False
    blocks: bool = False
    terms: int = 1
    whole_days: bool = False

    def time(self, day: int, hour: int) -> int:
        """Number of a time."""
        return day * len(self.hours) + hour

    def day(self, number: int) -> tuple[int, ...]:
        """Times of a day."""
        return tuple(self.time(number, hour) for hour in range(len(self.hours)))

    @cached_property
    def all_days(self) -> tuple[tuple[int, ...], ...]:
        """Times of every day."""
        return tuple(self.day(number) for number in range(len(self.days)))

    @cached_property
    def real_days(self) -> tuple[tuple[int, ...], ...]:
        """Days as people know them: where the file has mornings and afternoons, two make one."""
        days = self.all_days
        step = 2 if self.halves else 1
        return tuple(sum(days[i : i + step], ()) for i in range(0, len(days), step))


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One lesson; `part` counts the lessons of the same split activity from 1."""

    id: str
    subject: str
    duration: int
    teachers: tuple[str, ...]
    students: tuple[str, ...]
    tags: frozenset[str]
    part: int
    size: int
    node: Node


@dataclass(frozen=True, kw_only=True)
class Room:
    """A room; a virtual one stands for one room out of each of its sets."""

    name: str
    capacity: int
    sets: tuple[frozenset[str], ...] = ()
    building: str = ""


@dataclass
class School:
    """Everything that constraints refer to by name."""

    week: Week
    teachers: list[str] = field(default_factory=list)
    mixed: dict[str, int] = field(default_factory=dict)
    atoms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)
    resting: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


def read_school(root: Node) -> School:
    """Read all lists but the two of constraints."""
    school = School(_week(root))
    school.teachers = [name_in(node, "Name") for node in root.inside("Teachers_List")]
    school.teachers = _once(school, "Teacher", school.teachers)
    if school.week.halves:
        _read_behaviour(school, root)
    for year in root.inside("Students_List"):
        _read_students(school, year)
    rooms = [_room(node) for node in root.inside("Rooms_List")]
    _once(school, "Room", [room.name for room in rooms])
    school.rooms = {room.name: room for room in reversed(rooms)}
    _read_activities(school, root)
    return school


def _read_behaviour(school: School, root: Node) -> None:
    """On how many days a teacher may work both in the morning and in the afternoon."""
    for node in root.inside("Teachers_List"):
        said = node.word("Mornings_Afternoons_Behavior", FREE)
        if said in EXCEPTIONS:
            school.mixed[name_in(node, "Name")] = EXCEPTIONS[said]
        elif said != FREE:
            raise node.need("Mornings_Afternoons_Behavior").fault(f"{said!r} is not known")
    if EXCLUSIVE in root.attributes.get("version", ""):
        school.mixed = dict.fromkeys(school.teachers, 0)
        for number, tag in enumerate(EXCEPTION_LISTS, start=1):
            for part in root.each(f"Exception_Teachers_{tag}_List"):
                excepted = _known(part, "Teacher", set(school.teachers))
                school.mixed |= dict.fromkeys(excepted, number)


def _once(school: School, tag: str, names: list[str]) -> list[str]:
    """Names without repetition; FET keeps the first of several and so do we, but we say so."""
    school.notes += [
        f"{count} x {tag} {name!r}: declared before, left out"
        for name, number in Counter(names).items()
        if (count := number - 1)
    ]
    return list(dict.fromkeys(names))


def _unique(nodes: list[Node]) -> None:
    seen: set[str] = set()
    for node in nodes:
        name = name_in(node, "Name")
        if name in seen:
            raise node.fault(f"{name!r} is declared twice")
        seen.add(name)


def _week(root: Node) -> Week:
    days, hours = root.need("Days_List"), root.need("Hours_List")
    day_names = tuple(name_in(node, "Name") for node in days.each("Day"))
    hour_names = tuple(name_in(node, "Name") for node in hours.each("Hour"))
    if not 1 <= len(day_names) * len(hour_names) <= MOST_TIMES:
        raise days.fault(f"a week has from 1 to {MOST_TIMES} times")
    for part, tag in ((days, "Day"), (hours, "Hour")):
        _unique(list(part.each(tag)))
    mode = root.word("Mode", "") or _early_mode(root.attributes.get("version", ""))
    return Week(
        day_names,
        hour_names,
        halves=mode.replace("_", "-") == "Mornings-Afternoons",
        blocks=mode.replace("_", "-") == "Block-Planning",
        whole_days=_edition(root.attributes.get("version", "")) in WHOLE_DAYS,
        terms=root.number("Number_of_Terms", EARLY_TERMS if mode == "Terms" else 1),
    )


def _early_mode(version: str) -> str:
    """The mode of files from before FET 6, whose special editions named it in their version."""
    return EDITIONS.get(_edition(version), "Official")


def _edition(version: str) -> str:
    return next((name for name in EDITIONS if f"-{name}" in version), "")


def _read_students(school: School, node: Node) -> tuple[str, ...]:
    """Atoms of a year, group or subgroup: the sets that nothing divides further."""
    name = name_in(node, "Name")
    school.sizes[name] = node.number("Number_of_Students", 0)
    parts = list(node.each("Group", "Subgroup"))
    found = tuple(dict.fromkeys(a for part in parts for a in _read_students(school, part)))
    atoms = found or (name,)
    school.atoms[name] = tuple(dict.fromkeys((*school.atoms.get(name, ()), *atoms)))
    return atoms


def _room(node: Node) -> Room:
    sets = tuple(
        frozenset(name_of(room) for room in part.each("Real_Room"))
        for part in node.each("Set_of_Real_Rooms")
    )
    virtual = node.word("Virtual", "false") == "true"
    capacity = node.number("Capacity", 30000)
    return Room(
        name=name_in(node, "Name"),
        capacity=capacity,
        sets=sets if virtual else (),
        building=name_in(node, "Building", ""),
    )


def _read_activities(school: School, root: Node) -> None:
    parts: dict[str, int] = {}
    for node in root.inside("Activities_List"):
        name = node.word("Id")
        if name in school.activities or name in school.resting:
            raise node.fault(f"activity {name!r} is declared twice")
        group = node.word("Activity_Group_Id", "0")
        parts[group] = parts.get(group, 0) + 1
        if node.word("Active", "true") != "true":
            school.resting.add(name)
            continue
        school.activities[name] = _activity(school, node, parts[group] if group != "0" else 1)


def _activity(school: School, node: Node, part: int) -> Activity:
    students = tuple(_known(node, "Students", school.atoms))
    total = sum(school.sizes.get(name, 0) for name in students)
    duration = node.need("Duration")
    if not 1 <= duration.whole() <= len(school.week.hours):
        raise duration.fault("no day has so many hours")
    return Activity(
        id=node.word("Id"),
        subject=name_in(node, "Subject", ""),
        duration=duration.whole(),
        teachers=tuple(_known(node, "Teacher", set(school.teachers))),
        students=students,
        tags=frozenset(name_of(tag) for tag in node.each("Activity_Tag")),
        part=part,
        size=node.number("Number_Of_Students", total),
        node=node,
    )


def _known(node: Node, tag: str, known: dict[str, tuple[str, ...]] | set[str]) -> Iterator[str]:
    for child in node.each(tag):
        name = name_of(child)
        if name not in known:
            raise child.fault(f"{name!r} does not exist")
        yield name
