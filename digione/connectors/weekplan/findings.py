"""What was found in a plan: each with line, column, why, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`line` counts from 1 at the header; 0 is the file as a whole."""

    file: str
    what: str
    mend: str
    line: int = 0
    column: str = ""

    def __str__(self) -> str:
        where = self.file + (f", line {self.line}" if self.line else "")
        where += f", column {self.column}" if self.column else ""
        return f"{where}: {self.what} {self.mend}"


@dataclass(slots=True)
class Findings:
    """Faults keep a plan out; warnings come in with it."""

    file: str
    faults: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def fault(self, what: str, mend: str, *, line: int = 0, column: str = "") -> None:
        found = Finding(file=self.file, what=what, mend=mend, line=line, column=column)
        self.faults.append(found)

    def warn(self, what: str, mend: str, *, line: int = 0, column: str = "") -> None:
        found = Finding(file=self.file, what=what, mend=mend, line=line, column=column)
        self.warnings.append(found)

    def refuse(self, what: str, mend: str, *, line: int = 0, column: str = "") -> Refused:
        """For what leaves nothing more to look for."""
        self.fault(what, mend, line=line, column=column)
        return Refused(self)

    def stop_at_faults(self) -> None:
        if self.faults:
            raise Refused(self)


class Refused(ValueError):
    """The plan is not taken; nothing of it was. `findings` has the reasons."""

    def __init__(self, findings: Findings) -> None:
        super().__init__("\n".join(map(str, findings.faults)))
        self.findings = findings
