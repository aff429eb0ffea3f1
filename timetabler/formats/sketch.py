"""A problem laid out as FET sees a school: days of equal length, one activity for each lesson."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from timetabler.formats.faults import InputFault
from timetabler.live.bundles import gather
from timetabler.model import Plan, Problem
from timetabler.rules import DistributeSplits, EventRule, SplitEvents
from timetabler.solve.begin import best_cut

WORDS = {
    "Teacher": ("teach", "opett", "lära", "prof", "staff"),
    "Room": ("room", "tila", "sal", "hall"),
}


@dataclass
class Sketch:
    """`parts` has the event and the duration of each activity; `sort` says what a resource is."""

    problem: Problem
    days: list[str]
    hours: int
    parts: list[tuple[int, int]]
    sort: dict[int, str]
    place: dict[int, tuple[int, int]]
    notes: list[str] = field(default_factory=list)

    def names(self, sort: str) -> list[str]:
        """Names of the resources of a sort."""
        resources = enumerate(self.problem.resources)
        return [resource.name for i, resource in resources if self.sort[i] == sort]

    def group_of(self, event: int) -> int:
        """Number of the split activity; 0 where there is only one lesson."""
        own = self.activities[event]
        return own[0] if len(own) > 1 else 0

    @cached_property
    def activities(self) -> dict[int, list[int]]:
        """Numbers of the activities of each event."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, (event, _) in enumerate(self.parts, start=1):
            found[event].append(number)
        return found


def sketch(problem: Problem, plan: Plan | None) -> Sketch:
    """Lay a problem out; a plan decides how events are cut."""
    days = _days(problem)
    groups = [group.name or group.id for group in problem.calendar.groups if group.kind == "Day"]
    place = {time: (d, hour) for d, day in enumerate(days) for hour, time in enumerate(day)}
    _check(problem, days, place)
    names = [r.name for r in problem.resources]
    if len(set(names)) < len(names):
        raise InputFault(
            "FET tells resources apart by name, and two have the same", element=problem.id
        )
    sort = {i: _sort(resource.kind) for i, resource in enumerate(problem.resources)}
    return Sketch(problem, groups or ["1"], max(map(len, days)), _parts(problem, plan), sort, place)


def _days(problem: Problem) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(sorted(day)) for day in problem.calendar.days())


def _check(
    problem: Problem, days: tuple[tuple[int, ...], ...], place: dict[int, tuple[int, int]]
) -> None:
    whole = all(day == tuple(range(day[0], day[-1] + 1)) for day in days if day)
    if not whole or len(place) != problem.horizon or sum(map(len, days)) != problem.horizon:
        raise InputFault("FET needs every time in just one day, in order", element=problem.id)


def _sort(kind: str) -> str:
    low = kind.lower()
    found = (sort for sort, words in WORDS.items() if any(word in low for word in words))
    return next(found, "Students")


def _parts(problem: Problem, plan: Plan | None) -> list[tuple[int, int]]:
    if plan is not None:
        return [(lesson.event, lesson.duration) for lesson in plan.lessons]
    rules: dict[int, list[EventRule]] = defaultdict(list)
    for rule in problem.rules:
        if isinstance(rule, SplitEvents | DistributeSplits):
            for event in rule.events:
                rules[event].append(rule)
    cuts = {
        event: best_cut(bundle, rules[event])
        for bundle in gather(problem, together=True)
        for event in bundle.events
    }
    return [(event, length) for event in range(len(problem.events)) for length in cuts[event]]
