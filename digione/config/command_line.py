"""Reads the words of `python -m digione`, runs the command, and says errors with their remedy."""

from __future__ import annotations

import errno
import os
import signal
import sys
from types import FrameType

from digione.config.commands import parser
from digione.config.refusal import FAILED, Refusal

_DISK_FULL = "The disk is full. Free some space and start again: what is done already is kept."
_INTERRUPTED = 130


def main(words: list[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "digione.config.settings")
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _interrupt)
    arguments = parser().parse_args(words)
    if arguments.name != "serve":  # pages are quick or broken off; commands work through much
        os.environ.setdefault("DATABASE_TIMEOUT", "600")
    try:
        return int(arguments.run(arguments))
    except Refusal as refusal:
        sys.stderr.write(f"\n{refusal}\n")
        return refusal.exit_code
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.stderr.write(f"\n{_DISK_FULL}\n")
        return FAILED
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return _INTERRUPTED


def _interrupt(number: int, frame: FrameType | None) -> None:
    """A polite request to end is answered as Ctrl-C is."""
    raise KeyboardInterrupt
