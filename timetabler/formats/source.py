"""What a file of any format amounts to: one problem, the plans in it, and remarks."""

from dataclasses import dataclass

from timetabler.evaluate import judge
from timetabler.formats.markup import Node, render
from timetabler.formats.xhstt.write import archive_node, with_solution
from timetabler.model import Plan, Problem


@dataclass(frozen=True)
class Source:
    """`notes` says what could not be taken over; `root` or `fet` is the file's own document."""

    problem: Problem
    plans: tuple[Plan, ...] = ()
    notes: tuple[str, ...] = ()
    root: Node | None = None
    fet: Node | None = None

    def best_plan(self) -> Plan | None:
        """The cheapest plan in the file."""
        plans = sorted(self.plans, key=lambda plan: judge(self.problem, plan).cost)
        return plans[0] if plans else None

    def with_plan(self, plan: Plan | None) -> str:
        """The file as XHSTT, with this plan as its solution."""
        root = self.root or archive_node(self.problem)
        return render(with_solution(root, self.problem, plan) if plan else root)
