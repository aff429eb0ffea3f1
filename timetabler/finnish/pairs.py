"""Co-teaching: two teachers for one group, in all its lessons or in some hours of them."""

from collections.abc import Callable
from dataclasses import replace

from timetabler.model import Event, Problem, Seat
from timetabler.rules import DistributeSplits, Rule, SplitEvents


def co_teaching(problem: Problem, *, event: int, seat: Seat, hours: int | None = None) -> Problem:
    """A second teacher in all lessons of an event, or in so many of its hours.

    The seat is fixed or open like any other. With `hours`, the event keeps the rest and a new one,
    behind all others, is taught by both; all rules that name the event hold for both parts, except
    that the number of its lessons (not their length) is given up. ValueError for hours that it
    does not have, and where what is linked or ordered, or begins at a fixed time, would be divided.
    """
    whole = problem.events[event]
    hours = whole.duration if hours is None else hours
    if not 1 <= hours <= whole.duration:
        raise ValueError(f"{whole.id} has {whole.duration} hours, not {hours}")
    if hours < whole.duration and whole.start is not None:
        raise ValueError(f"{whole.id} begins at a fixed time; both of its parts cannot")
    both = _part(whole, hours, lambda work: work * hours // whole.duration)
    both = replace(both, id=_new_id(problem, whole), seats=(*both.seats, seat))
    left = whole.duration - hours
    if not left:
        both = replace(both, id=whole.id)
    rest = _part(whole, left, lambda work: work - work * hours // whole.duration) if left else both
    events = tuple(rest if n == event else x for n, x in enumerate(problem.events))
    if not left:
        return replace(problem, events=events)
    rules = (made for rule in problem.rules for made in _on_both(rule, event, len(events)))
    return replace(problem, events=(*events, both), rules=tuple(rules))


def _new_id(problem: Problem, whole: Event) -> str:
    taken, name = {event.id for event in problem.events}, f"{whole.id}+"
    while name in taken:
        name += "+"
    return name


def _part(whole: Event, duration: int, share: Callable[[int], int]) -> Event:
    """An event of a part of the duration, with its share of all workloads."""
    seats = (
        s if s.workload is None else replace(s, workload=share(s.workload)) for s in whole.seats
    )
    work = None if whole.workload is None else share(whole.workload)
    return replace(whole, duration=duration, workload=work, seats=tuple(seats))


def _on_both(rule: Rule, event: int, new: int) -> tuple[Rule, ...]:
    """A rule on the event as rules on both of its parts."""
    if isinstance(rule, SplitEvents | DistributeSplits) and event in rule.events:
        return _on_cuts(rule, event, new)
    return (rule.on_events(lambda e: (event, new) if e == event else (e,)),)


def _on_cuts(rule: SplitEvents | DistributeSplits, event: int, new: int) -> tuple[Rule, ...]:
    others = replace(rule, events=tuple(e for e in rule.events if e != event))
    if isinstance(rule, DistributeSplits):
        return (others,)
    free = SplitEvents(id="").most
    parts = replace(rule, id=f"{rule.id}-{new}", events=(event, new), fewest=0, most=free)
    return others, parts
