"""Constraints on teachers and students: when they are there, gaps, hours, days, continuity."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from timetabler.formats.fet.draft import Draft, Unmapped
from timetabler.formats.fet.names import name_in
from timetabler.formats.fet.places import slots
from timetabler.formats.fet.school import AFTERNOONS, EVERY, MORNINGS
from timetabler.formats.markup import Node
from timetabler.rules import (
    UNLIMITED,
    AvoidUnavailable,
    BeginEarly,
    ClusterBusy,
    LimitBusy,
    LimitIdle,
    Window,
)

Times = tuple[int, ...]


@dataclass(frozen=True)
class Claim:
    """One constraint on some people."""

    draft: Draft
    node: Node
    people: tuple[int, ...]
    students: bool

    def number(self, *tags: str) -> int:
        """The number of the constraint."""
        for tag in tags:
            if self.node.first(tag):
                return self.node.number(tag)
        return self.node.number(tags[0])

    def days(self) -> tuple[Times, ...]:
        """Days of the file."""
        return self.draft.school.week.all_days

    def real_days(self) -> tuple[Times, ...]:
        """Days as people know them."""
        return self.draft.school.week.real_days

    def worked_days(self) -> tuple[Times, ...]:
        """What the file calls days in limits of days, hours, span and changes of rooms."""
        return self.real_days() if self.draft.school.week.whole_days else self.days()

    def half_days(self, half: slice) -> tuple[Times, ...]:
        """Mornings or afternoons."""
        return self.draft.school.week.all_days[half]


def not_available(claim: Claim) -> None:
    """The people are away at some times."""
    times = slots(claim.draft, claim.node, "Not_Available_Time")
    for person in claim.people:
        claim.draft.closed.setdefault(person, set()).update(times)
    terms = claim.draft.terms(claim.node)
    claim.draft.rules.append(AvoidUnavailable(**terms, resources=claim.people, times=times))


Bunches = Callable[[Sequence[Times]], Iterator[list[Times]]]


def _gaps(claim: Claim, most: int, bunches: Bunches) -> None:
    for days, people in claim.draft.same_days(claim.people).items():
        for bunch in bunches(days):
            terms = claim.draft.terms(claim.node)
            rule = LimitIdle(**terms, resources=people, groups=tuple(bunch), maximum=most)
            claim.draft.rules.append(rule)


def _gaps_per_week(claim: Claim) -> None:
    _gaps(claim, claim.number("Max_Gaps"), lambda days: iter([list(days)]))


def _gaps_per_day(claim: Claim) -> None:
    _gaps(claim, claim.number("Max_Gaps"), lambda days: ([day] for day in days))


def _gaps_per_real_day(claim: Claim) -> None:
    if claim.node.word("Allow_One_Day_Exception_of_Plus_One", "false") == "true":
        raise Unmapped("one day may have a gap more")
    step = 2 if claim.draft.school.week.halves else 1

    def halves(days: Sequence[Times]) -> Iterator[list[Times]]:
        return (list(days[i : i + step]) for i in range(0, len(days), step))

    _gaps(claim, claim.number("Max_Gaps"), halves)


def _no_gaps_in_afternoons(claim: Claim) -> None:
    _gaps(claim, 0, lambda days: ([day] for day in days[1::2]))


def _busy(claim: Claim, people: tuple[int, ...], windows: Sequence[Window]) -> None:
    terms = claim.draft.terms(claim.node)
    claim.draft.rules.append(LimitBusy(**terms, resources=people, windows=tuple(windows)))


def _days(claim: Claim, groups: Sequence[Times], low: int = 0, high: int = UNLIMITED) -> None:
    terms = claim.draft.terms(claim.node)
    groups, hours = tuple(groups), high < len(groups)
    rule = ClusterBusy(
        **terms, resources=claim.people, groups=groups, minimum=low, maximum=high, hours=hours
    )
    claim.draft.rules.append(rule)


def _least_hours(claim: Claim, groups: Sequence[Times]) -> None:
    least = claim.number("Minimum_Hours_Daily", "Minimum_Hours_Per_Morning")
    default = "false" if claim.students else "true"
    empty = claim.node.word("Allow_Empty_Days", claim.node.word("Allow_Empty_Mornings", default))
    _busy(claim, claim.people, [Window(group, least) for group in groups])
    # FET never asks for every morning and every afternoon: half days may stay empty.
    if empty != "true" and not claim.draft.school.week.halves:
        _days(claim, groups, low=len(groups))


def _most_hours(claim: Claim, people: tuple[int, ...], groups: Sequence[Times]) -> None:
    most = claim.number("Maximum_Hours_Daily", "Max_Hours_Daily")
    _busy(claim, people, [Window(group, 0, most) for group in groups])


def _continuously(claim: Claim, people: tuple[int, ...]) -> None:
    most = claim.number("Maximum_Hours_Continuously")
    rows = claim.draft.school.week.all_days
    spans = [day[i : i + most + 1] for day in rows for i in range(len(day) - most)]
    _busy(claim, people, [Window(span, 0, most) for span in spans])


def _interval(claim: Claim) -> None:
    hours = claim.draft.school.week.hours
    first, last = (
        name_in(claim.node, "Interval_Start_Hour"),
        name_in(claim.node, "Interval_End_Hour", ""),
    )
    for name in (first, *filter(None, [last])):
        if name not in hours:
            raise claim.node.fault(f"hour {name!r} does not exist")
    begin, end = hours.index(first), hours.index(last) if last else len(hours)
    groups = [day[begin:end] for day in claim.draft.school.week.all_days]
    _days(claim, groups, high=claim.number("Max_Days_Per_Week"))


def _span(claim: Claim, days: Sequence[Times]) -> None:
    if claim.node.word("Allow_One_Day_Exception_of_Plus_One", "false") == "true":
        raise Unmapped("one day may be longer by one")
    most = claim.number("Max_Span")
    far = [(a, b) for day in days for i, a in enumerate(day) for b in day[i + most :]]
    _busy(claim, claim.people, [Window(pair, 0, 1) for pair in far])


def _rest(claim: Claim, pairs: Sequence[tuple[Times, Times]]) -> None:
    """Free hours between the end of one (half) day and the beginning of the next."""
    hours = claim.number("Minimum_Resting_Hours")
    near = [
        (a, b)
        for first, second in pairs
        for i, a in enumerate(reversed(first))
        for b in second[: max(0, hours - i)]
    ]
    _busy(claim, claim.people, [Window(pair, 0, 1) for pair in near])


def _night(claim: Claim) -> None:
    days = list(claim.draft.school.week.all_days)
    circular = claim.node.word("Circular", "true") == "true"
    _rest(claim, [*pairwise(days), *([(days[-1], days[0])] if circular else [])])


def _noon(claim: Claim) -> None:
    _rest(claim, list(zip(claim.half_days(MORNINGS), claim.half_days(AFTERNOONS), strict=False)))


def _early(claim: Claim, half: slice = EVERY) -> None:
    """Few days, or half days of one kind, begin at the second hour."""
    most = claim.number("Max_Beginnings_At_Second_Hour")
    for days, people in claim.draft.same_days(claim.people).items():
        terms = claim.draft.terms(claim.node)
        rule = BeginEarly(**terms, resources=people, groups=days[half], maximum=most)
        claim.draft.rules.append(rule)


def _tagged(claim: Claim) -> tuple[int, ...]:
    """For each person, the set of those of the person's activities that have the tag."""
    word = "Activity_Tag" if claim.node.first("Activity_Tag") else "Activity_Tag_Name"
    tag = name_in(claim.node, word)
    known = claim.draft.school.activities
    found = []
    for person in claim.people:
        own = claim.draft.attending.get(person, [])
        activities = [a for a in own if tag in known[a].tags]
        if activities:
            found.append(claim.draft.set_of(activities))
    return tuple(dict.fromkeys(found))


