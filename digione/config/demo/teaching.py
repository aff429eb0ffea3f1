"""Who teaches what to whom each week: classes, teaching groups and the teachers they need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from .subjects import HOURS, LANGUAGES, LONG, SHORT, SUBJECTS, TRAYS
from .towns import School

_LOAD: Final = 22  # lessons a week of a full post
_TOGETHER: Final = 5  # classes whose options are given side by side
_FULL: Final = 30  # learners in a teaching group
_OWN_CLASS: Final = frozenset({"AI", "MA", "YL", "KT", "MU", "KU", "KS", "LI", "HI", "YH", "A1.EN"})
_LAST_PRIMARY: Final = 6


@dataclass(slots=True)
class Teacher:
    """`fields` are what they teach; `own` is the class whose teacher they are."""

    key: str
    fields: frozenset[str]
    own: str = ""
    load: dict[int, int] = field(default_factory=lambda: defaultdict(int))


@dataclass(slots=True)
class Part:
    """One teacher with one group in one subject; a group of its own has a `group` name."""

    subject: str
    course: str
    classes: tuple[str, ...]
    group: str = ""
    teacher: str = ""


@dataclass(slots=True)
class Activity:
    """What happens at the same time for some classes: one part, or several side by side."""

    key: str
    grade: int
    classes: tuple[str, ...]
    parts: list[Part]
    hours: int
    period: int = 0  # of the upper-secondary year; 0 all year


@dataclass(slots=True)
class Teaching:
    school: School
    activities: list[Activity] = field(default_factory=list)
    teachers: list[Teacher] = field(default_factory=list)


def teaching(school: School) -> Teaching:
    """The school's whole teaching, with a teacher for each part."""
    plan = Teaching(school)
    grades: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for grade, name, size in school.each_class():
        grades[grade].append((name, size))
    for grade, classes in grades.items():
        if school.form == "basic":
            plan.activities.extend(_basic(school, grade, [name for name, _ in classes]))
        else:
            plan.activities.extend(_upper(school, grade, classes))
    _staff(plan, grades)
    return plan


def tokens(line: str) -> Iterator[tuple[str, int]]:
    """`A2.FR|KU1` is one lesson a week of French or visual arts, side by side."""
    for word in line.split():
        yield word[:-1], int(word[-1])


def _language(school: School, name: str) -> str:
    first, second = LANGUAGES[school.language]
    return {"first": first, "second": second}.get(name, name)


def _basic(school: School, grade: int, classes: list[str]) -> Iterator[Activity]:
    for number, (names, hours) in enumerate(tokens(HOURS[grade])):
        subjects = [_language(school, name) for name in names.split("|")]
        if len(subjects) == 1:
            for name in classes:
                part = Part(subjects[0], f"{subjects[0]}.{grade}", (name,))
                yield Activity(f"{name}.{subjects[0]}", grade, (name,), [part], hours)
        else:
            yield from _side_by_side(grade, classes, subjects, (number, hours))


def _side_by_side(
    grade: int, classes: list[str], subjects: list[str], which: tuple[int, int]
) -> Iterator[Activity]:
    """Religion by class with one group of ethics; options with a group more than classes."""
    number, hours = which
    for start in range(0, len(classes), _TOGETHER):
        together = tuple(classes[start : start + _TOGETHER])
        mark = f"{grade}{together[0][-1]}" if start else str(grade)
        if subjects == ["KT", "ET"]:
            parts = [Part("KT", f"KT.{grade}", (name,), f"KT {name}") for name in together]
            parts.append(Part("ET", f"ET.{grade}", together, f"ET {mark}"))
        else:
            wanted = subjects[: max(2, len(together))]
            parts = [
                Part(each, f"{each}.{grade}.V", together, f"{each} {mark}.{number}")
                for each in wanted
            ]
        yield Activity(f"{mark}.side.{number}", grade, together, parts, hours)


def _upper(school: School, grade: int, classes: list[tuple[str, int]]) -> Iterator[Activity]:
    names = tuple(name for name, _ in classes)
    learners = sum(size for _, size in classes)
    for period, tray in enumerate(TRAYS[grade], start=1):
        for place, word in enumerate(tray.split()):
            options = [_language(school, option) for option in word.split("|")]
            numbers = {option: _number(school, option, (grade, period)) for option in options}
            if len(options) == 1:
                for name in names:
                    yield _course(period, numbers, (grade, name))
            else:
                yield _tray_options((grade, period, place), numbers, (names, learners))


def _number(school: School, option: str, when: tuple[int, int]) -> int:
    """Courses of a subject are numbered through the three years."""
    before = [
        word
        for grade, periods in TRAYS.items()
        for period, tray in enumerate(periods, start=1)
        if (grade, period) <= when
        for words in tray.split()
        for word in words.split("|")
    ]
    return sum(_language(school, word) == option for word in before)


