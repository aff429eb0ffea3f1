"""Events gathered into bundles that share their lessons, and the ways a bundle may be cut."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timetabler.model import Problem
from timetabler.rules import LinkEvents, SplitEvents


@dataclass(frozen=True, slots=True)
class Bundle:
    """Events that run together; the bounds are those of the hard rules on cutting them."""

    events: tuple[int, ...]
    duration: int
    shortest: int
    longest: int
    most: int

    def pieces(self) -> int:
        """How many lessons there can be."""
        return max(1, min(self.duration // self.shortest, self.most))


def gather(problem: Problem, *, together: bool) -> tuple[Bundle, ...]:
    """Bundles of a problem: by hard links, or each event alone with every cut allowed."""
    if not together:
        alone = enumerate(problem.events)
        return tuple(Bundle((e,), x.duration, 1, x.duration, x.duration) for e, x in alone)
    bounds = _bounds(problem)
    return tuple(_bundle(problem, events, bounds) for events in _linked(problem))


def _linked(problem: Problem) -> list[tuple[int, ...]]:
    leader = list(range(len(problem.events)))

    def find(event: int) -> int:
        while leader[event] != event:
            event = leader[event]
        return event

    for rule in problem.rules:
        if isinstance(rule, LinkEvents) and rule.hard:
            for group in rule.groups:
                _join(problem, group, leader, find)
    found: dict[int, list[int]] = {}
    for event in range(len(problem.events)):
        found.setdefault(find(event), []).append(event)
    return [tuple(events) for events in found.values()]


def _join(
    problem: Problem, group: Sequence[int], leader: list[int], find: Callable[[int], int]
) -> None:
    alike: dict[tuple[int, int | None], int] = {}
    for event in group:
        key = (problem.events[event].duration, problem.events[event].start)
        leader[find(event)] = find(alike.setdefault(key, event))


def _bounds(problem: Problem) -> list[tuple[int, int, int]]:
    found = [(1, event.duration, event.duration) for event in problem.events]
    for rule in problem.rules:
        if isinstance(rule, SplitEvents) and rule.hard:
            for event in rule.events:
                short, long, most = found[event]
                tight = max(short, rule.shortest), min(long, rule.longest), min(most, rule.most)
                found[event] = tight
    return found


def _bundle(
    problem: Problem, events: tuple[int, ...], bounds: list[tuple[int, int, int]]
) -> Bundle:
    duration = problem.events[events[0]].duration
    shortest = max(bounds[event][0] for event in events)
    longest = min(bounds[event][1] for event in events)
    if not 1 <= shortest <= longest or not _can_cut(duration, shortest, longest):
        shortest, longest = 1, duration
    most = max(-(-duration // longest), min(bounds[event][2] for event in events))
    return Bundle(events, duration, shortest, longest, most)


def _can_cut(duration: int, shortest: int, longest: int) -> bool:
    fewest = -(-duration // longest)
    return fewest * shortest <= duration
