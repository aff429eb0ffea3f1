"""The command line: `python -m timetabler solve|evaluate|repair|explain|convert FILE`."""

import os
import signal
import sys
from types import FrameType

from timetabler import IMPORTED_AT


def _leave(number: int, frame: FrameType | None) -> None:
    """End at once, without a word: while modules are loaded there is nothing to tidy up."""
    os._exit(128 + number)


def _end(number: int, frame: FrameType | None) -> None:
    """End as a shell expects of whoever is terminated, after tidying up."""
    sys.exit(128 + number)


def _run() -> int:
    heard = signal.getsignal(signal.SIGINT)
    if heard is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _leave)
    from timetabler.cli import main  # noqa: PLC0415 - loading takes a second in which Ctrl-C is heard

    signal.signal(signal.SIGINT, heard)
    if signal.getsignal(signal.SIGTERM) is not signal.SIG_IGN:
        signal.signal(signal.SIGTERM, _end)
    return main(begun=IMPORTED_AT)


if __name__ == "__main__":
    sys.exit(_run())
