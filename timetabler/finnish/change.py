"""A new plan near an earlier one: last year's, last period's, or the one already published."""

from collections.abc import Iterator, Mapping

from timetabler.finnish.terms import Terms, listed, said_by, with_rules
from timetabler.model import Plan, Problem
from timetabler.rules import PreferResources, PreferTimes, Rule


def stay_put(problem: Problem, terms: Terms, *, plan: Plan, role: str | None = None) -> Problem:
    """Times (and with a role, rooms or teachers) of an earlier plan are kept where they can be.

    Deviation, for each event: duration of the lessons that start where no lesson of the event
    started in that plan; with `role`, also of those whose seat of that role has somebody or
    something the event did not have there. Events that the plan does not place are free.
    """
    rules = [*_times(problem, terms, plan), *(_seats(problem, terms, plan, role) if role else ())]
    return with_rules(problem, rules)


def _times(problem: Problem, terms: Terms, plan: Plan) -> Iterator[Rule]:
    starts: dict[int, set[int]] = {}
    for lesson in plan.lessons:
        if lesson.start is not None:
            starts.setdefault(lesson.event, set()).add(lesson.start)
    for event, times in sorted(starts.items()):
        name = listed(problem, [event])
        own = said_by(
            terms.part(problem.events[event].id),
            f"{name}: tunnit pysyvät aiemmilla paikoillaan.",
            f"{name}: lektionerna behåller sina tidigare tider.",
            f"{name}: lessons stay where they were.",
        )
        yield PreferTimes(**own, events=(event,), times=frozenset(times))


def _seats(problem: Problem, terms: Terms, plan: Plan, role: str) -> Iterator[Rule]:
    for event, taken in sorted(_taken(problem, plan, role).items()):
        name = listed(problem, [event])
        own = said_by(
            terms.part(f"{problem.events[event].id}-{role}"),
            f"{name}: tila tai tekijä pysyy samana kuin aiemmin.",
            f"{name}: samma rum eller person som tidigare.",
            f"{name}: the same room or person as before.",
        )
        yield PreferResources(**own, events=(event,), role=role, resources=taken)


def _taken(problem: Problem, plan: Plan, role: str) -> Mapping[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for lesson in plan.lessons:
        seats = problem.events[lesson.event].seats
        for seat, resource in zip(seats, lesson.resources, strict=False):
            if seat.role == role and seat.resource is None and resource is not None:
                found.setdefault(lesson.event, set()).add(resource)
    return {event: frozenset(resources) for event, resources in found.items()}
