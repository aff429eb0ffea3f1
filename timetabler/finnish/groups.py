"""Groups that are taught together or apart: bands across classes, split groups."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from timetabler.finnish.halves import on_parts
from timetabler.finnish.terms import Terms, listed, said_by, with_rules
from timetabler.model import Event, Problem, Resource, Seat
from timetabler.rules import LinkEvents, PreferTimes


def band(problem: Problem, terms: Terms, *, events: Sequence[int]) -> Problem:
    """Events of several classes or half-groups run at the same times.

    Deviation: times at which some of them run but not all.
    """
    names = listed(problem, events)
    own = said_by(
        terms,
        f"Palkki ({names}): tunnit pidetään samaan aikaan.",
        f"Block ({names}): lektionerna hålls samtidigt.",
        f"Band ({names}): lessons run at the same time.",
    )
    return with_rules(problem, [LinkEvents(**own, groups=(tuple(events),), names=(terms.id,))])


def split_group(
    problem: Problem, *, group: int, halves: Sequence[str], events: Mapping[int, int]
) -> Problem:
    """A class some of whose lessons are for one part of it only (jakotunnit).

    `halves` names the parts; `events` says for each split event which part it is for. Each part
    becomes a resource behind all others and sits in the whole class's lessons and meals too; every
    rule on the class holds for each part instead, also those that other functions of this package
    add later; so parts may be taught at once, but not one of them and the whole class.
    """
    first = len(problem.resources)
    parts = tuple(range(first, first + len(halves)))
    kind = problem.resources[group].kind
    made = tuple(Resource(id=name, name=name, kind=kind, part_of=group) for name in halves)
    taught = tuple(
        _for_part(event, group, parts[events[number]])
        if number in events
        else _for_all(event, group, parts)
        for number, event in enumerate(problem.events)
    )
    divided = replace(problem, resources=(*problem.resources, *made), events=taught)
    return replace(divided, rules=tuple(on_parts(divided, problem.rules)))


def _for_part(event: Event, group: int, part: int) -> Event:
    seats = [replace(s, resource=part) if s.resource == group else s for s in event.seats]
    return replace(event, seats=tuple(seats))


def _for_all(event: Event, group: int, parts: Sequence[int]) -> Event:
    if all(seat.resource != group for seat in event.seats):
        return event
    return replace(event, seats=(*event.seats, *(Seat(resource=part) for part in parts)))


def staggered(problem: Problem, terms: Terms, *, events: Sequence[int]) -> Problem:
    """Lessons of half a class are a day's first or last, so that the others come later or go home.

    The first and the last time of each day count. Deviation: duration of lessons that start at
    another time.
    """
    days = problem.calendar.days()
    edges = frozenset(time for day in days if day for time in (day[0], day[-1]))
    names = listed(problem, events)
    own = said_by(
        terms,
        f"{names}: jakotunnit ovat päivän ensimmäisiä tai viimeisiä tunteja.",
        f"{names}: delningstimmarna är dagens första eller sista lektion.",
        f"{names}: split lessons are the first or the last of the day.",
    )
    return with_rules(problem, [PreferTimes(**own, events=tuple(events), times=edges)])
