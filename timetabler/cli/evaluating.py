"""`evaluate`: judge the plans that a file holds, rule by rule."""

import argparse

from timetabler.cli.files import plans_of, read
from timetabler.cli.speech import say
from timetabler.evaluate import Report, judge
from timetabler.model import Problem

NAME = "evaluate"
HELP = "judge the plans in a file: cost of each rule and of each person"


def add_options(command: argparse.ArgumentParser) -> None:
    """Let the command take its options."""
    command.add_argument("--people", action="store_true", help="also list costs by resource")
    command.add_argument("--points", action="store_true", help="also list every missed point")


def run(parsed: argparse.Namespace) -> int:
    """Print what each plan costs; 1 where the best breaks a hard rule."""
    source = read(parsed)
    reports = [judge(source.problem, plan) for plan in plans_of(parsed, source)]
    for number, report in enumerate(reports, start=1):
        say(f"plan {number}: cost {report.cost} (hard, soft)")
        for line in _lines(parsed, source.problem, report):
            say(f"  {line}")
    return int(min(report.cost for report in reports).hard > 0)


def _lines(parsed: argparse.Namespace, problem: Problem, report: Report) -> list[str]:
    names = {rule.id: rule.name for rule in problem.rules}
    by_rule = sorted(report.by_rule().items(), key=lambda item: item[1], reverse=True)
    lines = [f"{cost}  {rule}  {names[rule]}" for rule, cost in by_rule]
    if parsed.people:
        people = sorted(report.by_resource().items(), key=lambda x: x[1], reverse=True)
        lines += [f"{cost}  {problem.resources[person].name}" for person, cost in people]
    if parsed.points:
        for found in report.violations:
            events = [problem.events[event].id for event in found.point.events]
            people_at = [problem.resources[person].id for person in found.point.resources]
            where = " ".join([found.point.name, *events, *people_at]).strip()
            lines.append(f"{found.cost}  {found.rule.id}  {where}  deviation {found.deviation}")
    return lines
