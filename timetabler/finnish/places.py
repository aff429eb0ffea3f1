"""Places: the way between buildings and schools, what fits into a hall, lunch in turns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from timetabler.finnish.terms import RuleTerms, Terms, called, listed, said_by, with_rules
from timetabler.model import Event, Problem, Seat
from timetabler.rules import (
    AllowTravel,
    AssignTime,
    AvoidSplitAssignments,
    AvoidUnavailable,
    LimitAtOnce,
    PreferTimes,
    Rule,
)

Places = Sequence[Sequence[int]]


def travel(
    problem: Problem, terms: Terms, *, people: Sequence[int], places: Places, pause: int
) -> Problem:
    """On the way from one place to another, people have so many free times in between.

    `places` are the events of each building or school. Deviation: see `AllowTravel`.
    """
    rules = []
    for person in people:
        name = called(problem, person)
        own = said_by(
            terms.part(problem.resources[person].id),
            f"{name}: siirtymisaikaa paikasta toiseen vähintään {pause} "
            f"{'oppitunti' if pause == 1 else 'oppituntia'}.",
            f"{name}: tid för förflyttning mellan platserna minst {pause} "
            f"{'lektion' if pause == 1 else 'lektioner'}.",
            f"{name}: at least {pause} {'period' if pause == 1 else 'periods'} "
            "for the way between places.",
        )
        rules.append(_way(problem, person, places, pause, own))
    return with_rules(problem, rules)


def one_place_a_day(
    problem: Problem, terms: Terms, *, people: Sequence[int], places: Places
) -> Problem:
    """Shared teachers are at one school only on any day.

    Deviation: pairs of times of one day at different places.
    """
    longest = max(len(day) for day in problem.calendar.days())
    rules = []
    for person in people:
        name = called(problem, person)
        own = said_by(
            terms.part(problem.resources[person].id),
            f"{name}: samana päivänä vain yhdessä koulussa.",
            f"{name}: bara i en skola under samma dag.",
            f"{name}: at only one school on any day.",
        )
        rules.append(_way(problem, person, places, longest, own))
    return with_rules(problem, rules)


def _way(problem: Problem, person: int, places: Places, pause: int, own: RuleTerms) -> AllowTravel:
    count = range(len(places))
    pauses = tuple(tuple(0 if p == q else pause for q in count) for p in count)
    return AllowTravel(
        **own,
        resources=(person,),
        places=tuple(tuple(events) for events in places),
        pauses=pauses,
        groups=problem.calendar.days(),
    )


def elsewhere(problem: Problem, terms: Terms, *, person: int, times: Sequence[int]) -> Problem:
    """A shared teacher is at another school at these times, whose plan is not ours to change."""
    name = called(problem, person)
    own = said_by(
        terms,
        f"{name}: opettaa näinä aikoina toisessa koulussa.",
        f"{name}: undervisar i en annan skola på de här tiderna.",
        f"{name}: teaches at another school at these times.",
    )
    rule = AvoidUnavailable(**own, resources=(person,), times=tuple(sorted(times)))
    return with_rules(problem, [rule])


def capacity(
    problem: Problem, terms: Terms, *, amounts: Mapping[int, int], most: int, place: str
) -> Problem:
    """No more fits into a place at any time: groups in a hall, pupils in a dining room.

    `amounts` says how much each event takes up. Deviation: at each time, what is too much.
    """
    own = said_by(
        terms,
        f"{place}: samaan aikaan mahtuu enintään {most}.",
        f"{place}: det ryms högst {most} samtidigt.",
        f"{place}: room for at most {most} at once.",
    )
    return _capacity(problem, own, amounts, dict.fromkeys(range(problem.horizon), most))


def turns(
    problem: Problem,
    terms: Terms,
    *,
    amounts: Mapping[int, int],
    most: Mapping[int, int],
    place: str,
) -> Problem:
    """A place that is ours only in given turns, as a swimming hall: `most` at those times.

    At all other times nothing fits. Deviation: at each time, what is too much.
    """
    limits = {time: most.get(time, 0) for time in range(problem.horizon)}
    own = said_by(
        terms,
        f"{place}: käytössä vain omilla vuoroilla.",
        f"{place}: används bara på egna turer.",
        f"{place}: used in its own turns only.",
    )
    return _capacity(problem, own, amounts, limits)


def _capacity(
    problem: Problem, own: RuleTerms, amounts: Mapping[int, int], limits: Mapping[int, int]
) -> Problem:
    rule = LimitAtOnce(
        **own,
        events=tuple(sorted(amounts)),
        amounts=tuple(amounts[event] for event in sorted(amounts)),
        limits=tuple(sorted(limits.items())),
    )
    return with_rules(problem, [rule])


def lunch_waves(
    problem: Problem,
    terms: Terms,
    *,
    pupils: Mapping[int, int],
    times: Sequence[Sequence[int]],
    most: int,
) -> Problem:
    """Classes eat once a day, at one of the day's lunch times, in turns that the dining room holds.

    `pupils` says how many each class (a resource) brings, `most` how many can eat at once. Each
    class gets an event of one time for each row of `times`, behind all others, which must be
    placed there; the terms are those of the dining room's rule. Deviation: pupils too many.
    """
    first = len(problem.events)
    made = [_meal(problem, group, day) for day in range(len(times)) for group in pupils]
    meals = range(first, first + len(made))
    rules: list[Rule] = [AssignTime(id=f"{terms.id}-placed", events=tuple(meals))]
    for day, open_times in enumerate(times):
        own_meals = tuple(meals)[day * len(pupils) : (day + 1) * len(pupils)]
        name = f"{terms.id}-time-{day + 1}"
        rules.append(PreferTimes(id=name, events=own_meals, times=frozenset(open_times)))
    grown = replace(problem, events=(*problem.events, *made), rules=(*problem.rules, *rules))
    own = said_by(
        terms,
        f"Ruokalaan mahtuu samaan aikaan enintään {most} oppilasta.",
        f"I matsalen ryms högst {most} elever samtidigt.",
        f"The dining room has room for at most {most} pupils at once.",
    )
    amounts = dict(zip(meals, list(pupils.values()) * len(times), strict=True))
    return _capacity(grown, own, amounts, dict.fromkeys(range(problem.horizon), most))


def _meal(problem: Problem, group: int, day: int) -> Event:
    own = problem.resources[group]
    name = f"Lounas {own.name or own.id}"
    seat = Seat(role="class", resource=group)
    return Event(id=f"lunch-{own.id}-{day + 1}", name=name, duration=1, seats=(seat,))


def same_room(problem: Problem, terms: Terms, *, events: Sequence[int], role: str) -> Problem:
    """All lessons of these events are in one and the same room. Deviation: rooms beyond one."""
    names = listed(problem, events)
    own = said_by(
        terms,
        f"{names}: aina samassa tilassa.",
        f"{names}: alltid i samma rum.",
        f"{names}: always in the same room.",
    )
    rule = AvoidSplitAssignments(**own, groups=(tuple(events),), names=(terms.id,), role=role)
    return with_rules(problem, [rule])
