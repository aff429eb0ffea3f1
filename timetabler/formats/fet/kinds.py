"""Constraints on what runs together: tags beside each other, many or few activities at a time."""

from collections.abc import Callable, Mapping, Sequence

from timetabler.formats.fet.draft import Draft, Unmapped
from timetabler.formats.fet.names import name_in, name_of
from timetabler.formats.fet.people import Claim, Mapper, Times
from timetabler.formats.fet.places import activities_in, slots
from timetabler.formats.fet.school import AFTERNOONS, MORNINGS
from timetabler.formats.markup import Node
from timetabler.rules import AllowTravel, ClusterBusy, LimitKinds

THREE = ("N1", "N2", "N3")  # the tags that FET's constraint speaks of by name


def _tags_apart(draft: Draft, node: Node) -> None:
    """At each time, activities with at most one of the tags."""
    tags = [name_of(child) for child in node.each("Activity_Tag")]
    known = draft.school.activities.values()
    if any(len(activity.tags.intersection(tags)) > 1 for activity in known):
        raise Unmapped("an activity has two of the tags")
    parts = [tuple(a.id for a in known if tag in a.tags) for tag in tags]
    _few_kinds(draft, node, [part for part in parts if part], 1)


def _few_kinds(draft: Draft, node: Node, parts: Sequence[tuple[str, ...]], most: int) -> None:
    if len(parts) > most:
        own = (draft.set_of(activity for part in parts for activity in part),)
        events = tuple(draft.events_of(part) for part in parts)
        for time in (t for day in draft.school.week.all_days for t in day):
            terms = draft.terms(node)
            rule = LimitKinds(**terms, resources=own, parts=events, times=(time,), maximum=most)
            draft.rules.append(rule)


def _selected(draft: Draft, node: Node) -> Times:
    tags = ("Selected_Time_Slot", "Selected_Time")
    return tuple(sorted({t for tag in tags for t in slots(draft, node, tag)}))


def _many_at_once(draft: Draft, node: Node) -> None:
    """So many of the activities, or none at all where times may stay empty."""
    chosen, times = activities_in(draft, node), _selected(draft, node)
    if not chosen:
        return
    own, least = (draft.set_of(chosen),), node.number("Min_Number_of_Simultaneous_Activities")
    parts = tuple((event,) for event in draft.events_of(chosen))
    for time in times:
        terms = draft.terms(node)
        rule = LimitKinds(**terms, resources=own, parts=parts, times=(time,), minimum=least)
        draft.rules.append(rule)
    if node.word("Allow_Empty_Slots", "false") != "true" and least:
        every = tuple((time,) for time in times)
        terms = draft.terms(node)
        draft.rules.append(ClusterBusy(**terms, resources=own, groups=every, minimum=len(every)))


def _few_in_all(draft: Draft, node: Node) -> None:
    """At most so many of the activities in the selected times, however long they are."""
    chosen, most = activities_in(draft, node), node.number("Max_Total_Number_of_Activities")
    if len(chosen) > most:
        rule = LimitKinds(
            **draft.terms(node),
            resources=(draft.set_of(chosen),),
            parts=tuple((event,) for event in draft.events_of(chosen)),
            times=_selected(draft, node),
            maximum=most,
        )
        draft.rules.append(rule)


def _tagged(claim: Claim, tag: str) -> tuple[int, ...]:
    known = claim.draft.school.activities.values()
    return claim.draft.events_of([activity.id for activity in known if tag in activity.tags])


def _two_tags(days: Callable[[Claim], Sequence[Times]]) -> Mapper:
    def mapper(claim: Claim) -> None:
        parts = tuple(_tagged(claim, tag) for tag in THREE)
        for day in days(claim) if all(parts) else ():
            terms = claim.draft.terms(claim.node)
            rule = LimitKinds(
                **terms, resources=claim.people, parts=parts, times=day, maximum=len(THREE) - 1
            )
            claim.draft.rules.append(rule)

    return mapper


def _one_is_free(claim: Claim, days: Sequence[Times]) -> None:
    terms = claim.draft.terms(claim.node)
    groups, most = tuple(days), len(days) - 1
    claim.draft.rules.append(
        ClusterBusy(**terms, resources=claim.people, groups=groups, maximum=most)
    )


def _not_four_in_a_row(claim: Claim) -> None:
    """Of four half days in a row one is free, unless they may begin with an afternoon."""
    days = claim.days()
    excepted = claim.node.word("Allow_Afternoon_Morning_Afternoon_Morning_Exception", "false")
    for first in range(0, len(days) - 3, 2 if excepted == "true" else 1):
        _one_is_free(claim, days[first : first + 4])


def _not_three_in_a_row(claim: Claim, days: Sequence[Times]) -> None:
    for first in range(len(days) - 2):
        _one_is_free(claim, days[first : first + 3])


def _gaps_between_tags(claim: Claim) -> None:
    """After an activity with the one tag, free hours before one with the other, on a day."""
    first = _tagged(claim, name_in(claim.node, "First_Activity_Tag"))
    second = _tagged(claim, name_in(claim.node, "Second_Activity_Tag"))
    gaps = claim.number("MinGaps")
    if first and second and gaps:
        rule = AllowTravel(
            **claim.draft.terms(claim.node),
            resources=claim.people,
            places=(first, second),
            pauses=((0, gaps), (0, 0)),
            groups=claim.days(),
        )
        claim.draft.rules.append(rule)


KINDS: Mapping[str, Callable[[Draft, Node], None]] = {
    "ActivityTagsNotOverlapping": _tags_apart,
    "ActivitiesMinSimultaneousInSelectedTimeSlots": _many_at_once,
    "MaxTotalActivitiesFromSetInSelectedTimeSlots": _few_in_all,
}
# By what remains of the tag after Teacher, Teachers, StudentsSet or Students.
PERSONAL_KINDS: Mapping[str, Mapper] = {
    "MaxTwoActivityTagsPerDayFromN1N2N3": _two_tags(Claim.days),
    "MaxTwoActivityTagsPerRealDayFromN1N2N3": _two_tags(Claim.real_days),
    "MaxThreeConsecutiveDays": _not_four_in_a_row,
    "MaxTwoConsecutiveMornings": lambda claim: _not_three_in_a_row(
        claim, claim.half_days(MORNINGS)
    ),
    "MaxTwoConsecutiveAfternoons": lambda claim: _not_three_in_a_row(
        claim, claim.half_days(AFTERNOONS)
    ),
    "MinGapsBetweenOrderedPairOfActivityTags": _gaps_between_tags,
}
