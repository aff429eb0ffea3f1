"""From a rule on all teaching to one among some events, and back."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from timetabler.rules.parts import Among
from timetabler.rules.rule import ResourceRule, Rule


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


def among(rule: ResourceRule, events: Iterable[int]) -> Among:
    """The same rule on what its people do in these events, in fixed seats or chosen for open ones.

    ValueError where the rule names events itself.
    """
    return Among(**_around(rule), inner=rule, events=tuple(events), chosen=True)


def _plain(rule: Among) -> Rule:
    """The rule inside, with the people, weight and words of the one around it."""
    return replace(rule.inner, **_around(rule))


def _around(rule: ResourceRule) -> dict[str, Any]:
    """What a rule on resources says of itself, whatever its kind."""
    return {part.name: getattr(rule, part.name) for part in fields(ResourceRule)}
