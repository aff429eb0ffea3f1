"""A made-up comprehensive school whose rules can all be kept: they are drawn around a plan."""

from dataclasses import dataclass, replace
from random import Random

from timetabler.chances import chances
from timetabler.generate.week import week
from timetabler.model import Event, Lesson, Plan, Problem, Resource, Seat
from timetabler.rules import (
    AssignTime,
    AvoidClashes,
    AvoidUnavailable,
    LimitBusy,
    LimitIdle,
    Rule,
    SplitEvents,
    SpreadEvents,
    Window,
)


@dataclass(frozen=True, kw_only=True)
class School:
    """Size of a school to make up; `load` is the share of the week that classes are taught."""

    classes: int = 4
    teachers: int = 7
    days: int = 5
    hours: int = 6
    load: float = 0.8
    closed: int = 2
    seed: int = 1


def make_school(size: School) -> tuple[Problem, Plan]:
    """A school, and a plan of it that keeps every hard rule."""
    random = chances(size.seed)
    calendar = week(size.days, size.hours)
    lessons = _teach(size, random)
    pairs = sorted({(c, t) for c, t, _ in lessons})
    events, plan = [], []
    for number, (group, teacher) in enumerate(pairs):
        starts = [time for c, t, time in lessons if (c, t) == (group, teacher)]
        seats = (
            Seat(role="Class", resource=group),
            Seat(role="Teacher", resource=size.classes + teacher),
        )
        name = f"C{group}-T{teacher}"
        events.append(Event(id=name, name=name, duration=len(starts), seats=seats))
        taken = (group, size.classes + teacher)
        plan += [Lesson(event=number, duration=1, start=s, resources=taken) for s in starts]
    problem = Problem(
        id=f"made-up-{size.seed}",
        name="A made-up school",
        calendar=calendar,
        kinds=("Class", "Teacher"),
        resources=_resources(size),
        events=tuple(events),
    )
    made = Plan(tuple(plan))
    return replace(problem, rules=_rules(size, problem, made, random)), made


def _resources(size: School) -> tuple[Resource, ...]:
    classes = [Resource(id=f"C{i}", name=f"Class {i}", kind="Class") for i in range(size.classes)]
    teachers = [
        Resource(id=f"T{i}", name=f"Teacher {i}", kind="Teacher") for i in range(size.teachers)
    ]
    return (*classes, *teachers)


def _teach(size: School, random: Random) -> list[tuple[int, int, int]]:
    """Lessons (class, teacher, time) without clashes and at most once a day per pair."""
    found: list[tuple[int, int, int]] = []
    for time in range(size.days * size.hours):
        day = time // size.hours
        free = list(range(size.teachers))
        for group in range(size.classes):
            met = {t for c, t, at in found if c == group and at // size.hours == day}
            able = [teacher for teacher in free if teacher not in met]
            if able and random.random() < size.load:
                teacher = random.choice(able)
                free.remove(teacher)
                found.append((group, teacher, time))
    return found


def _rules(size: School, problem: Problem, plan: Plan, random: Random) -> tuple[Rule, ...]:
    events = tuple(range(len(problem.events)))
    everyone = tuple(range(len(problem.resources)))
    classes, teachers = everyone[: size.classes], everyone[size.classes :]
    days = problem.calendar.days()
    alone = tuple((event,) for event in events)
    names = tuple(event.id for event in problem.events)
    once = tuple(Window(day, 0, 1) for day in days)
    hours = tuple(Window(day, min(2, size.hours - 1), size.hours - 1) for day in days)
    return (
        AssignTime(id="placed", name="Every lesson is placed", events=events),
        SplitEvents(id="single", name="Single lessons", events=events, longest=1),
        AvoidClashes(id="one-place", name="In one place at a time", resources=everyone),
        SpreadEvents(id="once", name="Once a day", groups=alone, names=names, windows=once),
        *_closed(size, plan, teachers, random),
        LimitIdle(id="class-gaps", hard=False, weight=3, resources=classes, groups=days),
        LimitIdle(id="teacher-gaps", hard=False, resources=teachers, groups=days),
        LimitBusy(id="hours", hard=False, weight=2, resources=teachers, windows=hours),
    )


def _closed(
    size: School, plan: Plan, teachers: tuple[int, ...], random: Random
) -> list[AvoidUnavailable]:
    """Times at which each teacher is away; the plan taught in none of them."""
    found = []
    for teacher in teachers:
        busy = {x.start for x in plan.lessons if teacher in x.resources}
        free = [time for time in range(size.days * size.hours) if time not in busy]
        times = tuple(sorted(random.sample(free, min(size.closed, len(free)))))
        name = f"away-{teacher}"
        found.append(AvoidUnavailable(id=name, resources=(teacher,), times=times))
    return found
