"""Rules said as FET constraints, as far as FET has words for them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from timetabler.formats.markup import Node
from timetabler.formats.sketch import Sketch
from timetabler.rules import (
    AssignResource,
    AssignTime,
    AvoidClashes,
    AvoidUnavailable,
    BeginEarly,
    ClusterBusy,
    DistributeSplits,
    GatherEvents,
    LimitBusy,
    LimitIdle,
    LinkEvents,
    OrderEvents,
    PreferResources,
    PreferTimes,
    ResourceRule,
    Rule,
    SplitEvents,
    SpreadEvents,
)

Found = list[Node] | None
PEOPLE = {"Teacher": ("Teacher", "Teacher_Name"), "Students": ("StudentsSet", "Students")}
FULL, HEAVIEST_WISH = 100, 95


def constraints_for(drawn: Sketch, rule: Rule) -> Found:
    """Constraints that say the rule, or None where FET cannot."""
    writer = WRITERS.get(type(rule))
    found = writer(drawn, rule) if writer else None
    for node in found or ():
        weight = FULL if rule.hard else min(HEAVIEST_WISH, rule.weight)
        node.children.insert(0, Node("Weight_Percentage", text=str(weight)))
        node.add("Active", "true")
        node.add("Comments")
    return found


def _taken_for_granted(drawn: Sketch, rule: Rule) -> Found:
    return [] if rule.hard else None


def _time(parent: Node, drawn: Sketch, time: int, prefix: str = "") -> None:
    day, hour = drawn.place[time]
    parent.add(f"{prefix}Day", drawn.days[day])
    parent.add(f"{prefix}Hour", str(hour + 1))


def _for_people(
    drawn: Sketch, rule: ResourceRule, name: str, parts: Mapping[str, int | str]
) -> Found:
    """One constraint for each person; None where one of them is a room."""
    found = []
    for resource in rule.resources:
        if drawn.sort[resource] not in PEOPLE:
            return None
        prefix, tag = PEOPLE[drawn.sort[resource]]
        node = Node(f"Constraint{prefix}{name}")
        node.add(tag, drawn.name[resource])
        for key, value in parts.items():
            node.add(key, str(value))
        found.append(node)
    return found


def _unavailable(drawn: Sketch, rule: AvoidUnavailable) -> Found:
    if not rule.hard:
        return None
    found = []
    for resource in rule.resources:
        sort = drawn.sort[resource]
        prefix = {"Students": "StudentsSet"}.get(sort, sort)
        node = Node(f"Constraint{prefix}NotAvailableTimes")
        node.add(sort, drawn.name[resource])
        node.add("Number_of_Not_Available_Times", str(len(rule.times)))
        for time in rule.times:
            _time(node.add("Not_Available_Time"), drawn, time)
        found.append(node)
    return found


def _prefer_times(drawn: Sketch, rule: PreferTimes) -> Found:
    found = []
    for event in rule.events:
        for number in drawn.activities[event]:
            if rule.duration not in {None, drawn.parts[number - 1][1]}:
                continue
            node = Node("ConstraintActivityPreferredStartingTimes")
            node.add("Activity_Id", str(number))
            node.add("Number_of_Preferred_Starting_Times", str(len(rule.times)))
            for time in sorted(rule.times):
                _time(node.add("Preferred_Starting_Time"), drawn, time, "Preferred_Starting_")
            found.append(node)
    return found


def _prefer_resources(drawn: Sketch, rule: PreferResources) -> Found:
    """Rooms for activities with one; a virtual room says what suits those with several."""
    several = {event for event in rule.events if len(drawn.rooms_at(event)) > 1}
    others = any(drawn.sort[resource] != "Room" for resource in rule.resources)
    if others or (several and not rule.hard):
        return None
    found = []
    for event in rule.events:
        if event in several:
            continue
        for number in drawn.activities[event]:
            node = Node("ConstraintActivityPreferredRooms")
            node.add("Activity_Id", str(number))
            node.add("Number_of_Preferred_Rooms", str(len(rule.resources)))
            for room in sorted(rule.resources):
                node.add("Preferred_Room", drawn.name[room])
            found.append(node)
    return found


def _is_days(drawn: Sketch, groups: Sequence[tuple[int, ...]]) -> bool:
    days = {tuple(sorted(day)) for day in drawn.problem.calendar.days()}
    return {tuple(sorted(group)) for group in groups} == days


def _spread(drawn: Sketch, rule: SpreadEvents) -> Found:
    once = all((w.minimum, w.maximum) == (0, 1) for w in rule.windows)
    if not once or not _is_days(drawn, [window.times for window in rule.windows]):
        return None
    found = []
    for group in rule.groups:
        node = Node("ConstraintMinDaysBetweenActivities")
        node.add("Consecutive_If_Same_Day", "false")
        _list(node, [n for event in group for n in drawn.activities[event]])
        node.add("MinDays", "1")
        found.append(node)
    return found


def _gather(drawn: Sketch, rule: GatherEvents) -> Found:
    if rule.maximum != 1 or set(rule.rows) != set(drawn.problem.calendar.hours()):
        return None
    found = []
    for group in rule.groups:
        found.append(Node("ConstraintActivitiesSameStartingHour"))
        _list(found[-1], [n for event in group for n in drawn.activities[event]])
    return found


def _list(node: Node, numbers: Iterable[int]) -> None:
    own = list(numbers)
    node.add("Number_of_Activities", str(len(own)))
    for number in own:
        node.add("Activity_Id", str(number))


def _link(drawn: Sketch, rule: LinkEvents) -> Found:
    found = []
    for group in rule.groups:
        own = [drawn.activities[event] for event in group]
        lengths = [[drawn.parts[number - 1][1] for number in numbers] for numbers in own]
        if any(other != lengths[0] for other in lengths):
            return None
        for numbers in zip(*own, strict=True):
            node = Node("ConstraintActivitiesSameStartingTime")
            _list(node, numbers)
            found.append(node)
    return found


def _order(drawn: Sketch, rule: OrderEvents) -> Found:
    found = []
    for first, second, least, longest in rule.pairs:
        if rule.day or least or longest < drawn.problem.horizon:
            return None
        for one in drawn.activities[first]:
            for other in drawn.activities[second]:
                node = Node("ConstraintTwoActivitiesOrdered")
                node.add("First_Activity_Id", str(one))
                node.add("Second_Activity_Id", str(other))
                found.append(node)
    return found


def _idle(drawn: Sketch, rule: LimitIdle) -> Found:
    if not rule.hard or rule.minimum or not _is_days(drawn, rule.groups):
        return None
    return _for_people(drawn, rule, "MaxGapsPerWeek", {"Max_Gaps": rule.maximum})


def _early(drawn: Sketch, rule: BeginEarly) -> Found:
    if not _is_days(drawn, rule.groups) or any(drawn.sort[r] != "Students" for r in rule.resources):
        return None
    parts = {"Max_Beginnings_At_Second_Hour": rule.maximum}
    return _for_people(drawn, rule, "EarlyMaxBeginningsAtSecondHour", parts)


def _cluster(drawn: Sketch, rule: ClusterBusy) -> Found:
    whole = rule.hard and _is_days(drawn, rule.groups)
    if not whole or any(drawn.sort[r] != "Teacher" for r in rule.resources):
        return None
    found: list[Node] = []
    if rule.maximum < len(drawn.days):
        parts = {"Max_Days_Per_Week": rule.maximum}
        found += _for_people(drawn, rule, "MaxDaysPerWeek", parts) or []
    if rule.minimum:
        parts = {"Minimum_Days_Per_Week": rule.minimum}
        found += _for_people(drawn, rule, "MinDaysPerWeek", parts) or []
    return found


def _hours(drawn: Sketch, rule: LimitBusy) -> Found:
    bounds = {(window.minimum, window.maximum) for window in rule.windows}
    whole = rule.hard and _is_days(drawn, [window.times for window in rule.windows])
    if not whole or len(bounds) != 1:
        return None
    return list(_bounded(drawn, rule, *bounds.pop()))


def _bounded(drawn: Sketch, rule: LimitBusy, least: int, most: int) -> Iterator[Node]:
    if most < drawn.hours:
        yield from _for_people(drawn, rule, "MaxHoursDaily", {"Maximum_Hours_Daily": most}) or ()
    if least > 1:
        parts: dict[str, int | str] = {"Minimum_Hours_Daily": least, "Allow_Empty_Days": "true"}
        yield from _for_people(drawn, rule, "MinHoursDaily", parts) or ()


WRITERS: Mapping[type[Rule], Callable[[Sketch, Any], Found]] = {
    AssignResource: _taken_for_granted,
    AssignTime: _taken_for_granted,
    AvoidClashes: _taken_for_granted,
    AvoidUnavailable: _unavailable,
    BeginEarly: _early,
    ClusterBusy: _cluster,
    DistributeSplits: _taken_for_granted,
    GatherEvents: _gather,
    LimitBusy: _hours,
    LimitIdle: _idle,
    LinkEvents: _link,
    OrderEvents: _order,
    PreferResources: _prefer_resources,
    PreferTimes: _prefer_times,
    SplitEvents: _taken_for_granted,
    SpreadEvents: _spread,
}
