"""Weeks A and B, half-years: teaching that does not run every week shares the times of a week."""

from collections.abc import Iterator
from dataclasses import replace

from timetabler.model import Problem
from timetabler.rules import Among, LimitWorkload, ResourceRule, Rule


def by_week(problem: Problem) -> Problem:
    """The problem with its rules on people's weeks looked at in each kind of week by itself.

    An event of A weeks may then stand at the time of an event of B weeks, and gaps, days and hours
    are those of each week. Only people (classes, rooms) with a fixed seat in teaching that does
    not run every week are concerned; their rules count once for each kind of week. A room that the
    search chooses stays taken in all weeks. To be called once, after all rules are there.
    """
    if len(problem.calendar.weeks) < 2:  # noqa: PLR2004 - one kind of week is every week
        return problem
    rules = tuple(made for rule in problem.rules for made in _by_week(problem, rule))
    return replace(problem, rules=rules)


def _by_week(problem: Problem, rule: Rule) -> Iterator[Rule]:
    if not isinstance(rule, ResourceRule) or isinstance(rule, LimitWorkload):
        yield rule
        return
    apart = tuple(r for r in rule.resources if _alternates(problem, r))
    if len(apart) < len(rule.resources) or not apart:
        kept = tuple(r for r in rule.resources if r not in apart)
        yield replace(rule, resources=kept)
    if apart:
        yield from _parts(problem, rule, apart)


def _alternates(problem: Problem, resource: int) -> bool:
    return any(problem.events[event].weeks for event in problem.events_of[resource])


def _parts(problem: Problem, rule: ResourceRule, people: tuple[int, ...]) -> Iterator[Among]:
    """The rule in each kind of week."""
    inner = rule.inner if isinstance(rule, Among) else rule
    chosen = rule.events if isinstance(rule, Among) else range(len(problem.events))
    for week, name in enumerate(problem.calendar.weeks):
        yield Among(
            id=f"{rule.id}-{name}",
            name=rule.name,
            hard=rule.hard,
            weight=rule.weight,
            cost=rule.cost,
            owner=rule.owner,
            said=tuple((language, f"{text} ({name})") for language, text in rule.said),
            resources=people,
            inner=inner,
            events=tuple(e for e in chosen if problem.events[e].runs_in(week)),
            rooms=rule.rooms if isinstance(rule, Among) else (),
            label=name,
        )
