"""Files that commands read and write, with everything said that a format could not take over."""

import gc
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timetabler.cli.speech import report
from timetabler.formats import Source, check_writable, read_problem, written
from timetabler.formats.faults import InputFault
from timetabler.formats.store import store
from timetabler.model import Plan

OUTPUT, INSTANCE = "-o", "--instance"


def read(parsed: Namespace) -> Source:
    """Read the file of a command, and report what could not be taken over."""
    # Nothing of what is read becomes garbage: looking for it takes a fifth of the time.
    gc.disable()
    try:
        source = read_problem(parsed.file, parsed.instance)
    except InputFault as fault:
        if parsed.instance and not (fault.line or fault.element):
            fault.element = INSTANCE
        raise
    finally:
        gc.freeze()
        gc.enable()
    report(source.notes)
    return source


def plans_of(parsed: Namespace, source: Source) -> tuple[Plan, ...]:
    """The plans in a file, which must hold one."""
    if not source.plans:
        raise InputFault("the file holds no plan of this instance", file=str(parsed.file))
    return source.plans


def plan_of(parsed: Namespace, source: Source) -> Plan:
    """The best of them."""
    plans = plans_of(parsed, source)
    return source.best_plan() or plans[0]


@contextmanager
def blaming_output() -> Iterator[None]:
    """Faults raised in this context name the option of the output file."""
    try:
        yield
    except InputFault as fault:
        fault.element = OUTPUT
        raise


class Target:
    """The output file of a command, if it has one: refused at once where it could not be written.

    The ending of its name tells the format.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._plan: Plan | None = None
        self._notes: tuple[str, ...] = ()
        if path:
            with blaming_output():
                check_writable(path)

    def put(self, source: Source, plan: Plan) -> None:
        """Write a plan, unless it is the one that is there."""
        if self._path and plan != self._plan:
            text, self._notes = written(source, self._path, plan=plan)
            store(self._path, text)
            self._plan = plan

    def close(self) -> None:
        """Report what the file that was written could not hold."""
        report(self._notes)
