"""An error with a remedy: what the person at the keyboard reads instead of a traceback."""

from __future__ import annotations

FAILED, BAD_INPUT = 1, 2


class Refusal(Exception):
    """Its text says what is wrong, where, and what to do."""

    exit_code = FAILED
