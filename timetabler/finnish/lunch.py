"""Lunch in turns: meals to be placed like lessons, which no rule counts as such."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from timetabler.finnish.halves import parts_of
from timetabler.finnish.meals import lessons_only
from timetabler.finnish.places import at_once
from timetabler.finnish.terms import Terms, called, said_by
from timetabler.model import Event, Problem, Seat
from timetabler.rules import AssignTime, PreferTimes, Rule


def lunch_waves(
    problem: Problem,
    terms: Terms,
    *,
    pupils: Mapping[int, int],
    times: Sequence[Sequence[int]],
    most: int,
    name: str = "Lounas",
) -> Problem:
    """Classes eat once a day, at one of the day's lunch times, in turns that the dining room holds.

    `pupils` says how many each class (a resource) brings, `most` how many can eat at once. Each
    class, with the parts that it was split into, gets an event of one time for each row of
    `times`, behind all others, which must be placed there; `name` and the class's own are its name.
    The terms are those of the dining room's rule. Deviation: pupils too many.

    A meal is no lesson and no work: rules on the hours and days of those who eat are kept among
    their lessons, also rules that other functions of this package add later. It takes its time all
    the same: it may not clash, nobody eats where they are not available, and for LimitIdle it is
    no gap. Rules and events that a problem gets in other ways should be there before; `by_week` is
    called after.
    """
    first = len(problem.events)
    meals = [(group, day) for day in range(len(times)) for group in pupils]
    made = tuple(_meal(problem, group, day, name) for group, day in meals)
    grown = replace(problem, events=(*problem.events, *made))
    own = said_by(
        terms,
        f"Ruokalaan mahtuu samaan aikaan enintään {most} oppilasta.",
        f"I matsalen ryms högst {most} elever samtidigt.",
        f"The dining room has room for at most {most} pupils at once.",
    )
    amounts = {first + number: pupils[group] for number, (group, _) in enumerate(meals)}
    room = at_once(own, amounts, dict.fromkeys(range(problem.horizon), most))
    placed = [_placed(problem, terms, group, _of(meals, group, first)) for group in pupils]
    timed = [
        _timed(problem, terms, first + number, group, day, times[day])
        for number, (group, day) in enumerate(meals)
    ]
    rules = (*lessons_only(grown, problem.rules), *placed, *timed, room)
    return replace(grown, rules=rules)


def _meal(problem: Problem, group: int, day: int, name: str) -> Event:
    own = problem.resources[group]
    parts = (Seat(resource=part) for part in parts_of(problem, group))
    return Event(
        id=f"lunch-{own.id}-{day + 1}",
        name=f"{name} {called(problem, group)}",
        duration=1,
        workload=0,
        seats=(Seat(role="class", resource=group), *parts),
        lesson=False,
    )


def _of(meals: Iterable[tuple[int, int]], group: int, first: int) -> tuple[int, ...]:
    return tuple(first + number for number, (eater, _) in enumerate(meals) if eater == group)


def _placed(problem: Problem, terms: Terms, group: int, meals: tuple[int, ...]) -> Rule:
    name = called(problem, group)
    own = said_by(
        Terms(id=f"{terms.id}-placed-{problem.resources[group].id}", owner=terms.owner),
        f"{name}: joka päivälle löytyy ruokailuaika.",
        f"{name}: varje dag får en lunchtid.",
        f"{name}: every day gets a time for lunch.",
    )
    return AssignTime(**own, events=meals)


def _timed(
    problem: Problem, terms: Terms, meal: int, group: int, day: int, times: Sequence[int]
) -> Rule:
    name, calendar = called(problem, group), problem.calendar
    listed = ", ".join(calendar.names[time] or calendar.times[time] for time in times)
    own = said_by(
        Terms(id=f"{terms.id}-time-{day + 1}-{problem.resources[group].id}", owner=terms.owner),
        f"{name}: ruokailu jonakin näistä ajoista: {listed}.",
        f"{name}: lunch vid någon av de här tiderna: {listed}.",
        f"{name}: lunch at one of these times: {listed}.",
    )
    return PreferTimes(**own, events=(meal,), times=frozenset(times))
