"""Exams weeks: nobody in two exams at once, one a day where possible, rooms and teachers found."""

import time
from collections import Counter
from dataclasses import replace
from itertools import product
from random import Random

import pytest

from timetabler.chances import chances
from timetabler.exams import Arranged, Exam, ExamsWeek, Room, Session, arrange
from timetabler.patience import Better, Limits

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
    found = arrange(week, Limits(seconds=10))
    assert found.proved
    assert found.beyond_first == rate(week, found.sessions)[1]
    best = min(rate(week, tried) for tried in product(range(4), repeat=5))
    assert rate(week, found.sessions) == best
    assert (bool(found.clashes), bool(found.doubles)) == (best[0] > 0, best[1] > 0)


@pytest.mark.slow
def test_what_is_proved_is_exams_beyond_the_first_of_a_day_and_not_days_with_two() -> None:
    sessions = tuple(Session(f"{day}.{part}", day) for day in range(2) for part in range(3))
    week = ExamsWeek(sessions=sessions, exams=tuple(exam(str(n), 1) for n in range(4)))
    found = arrange(week, Limits(seconds=5))
    fixed = [replace(own, sessions=frozenset({n})) for n, own in enumerate(week.exams)]
    three_and_one = arrange(replace(week, exams=tuple(fixed)), Limits(seconds=5))
    assert found.proved
    assert found.beyond_first == three_and_one.beyond_first == 2
    assert len(three_and_one.doubles) == 1
    assert "beyond the first" in str(Arranged.proved.__doc__)


@pytest.mark.slow
@pytest.mark.parametrize("counted", [False, True])
def test_the_same_seed_arranges_the_same_week_where_the_search_ends_by_itself(
    counted: bool,
) -> None:
    week = replace(
        random_week(chances(9)),
        rooms=(Room("a", 4), Room("b", 4), Room("c", 3)),
        invigilators={0: 2, 1: 1, 2: 1},
    )
    first, second = (arrange(week, Limits(seconds=3, seed=2, counted=counted)) for _ in range(2))
    assert first.proved
    assert first == second


@pytest.mark.slow
def test_counted_work_arranges_the_same_week_though_nothing_is_proved() -> None:
    week = upper_secondary(1, 120)
    limits = Limits(seconds=2, seed=5, counted=True)
    first, second = (arrange(week, limits) for _ in range(2))
    assert not first.proved
    assert first == second


@pytest.mark.slow
def test_a_cancelled_week_is_handed_back_at_once_and_whole() -> None:
    week, heard = upper_secondary(1, 250), list[Better]()
    for patience in (0.0, 2.0, 16.0):
        begun = time.monotonic()

        def cancelled(end: float = begun + patience) -> bool:
            return time.monotonic() > end

        found = arrange(week, Limits(seconds=60), listener=heard.append, cancelled=cancelled)
        assert time.monotonic() < begun + patience + 2.5
        assert len(found.sessions) == len(week.exams)
        seats = sum(own.students for own in found.seatings) + sum(found.unseated.values())
        assert seats == sum(len(own.students) for own in week.exams)
    assert {"sessions, annealing", "in turn"} <= {own.method for own in heard}


@pytest.mark.slow
def test_every_better_week_is_told_of() -> None:
    heard: list[Better] = []
    found = arrange(random_week(chances(3)), Limits(seconds=5), listener=heard.append)
    costs = [own.cost for own in heard if own.method.startswith("sessions")]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1][1] == found.beyond_first


@pytest.mark.slow
def test_an_exam_stays_in_the_session_it_must_be_in() -> None:
    week = ExamsWeek(sessions=TWO_DAYS, exams=(exam("a", 1, session=3), exam("b", 1, session=3)))
    found = arrange(week, Limits(seconds=5))
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
    found = arrange(week, Limits(seconds=5))
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
    found = arrange(week, Limits(seconds=5))
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
    found = arrange(week, Limits(seconds=10))
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
    assert [own.missing for own in arrange(week, Limits(seconds=5)).watches] == [1]


def test_a_week_without_exams_or_sessions() -> None:
    assert arrange(ExamsWeek(sessions=(), exams=())).proved
    with pytest.raises(ValueError, match="session"):
        arrange(ExamsWeek(sessions=(), exams=(exam("a", 1),)))


def test_a_week_that_cannot_be_is_refused_and_said() -> None:
    with pytest.raises(ValueError, match=r"exam 'a' names sessions \[9\]; there are 4"):
        ExamsWeek(sessions=TWO_DAYS, exams=(exam("a", 1, session=9),))
    with pytest.raises(ValueError, match=r"exam 'b' names sessions \[-1\]"):
        ExamsWeek(sessions=TWO_DAYS, exams=(exam("b", 1, session=-1),))
    with pytest.raises(ValueError, match="every 0 students"):
        ExamsWeek(sessions=TWO_DAYS, exams=(), students_each=0)
    with pytest.raises(ValueError, match="teacher 7 names sessions"):
        ExamsWeek(sessions=TWO_DAYS, exams=(), away={7: frozenset({4})})
    with pytest.raises(ValueError, match="teacher 7 has a share of -1"):
        ExamsWeek(sessions=TWO_DAYS, exams=(), invigilators={7: -1})
    with pytest.raises(ValueError, match="room 'hall' has -1 seats"):
        Room("hall", -1)


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
    found = arrange(week, Limits(seconds=12))
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
    found = arrange(replace(week, sessions=days, invigilators={}, rooms=()), Limits(seconds=20))
    assert found.cost == 0
    assert found.proved
