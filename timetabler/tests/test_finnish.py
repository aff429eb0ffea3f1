"""What Finnish schools ask for is counted as they mean it."""

from dataclasses import replace

import pytest

from timetabler.evaluate import Cost, judge
from timetabler.finnish import (
    academic_load,
    band,
    part_time_days,
    same_room,
    stay_put,
)
from timetabler.generate import School, make_school
from timetabler.model import Lesson, Plan, Problem, Seat

PROBLEM, PLAN = make_school(School(classes=3, teachers=6, days=3, hours=4, closed=0))
BARE = replace(PROBLEM, rules=())
DAYS = PROBLEM.calendar.days()


def cost(problem: Problem, plan: Plan = PLAN) -> Cost:
    return judge(problem, Plan.complete(problem, plan.lessons)).cost


def hours(events: list[int], day: tuple[int, ...]) -> int:
    return sum(1 for x in PLAN.lessons if x.event in events and x.start in day)


@pytest.mark.parametrize("most", [0, 1, 2, 9])
def test_academic_load_counts_hours_of_the_day_beyond_the_most(most: int) -> None:
    events = list(PROBLEM.events_of[0])[:2]
    problem = academic_load(BARE, "9A theory", events, most, weight=3)
    seated = Plan(
        tuple(
            replace(x, resources=(*x.resources, 9)) if x.event in events else x
            for x in PLAN.lessons
        )
    )
    beyond = sum(max(0, hours(events, day) - most) for day in DAYS)
    assert cost(problem, seated) == Cost(0, 3 * beyond)


def test_part_time_counts_days_beyond_the_most() -> None:
    teacher = 3
    worked = sum(1 for day in DAYS if hours(list(PROBLEM.events_of[teacher]), day))
    assert cost(part_time_days(BARE, "part-time", teacher, 1)) == Cost(worked - 1, 0)


def test_a_band_counts_times_at_which_only_some_run() -> None:
    first, second = [x for x in PLAN.lessons if x.start is not None][:2]
    events = [first.event, PROBLEM.events_of[2][0]]
    own = [{x.start for x in PLAN.lessons if x.event == event} for event in events]
    assert cost(band(BARE, "band", events)) == Cost(len(own[0] ^ own[1]), 0)
    assert second.event >= 0


def test_one_room_throughout_counts_rooms_beyond_the_first() -> None:
    seats = (Seat(role="room", kind="Class"),)
    roomy = replace(BARE, events=(replace(PROBLEM.events[0], duration=2, seats=seats),))
    lessons = tuple(Lesson(event=0, duration=1, start=t, resources=(t,)) for t in range(2))
    assert cost(same_room(roomy, "one room", [0], "room", 5), Plan(lessons)) == Cost(0, 5)


def test_staying_put_counts_lessons_that_left() -> None:
    problem = stay_put(BARE, "stay", PLAN, weight=4)
    assert cost(problem) == Cost(0, 0)
    starts = {x.start for x in PLAN.lessons if x.event == PLAN.lessons[0].event}
    away = next(t for t in range(PROBLEM.horizon) if t not in starts)
    moved = Plan((replace(PLAN.lessons[0], start=away), *PLAN.lessons[1:]))
    assert cost(problem, moved) == Cost(0, 4)
