"""Lunch takes its time and its places, and is no lesson: the order of calls changes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import permutations

import pytest

from timetabler import finnish
from timetabler.evaluate import Cost, judge
from timetabler.explain import LANGUAGES, say
from timetabler.finnish import Terms
from timetabler.live import Board
from timetabler.model import Calendar, Event, Group, Lesson, Plan, Problem, Resource, Seat
from timetabler.rules import (
    AvoidClashes,
    AvoidLonely,
    AvoidUnavailable,
    BeginEarly,
    ClusterBusy,
    LimitBusy,
    LimitIdle,
    LimitMixed,
    LimitWorkload,
    ResourceRule,
    Window,
)

DAYS = ((0, 1, 2, 3), (4, 5, 6, 7))
TIMES = tuple(f"t{time}" for time in range(8))
CLASS, ANN, BO = range(3)
MUST = Terms(id="must")
ROOM = Terms(id="lunch")
LUNCH = [[1, 2], [5, 6]]
CLASHES = AvoidClashes(id="one-place", resources=(CLASS, ANN, BO))


def school(*rules: ResourceRule, hours: int = 2, calendar: Calendar | None = None) -> Problem:
    """A class with two hours of Ann's, and an hour in halves of Ann and of Bo."""
    days = tuple(Group(id=str(d[0]), name="", members=d, kind="Day") for d in DAYS)
    taught = (("whole", hours, ANN), ("first half", 1, ANN), ("second half", 1, BO))
    return Problem(
        id="lunch",
        calendar=calendar or Calendar(times=TIMES, names=TIMES, groups=days),
        kinds=("Class", "Teacher"),
        resources=tuple(
            Resource(id=name, name=name, kind="Class" if name == "9A" else "Teacher")
            for name in ("9A", "Ann", "Bo")
        ),
        events=tuple(
            Event(
                id=name,
                name=name,
                duration=duration,
                seats=(Seat(resource=CLASS), Seat(resource=teacher)),
            )
            for name, duration, teacher in taught
        ),
        rules=rules,
    )


def eating(problem: Problem, name: str = "Lounas") -> Problem:
    return finnish.lunch_waves(problem, ROOM, pupils={CLASS: 20}, times=LUNCH, most=30, name=name)


def halved(problem: Problem) -> Problem:
    return finnish.split_group(problem, group=CLASS, halves=("9A/1", "9A/2"), events={1: 0, 2: 1})


def cost(problem: Problem, *starts: tuple[int, int]) -> Cost:
    """What lessons of an hour cost, by event and start, to the referee and on the live board."""
    lessons = [Lesson(event=event, duration=1, start=start) for event, start in starts]
    plan = Plan.complete(problem, lessons)
    board = Board(problem, together=False)
    board.load(plan)
    said = judge(problem, plan).cost
    assert board.cost == said
    return said


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize(
    "made", [lambda: eating(halved(school(CLASHES))), lambda: halved(eating(school(CLASHES)))]
)
def test_halves_of_a_class_eat_with_it(made: Callable[[], Problem]) -> None:
    problem = made()
    meals = ((3, 1), (4, 5))
    assert cost(problem, (0, 0), (0, 4), (1, 3), (2, 3), *meals) == Cost(0, 0)
    assert cost(problem, (0, 0), (0, 4), (1, 1), (2, 5), *meals) == Cost(2, 0)


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_in_which_a_school_says_its_wishes_changes_nothing(
    order: tuple[int, ...],
) -> None:
    wishes: list[Callable[[Problem], Problem]] = [
        eating,
        halved,
        lambda x: finnish.academic_load(x, MUST, group=CLASS, events=[0, 1, 2], most=1),
        lambda x: finnish.lunch_break(x, MUST, people=[CLASS], times=LUNCH),
    ]
    problem = school(CLASHES)
    for number in order:
        problem = wishes[number](problem)
    # Each half has a theoretical hour too many on one day; the second has a lesson at its lunch,
    # and no lunch time without lessons.
    assert cost(problem, (0, 0), (0, 5), (1, 1), (2, 6), (3, 2), (4, 6)) == Cost(2 + 1 + 1, 0)


