"""`explain`: say whether a file can be planned; if not, why, and what would help."""

import argparse

from timetabler.cli.limits import seconds
from timetabler.explain import LANGUAGES, Explanation, Verdict, explain, say
from timetabler.formats import read_problem
from timetabler.model import Problem

NAME = "explain"
HELP = "say why a problem cannot be planned, and what would make it fit"
FITS = {True: "then everything fits", False: "not enough by itself", None: "not tried to the end"}


def add_options(command: argparse.ArgumentParser) -> None:
    """Let the command take its options."""
    command.add_argument("--seconds", type=seconds, default=30.0, help="time limit")
    command.add_argument("--seed", type=int, default=1, help="another seed, another search")
    command.add_argument("--language", choices=LANGUAGES, default="en", help="of the reasons")


def run(parsed: argparse.Namespace) -> int:
    """Print the verdict; 0 where a plan exists, 1 where none does or none was found."""
    problem = read_problem(parsed.file, parsed.instance).problem
    found = explain(problem, parsed.seconds, parsed.seed)
    for line in _lines(problem, found, parsed.language):
        print(line)  # noqa: T201
    return int(found.verdict is not Verdict.POSSIBLE)


def _lines(problem: Problem, found: Explanation, language: str) -> list[str]:
    if found.verdict is not Verdict.IMPOSSIBLE:
        best = f"; the best plan costs {found.cost}" if found.cost else ""
        return [f"{found.verdict.value} in {found.seconds:.1f} s{best}"]
    needed = "each of them is needed" if found.minimal else "some may not be needed"
    lines = [f"impossible: these contradict each other ({needed}):"]
    lines += [f"- {say(problem, r.rule, r.point, language)} [{r.rule.id}]" for r in found.reasons]
    lines.append("giving up one of them:")
    for remedy in found.remedies:
        sentence = say(problem, remedy.reason.rule, remedy.reason.point, language)
        lines.append(f"- {sentence} ({FITS[remedy.fits]})")
    return lines
