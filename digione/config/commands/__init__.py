"""The operator's command line: every module here is one command, found by itself.

A module says `NAME` (one or two words), `HELP`, `arguments(parser)` and `run(arguments) -> int`.
It imports Django's models inside `run` at the earliest: help must come at once, without a database.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from typing import Protocol, cast


class Command(Protocol):
    NAME: str
    HELP: str

    @staticmethod
    def arguments(parser: argparse.ArgumentParser) -> None: ...

    @staticmethod
    def run(arguments: argparse.Namespace) -> int: ...


_EPILOG = "Exit code: 0 done, 1 it did not succeed, 2 something given to it was wrong."


def commands() -> list[Command]:
    names = (module.name for module in pkgutil.iter_modules(__path__))
    found = [cast("Command", importlib.import_module(f"{__name__}.{name}")) for name in names]
    return sorted(found, key=lambda command: command.NAME)


def parser() -> argparse.ArgumentParser:
    """`demo load` and `demo people` stand together under `demo`."""
    top = argparse.ArgumentParser("digione", description="Runs and tends DigiOne.", epilog=_EPILOG)
    levels = {"": top.add_subparsers(metavar="command", required=True)}
    for command in commands():
        group, _, word = command.NAME.rpartition(" ")
        if group not in levels:
            title = ", ".join(c.NAME.split()[-1] for c in commands() if c.NAME.startswith(group))
            inner = levels[""].add_parser(group, help=f"({title})", epilog=_EPILOG)
            levels[group] = inner.add_subparsers(metavar="what", required=True)
        one = levels[group].add_parser(
            word, help=command.HELP, description=command.HELP, epilog=_EPILOG
        )
        command.arguments(one)
        one.set_defaults(run=command.run, name=command.NAME)
    return top
