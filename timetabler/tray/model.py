"""What a tray is made from, a placement of it, and the judge of placements."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, kw_only=True)
class Course:
    """A course; `sections` fixes how many are taught, otherwise the choices decide.

    `size` is how many students a section holds. Section number k is taught by
    `teachers[k % len(teachers)]`. Raises ValueError for sections without seats or fewer than none.
    """

    id: str
    size: int
    teachers: tuple[str, ...] = ()
    sections: int | None = None

    def __post_init__(self) -> None:
        """Refuse a course that nobody could sit in."""
        if self.size < 1:
            raise ValueError(f"course {self.id!r} has a size of {self.size}")
        if self.sections is not None and self.sections < 0:
            raise ValueError(f"course {self.id!r} has {self.sections} sections")


@dataclass(frozen=True, kw_only=True)
class Student:
    """A student and the courses chosen, each once, by position."""

    id: str
    choices: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Tray:
    """A year of `periods` with so many `bars` each; a bar of a period is a *slot*.

    A section takes one slot; `rooms` limits how many sections one slot holds (0: no limit). Raises
    ValueError where there is no slot, or somebody chooses a course twice or one that is not there.
    """

    periods: int
    bars: int
    courses: tuple[Course, ...]
    students: tuple[Student, ...]
    rooms: int = 0

    def __post_init__(self) -> None:
        """Refuse what could not be placed or would silently be left out."""
        if self.periods < 1 or self.bars < 1:
            raise ValueError(f"a tray of {self.periods} periods and {self.bars} bars has no slot")
        if self.rooms < 0:
            raise ValueError(f"a slot with {self.rooms} rooms cannot be (0: no limit)")
        for student in self.students:
            for course, count in Counter(student.choices).items():
                if not 0 <= course < len(self.courses):
                    there = f"there are {len(self.courses)}"
                    raise ValueError(f"student {student.id!r} chooses course {course}; {there}")
                if count > 1:
                    name = self.courses[course].id
                    raise ValueError(f"student {student.id!r} chooses course {name!r} twice")

    @property
    def slots(self) -> int:
        """Number of slots."""
        return self.periods * self.bars

    @cached_property
    def sections(self) -> tuple[int, ...]:
        """The course of each section: as many as the demand needs, or as the school says."""
        demand = Counter(course for student in self.students for course in student.choices)
        found: list[int] = []
        for number, course in enumerate(self.courses):
            needed = -(-demand[number] // course.size)
            found += [number] * (needed if course.sections is None else course.sections)
        return tuple(found)

    @cached_property
    def sections_of(self) -> Mapping[int, tuple[int, ...]]:
        """Sections of each course."""
        found: dict[int, list[int]] = {number: [] for number in range(len(self.courses))}
        for section, course in enumerate(self.sections):
            found[course].append(section)
        return {course: tuple(own) for course, own in found.items()}

    @cached_property
    def teacher_of(self) -> tuple[int, ...]:
        """Teacher of each section as a number; -1 where there is none."""
        names: dict[str, int] = {}
        found = []
        for course, sections in self.sections_of.items():
            teachers = self.courses[course].teachers
            for k, _ in enumerate(sections):
                name = teachers[k % len(teachers)] if teachers else ""
                found.append(names.setdefault(name, len(names)) if name else -1)
        return tuple(found)


@dataclass(frozen=True)
class Placement:
    """The slot of each section, and for each student the section of each choice (or None)."""

    slots: tuple[int, ...]
    seats: tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How many choices are met, and what must never happen."""

    choices: int
    met: int
    double_booked: int
    overfull: int
    teacher_clashes: int
    room_clashes: int
    wrong_section: int

    @property
    def share(self) -> float:
        """Share of the choices that are met."""
        return self.met / self.choices if self.choices else 1.0

    @property
    def seated(self) -> bool:
        """Whether every student sits in sections that are theirs, one at a time, with a seat."""
        return not self.double_booked + self.overfull + self.wrong_section

    @property
    def sound(self) -> bool:
        """Whether nothing is there that must not be."""
        return self.seated and not self.teacher_clashes + self.room_clashes


def verdict(tray: Tray, placement: Placement) -> Verdict:
    """Judge a placement: plain and exact."""
    taken = [[s for s in row if s is not None] for row in placement.seats]
    sizes = Counter(section for row in taken for section in row)
    teaching = (
        (tray.teacher_of[section], slot)
        for section, slot in enumerate(placement.slots)
        if tray.teacher_of[section] >= 0
    )
    limits = (tray.courses[course].size for course in tray.sections)
    return Verdict(
        choices=sum(len(student.choices) for student in tray.students),
        met=sum(map(len, taken)),
        double_booked=sum(_beyond_one(placement.slots[s] for s in row) for row in taken),
        overfull=sum(max(0, sizes[s] - limit) for s, limit in enumerate(limits)),
        teacher_clashes=_beyond_one(teaching),
        room_clashes=_crowding(tray, placement),
        wrong_section=_wrong(tray, placement),
    )


def _beyond_one(items: Iterable[object]) -> int:
    return sum(count - 1 for count in Counter(items).values())


def _crowding(tray: Tray, placement: Placement) -> int:
    counts = Counter(placement.slots).values()
    return sum(max(0, count - tray.rooms) for count in counts) if tray.rooms else 0


def _wrong(tray: Tray, placement: Placement) -> int:
    rows = zip(tray.students, placement.seats, strict=True)
    pairs = ((c, s) for student, row in rows for c, s in zip(student.choices, row, strict=True))
    return sum(s is not None and tray.sections[s] != c for c, s in pairs)
