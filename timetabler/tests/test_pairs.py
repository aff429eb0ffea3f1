"""A second teacher in some hours of an event: every kind of rule sees both parts as one event."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from timetabler.chances import chances
from timetabler.evaluate import judge
from timetabler.finnish import Terms, academic_load, capacity, co_teaching, travel
from timetabler.generate import medley
from timetabler.model import Lesson, Plan, Problem, Seat
from timetabler.rules import (
    CostFunction,
    DistributeSplits,
    EventRule,
    GroupRule,
    LinkEvents,
    OrderEvents,
    ResourceRule,
    Rule,
    SplitEvents,
)

ABSTRACT = {EventRule, GroupRule, ResourceRule}
UNDIVIDED: set[type[Rule]] = {LinkEvents, OrderEvents}
CUTTING = {SplitEvents, DistributeSplits}  # the number of lessons is given up
SECOND = Seat(role="second", kind="Nobody")


def school(seed: int) -> Problem:
    """A medley with a kind of seat that nobody takes."""
    problem = medley(seed)
    return replace(problem, kinds=(*problem.kinds, SECOND.kind))


def kinds(of: type[Rule] = Rule) -> Iterator[type[Rule]]:
    """Every kind of rule that there is."""
    for kind in of.__subclasses__():
        yield from (kind, *kinds(kind))


def hours_of(problem: Problem, seed: int) -> Plan:
    """Every event cut into single hours, somewhere, with whoever is chosen."""
    random = chances(seed)
    return Plan(
        tuple(
            Lesson(
                event=number,
                duration=1,
                start=start,
                resources=tuple(
                    random.choice(problem.choices_of[seat.kind])
                    if seat.resource is None
                    else seat.resource
                    for seat in event.seats
                ),
            )
            for number, event in enumerate(problem.events)
            for start in random.sample(range(problem.horizon), event.duration)
        )
    )


def divided(plan: Plan, event: int, new: int, hours: int) -> Plan:
    """The same lessons, the first so many hours of an event as those of a new one."""
    own = [number for number, lesson in enumerate(plan.lessons) if lesson.event == event][:hours]
    return Plan(
        tuple(
            replace(x, event=new, resources=(*x.resources, None)) if number in own else x
            for number, x in enumerate(plan.lessons)
        )
    )


def some_rules(kind: type[Rule], seed: int) -> Problem:
    """A medley with the rules of one kind alone, counted hour by hour, and work as long as it."""
    problem = school(seed)
    events = tuple(
        replace(
            event,
            duration=event.duration + 1,
            workload=None,
            seats=tuple(replace(seat, workload=None) for seat in event.seats),
        )
        for event in problem.events
    )
    own = (rule for rule in problem.rules if type(rule) is kind)
    rules = tuple(replace(rule, cost=CostFunction.LINEAR) for rule in own)
    return replace(problem, events=events, rules=rules)


@pytest.mark.parametrize(
    "kind", [kind for kind in kinds() if kind not in ABSTRACT | UNDIVIDED | CUTTING]
)
def test_an_event_in_two_parts_costs_what_it_cost_in_one(kind: type[Rule]) -> None:
    for seed in range(6):
        problem = some_rules(kind, seed)
        assert problem.rules
        plan = hours_of(problem, seed)
        before = judge(problem, plan).cost
        for event, about in enumerate(problem.events):
            hours = about.duration // 2
            both = co_teaching(problem, event=event, seat=SECOND, hours=hours)
            shared = divided(plan, event, len(problem.events), hours)
            assert judge(both, shared).cost == before


@pytest.mark.parametrize("kind", [LinkEvents, OrderEvents])
def test_what_is_linked_or_ordered_is_not_divided(kind: type[Rule]) -> None:
    problem = some_rules(kind, 1)
    named = problem.rules[0].points()[0].events[0]
    with pytest.raises(ValueError, match=problem.rules[0].id):
        co_teaching(problem, event=named, seat=SECOND, hours=1)


def test_theory_halls_and_ways_know_of_the_hours_with_two_teachers() -> None:
    problem = replace(school(3), rules=())
    first, other = replace(problem.events[0], duration=4), problem.events[1]
    people = [seat.resource for seat in first.seats if seat.resource is not None]
    problem = replace(problem, events=(first, replace(other, seats=first.seats)))
    problem = academic_load(problem, Terms(id="load"), group=people[0], events=[0], most=1)
    problem = capacity(problem, Terms(id="hall"), amounts={0: 1, 1: 1}, most=1, place="Hall")
    problem = travel(problem, Terms(id="way"), people=people[:1], places=[[0], [1]], pause=1)
    both = co_teaching(problem, event=0, seat=SECOND, hours=2)
    events = (0, 0, 2, 2, 1)
    lessons = [Lesson(event=e, duration=1, start=min(t, 3)) for t, e in enumerate(events)]
    found = judge(both, Plan.complete(both, lessons)).by_rule()
    assert {name: cost.hard for name, cost in found.items()} == {
        "load": 3,
        "hall": 1,
        f"way-{problem.resources[people[0]].id}": 1,
    }


def test_teaching_with_a_fixed_time_is_not_divided() -> None:
    problem = replace(school(1), rules=())
    fixed = replace(problem.events[0], duration=2, start=0)
    problem = replace(problem, events=(fixed, *problem.events[1:]))
    with pytest.raises(ValueError, match="fixed"):
        co_teaching(problem, event=0, seat=SECOND, hours=1)
    assert co_teaching(problem, event=0, seat=SECOND).events[0].start == 0
