"""What a file of any format amounts to: one problem, the plans in it, and remarks."""

from dataclasses import dataclass, replace

from timetabler.evaluate import judge
from timetabler.formats.markup import Node, render
from timetabler.formats.xhstt.write import archive_node, with_solution
from timetabler.model import Plan, Problem
from timetabler.rules import Rule


@dataclass(frozen=True)
class Source:
    """`notes` says what could not be taken over; `root` or `fet` is the file's own document.

    `added` are rules of the problem that came after the file was read.
    """

    problem: Problem
    plans: tuple[Plan, ...] = ()
    notes: tuple[str, ...] = ()
    root: Node | None = None
    fet: Node | None = None
    added: tuple[Rule, ...] = ()

    def with_rules(self, rules: tuple[Rule, ...]) -> "Source":
        """The same with more rules in its problem; an XHSTT document is then written anew."""
        problem = replace(self.problem, rules=(*self.problem.rules, *rules))
        added = (*self.added, *rules)
        return replace(self, problem=problem, added=added, root=None if rules else self.root)

    def best_plan(self) -> Plan | None:
        """The cheapest plan in the file."""
        if len(self.plans) <= 1:
            return next(iter(self.plans), None)
        return min(self.plans, key=lambda plan: judge(self.problem, plan).cost)

    def with_plan(self, plan: Plan | None) -> str:
        """The file as XHSTT, with this plan as its solution."""
        root = self.root or archive_node(self.problem)
        return render(with_solution(root, self.problem, plan) if plan else root)
