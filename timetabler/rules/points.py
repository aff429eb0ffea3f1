"""A rule without one of the points where it applies."""

from dataclasses import replace

from timetabler.rules.groups import OrderEvents
from timetabler.rules.parts import LimitAtOnce
from timetabler.rules.rule import EventRule, GroupRule, Point, ResourceRule, Rule


def without(rule: Rule, point: Point) -> Rule:
    """The same rule, given up at one point."""
    if isinstance(rule, EventRule):
        return replace(rule, events=tuple(e for e in rule.events if e not in point.events))
    if isinstance(rule, ResourceRule):
        kept = tuple(r for r in rule.resources if r not in point.resources)
        return replace(rule, resources=kept)
    if isinstance(rule, GroupRule):
        both = zip(rule.names, rule.groups, strict=True)
        left = [(n, g) for n, g in both if (n, g) != (point.name, point.events)]
        return replace(rule, names=tuple(n for n, _ in left), groups=tuple(g for _, g in left))
    if isinstance(rule, OrderEvents):
        pairs = enumerate(rule.pairs)
        return replace(rule, pairs=tuple(p for i, p in pairs if str(i) != point.name))
    if isinstance(rule, LimitAtOnce):
        limits = tuple((t, most) for t, most in rule.limits if str(t) != point.name)
        return replace(rule, limits=limits)
    raise TypeError(type(rule))
