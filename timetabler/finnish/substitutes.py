"""Who could stand in for an absent teacher: free, qualified, known to the class, little extra."""

from collections.abc import Collection
from dataclasses import dataclass

from timetabler.model import Lesson, Plan, Problem
from timetabler.rules import AvoidUnavailable


@dataclass(frozen=True, slots=True)
class Candidate:
    """A teacher who is free for a lesson.

    `wait` is the times that coming in early, staying late or a gap adds to the day beyond the
    lesson itself; -1 where the day would otherwise be off. `load` is the week's taught times.
    """

    teacher: int
    qualified: bool
    knows_class: bool
    wait: int
    load: int

    def rank(self) -> tuple[bool, bool, bool, int, int]:
        """Smallest first: qualified, at school anyway, known, short wait, few hours this week."""
        return not self.qualified, self.wait < 0, not self.knows_class, self.wait, self.load


def substitutes(
    problem: Problem, plan: Plan, lesson: Lesson, absent: int, qualified: Collection[int]
) -> list[Candidate]:
    """All free teachers of the absent one's kind, the best first."""
    kind = problem.resources[absent].kind
    classes = {r for r in lesson.resources if r is not None and problem.resources[r].kind != kind}
    busy: dict[int, set[int]] = {}
    known: dict[int, set[int]] = {}
    for other in plan.lessons:
        there = {r for r in other.resources if r is not None}
        for one in there:
            busy.setdefault(one, set()).update(other.times())
            known.setdefault(one, set()).update(there)
    closed = _closed(problem)
    found = []
    for teacher, resource in enumerate(problem.resources):
        own = busy.get(teacher, set())
        taken = (own | closed.get(teacher, set())) & set(lesson.times())
        if resource.kind != kind or teacher == absent or taken:
            continue
        met = bool(classes & known.get(teacher, set()))
        wait = _wait(problem, own, lesson)
        found.append(Candidate(teacher, teacher in qualified, met, wait, len(own)))
    return sorted(found, key=Candidate.rank)


def _closed(problem: Problem) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for rule in problem.rules:
        if isinstance(rule, AvoidUnavailable) and rule.hard:
            for resource in rule.resources:
                found.setdefault(resource, set()).update(rule.times)
    return found


def _wait(problem: Problem, own: set[int], lesson: Lesson) -> int:
    """Growth of the day's span, less the lesson itself; -1 on a day off."""
    day = next((set(d) for d in problem.calendar.days() if lesson.start in d), set())
    today = own & day
    if not today:
        return -1
    before = max(today) - min(today) + 1
    both = today | set(lesson.times())
    return max(0, max(both) - min(both) + 1 - before - lesson.duration)
