"""Meals: events that take their people's time and are no lessons, for rules that count lessons."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from timetabler.model import Problem
from timetabler.rules import (
    AvoidClashes,
    AvoidUnavailable,
    LimitIdle,
    LimitWorkload,
    ResourceRule,
    Rule,
    among,
)

# A meal clashes, cannot be where nobody is, is no gap, and no work has been written down for it.
HEEDING_MEALS = (AvoidClashes, AvoidUnavailable, LimitIdle, LimitWorkload)
LESSONS = "lessons"  # a label that sentences say in the reader's language


def lessons_only(problem: Problem, rules: Iterable[Rule]) -> Iterator[Rule]:
    """The rules, with those that count lessons and days kept among the lessons of all who eat."""
    meals = [event for event in problem.events if not event.lesson]
    eaters = {seat.resource for event in meals for seat in event.seats} - {None}
    lessons = tuple(e for e, event in enumerate(problem.events) if event.lesson)
    for rule in rules:
        if isinstance(rule, ResourceRule) and _counts_lessons(rule):
            yield from _apart(rule, eaters, lessons)
        else:
            yield rule


def _counts_lessons(rule: ResourceRule) -> bool:
    return not rule.names_events() and not isinstance(rule, HEEDING_MEALS)


def _apart(rule: ResourceRule, eaters: set[int | None], lessons: tuple[int, ...]) -> Iterator[Rule]:
    people = tuple(r for r in rule.resources if r in eaters)
    if len(people) < len(rule.resources) or not people:
        yield replace(rule, resources=tuple(r for r in rule.resources if r not in eaters))
    if people:
        own = replace(rule, id=f"{rule.id}-lessons", resources=people, label=LESSONS)
        yield among(own, lessons)
