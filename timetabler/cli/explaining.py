"""`explain`: say whether a file can be planned; if not, why, and what would help."""

import argparse

from timetabler.cli.ending import Ending
from timetabler.cli.files import read
from timetabler.cli.limits import get_ready, left, seconds, seed
from timetabler.cli.speech import say
from timetabler.explain import LANGUAGES, Verdict, explain, tell

NAME = "explain"
HELP = "say why a problem cannot be planned, and what would make it fit"


def add_options(command: argparse.ArgumentParser) -> None:
    """Let the command take its options."""
    command.add_argument("--seconds", type=seconds, default=30.0, help="time limit")
    command.add_argument("--seed", type=seed, default=1, help="another seed, another search")
    command.add_argument("--language", choices=LANGUAGES, default="en", help="of the answer")


def run(parsed: argparse.Namespace) -> int:
    """Print the verdict; 0 where a plan exists, 1 where none does or none was found."""
    problem = read(parsed).problem
    get_ready(parsed)
    with Ending() as ending:
        found = explain(problem, left(parsed), parsed.seed, cancelled=ending.asked)
    for line in tell(problem, found, parsed.language):
        say(line)
    return int(found.verdict is not Verdict.POSSIBLE)
