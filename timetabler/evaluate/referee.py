"""The one judge of plans: plain, slow and exact, against which every faster reckoning is tested."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from timetabler.evaluate.cost import Cost
from timetabler.model import Lesson, Plan, Problem
from timetabler.rules import Point, Rule


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule missed at one point, with its deviation and its weighted cost."""

    rule: Rule
    point: Point
    deviation: int
    cost: Cost


@dataclass(frozen=True)
class Report:
    """A plan's cost and everything it is made of."""

    cost: Cost
    violations: tuple[Violation, ...]

    def by_rule(self) -> Mapping[str, Cost]:
        """Cost of each rule that is missed anywhere, by the rule's id."""
        totals: dict[str, Cost] = defaultdict(lambda: Cost(0, 0))
        for violation in self.violations:
            totals[violation.rule.id] += violation.cost
        return totals

    def by_resource(self, problem: Problem) -> Mapping[int, Cost]:
        """Cost that each resource bears: its own rules, and those of events it has a seat in."""
        totals: dict[int, Cost] = defaultdict(lambda: Cost(0, 0))
        for violation in self.violations:
            seats = (s for e in violation.point.events for s in problem.events[e].seats)
            taken = {s.resource for s in seats if s.resource is not None}
            for resource in taken | set(violation.point.resources):
                totals[resource] += violation.cost
        return totals


class _View:
    """Answers to the rules' questions about one plan."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self._problem = problem
        self._lessons: list[list[Lesson]] = [[] for _ in problem.events]
        self._attendance = [[0] * problem.horizon for _ in problem.resources]
        self._work = [Fraction(0)] * len(problem.resources)
        for lesson in plan.lessons:
            self._add(lesson)

    def _add(self, lesson: Lesson) -> None:
        event = self._problem.events[lesson.event]
        self._lessons[lesson.event].append(lesson)
        for seat, resource in enumerate(lesson.resources):
            if resource is None:
                continue
            self._work[resource] += Fraction(event.work(seat) * lesson.duration, event.duration)
            for time in lesson.times():
                self._attendance[resource][time] += 1

    def lessons(self, event: int) -> Sequence[Lesson]:
        return self._lessons[event]

    def seats(self, event: int, role: str) -> Sequence[int]:
        seats = self._problem.events[event].seats
        return [index for index, seat in enumerate(seats) if seat.role == role]

    def attendance(self, resource: int) -> Sequence[int]:
        return self._attendance[resource]

    def workload(self, resource: int) -> Fraction:
        return self._work[resource]


def judge(problem: Problem, plan: Plan) -> Report:
    """Judge a plan by every rule of its problem."""
    view = _View(problem, plan)
    found = tuple(
        Violation(rule, point, deviation, _cost(rule, deviation))
        for rule in problem.rules
        for point in rule.points()
        if (deviation := rule.deviation(point, view))
    )
    return Report(sum((v.cost for v in found), Cost(0, 0)), found)


def _cost(rule: Rule, deviation: int) -> Cost:
    amount = rule.weight * rule.cost.of(deviation)
    return Cost(amount, 0) if rule.hard else Cost(0, amount)
