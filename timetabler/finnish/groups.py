"""Each function returns the problem with one rule more; `weight` None makes it hard.

Where no kind of rule fits directly, a resource is added that nobody sees: it takes a seat in the
events that the rule is about, so that its hours are exactly theirs.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

from timetabler.model import Plan, Problem, Resource, Seat
from timetabler.rules import (
    AvoidSplitAssignments,
    ClusterBusy,
    LimitBusy,
    LinkEvents,
    PreferTimes,
    Rule,
    Window,
)

UNSEEN = "unseen"


class _Terms(TypedDict):
    id: str
    hard: bool
    weight: int


def _terms(name: str, weight: int | None) -> _Terms:
    return _Terms(id=name, hard=weight is None, weight=weight or 1)


def _with(problem: Problem, *rules: Rule) -> Problem:
    return replace(problem, rules=(*problem.rules, *rules))


def academic_load(
    problem: Problem, name: str, events: Sequence[int], most: int, weight: int | None = None
) -> Problem:
    """At most so many hours a day of theoretical subjects, which are these events of one class."""
    unseen = len(problem.resources)
    seat = Seat(resource=unseen)
    marked = tuple(
        replace(event, seats=(*event.seats, seat)) if number in set(events) else event
        for number, event in enumerate(problem.events)
    )
    grown = replace(
        problem,
        kinds=problem.kinds if UNSEEN in problem.kinds else (*problem.kinds, UNSEEN),
        resources=(*problem.resources, Resource(id=name, name=name, kind=UNSEEN)),
        events=marked,
    )
    windows = tuple(Window(day, 0, most) for day in problem.calendar.days())
    return _with(grown, LimitBusy(**_terms(name, weight), resources=(unseen,), windows=windows))


def part_time_days(
    problem: Problem, name: str, teacher: int, most: int, weight: int | None = None
) -> Problem:
    """A part-time teacher comes on at most so many days."""
    days = problem.calendar.days()
    rule = ClusterBusy(**_terms(name, weight), resources=(teacher,), groups=days, maximum=most)
    return _with(problem, rule)


def band(problem: Problem, name: str, events: Sequence[int], weight: int | None = None) -> Problem:
    """Events of several classes or half-groups run at the same times."""
    return _with(
        problem, LinkEvents(**_terms(name, weight), groups=(tuple(events),), names=(name,))
    )


def same_room(
    problem: Problem, name: str, events: Sequence[int], role: str, weight: int | None = None
) -> Problem:
    """All lessons of these events are in one and the same room."""
    groups = (tuple(events),)
    rule = AvoidSplitAssignments(**_terms(name, weight), groups=groups, names=(name,), role=role)
    return _with(problem, rule)


def stay_put(problem: Problem, name: str, plan: Plan, weight: int = 1) -> Problem:
    """Moving a lesson away from the times its event has in a plan costs its duration."""
    times: dict[int, set[int]] = {}
    for lesson in plan.lessons:
        if lesson.start is not None:
            times.setdefault(lesson.event, set()).add(lesson.start)
    rules = [
        PreferTimes(
            **_terms(f"{name}-{problem.events[event].id}", weight),
            events=(event,),
            times=frozenset(starts),
        )
        for event, starts in sorted(times.items())
    ]
    return _with(problem, *(replace(rule, hard=False) for rule in rules))
