"""Parts of a class that was split: what holds for the class holds for each of them instead."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from timetabler.model import Problem
from timetabler.rules import ResourceRule, Rule


def parts_of(problem: Problem, group: int) -> Iterator[int]:
    """The parts of a class, and theirs."""
    for number, resource in enumerate(problem.resources):
        if resource.part_of == group:
            yield from (number, *parts_of(problem, number))


def on_parts(problem: Problem, rules: Iterable[Rule]) -> Iterator[Rule]:
    """The rules, each on the undivided classes and on the smallest parts of the others."""
    split = {resource.part_of for resource in problem.resources} - {None}
    for rule in rules:
        if isinstance(rule, ResourceRule) and split.intersection(rule.resources):
            whole = tuple(r for r in rule.resources if r not in split)
            own = (part for r in rule.resources if r in split for part in parts_of(problem, r))
            parts = tuple(part for part in own if part not in {*split, *whole})
            yield replace(rule, resources=(*whole, *dict.fromkeys(parts)), said=())
        else:
            yield rule
