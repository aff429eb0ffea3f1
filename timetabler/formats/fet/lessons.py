"""Constraints on activities: when they start, how far apart, in which order, how many at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from timetabler.formats.fet.draft import FULL, STUDENTS, Draft, Unmapped, weight_of
from timetabler.formats.fet.names import name_in
from timetabler.formats.fet.places import activities_in, slots, times_at
from timetabler.formats.fet.school import Activity
from timetabler.formats.markup import Node
from timetabler.rules import (
    UNLIMITED,
    AllowTravel,
    AvoidClashes,
    ClusterBusy,
    GatherEvents,
    LimitBusy,
    LimitIdle,
    LinkEvents,
    OrderEvents,
    PreferTimes,
    SpreadEvents,
    Window,
)

LessonMapper = Callable[[Draft, Node], None]


def breaks(draft: Draft, node: Node) -> None:
    """Nothing is taught at these times."""
    draft.breaks |= set(slots(draft, node, "Break_Time"))


def basic(draft: Draft, node: Node) -> None:
    """What every problem has anyway; a lesser weight would make it something else."""
    if weight_of(node) < FULL:
        raise Unmapped("basic constraints are kept in full")


def _starts(draft: Draft, node: Node, activities: Sequence[str], times: frozenset[int]) -> None:
    if activities:
        events = draft.events_of(activities)
        draft.rules.append(PreferTimes(**draft.terms(node), events=events, times=times))


def _one_start(draft: Draft, node: Node) -> None:
    _starts(draft, node, activities_in(draft, node), frozenset(times_at(draft, node)))


def _matching(draft: Draft, node: Node) -> tuple[str, ...]:
    """Activities that all given marks fit."""
    subject, tag = name_in(node, "Subject_Name", ""), name_in(node, "Activity_Tag_Name", "")
    duration, part = node.word("Duration", ""), node.number("Component_Number", 0)
    return tuple(
        activity.id
        for activity in _with_people(draft, node)
        if subject in {"", activity.subject}
        and tag in {"", *activity.tags}
        and duration in {"", str(activity.duration)}
        and part in {0, activity.part}
    )


def _with_people(draft: Draft, node: Node) -> Iterator[Activity]:
    """Activities of the teacher and some of the students that a constraint names, if it does."""
    students, teacher = name_in(node, "Students_Name", ""), name_in(node, "Teacher_Name", "")
    atoms = draft.school.atoms
    asked = set(atoms.get(students, ()))
    for activity in draft.school.activities.values():
        there = not students or any(not asked.isdisjoint(atoms[own]) for own in activity.students)
        if there and teacher in {"", *activity.teachers}:
            yield activity


def _preferred_starts(select: Callable[[Draft, Node], tuple[str, ...]]) -> LessonMapper:
    def mapper(draft: Draft, node: Node) -> None:
        times = slots(draft, node, "Preferred_Starting_Time")
        _starts(draft, node, select(draft, node), frozenset(times))

    return mapper


def _preferred_slots(select: Callable[[Draft, Node], tuple[str, ...]]) -> LessonMapper:
    def mapper(draft: Draft, node: Node) -> None:
        times = set(slots(draft, node, "Preferred_Time_Slot"))
        chosen = select(draft, node)
        for duration in sorted({draft.school.activities[a].duration for a in chosen}):
            own = [a for a in chosen if draft.school.activities[a].duration == duration]
            _starts(draft, node, own, draft.starts(duration, times.__contains__))

    return mapper


def _day(draft: Draft, node: Node) -> None:
    times = frozenset(times_at(draft, node))
    _starts(draft, node, activities_in(draft, node), times)


def _days_apart(draft: Draft, node: Node) -> None:
    """Any two activities at least so many days apart: at most one in so many days in a row."""
    chosen, apart = activities_in(draft, node), node.number("MinDays", 1)
    if len(chosen) <= 1 or apart == 0:
        return
    days = draft.school.week.real_days
    spans = [sum(days[i : i + apart], ()) for i in range(max(1, len(days) - apart + 1))]
    group = draft.events_of(chosen)
    windows = tuple(Window(span, 0, 1) for span in spans)
    draft.rules.append(
        SpreadEvents(
            **draft.terms(node), groups=(group,), names=("+".join(chosen),), windows=windows
        )
    )
    together = node.word("Consecutive_If_Same_Day", node.word("consecutiveIfSameDay", "false"))
    if together in {"true", "yes", "1"} and weight_of(node) < FULL:
        _no_gap(draft, node, chosen)


def _no_gap(draft: Draft, node: Node, chosen: Sequence[str]) -> None:
    """Whatever the weight: on one day they follow each other."""
    terms = {**draft.terms(node), "hard": True, "weight": 1}
    own = (draft.set_of(chosen),)
    groups = draft.open_days(own[0])
    rule = LimitIdle(
        id=str(terms["id"]), name=str(terms["name"]), resources=own, groups=groups, maximum=0
    )
    draft.rules.append(rule)


def _grouped(draft: Draft, node: Node) -> None:
    """Next to each other on one day, in any order."""
    chosen = activities_in(
        draft, node, "First_Activity_Id", "Second_Activity_Id", "Third_Activity_Id"
    )
    if len(chosen) <= 1:
        return
    own, days = (draft.set_of(chosen),), draft.school.week.all_days
    open_days = draft.open_days(own[0])
    draft.rules += [
        AvoidClashes(**draft.terms(node), resources=own),
        ClusterBusy(**draft.terms(node), resources=own, groups=days, maximum=1),
        LimitIdle(**draft.terms(node), resources=own, groups=open_days, maximum=0),
    ]


def _ordered(draft: Draft, node: Node) -> None:
    pair = activities_in(draft, node, "First_Activity_Id", "Second_Activity_Id", "Activity_Id")
    if len(pair) == 2:  # noqa: PLR2004 - a pair
        first, second = draft.events_of(pair)
        draft.rules.append(OrderEvents(**draft.terms(node), pairs=((first, second, 0, UNLIMITED),)))


def _ordered_in_day(draft: Draft, node: Node) -> None:
    pair = activities_in(draft, node, "First_Activity_Id", "Second_Activity_Id")
    if len(pair) == 2:  # noqa: PLR2004 - a pair
        first, second = draft.events_of(pair)
        _in_day(draft, node, [(first, second)])


def _in_day(draft: Draft, node: Node, pairs: Sequence[tuple[int, int]]) -> None:
    terms, hours = draft.terms(node), len(draft.school.week.hours)
    bound = tuple((first, second, 0, UNLIMITED) for first, second in pairs)
    draft.rules.append(OrderEvents(**terms, pairs=bound, day=hours))


def _last_of_the_day(select: Callable[[Draft, Node], tuple[str, ...]]) -> LessonMapper:
    """Everything else that the same students have on that day ends before."""

    def mapper(draft: Draft, node: Node) -> None:
        chosen = set(select(draft, node))
        groups = [
            set(own)
            for resource, own in sorted(draft.attending.items())
            if draft.resources[resource].kind == STUDENTS
        ]
        pairs = {
            (draft.event[other], draft.event[last])
            for group in groups
            for last in group & chosen
            for other in group - {last}
        }
        if pairs:
            _in_day(draft, node, sorted(pairs))

    return mapper


def _consecutive(draft: Draft, node: Node) -> None:
    _ordered(draft, node)
    _grouped(draft, node)


def _same_start(draft: Draft, node: Node) -> None:
    chosen = activities_in(draft, node)
    if len({draft.school.activities[a].duration for a in chosen}) > 1:
        raise Unmapped("the activities differ in duration")
    if len(chosen) > 1:
        events = draft.events_of(chosen)
        names = ("+".join(chosen),)
        draft.rules.append(LinkEvents(**draft.terms(node), groups=(events,), names=names))


def _same_day(draft: Draft, node: Node) -> None:
    _together(draft, node, draft.school.week.all_days, 1)


def _same_hour(draft: Draft, node: Node) -> None:
    """Each of the activities starts at the hour of the first; see `_together` for why in pairs."""
    chosen = activities_in(draft, node)
    rows = tuple(zip(*draft.school.week.all_days, strict=True))
    pairs = tuple(draft.events_of((chosen[0], other)) for other in chosen[1:])
    if pairs:
        names = tuple(f"{chosen[0]}+{other}" for other in chosen[1:])
        rule = GatherEvents(**draft.terms(node), groups=pairs, names=names, rows=rows)
        draft.rules.append(rule)


def _together(draft: Draft, node: Node, groups: Sequence[tuple[int, ...]], most: int) -> None:
    """Each of the activities joins the first.

    Pairs say the same as the whole set would, and a search can come nearer lesson by lesson.
    """
    chosen = activities_in(draft, node)
    if len(chosen) > 1:
        own = tuple(draft.set_of((chosen[0], other)) for other in chosen[1:])
        terms = draft.terms(node)
        rule = ClusterBusy(**terms, resources=own, groups=tuple(groups), maximum=most)
        draft.rules.append(rule)


def _at_most(draft: Draft, node: Node, groups: Sequence[tuple[int, ...]], most: int) -> None:
    chosen = activities_in(draft, node)
    if len(chosen) > 1:
        own = (draft.set_of(chosen),)
        terms = draft.terms(node)
        rule = ClusterBusy(**terms, resources=own, groups=tuple(groups), maximum=most)
        draft.rules.append(rule)


def _not_overlapping(draft: Draft, node: Node) -> None:
    chosen = activities_in(draft, node)
    if len(chosen) > 1:
        own = (draft.set_of(chosen),)
        draft.rules.append(AvoidClashes(**draft.terms(node), resources=own))


def _gaps_between(draft: Draft, node: Node) -> None:
    """Free hours between any two on one day: few starts in a stretch that is too short."""
    chosen, gaps = activities_in(draft, node), node.number("MinGaps")
    lengths = {draft.school.activities[a].duration for a in chosen}
    if len(chosen) <= 1:
        return
    if len(lengths) > 1:
        _apart(draft, node, chosen, gaps)
        return
    size = lengths.pop() + gaps
    spans = [
        day[i : i + size]
        for day in draft.school.week.all_days
        for i in range(max(1, len(day) - size + 1))
    ]
    group, windows = draft.events_of(chosen), tuple(Window(span, 0, 1) for span in spans)
    draft.rules.append(
        SpreadEvents(
            **draft.terms(node), groups=(group,), names=("+".join(chosen),), windows=windows
        )
    )


def _apart(draft: Draft, node: Node, chosen: Sequence[str], gaps: int) -> None:
    """The same for lessons of any length: as if each were in a place of its own."""
    own = (draft.set_of(chosen),)
    way = AllowTravel(
        **draft.terms(node),
        resources=own,
        places=tuple((event,) for event in draft.events_of(chosen)),
        pauses=tuple(tuple(0 if a == b else gaps for b in chosen) for a in chosen),
        groups=draft.school.week.all_days,
    )
    draft.rules += [AvoidClashes(**draft.terms(node), resources=own), way]


def _selected(draft: Draft, node: Node) -> tuple[int, ...]:
    tags = ("Selected_Time_Slot", "Selected_Time")
    return tuple(sorted({t for tag in tags for t in slots(draft, node, tag)}))


def _occupied(draft: Draft, node: Node) -> None:
    """How many of some times the activities fill, be it once or several times over."""
    chosen = activities_in(draft, node)
    if not chosen:
        return
    own, times = (draft.set_of(chosen),), _selected(draft, node)
    least = node.number("Min_Number_of_Occupied_Time_Slots", 0)
    most = node.number("Max_Number_of_Occupied_Time_Slots", UNLIMITED)
    groups = tuple((time,) for time in times)
    if least:
        rule = ClusterBusy(**draft.terms(node), resources=own, groups=groups, minimum=least)
        draft.rules.append(rule)
    if most < UNLIMITED:
        windows = (Window(times, 0, most),)
        draft.rules.append(LimitBusy(**draft.terms(node), resources=own, windows=windows))


def _simultaneous(draft: Draft, node: Node) -> None:
    """At most so many at each of some times, told by how many start within reach of it."""
    chosen, most = activities_in(draft, node), node.number("Max_Number_of_Simultaneous_Activities")
    lengths = {draft.school.activities[a].duration for a in chosen}
    if len(lengths) > 1:
        raise Unmapped("the activities differ in duration")
    if not chosen:
        return
    length, hours = lengths.pop(), len(draft.school.week.hours)
    windows = tuple(
        Window(tuple(range(max(time - length + 1, time - time % hours), time + 1)), 0, most)
        for time in _selected(draft, node)
    )
    group = draft.events_of(chosen)
    draft.rules.append(
        SpreadEvents(
            **draft.terms(node), groups=(group,), names=("+".join(chosen),), windows=windows
        )
    )


def _terms_of_year(draft: Draft) -> tuple[tuple[int, ...], ...]:
    days, terms = draft.school.week.all_days, draft.school.week.terms
    size = max(1, len(days) // max(1, terms))
    return tuple(sum(days[i : i + size], ()) for i in range(0, len(days), size))


def _in_few_terms(draft: Draft, node: Node) -> None:
    _at_most(draft, node, _terms_of_year(draft), node.number("Max_Number_of_Occupied_Terms"))


def _few_in_a_term(draft: Draft, node: Node) -> None:
    chosen = activities_in(draft, node)
    if chosen:
        most = node.number("Max_Number_of_Activities_in_A_Term")
        windows = tuple(Window(term, 0, most) for term in _terms_of_year(draft))
        terms, group = draft.terms(node), draft.events_of(chosen)
        names = ("+".join(chosen),)
        draft.rules.append(SpreadEvents(**terms, groups=(group,), names=names, windows=windows))


def tags_of(mappers: Mapping[str, LessonMapper]) -> Iterator[str]:
    """Names of the constraints, as in the file."""
    return (f"Constraint{name}" for name in mappers)


LESSONS: Mapping[str, LessonMapper] = {
    "BasicCompulsoryTime": basic,
    "BreakTimes": breaks,
    "ActivityPreferredStartingTime": _one_start,
    "ActivityPreferredDay": _day,
    "ActivityPreferredStartingTimes": _preferred_starts(activities_in),
    "ActivitiesPreferredStartingTimes": _preferred_starts(_matching),
    "SubactivitiesPreferredStartingTimes": _preferred_starts(_matching),
    "ActivityPreferredTimeSlots": _preferred_slots(activities_in),
    "ActivitiesPreferredTimeSlots": _preferred_slots(_matching),
    "SubactivitiesPreferredTimeSlots": _preferred_slots(_matching),
    "MinDaysBetweenActivities": _days_apart,
    "MinGapsBetweenActivities": _gaps_between,
    "ActivitiesSameStartingTime": _same_start,
    "ActivitiesSameStartingDay": _same_day,
    "ActivitiesSameStartingHour": _same_hour,
    "ActivitiesNotOverlapping": _not_overlapping,
    "TwoActivitiesConsecutive": _consecutive,
    "TwoActivitiesGrouped": _grouped,
    "ThreeActivitiesGrouped": _grouped,
    "TwoActivitiesOrdered": _ordered,
    "TwoActivitiesOrderedIfSameDay": _ordered_in_day,
    "ActivityEndsStudentsDay": _last_of_the_day(activities_in),
    "ActivitiesEndStudentsDay": _last_of_the_day(_matching),
    "ActivitiesOccupyMaxTimeSlotsFromSelection": _occupied,
    "ActivitiesOccupyMinTimeSlotsFromSelection": _occupied,
    "ActivitiesMaxSimultaneousInSelectedTimeSlots": _simultaneous,
    "ActivitiesOccupyMaxTerms": _in_few_terms,
    "ActivitiesMaxInATerm": _few_in_a_term,
}
