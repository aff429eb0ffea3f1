"""Exams weeks: nobody in two exams at once, one a day where possible, rooms and teachers found."""

from collections import Counter
from dataclasses import replace
from itertools import product
from random import Random

import pytest

from timetabler.chances import chances
from timetabler.exams import Arranged, Exam, ExamsWeek, Room, Session, arrange

TWO_DAYS = tuple(Session(f"{day}.{part}", day) for day in range(2) for part in range(2))


def exam(name: str, *students: int, teacher: int = 0, session: int | None = None) -> Exam:
    return Exam(
        id=name,
        students=frozenset(students),
        teachers=frozenset({teacher}),
        sessions=frozenset(() if session is None else {session}),
    )


def rate(week: ExamsWeek, sessions: tuple[int, ...]) -> tuple[int, int]:
    """Exams of students beyond one at a time, and beyond one a day, counted one by one."""
    clashes = doubles = 0
    for student in {s for own in week.exams for s in own.students}:
        at = [s for own, s in zip(week.exams, sessions, strict=True) if student in own.students]
        clashes += len(at) - len(set(at))
        doubles += len(at) - len({week.sessions[s].day for s in at})
    return clashes, doubles


def random_week(random: Random) -> ExamsWeek:
    exams = [exam(str(n), *random.sample(range(8), random.randint(1, 5))) for n in range(5)]
    return ExamsWeek(sessions=TWO_DAYS, exams=tuple(exams))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_nothing_better_exists_than_what_is_proved(seed: int) -> None:
    week = random_week(chances(seed))
    found = arrange(week, seconds=10)
    assert found.proved
    best = min(rate(week, tried) for tried in product(range(4), repeat=5))
    assert rate(week, found.sessions) == best
    assert (bool(found.clashes), bool(found.doubles)) == (best[0] > 0, best[1] > 0)


@pytest.mark.slow
def test_an_exam_stays_in_the_session_it_must_be_in() -> None:
    week = ExamsWeek(sessions=TWO_DAYS, exams=(exam("a", 1, session=3), exam("b", 1, session=3)))
    found = arrange(week, seconds=5)
    assert found.sessions == (3, 3)
    assert found.clashes == ((1, 3),)
    assert found.doubles == ((1, 1),)


def seated(week: ExamsWeek, found: Arranged) -> Counter[tuple[int, bool]]:
    """Students of each exam by the kind of room they sit in."""
    seats: Counter[tuple[int, bool]] = Counter()
    for own in found.seatings:
        assert found.sessions[own.exam] == own.session
        seats[own.exam, week.rooms[own.room].quiet] += own.students
    return seats


@pytest.mark.slow
def test_everybody_has_a_seat_and_some_sit_apart() -> None:
    rooms = (Room("hall", 6), Room("small", 3), Room("quiet", 2, quiet=True))
    exams = (exam("a", *range(7)), exam("b", *range(10, 14)), exam("c", *range(20, 28)))
    week = ExamsWeek(sessions=TWO_DAYS, exams=exams, rooms=rooms, apart=frozenset({0, 10, 11}))
    found = arrange(week, seconds=5)
    assert seated(week, found) == {
        (0, False): 6,
        (0, True): 1,
        (1, False): 2,
        (1, True): 2,
        (2, False): 8,
    }
    assert not found.unseated
    full = Counter((own.session, own.room) for own in found.seatings for _ in range(own.students))
    assert all(count <= rooms[room].seats for (_, room), count in full.items())
    assert len([own for own in found.seatings if own.exam == 0]) == 2


@pytest.mark.slow
def test_students_without_a_seat_are_counted() -> None:
    week = ExamsWeek(
        sessions=TWO_DAYS[:1], exams=(exam("a", *range(5)),), rooms=(Room("small", 3),)
    )
    found = arrange(week, seconds=5)
    assert found.unseated == {0: 2}
    assert not found.proved or found.cost > 0


@pytest.mark.slow
def test_teachers_watch_their_own_exams_and_share_the_rest() -> None:
    exams = tuple(exam(str(n), *range(10 * n, 10 * n + 5), teacher=n % 3) for n in range(8))
    week = ExamsWeek(
        sessions=TWO_DAYS,
        exams=exams,
        rooms=(Room("a", 5), Room("b", 5)),
        invigilators={0: 2, 1: 2, 2: 2, 3: 2, 4: 1},
        away={0: frozenset({0, 1})},
        students_each=3,
    )
    found = arrange(week, seconds=10)
    assert [len(own.teachers) + own.missing for own in found.watches] == [2] * 8
    load = Counter(teacher for own in found.watches for teacher in own.teachers)
    at = [(own.session, teacher) for own in found.watches for teacher in own.teachers]
    assert len(at) == len(set(at))
    assert not any(session in {0, 1} for session, teacher in at if teacher == 0)
    assert load[4] <= load[3]
    assert sum(own.missing for own in found.watches) == 16 - sum(load.values())
    assert sum(load.values()) == 16


@pytest.mark.slow
def test_where_nobody_can_watch_somebody_is_missing() -> None:
    week = ExamsWeek(
        sessions=TWO_DAYS[:1], exams=(exam("a", 1),), rooms=(Room("a", 5), Room("b", 5))
    )
    assert [own.missing for own in arrange(week, seconds=5).watches] == [1]


def test_a_week_without_exams_or_sessions() -> None:
    assert arrange(ExamsWeek(sessions=(), exams=())).proved
    with pytest.raises(ValueError, match="session"):
        arrange(ExamsWeek(sessions=(), exams=(exam("a", 1),)))


def upper_secondary(seed: int, count: int) -> ExamsWeek:
    """A school of eight bars with six groups each; a student takes five or six of the bars."""
    random = chances(seed)
    groups: list[set[int]] = [set() for _ in range(48)]
    for student in range(count):
        for bar in random.sample(range(8), random.randint(5, 6)):
            groups[6 * bar + random.randrange(6)].add(student)
    sessions = tuple(Session(f"{day}.{part}", day) for day in range(6) for part in range(2))
    exams = tuple(exam(str(n), *own, teacher=n % 25) for n, own in enumerate(groups))
    rooms = (Room("hall", 120), *(Room(f"r{n}", 30) for n in range(12)), Room("q", 20, quiet=True))
    return ExamsWeek(
        sessions=sessions,
        exams=exams,
        rooms=rooms,
        apart=frozenset(range(0, count, 20)),
        invigilators=dict.fromkeys(range(30), 1),
    )


@pytest.mark.slow
def test_a_whole_school_has_its_week_in_time() -> None:
    week = upper_secondary(1, 250)
    found = arrange(week, seconds=12)
    assert rate(week, found.sessions)[0] == 0
    assert not found.clashes
    assert not found.unseated
    assert sum(own.students for own in found.seatings) == sum(len(x.students) for x in week.exams)
    assert all(own.missing == 0 for own in found.watches)
    assert found.bound <= found.cost == rate(week, found.sessions)[1]
    load = Counter(teacher for own in found.watches for teacher in own.teachers)
    assert max(load.values()) - min(load[teacher] for teacher in range(30)) <= 2


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.slow
def test_bars_of_one_day_each_need_no_second_exam_a_day(seed: int) -> None:
    week = upper_secondary(seed, 60)
    days = tuple(Session(str(day), day) for day in range(8))
    found = arrange(replace(week, sessions=days, invigilators={}, rooms=()), seconds=20)
    assert found.cost == 0
    assert found.proved
