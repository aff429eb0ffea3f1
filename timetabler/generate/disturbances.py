"""Disturbances of a finished plan, from a seed: what happens to a school on a Tuesday morning.

- somebody away: a teacher cannot come on one day on which lessons were planned;
- a room closed: a room cannot be used on one day;
- a lesson more: teaching that exists already gets one lesson that is not in the plan.

The resource and the day are drawn among those with lessons, so that every disturbance hits
something. The added rules are hard; the plan is returned as it was.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from random import Random

from timetabler.chances import chances
from timetabler.model import Plan, Problem
from timetabler.rules import AssignTime, AvoidUnavailable, PreferTimes, Rule

UPSET = "upset"


class Upset(Enum):
    """What happens."""

    AWAY = "teacher away"
    CLOSED = "room closed"
    MORE = "lesson added"


@dataclass(frozen=True, kw_only=True)
class Disturbance:
    """The problem as it now is, and the plan as it was before."""

    kind: Upset
    words: str
    problem: Problem
    plan: Plan


def disturbance(problem: Problem, plan: Plan, seed: int) -> Disturbance:
    """The disturbance with this seed; kinds that the school knows take turns."""
    random = chances(seed)
    known = [kind for kind in Upset if _MAKERS[kind](problem, plan, random)]
    kind = known[seed % len(known)]
    found = _MAKERS[kind](problem, plan, random)
    if found is None:
        raise LookupError(kind)
    words, after = found
    return Disturbance(kind=kind, words=words, problem=after, plan=plan)


Found = tuple[str, Problem] | None


def _away(problem: Problem, plan: Plan, random: Random) -> Found:
    return _unavailable(problem, plan, random, ("teach", "opett", "lära"))


def _closed(problem: Problem, plan: Plan, random: Random) -> Found:
    return _unavailable(problem, plan, random, ("room", "tila", "sal", "gym"))


def _unavailable(problem: Problem, plan: Plan, random: Random, words: Sequence[str]) -> Found:
    days = problem.calendar.days()
    busy = sorted(
        {
            (resource, number)
            for lesson in plan.lessons
            for resource in lesson.resources
            if resource is not None
            if any(word in problem.resources[resource].kind.lower() for word in words)
            for number, day in enumerate(days)
            if not set(day).isdisjoint(lesson.times())
        }
    )
    if not busy:
        return None
    resource, number = random.choice(busy)
    rule = AvoidUnavailable(id=UPSET, resources=(resource,), times=tuple(sorted(days[number])))
    words_said = f"{problem.resources[resource].name}, day {number + 1}"
    return words_said, replace(problem, rules=(*problem.rules, rule))


def _more(problem: Problem, plan: Plan, random: Random) -> Found:
    """One lesson of an event's people, with the times that the event may have."""
    movable = [number for number, event in enumerate(problem.events) if event.start is None]
    if not movable:
        return None
    like = random.choice(movable)
    event = problem.events[like]
    number = len(problem.events)
    extra = replace(event, id=f"{event.id}-{UPSET}", duration=1)
    rules = tuple(_widened(rule, like, number) for rule in problem.rules)
    placed = AssignTime(id=UPSET, events=(number,))
    after = replace(problem, events=(*problem.events, extra), rules=(*rules, placed))
    return event.name or event.id, after


def _widened(rule: Rule, like: int, number: int) -> Rule:
    if isinstance(rule, PreferTimes) and like in rule.events and rule.duration in {None, 1}:
        return replace(rule, events=(*rule.events, number))
    return rule


_MAKERS: dict[Upset, Callable[[Problem, Plan, Random], Found]] = {
    Upset.AWAY: _away,
    Upset.CLOSED: _closed,
    Upset.MORE: _more,
}
