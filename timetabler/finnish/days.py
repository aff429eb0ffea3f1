"""Rules on a day's work: theoretical subjects, part-time days, lunch, transport, days between.

Each function returns the problem with rules more. A "time" is a lesson slot of the calendar.
"""

from collections.abc import Sequence

from timetabler.finnish.terms import Terms, called, listed, said_by, with_rules
from timetabler.model import Problem
from timetabler.rules import Among, AvoidUnavailable, ClusterBusy, LimitBusy, SpreadEvents, Window


def academic_load(
    problem: Problem, terms: Terms, *, group: int, events: Sequence[int], most: int
) -> Problem:
    """At most so many times a day of theoretical subjects, which are these events of a class.

    Deviation: for each day, such times beyond the most, summed. Events in which the class has no
    fixed seat are not counted.
    """
    name = called(problem, group)
    own = said_by(
        terms,
        f"{name}: lukuaineita enintään {most} {'tunti' if most == 1 else 'tuntia'} päivässä.",
        f"{name}: högst {most} {'lektion' if most == 1 else 'lektioner'} per dag "
        "i teoretiska ämnen.",
        f"{name}: at most {most} {'lesson' if most == 1 else 'lessons'} a day "
        "in theoretical subjects.",
    )
    windows = tuple(Window(day, 0, most) for day in problem.calendar.days())
    inner = LimitBusy(id=terms.id, windows=windows)
    rule = Among(**own, resources=(group,), inner=inner, events=tuple(events))
    return with_rules(problem, [rule])


def part_time_days(
    problem: Problem, terms: Terms, *, teacher: int, most: int, least: int = 0
) -> Problem:
    """A part-time teacher comes on at most (and at least) so many days. Deviation: days outside."""
    name = called(problem, teacher)
    fi, sv, en = _bounds(least, most)
    own = said_by(
        terms,
        f"{name}: työpäiviä viikossa {fi}.",
        f"{name}: {sv} {'arbetsdag' if most == 1 else 'arbetsdagar'} i veckan.",
        f"{name}: {en} working {'day' if most == 1 else 'days'} a week.",
    )
    days = problem.calendar.days()
    rule = ClusterBusy(**own, resources=(teacher,), groups=days, minimum=least, maximum=most)
    return with_rules(problem, [rule])


def _bounds(least: int, most: int) -> tuple[str, str, str]:
    """Bounds in Finnish, Swedish and English."""
    if least == most:
        return f"tasan {most}", f"exakt {most}", f"exactly {most}"
    if least < 1:
        return f"enintään {most}", f"högst {most}", f"at most {most}"
    span = f"{least}\N{EN DASH}{most}"
    return span, span, span


def lunch_break(
    problem: Problem, terms: Terms, *, people: Sequence[int], times: Sequence[Sequence[int]]
) -> Problem:
    """Everybody has one of a day's lunch times free. Deviation: days without.

    `times` holds the lunch times of each day, in any order of days.
    """
    windows = tuple(Window(tuple(own), 0, len(own) - 1) for own in times)
    rules = []
    for person in people:
        name = called(problem, person)
        own = said_by(
            terms.part(problem.resources[person].id),
            f"{name}: ruokailulle jää aikaa joka päivä.",
            f"{name}: det finns tid för lunch varje dag.",
            f"{name}: there is time for lunch every day.",
        )
        rules.append(LimitBusy(**own, resources=(person,), windows=windows))
    return with_rules(problem, rules)


def transport(
    problem: Problem, terms: Terms, *, group: int, first: int = 0, last: int | None = None
) -> Problem:
    """A class is taught only while its school transport has come and not gone.

    `first` is the position in the day (0 is the first time) of the earliest lesson, `last` of the
    latest one; without `last` nothing bounds the end. Deviation: times taught outside.
    """
    name = called(problem, group)
    own = said_by(
        terms,
        f"{name}: ei tunteja ennen koulukyydin saapumista eikä sen lähdön jälkeen.",
        f"{name}: inga lektioner före skolskjutsens ankomst eller efter dess avgång.",
        f"{name}: no lessons before school transport arrives or after it leaves.",
    )
    outside = [
        time
        for day in problem.calendar.days()
        for position, time in enumerate(day)
        if position < first or (last is not None and position > last)
    ]
    return with_rules(
        problem, [AvoidUnavailable(**own, resources=(group,), times=tuple(sorted(outside)))]
    )


def days_between(problem: Problem, terms: Terms, *, events: Sequence[int], free: int) -> Problem:
    """Lessons of these events have at least so many days free of them in between.

    Deviation: for every `free` + 1 days that follow each other, lessons beyond the first, summed.
    """
    name = listed(problem, events)
    own = said_by(
        terms,
        f"{name}: tuntien väliin jää vähintään {free} {'päivä' if free == 1 else 'päivää'}.",
        f"{name}: minst {free} {'dag' if free == 1 else 'dagar'} mellan lektionerna.",
        f"{name}: at least {free} {'day' if free == 1 else 'days'} between lessons.",
    )
    days = problem.calendar.days()
    stretches = [days[i : i + free + 1] for i in range(max(1, len(days) - free))]
    windows = tuple(Window(tuple(t for day in own for t in day), 0, 1) for own in stretches)
    return with_rules(
        problem, [SpreadEvents(**own, groups=(tuple(events),), names=(name,), windows=windows)]
    )
