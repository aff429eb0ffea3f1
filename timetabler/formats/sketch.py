"""A problem laid out as other tools see a school: days of equal length, one activity a lesson."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from timetabler.formats.faults import LONGEST_WORD, InputFault, shortened
from timetabler.live.bundles import gather
from timetabler.model import Lesson, Plan, Problem, Seat
from timetabler.rules import DistributeSplits, EventRule, PreferResources, SplitEvents
from timetabler.solve.begin import best_cut

STUDENTS, TEACHER, ROOM = "Students", "Teacher", "Room"
WORDS = {
    TEACHER: ("teach", "opett", "lära", "prof", "staff"),
    ROOM: ("room", "tila", "sal", "hall"),
}


@dataclass(frozen=True)
class Form:
    """What a format asks for: its name, what no name may have in it, and its longest day.

    Where the format tells things apart by `unique` names, no two are alike. `whole` lessons lie
    in one day; a format that `says_days` has names for them.
    """

    name: str
    apart: str = ""
    unique: bool = True
    days: int = 10_000
    hours: int = 10_000
    whole: bool = True
    says_days: bool = True


@dataclass
class Sketch:
    """`parts` has the event and the duration of each activity; `sort` says what a resource is.

    `name` and `days` are names as the format can have them; `notes` say which were changed.
    """

    problem: Problem
    form: Form
    days: list[str]
    hours: int
    parts: list[tuple[int, int]]
    sort: dict[int, str]
    place: dict[int, tuple[int, int]]
    name: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def names(self, sort: str) -> list[str]:
        """Names of the resources of a sort."""
        return [name for i, name in self.name.items() if self.sort[i] == sort]

    def subject(self, event: int) -> str:
        """Name of what is taught."""
        about = self.problem.events[event]
        return _clean(self.form, about.name) or _clean(self.form, about.id)

    def seat_sort(self, seat: Seat) -> str:
        """What takes a seat: a teacher, students, or a room."""
        return _sort(seat.kind) if seat.resource is None else self.sort[seat.resource]

    def rooms_at(self, event: int) -> list[Seat]:
        """Seats of an event for rooms, fixed or to be chosen."""
        return [s for s in self.problem.events[event].seats if self.seat_sort(s) == ROOM]

    def rooms_of(self, lesson: Lesson) -> list[int]:
        """Rooms that a lesson takes, those that its event fixes before those that were chosen."""
        seats = zip(self.problem.events[lesson.event].seats, lesson.resources, strict=True)
        taken = [(s.resource is None, own) for s, own in seats if own is not None]
        found = sorted(taken, key=lambda pair: pair[0])
        return [own for _, own in found if self.sort[own] == ROOM]

    def suiting(self, event: int, seat: Seat) -> frozenset[int]:
        """The fixed room of a seat, or those of its kind that hard rules leave."""
        if seat.resource is not None:
            return frozenset({seat.resource})
        found = frozenset(self.problem.choices_of.get(seat.kind, ()))
        for rule in self.problem.rules:
            if isinstance(rule, PreferResources) and rule.hard and rule.role == seat.role:
                found = found & rule.resources if event in rule.events else found
        return found

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


def sketch(problem: Problem, plan: Plan | None, form: Form) -> Sketch:
    """Lay a problem out; a plan decides how events are cut."""
    days = _days(problem)
    groups = [group for group in problem.calendar.groups if group.kind == "Day"]
    place = {time: (d, hour) for d, day in enumerate(days) for hour, time in enumerate(day)}
    _check(problem, days, place, form)
    sort = {i: _sort(resource.kind) for i, resource in enumerate(problem.resources)}
    parts, hours = _parts(problem, plan), max(map(len, days))
    found = Sketch(problem, form, [], hours, parts, sort, place)
    _fit(found, len(days))
    named = [(group.id, group.name) for group in groups] if form.says_days else []
    found.days = _named(found, "day", named) or [str(day + 1) for day in range(len(days))]
    for own in dict.fromkeys(sort.values()):
        mine = [i for i in sort if sort[i] == own]
        about = [(problem.resources[i].id, problem.resources[i].name) for i in mine]
        found.name.update(zip(mine, _named(found, own.lower(), about), strict=True))
    return found


def _clean(form: Form, name: str) -> str:
    """The name without what the format cannot have in it; blank names are none."""
    found = re.sub(form.apart, " ", name) if form.apart else name
    return found if found.strip() else ""


def _named(drawn: Sketch, what: str, about: Iterable[tuple[str, str]]) -> list[str]:
    """Names that the format can have and tell apart, and remarks on those that are changed."""
    found: list[str] = []
    seen, changed = set[str](), Counter[str]()
    for own, name in about:
        wanted = _clean(drawn.form, name) or _clean(drawn.form, own) or what
        new, number = wanted, 2
        while drawn.form.unique and new in seen:
            new, number = f"{wanted} ({number})", number + 1
        if name and new != name:
            changed[f"{what} {shortened(name, LONGEST_WORD)!r}: is called {new!r} there"] += 1
        seen.add(new)
        found.append(new)
    drawn.notes += changed
    return found


def _fit(drawn: Sketch, days: int) -> None:
    """Refuse what the format's own reader would refuse."""
    form, problem = drawn.form, drawn.problem
    if days > form.days or drawn.hours > form.hours:
        reason = f"{form.name} has at most {form.days} days of {form.hours} hours"
        raise InputFault(reason, element=problem.id)
    for event, length in drawn.parts:
        if form.whole and length > drawn.hours:
            reason = f"{form.name} has no lesson of {length} hours in days of {drawn.hours}"
            raise InputFault(reason, element=problem.events[event].id)


def _days(problem: Problem) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(sorted(day)) for day in problem.calendar.days())


def _check(
    problem: Problem,
    days: tuple[tuple[int, ...], ...],
    place: dict[int, tuple[int, int]],
    form: Form,
) -> None:
    whole = all(day == tuple(range(day[0], day[-1] + 1)) for day in days if day)
    if not whole or len(place) != problem.horizon or sum(map(len, days)) != problem.horizon:
        reason = f"{form.name} needs every time in just one day, in order"
        raise InputFault(reason, element=problem.id)


def _sort(kind: str) -> str:
    low = kind.lower()
    found = (sort for sort, words in WORDS.items() if any(word in low for word in words))
    return next(found, STUDENTS)


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
