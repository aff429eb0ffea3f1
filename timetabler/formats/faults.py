"""What is wrong with a file, said so that its author can mend it."""

import re

LONGEST_WORD, LONGEST_REASON = 80, 1000
_LONG = re.compile(rf"(\S{{{LONGEST_WORD}}})\S+")


def shortened(text: str, most: int = LONGEST_REASON) -> str:
    """A text for a person: a long word loses its end, and what is long in all its middle."""
    short, end = _LONG.sub(r"\1…", text), most // 5
    return short if len(short) <= most + 1 else f"{short[: most - end]}…{short[-end:]}"


class InputFault(Exception):
    """A file that cannot be understood: where (file, line, element) and why."""

    def __init__(self, reason: str, *, file: str = "", line: int = 0, element: str = "") -> None:
        reason, element = shortened(reason), shortened(element)
        super().__init__(reason)
        self.reason, self.file, self.line, self.element = reason, file, line, element

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.element, self.reason) if part)
