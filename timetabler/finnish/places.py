"""Places: the way between buildings and schools, and what fits into a hall."""

from collections.abc import Mapping, Sequence

from timetabler.finnish.terms import RuleTerms, Terms, called, listed, said_by, with_rules
from timetabler.model import Problem
from timetabler.rules import (
    AllowTravel,
    AvoidSplitAssignments,
    AvoidUnavailable,
    LimitAtOnce,
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
    limits = dict.fromkeys(range(problem.horizon), most)
    return with_rules(problem, [at_once(_roomy(terms, place, most), amounts, limits)])


def turns(
    problem: Problem,
    terms: Terms,
    *,
    amounts: Mapping[int, int],
    most: Mapping[int, int],
    place: str,
) -> Problem:
    """A place that is ours only in given turns, as a swimming hall: `most` at those times.

    At all other times nothing fits. Deviation: at each time, what is too much. One rule says that
    the place is used in its turns only, and one for each size of turn how much fits into it.
    """
    own = said_by(
        terms,
        f"{place}: käytössä vain omilla vuoroilla.",
        f"{place}: används bara på egna turer.",
        f"{place}: used in its own turns only.",
    )
    closed = dict.fromkeys((t for t in range(problem.horizon) if most.get(t, 0) < 1), 0)
    rules = [at_once(own, amounts, closed)] if closed else []
    for size in sorted(set(most.values())):
        times = [time for time in range(problem.horizon) if most.get(time, 0) == size > 0]
        own = _roomy(terms.part(str(size)), place, size)
        rules += [at_once(own, amounts, dict.fromkeys(times, size))] if times else []
    return with_rules(problem, rules)


def at_once(own: RuleTerms, amounts: Mapping[int, int], limits: Mapping[int, int]) -> LimitAtOnce:
    """What fits at each time, by what each event takes up."""
    return LimitAtOnce(
        **own,
        events=tuple(sorted(amounts)),
        amounts=tuple(amounts[event] for event in sorted(amounts)),
        limits=tuple(sorted(limits.items())),
    )


def _roomy(terms: Terms, place: str, most: int) -> RuleTerms:
    return said_by(
        terms,
        f"{place}: samaan aikaan mahtuu enintään {most}.",
        f"{place}: det ryms högst {most} samtidigt.",
        f"{place}: room for at most {most} at once.",
    )


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