def _count_days(groups: Callable[[Claim], Sequence[Times]], low: str, high: str) -> "Mapper":
    def mapper(claim: Claim) -> None:
        if claim.node.first(low):
            _days(claim, groups(claim), low=claim.number(low))
        else:
            _days(claim, groups(claim), high=claim.number(high))

    return mapper


Mapper = Callable[[Claim], None]
# By what remains of the tag after Teacher, Teachers, StudentsSet or Students.
PEOPLE: Mapping[str, Mapper] = {
    "NotAvailableTimes": not_available,
    "MaxGapsPerWeek": _gaps_per_week,
    "MaxGapsPerDay": _gaps_per_day,
    "MaxGapsPerRealDay": _gaps_per_real_day,
    "MaxZeroGapsPerAfternoon": _no_gaps_in_afternoons,
    "MinHoursDaily": lambda c: _least_hours(c, c.days()),
    "MinHoursDailyRealDays": lambda c: _least_hours(c, c.real_days()),
    "MinHoursPerMorning": lambda c: _least_hours(c, c.half_days(MORNINGS)),
    "MaxHoursDaily": lambda c: _most_hours(c, c.people, c.worked_days()),
    "MaxHoursDailyHalfDays": lambda c: _most_hours(c, c.people, c.days()),
    "MaxHoursDailyRealDays": lambda c: _most_hours(c, c.people, c.real_days()),
    "MaxHoursContinuously": lambda c: _continuously(c, c.people),
    "MaxDaysPerWeek": _count_days(Claim.worked_days, "", "Max_Days_Per_Week"),
    "MinDaysPerWeek": _count_days(Claim.worked_days, "Minimum_Days_Per_Week", ""),
    "MaxRealDaysPerWeek": _count_days(Claim.real_days, "", "Max_Days_Per_Week"),
    "MinRealDaysPerWeek": _count_days(Claim.real_days, "Minimum_Days_Per_Week", ""),
    "MaxAfternoonsPerWeek": _count_days(
        lambda c: c.half_days(AFTERNOONS), "", "Max_Afternoons_Per_Week"
    ),
    "MaxMorningsPerWeek": _count_days(lambda c: c.half_days(MORNINGS), "", "Max_Mornings_Per_Week"),
    "IntervalMaxDaysPerWeek": _interval,
    "MaxSpanPerDay": lambda c: _span(c, c.worked_days()),
    "MaxSpanPerRealDay": lambda c: _span(c, c.real_days()),
    "MinRestingHours": _night,
    "MinRestingHoursBetweenMorningAndAfternoon": _noon,
    "EarlyMaxBeginningsAtSecondHour": _early,
    "MorningsEarlyMaxBeginningsAtSecondHour": lambda c: _early(c, MORNINGS),
    "AfternoonsEarlyMaxBeginningsAtSecondHour": lambda c: _early(c, AFTERNOONS),
    "ActivityTagMaxHoursDaily": lambda c: _most_hours(c, _tagged(c), c.worked_days()),
    "ActivityTagMaxHoursDailyRealDays": lambda c: _most_hours(c, _tagged(c), c.real_days()),
    "ActivityTagMaxHoursContinuously": lambda c: _continuously(c, _tagged(c)),
    "ActivityTagMinHoursDaily": lambda c: _busy(
        c, _tagged(c), [Window(day, c.number("Minimum_Hours_Daily")) for day in c.days()]
    ),
}
