"""Rules as they look at the lessons of one event, wherever they are kept among some events only."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from timetabler.rules.parts import Among
from timetabler.rules.rule import Rule


def holding_in(rules: Iterable[Rule], event: int) -> Iterator[Rule]:
    """The rules that look at an event's lessons, without the part of the teaching around them.

    A rule kept among some events (of A weeks, of theoretical subjects) is the rule inside it, with
    its own people, weight and words, if the event is one of them. It is left out if not, and where
    it looks only at lessons in certain rooms. All other rules stay as they are.
    """
    for rule in rules:
        if not isinstance(rule, Among):
            yield rule
        elif event in rule.events and not rule.rooms:
            yield _plain(rule)


def _plain(rule: Among) -> Rule:
    """The rule inside, with the people, weight and words of the one around it."""
    return replace(
        rule.inner,
        id=rule.id,
        name=rule.name,
        hard=rule.hard,
        weight=rule.weight,
        cost=rule.cost,
        owner=rule.owner,
        said=rule.said,
        label=rule.label,
        resources=rule.resources,
    )
