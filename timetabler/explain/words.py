"""Rules in words: a rule's own (`said`) where it has them, else a sentence made from its kind."""

from collections.abc import Iterable
from dataclasses import replace

from timetabler.explain.sentences import BOUNDS, LABELS, PARTLY, ROLES, SENTENCES
from timetabler.languages import LANGUAGES, position_of
from timetabler.model import Problem
from timetabler.rules import (
    UNLIMITED,
    Among,
    AvoidSplitAssignments,
    GatherEvents,
    LimitAtOnce,
    LimitBusy,
    LimitMoves,
    Point,
    Rule,
    SplitEvents,
)

__all__ = ["LANGUAGES", "say"]

MOST_TIMES = 6
MOST_NAMES = 4


def say(problem: Problem, rule: Rule, point: Point, language: str = "en") -> str:
    """A rule at a point as a sentence in fi, sv or en; UnknownLanguage in any other."""
    speaker = _Speaker(problem, language)
    own = dict(rule.said).get(language)
    if own and isinstance(rule, LimitAtOnce):
        return f"{speaker.time_of(point)}: {own}"
    if own or isinstance(rule, Among) or not rule.label:
        return own or speaker.say(rule, point)
    return f"{speaker.say(rule, point).removesuffix('.')} ({speaker.label(rule.label)})."


class _Speaker:
    """Sentences about one problem in one language."""

    def __init__(self, problem: Problem, language: str) -> None:
        self._problem, self._language = problem, position_of(language)

    def say(self, rule: Rule, point: Point) -> str:
        sentence = (SENTENCES if self._is_usual(rule) else PARTLY)[type(rule)][self._language]
        return sentence.format(who=self._who(point), **self._parts(rule, point))

    def time_of(self, point: Point) -> str:
        """The time at which a rule on what runs at once has this point."""
        return self._times([int(point.name)])

    def label(self, label: str) -> str:
        """A label, or several, in the reader's language as far as it is known there."""
        known = (LABELS.get(part, (part,) * len(LANGUAGES)) for part in label.split(", "))
        return ", ".join(own[self._language] for own in known)

    def _is_usual(self, rule: Rule) -> bool:
        """Whether a rule looks at whole days, or asks for one resource, as most do."""
        if isinstance(rule, AvoidSplitAssignments):
            return rule.maximum == 1
        if isinstance(rule, LimitMoves):
            return rule.pause >= self._problem.horizon
        days = {frozenset(day) for day in self._problem.calendar.days()}
        if isinstance(rule, GatherEvents):
            return rule.maximum == 1 and set(rule.rows) == set(self._problem.calendar.hours())
        return not isinstance(rule, LimitBusy) or all(set(w.times) in days for w in rule.windows)

    def _who(self, point: Point) -> str:
        people = [self._problem.resources[r] for r in point.resources]
        names = [person.name or person.id for person in people]
        events = [self._problem.events[e] for e in point.events]
        return _row([*names, *(event.name or event.id for event in events)], MOST_NAMES)

    def _parts(self, rule: Rule, point: Point) -> dict[str, object]:
        if isinstance(rule, Among):
            inner = replace(rule.inner, resources=point.resources)
            label = self.label(rule.label) or self._row(rule.events)
            return {"inner": self.say(inner, point), "label": label}
        if isinstance(rule, LimitAtOnce):
            time = int(point.name)
            span = self._bounds(0, dict(rule.limits)[time])
            return {"time": self.time_of(point), "span": span}
        bounds = {self._bounds(x.minimum, x.maximum) for x in getattr(rule, "windows", ())}
        names = [self._problem.resources[r] for r in sorted(getattr(rule, "resources", ()))]
        return {
            "role": self._role(getattr(rule, "role", "")),
            "times": self._times(getattr(rule, "times", ())),
            "windows": self._windows(rule),
            "names": _row([x.name or x.id for x in names], MOST_NAMES),
            "span": self._span(rule),
            "most": getattr(rule, "maximum", ""),
            "count": self._bounds(getattr(rule, "fewest", 0), getattr(rule, "most", UNLIMITED)),
            "length": getattr(rule, "duration", ""),
            "pause": getattr(rule, "pause", ""),
            "bounds": ", ".join(sorted(bounds)),
        }

    def _windows(self, rule: Rule) -> str:
        return self._times(
            {time for window in getattr(rule, "windows", ()) for time in window.times}
        )

    def _span(self, rule: Rule) -> str:
        if isinstance(rule, SplitEvents):
            shortest = rule.shortest if rule.shortest > 1 else 0
            return self._bounds(shortest, rule.longest)
        return self._bounds(getattr(rule, "minimum", 0), getattr(rule, "maximum", UNLIMITED))

    def _row(self, events: Iterable[int]) -> str:
        named = [self._problem.events[event] for event in events]
        return _row([event.name or event.id for event in named], MOST_NAMES)

    def _times(self, times: Iterable[int]) -> str:
        calendar = self._problem.calendar
        return _row([calendar.names[t] or calendar.times[t] for t in sorted(times)], MOST_TIMES)

    def _role(self, role: str) -> str:
        known = ROLES.get(role.lower())
        return known[self._language] if known else role

    def _bounds(self, low: int, high: int) -> str:
        return BOUNDS[_manner(low, high)][self._language].format(low=low, high=high)


def _manner(low: int, high: int) -> str:
    """How bounds are best said."""
    if high >= UNLIMITED:
        return "least" if low > 0 else "any"
    if low == high:
        return "exactly" if high else "none"
    return "between" if low > 0 else "most"


def _row(names: list[str], most: int) -> str:
    more = [f"… (+{len(names) - most})"] if len(names) > most else []
    return ", ".join(names[:most] + more)
