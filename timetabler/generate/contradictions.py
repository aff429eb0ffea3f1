"""Contradictions planted into a made-up school: one rule too many, of five kinds.

Each kind adds one rule to a school that has a plan; the school without it can be planned, with
it cannot. The planted rule's id is "planted". The kinds:

- teacher overload: a teacher may not be there at so many times that lessons are left over;
- days against splits: an event taught once a day wants more days than its teacher comes in;
- band against part-time: events to run together have teachers who are never there together;
- too few rooms: more lessons want a room of one kind than its rooms have times;
- transport: a class may be taught only while the bus allows, shorter than its lessons need.
"""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from random import Random

from timetabler.chances import chances
from timetabler.generate.school import School, make_school
from timetabler.model import Event, Problem, Resource, Seat
from timetabler.rules import (
    AssignResource,
    AssignTime,
    AvoidClashes,
    AvoidUnavailable,
    LinkEvents,
    Rule,
)

PLANTED = "planted"


class Kind(Enum):
    """What is planted."""

    OVERLOAD = "teacher overload"
    DAYS = "days against splits"
    BAND = "band against part-time"
    ROOMS = "too few rooms"
    TRANSPORT = "transport"


def contradiction(kind: Kind, seed: int, size: School | None = None) -> Problem:
    """A made-up school with one rule too many."""
    school = replace(size or School(classes=6, teachers=10), seed=seed)
    problem, _ = make_school(school)
    return _PLANTERS[kind](problem, school, chances(seed))


def _with(problem: Problem, rule: Rule) -> Problem:
    return replace(problem, rules=(*problem.rules, rule))


def _load(problem: Problem, resource: int) -> int:
    return sum(problem.events[event].duration for event in problem.events_of[resource])


def _away(problem: Problem, resource: int, times: list[int]) -> Problem:
    closed = tuple(sorted(times))
    rule = AvoidUnavailable(
        id=PLANTED, owner=problem.resources[resource].name, resources=(resource,), times=closed
    )
    return _with(problem, rule)


def _overload(problem: Problem, size: School, random: Random) -> Problem:
    teacher = size.classes + random.randrange(size.teachers)
    times = list(range(problem.horizon))
    random.shuffle(times)
    return _away(problem, teacher, times[max(0, _load(problem, teacher) - 1) :])


def _days(problem: Problem, size: School, random: Random) -> Problem:
    longest = max(range(len(problem.events)), key=lambda e: problem.events[e].duration)
    event = problem.events[longest]
    teacher = event.seats[1].resource or 0
    days = list(problem.calendar.days())
    random.shuffle(days)
    return _away(problem, teacher, [t for day in days[event.duration - 1 :] for t in day])


def _band(problem: Problem, size: School, random: Random) -> Problem:
    """Two new teachers of one class each, never there together, whose lessons are linked."""
    first = len(problem.resources)
    half = problem.horizon // 2
    people = tuple(Resource(id=f"B{i}", name=f"Bandist {i}", kind="Teacher") for i in range(2))
    events = tuple(
        Event(id=f"band-{i}", name=f"Band {i}", duration=1, seats=(Seat(resource=first + i),))
        for i in range(2)
    )
    pair = (len(problem.events), len(problem.events) + 1)
    placed = AssignTime(id="band-placed", events=pair)
    halves = (tuple(range(half)), tuple(range(half, problem.horizon)))
    away = [
        AvoidUnavailable(id=f"part-time-{i}", resources=(first + i,), times=halves[i])
        for i in range(2)
    ]
    grown = replace(
        problem,
        resources=(*problem.resources, *people),
        events=(*problem.events, *events),
        rules=(*problem.rules, placed, *away),
    )
    return _with(grown, LinkEvents(id=PLANTED, groups=(pair,), names=("band",)))


def _rooms(problem: Problem, size: School, random: Random) -> Problem:
    """Events that need a gym, one lesson more than the gym has times."""
    gym = len(problem.resources)
    order = list(range(len(problem.events)))
    random.shuffle(order)
    chosen: list[int] = []
    while sum(problem.events[e].duration for e in chosen) <= problem.horizon and order:
        chosen.append(order.pop())
    seat = Seat(role="gym", kind="Gym")
    events = tuple(
        replace(event, seats=(*event.seats, seat)) if number in chosen else event
        for number, event in enumerate(problem.events)
    )
    grown = replace(
        problem,
        kinds=(*problem.kinds, "Gym"),
        resources=(*problem.resources, Resource(id="G", name="Gym", kind="Gym")),
        events=events,
        rules=(
            *problem.rules,
            AssignResource(id="gyms", events=tuple(sorted(chosen)), role="gym"),
        ),
    )
    return _with(grown, AvoidClashes(id=PLANTED, resources=(gym,)))


def _transport(problem: Problem, size: School, random: Random) -> Problem:
    group = random.randrange(size.classes)
    fits = (_load(problem, group) - 1) // size.days
    late = [t for day in problem.calendar.days() for t in day[fits:]]
    return _away(problem, group, late)


_PLANTERS: dict[Kind, Callable[[Problem, School, Random], Problem]] = {
    Kind.OVERLOAD: _overload,
    Kind.DAYS: _days,
    Kind.BAND: _band,
    Kind.ROOMS: _rooms,
    Kind.TRANSPORT: _transport,
}
