"""Weeks A and B, half-years: teaching that does not run every week shares the times of a week."""

from collections.abc import Iterator
from dataclasses import replace

from timetabler.model import Problem
from timetabler.rules import (
    Among,
    LimitAtOnce,
    LimitWorkload,
    ResourceRule,
    Rule,
    SpreadEvents,
    among,
)


def by_week(problem: Problem) -> Problem:
    """The problem with its rules looked at in each kind of week by itself.

    An event of A weeks may then stand at the time of an event of B weeks, share a teacher and a
    class with it, and a room too, be they fixed or chosen by a search. Every rule on resources but
    LimitWorkload (gaps, days, hours, closed times, the way between places) is looked at in each
    kind of week, for those who sit or may be chosen to sit in teaching that does not run every
    week; so are LimitAtOnce and SpreadEvents where they name such teaching. Such a rule counts
    once for each kind of week. All other rules (on single events, linked events, orders, one and
    the same resource) look at the whole plan. To be called once, after all rules are there.
    ValueError where an event runs in a kind of week that the calendar does not have.
    """
    kinds = set(range(len(problem.calendar.weeks)))
    for event in problem.events:
        if kinds and not event.weeks <= kinds:
            raise ValueError(f"{event.id} runs in weeks that the calendar does not have")
    if len(kinds) < 2:  # noqa: PLR2004 - one kind of week is every week
        return problem
    weekly = _Weekly(problem)
    return replace(problem, rules=tuple(made for rule in problem.rules for made in weekly.of(rule)))


class _Weekly:
    """The rules of one problem, in each kind of week."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._apart = {e for e, event in enumerate(problem.events) if event.weeks}
        self._fixed = {r for r, own in enumerate(problem.events_of) if self._apart & set(own)}
        open_seats = (s for e in self._apart for s in problem.events[e].seats if s.resource is None)
        kinds = {seat.kind for seat in open_seats}
        self._chosen = {r for kind in kinds for r in problem.choices_of.get(kind, ())}

    def of(self, rule: Rule) -> Iterator[Rule]:
        """A rule as it holds in each week, or as it is."""
        within = rule.inner if isinstance(rule, Among) else rule
        if isinstance(rule, ResourceRule) and not isinstance(within, LimitWorkload):
            yield from self._personal(rule)
        elif isinstance(rule, LimitAtOnce) and self._apart.intersection(rule.events):
            yield from self._each(rule)
        elif isinstance(rule, SpreadEvents):
            yield from self._spread(rule)
        else:
            yield rule

    def _personal(self, rule: ResourceRule) -> Iterator[Rule]:
        chosen = rule.chosen if isinstance(rule, Among) else not rule.names_events()
        alternating = self._fixed | self._chosen if chosen else self._fixed
        people = tuple(r for r in rule.resources if r in alternating)
        if len(people) < len(rule.resources) or not people:
            yield replace(rule, resources=tuple(r for r in rule.resources if r not in people))
        if people:
            yield from self._each(self._naming(replace(rule, resources=people)))

    def _naming(self, rule: ResourceRule) -> ResourceRule:
        """The rule as one that names its events."""
        return rule if rule.names_events() else among(rule, range(len(self._problem.events)))

    def _spread(self, rule: SpreadEvents) -> Iterator[Rule]:
        both = list(zip(rule.names, rule.groups, strict=True))
        apart = [(n, g) for n, g in both if self._apart.intersection(g)]
        if len(apart) < len(both) or not apart:
            yield _with_groups(rule, [x for x in both if x not in apart])
        if apart:
            yield from self._each(_with_groups(rule, apart))

    def _each(self, rule: Rule) -> Iterator[Rule]:
        """The rule with the events of each kind of week, and named after it."""
        events = self._problem.events
        for week, name in enumerate(self._problem.calendar.weeks):
            running = {e: (e,) if event.runs_in(week) else () for e, event in enumerate(events)}
            yield replace(
                rule.on_events(running.__getitem__),
                id=f"{rule.id}-{name}",
                said=tuple((language, _of(text, name)) for language, text in rule.said),
                label=f"{rule.label}, {name}" if rule.label else name,
            )


def _with_groups(rule: SpreadEvents, named: list[tuple[str, tuple[int, ...]]]) -> SpreadEvents:
    return replace(rule, names=tuple(n for n, _ in named), groups=tuple(g for _, g in named))


def _of(text: str, week: str) -> str:
    """A sentence with the week that it speaks of."""
    return f"{text.removesuffix('.')} ({week})."
