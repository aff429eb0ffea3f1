"""Made-up trays in which every choice can be met: choices are drawn from a hidden placement."""

from dataclasses import dataclass
from random import Random

from timetabler.chances import chances
from timetabler.tray.model import Course, Student, Tray

TAUGHT_BY_ONE = 5


@dataclass(frozen=True, kw_only=True)
class TraySize:
    """Size of a tray; `load` is the number of courses a student takes, of all slots.

    Raises ValueError where a number leaves nothing to make a tray of.
    """

    students: int = 150
    periods: int = 5
    bars: int = 7
    size: int = 32
    load: int = 26
    seed: int = 1

    def __post_init__(self) -> None:
        """Refuse a tray without slots or seats."""
        least = {"students": 0, "periods": 1, "bars": 1, "size": 1, "load": 0}
        for name, fewest in least.items():
            if getattr(self, name) < fewest:
                raise ValueError(f"a tray with {name}={getattr(self, name)} cannot be made")

    @property
    def slots(self) -> int:
        """Number of slots."""
        return self.periods * self.bars


def make_tray(size: TraySize) -> Tray:
    """A tray whose hidden placement meets every choice.

    1. So many sections that the choices fill them to nine tenths; popular courses have up to four.
    2. Each section gets a slot, sections of a course in different ones, teachers without clashes.
    3. Each student walks through random slots and takes in each a section with room left, of a
       course not yet taken. The sections a course needs for its demand are those it has.
    """
    random = chances(size.seed)
    counts = _counts(size, random)
    slots, teachers = _place(size, counts, random)
    left = [size.size] * sum(counts)
    course_of = [course for course, count in enumerate(counts) for _ in range(count)]
    students = [_choose(size, random, slots, course_of, left) for _ in range(size.students)]
    courses = tuple(
        Course(id=f"C{n}", size=size.size, teachers=(teachers[n],), sections=count)
        for n, count in enumerate(counts)
    )
    return Tray(
        periods=size.periods,
        bars=size.bars,
        courses=courses,
        students=tuple(Student(id=f"S{i}", choices=row) for i, row in enumerate(students)),
    )


def _counts(size: TraySize, random: Random) -> list[int]:
    """Numbers of sections per course."""
    wanted = size.students * size.load * 10 // (size.size * 9) + size.slots
    found: list[int] = []
    while sum(found) < wanted:
        found.append(random.choices((1, 2, 3, 4), (45, 30, 15, 10))[0])
    return found


def _place(size: TraySize, counts: list[int], random: Random) -> tuple[list[int], list[str]]:
    """Slots of the sections and the teacher of each course; a teacher has a few courses."""
    slots: list[int] = []
    teachers: list[str] = []
    busy: set[int] = set()
    number = 0
    for count in counts:
        if len(busy) + count > size.slots * 3 // 5 or random.randrange(TAUGHT_BY_ONE) == 0:
            number, busy = number + 1, set()
        own = random.sample([s for s in range(size.slots) if s not in busy], count)
        busy.update(own)
        slots += own
        teachers.append(f"T{number}")
    return slots, teachers


def _choose(
    size: TraySize, random: Random, slots: list[int], course_of: list[int], left: list[int]
) -> tuple[int, ...]:
    taken: set[int] = set()
    for slot in random.sample(range(size.slots), size.slots):
        if len(taken) == size.load:
            break
        able = [
            s
            for s, own in enumerate(slots)
            if own == slot and left[s] > 0 and course_of[s] not in taken
        ]
        if able:
            section = random.choices(able, [left[s] for s in able])[0]
            left[section] -= 1
            taken.add(course_of[section])
    return tuple(sorted(taken))
