"""What a command says: answers on standard output, remarks on standard error."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

OUTPUT = "standard output"


def say(line: str) -> None:
    """A line of the answer; where it cannot be written, an OSError that names the stream."""
    try:
        print(line)  # noqa: T201 - a command speaks on its streams
    except OSError as error:
        error.filename = OUTPUT
        raise


def finish() -> None:
    """See the whole answer written, or raise as `say` does."""
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError as error:
        error.filename = OUTPUT
        raise


def remark(line: str) -> None:
    """A line beside the answer.

    One that cannot be written stops nothing, unless nobody reads the pipe any longer.
    """
    try:
        print(line, file=sys.stderr, flush=True)  # noqa: T201
    except BrokenPipeError:
        raise
    except OSError:
        _drop(sys.stderr)


def report(notes: Iterable[str]) -> None:
    """What could not be taken over or written."""
    for note in notes:
        remark(f"note: {note}")


def hush() -> None:
    """Drop what could not be written, so that the end of the process does not fail over it too."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            _drop(stream)


def _drop(stream: TextIO) -> None:
    """Let what a stream still holds go nowhere."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        stream.flush()
