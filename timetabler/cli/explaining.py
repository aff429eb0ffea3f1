"""`explain`: say whether a file can be planned; if not, why, and what would help."""

import argparse

from timetabler.cli.limits import get_ready, seconds
from timetabler.explain import LANGUAGES, Verdict, explain, tell
from timetabler.formats import read_problem

NAME = "explain"
HELP = "say why a problem cannot be planned, and what would make it fit"


def add_options(command: argparse.ArgumentParser) -> None:
    """Let the command take its options."""
    command.add_argument("--seconds", type=seconds, default=30.0, help="time limit")
    command.add_argument("--seed", type=int, default=1, help="another seed, another search")
    command.add_argument("--language", choices=LANGUAGES, default="en", help="of the answer")


def run(parsed: argparse.Namespace) -> int:
    """Print the verdict; 0 where a plan exists, 1 where none does or none was found."""
    problem = read_problem(parsed.file, parsed.instance).problem
    get_ready()
    found = explain(problem, parsed.seconds, parsed.seed)
    for line in tell(problem, found, parsed.language):
        print(line)  # noqa: T201
    return int(found.verdict is not Verdict.POSSIBLE)