HOURS = tuple(Window(day, 0, 1) for day in DAYS)
# Each is kept by a lesson at the first time of each day, whenever the class eats.
LESSON_RULES: tuple[ResourceRule, ...] = (
    LimitBusy(id="r", resources=(CLASS,), windows=HOURS),
    ClusterBusy(id="r", resources=(CLASS,), groups=((1, 2), (5, 6)), maximum=0),
    ClusterBusy(id="r", resources=(CLASS,), groups=((1, 2), (5, 6)), maximum=0, hours=True),
    LimitMixed(id="r", resources=(CLASS,), pairs=tuple((d[:1], d[1:]) for d in DAYS)),
    BeginEarly(id="r", resources=(CLASS,), groups=((1, 2), (6, 5))),
    AvoidLonely(id="r", resources=(CLASS,), groups=tuple(day[1:] for day in DAYS)),
    LimitWorkload(id="r", resources=(CLASS,), maximum=2),
)


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize("rule", LESSON_RULES)
def test_lunch_is_no_lesson_and_no_work(rule: ResourceRule, *, later: bool) -> None:
    problem = school(CLASHES, hours=2)
    problem = replace(problem, events=problem.events[:1])
    if later:
        problem = finnish.terms.with_rules(eating(problem), [rule])
    else:
        problem = eating(finnish.terms.with_rules(problem, [rule]))
    assert cost(problem, (0, 0), (0, 4), (1, 2), (2, 5)) == Cost(0, 0)


@pytest.mark.usefixtures("warm")
def test_lessons_beyond_the_most_count_as_they_do_without_lunch() -> None:
    rule = LimitBusy(id="hours", resources=(CLASS, ANN), windows=HOURS)
    problem = eating(school(rule))
    assert cost(problem, (0, 0), (0, 3), (1, 4), (2, 5), (3, 1), (4, 6)) == Cost(2 + 1, 0)
    parts = halved(problem)
    assert cost(parts, (0, 0), (0, 3), (1, 4), (2, 5), (3, 1), (4, 6)) == Cost(2 + 1, 0)


@pytest.mark.usefixtures("warm")
def test_lunch_clashes_needs_its_people_and_is_no_gap() -> None:
    events = slice(0, 1)
    gaps = LimitIdle(id="gaps", resources=(CLASS,), groups=DAYS)
    away = AvoidUnavailable(id="away", resources=(CLASS,), times=(2,))
    plain = school(CLASHES, gaps, away)
    problem = eating(replace(plain, events=plain.events[events]))
    assert cost(problem, (0, 0), (0, 2), (1, 1), (2, 5)) == Cost(1, 0)  # nothing but the time away
    assert cost(problem, (0, 0), (0, 4), (1, 2), (2, 5)) == Cost(2, 0)  # away, and one gap
    assert cost(problem, (0, 1), (0, 4), (1, 1), (2, 5)) == Cost(1, 0)  # in two places


def texts(problem: Problem, language: str) -> Iterator[str]:
    for rule in problem.rules:
        for point in rule.points():
            yield say(problem, rule, point, language)


def test_lunch_is_said_in_the_readers_language() -> None:
    rule = LimitBusy(id="hours", resources=(CLASS,), windows=HOURS)
    problem = eating(school(rule), name="Lunch")
    assert [event.name for event in problem.events[3:]] == ["Lunch 9A", "Lunch 9A"]
    words = dict(zip(LANGUAGES, ("ruoka", "lunch", "lunch"), strict=True))
    for language, word in words.items():
        said = list(texts(problem, language))
        about = [s for s in said if word in s.lower() or "matsal" in s or "dining" in s]
        assert about == said
        assert not any("Lounas" in sentence for sentence in said)
    assert next(texts(problem, "en")).endswith("Concerns: lessons without lunch.")


def test_part_time_says_the_least_and_the_most_days() -> None:
    both = finnish.part_time_days(school(), MUST, teacher=ANN, least=2, most=3)
    assert [next(texts(both, language)) for language in LANGUAGES] == [
        "Ann: työpäiviä viikossa 2–3.",
        "Ann: 2–3 arbetsdagar i veckan.",
        "Ann: 2–3 working days a week.",
    ]
    exactly = finnish.part_time_days(school(), MUST, teacher=ANN, least=2, most=2)
    assert next(texts(exactly, "en")) == "Ann: exactly 2 working days a week."


def test_a_full_turn_and_a_time_without_one_are_said_apart() -> None:
    pool = finnish.turns(school(), MUST, amounts={0: 2}, most={0: 1, 1: 2}, place="Pool")
    said = {
        point.name: say(pool, rule, point, "en") for rule in pool.rules for point in rule.points()
    }
    assert said["0"] == "t0: Pool: room for at most 1 at once."
    assert said["1"] == "t1: Pool: room for at most 2 at once."
    assert said["2"] == "t2: Pool: used in its own turns only."
    assert len(said) == 8