def _course(period: int, numbers: dict[str, int], whom: tuple[int, str]) -> Activity:
    grade, name = whom
    ((option, number),) = numbers.items()
    course = f"{prefix(option)}{number}"
    part = Part(_of(option), course, (name,), f"{course} {name}")
    return Activity(f"{name}.{course}", grade, (name,), [part], 5, period)


def _tray_options(
    when: tuple[int, int, int], numbers: dict[str, int], whom: tuple[tuple[str, ...], int]
) -> Activity:
    (grade, period, place), (names, learners) = when, whom
    options = list(numbers)
    many = max(len(options), -(-learners // _FULL))
    parts = []
    for at in range(many):
        option = options[at % len(options)]
        course = f"{prefix(option)}{numbers[option]}"
        parts.append(Part(_of(option), course, names, f"{course}.{grade}{at + 1}"))
    return Activity(f"{grade}.{period}.{place}", grade, names, parts, 5, period)


def prefix(option: str) -> str:
    """How upper-secondary schools write a subject in the names of its courses."""
    return {"A1.EN": "ENA", "B1.SV": "RUB1", "A1.FI": "FINA", "A2.EN": "ENA2"}.get(option, option)


def _of(option: str) -> str:
    return "MA" if option in (LONG, SHORT) else option


# ---- who teaches it

_POSTS: Final = {
    "mannikko": (("minna-lahtinen", "MA"), ("petri-lindholm", "KS")),
}
_COMBINED: Final = {
    "BI": {"BI", "TE"},
    "TE": {"TE", "LI"},
    "OP": {"OP"},
    "DE": {"DE", "EN"},
    "EN": {"EN", "SV"},
    "SV": {"SV", "EN"},
    "FI": {"FI"},
    "MU": {"MU"},
    "KU": {"KU", "KS"},
    "MA": {"MA", "FY"},
    "FY": {"FY", "MA"},
}


def _staff(plan: Teaching, grades: dict[int, list[tuple[str, int]]]) -> None:
    """Class teachers take most of their own class; the others go to whoever has room."""
    key = plan.school.key
    for name, subject in _POSTS.get(key, ()):
        plan.teachers.append(Teacher(name, frozenset({subject})))
    if plan.school.form == "basic":
        for grade, classes in grades.items():
            if grade <= _LAST_PRIMARY:
                plan.teachers += [_class_teacher(key, name) for name, _ in classes]
    own = {teacher.own: teacher for teacher in plan.teachers if teacher.own}
    for activity in sorted(plan.activities, key=_hardest_first):
        _appoint(plan, activity, own)


def _class_teacher(school: str, name: str) -> Teacher:
    key = "asa-nyberg" if (school, name) == ("havsnas", "3A") else f"{school}-{name}"
    return Teacher(key, frozenset({"class"}), name)


def _hardest_first(activity: Activity) -> tuple[bool, int, str]:
    pinned = activity.key.startswith("8C.MA")
    return not pinned, -len(activity.parts) * activity.hours, activity.key


def _appoint(plan: Teaching, activity: Activity, own: dict[str, Teacher]) -> None:
    busy: set[str] = set()
    for part in activity.parts:
        teacher = _own_teacher(part, own, activity, busy) or _free_teacher(
            plan, part.subject, activity, busy
        )
        busy.add(teacher.key)
        part.teacher = teacher.key
        for period in _periods(activity):
            teacher.load[period] += activity.hours


def _periods(activity: Activity) -> Iterable[int]:
    return (activity.period,) if activity.period else range(1, 6)


def _own_teacher(
    part: Part, own: dict[str, Teacher], activity: Activity, busy: set[str]
) -> Teacher | None:
    teacher = own.get(part.classes[0])
    if not teacher or part.subject not in _OWN_CLASS or teacher.key in busy:
        return None
    return teacher if teacher.load[1] + activity.hours <= _LOAD + 2 else None


def _free_teacher(plan: Teaching, subject: str, activity: Activity, busy: set[str]) -> Teacher:
    wanted = SUBJECTS[subject].field
    able = [
        teacher
        for teacher in plan.teachers
        if wanted in teacher.fields
        and teacher.key not in busy
        and all(teacher.load[p] + activity.hours <= _LOAD for p in _periods(activity))
    ]
    if able:
        return able[0]
    number = len(plan.teachers)
    fields = frozenset(_COMBINED.get(wanted, {wanted}))
    plan.teachers.append(Teacher(f"{plan.school.key}-t{number:02}", fields))
    return plan.teachers[-1]
