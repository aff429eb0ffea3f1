"""The one judge of plans: plain, slow and exact, against which every faster reckoning is tested."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from timetabler.evaluate.cost import Cost
from timetabler.evaluate.view import View
from timetabler.model import Plan, Problem, whole
from timetabler.rules import Point, Rule


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule missed at one point: deviation, weighted cost, and the resources that bear it."""

    rule: Rule
    point: Point
    deviation: int
    cost: Cost
    bearers: frozenset[int] = frozenset()


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

    def by_resource(self) -> Mapping[int, Cost]:
        """Cost that each teacher, class, student or room bears.

        That is the cost of the rules on the resource itself, and of rules on events in which it
        takes part. What several bear counts in full for each, so the sum exceeds the plan's cost.
        """
        totals: dict[int, Cost] = defaultdict(lambda: Cost(0, 0))
        for violation in self.violations:
            for resource in violation.bearers:
                totals[resource] += violation.cost
        return totals

    def of(self, resource: int) -> tuple[Violation, ...]:
        """What one person, class or room has to bear, the dearest first."""
        own = [violation for violation in self.violations if resource in violation.bearers]
        return tuple(sorted(own, key=lambda violation: violation.cost, reverse=True))


def judge(problem: Problem, plan: Plan) -> Report:
    """Judge a plan by every rule of its problem.

    Hours that the plan leaves out count as unplaced. PlanFault where it is no plan of this
    problem, so that no cost stands for lessons that are too long, elsewhere or of other people.
    """
    view = View(problem, whole(problem, plan))
    found = tuple(
        Violation(rule, point, deviation, _cost(rule, deviation), _bearers(rule, point, view))
        for rule in problem.rules
        for point in rule.points()
        if (deviation := rule.deviation(point, view))
    )
    return Report(sum((v.cost for v in found), Cost(0, 0)), found)


def _bearers(rule: Rule, point: Point, view: View) -> frozenset[int]:
    met = (view.people(event) for event in rule.concerned(point, view))
    return frozenset(point.resources).union(*met)


def _cost(rule: Rule, deviation: int) -> Cost:
    amount = rule.weight * rule.cost.of(deviation)
    return Cost(amount, 0) if rule.hard else Cost(0, amount)
