"""What is wrong with a file, said so that its author can mend it."""


class InputFault(Exception):
    """A file that cannot be understood: where (file, line, element) and why."""

    def __init__(self, reason: str, *, file: str = "", line: int = 0, element: str = "") -> None:
        super().__init__(reason)
        self.reason, self.file, self.line, self.element = reason, file, line, element

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.element, self.reason) if part)
