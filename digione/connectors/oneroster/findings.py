"""What was found in a package: each with file, line, column, why, and how to mend it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final, TypeAlias

_Kind: TypeAlias = tuple[str, str, str]
_SHOWN_OF_A_KIND: Final = 5


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
    """Faults keep a package out; deviations were read as they were meant.

    Of one kind in one column only the first few are kept, with the number of all.
    """

    faults: list[Finding] = field(default_factory=list)
    deviations: list[Finding] = field(default_factory=list)
    more: Counter[_Kind] = field(default_factory=Counter)

    def fault(self, finding: Finding) -> None:
        self._keep(self.faults, finding)

    def deviation(self, finding: Finding) -> None:
        self._keep(self.deviations, finding)

    def not_shown(self, finding: Finding, number: int) -> None:
        """`number` more like `finding` were counted and not looked at."""
        if number > 0:
            self.more[self._kind(finding)] += number

    def _keep(self, kept: list[Finding], finding: Finding) -> None:
        kind = self._kind(finding)
        if sum(self._kind(one) == kind for one in kept) < _SHOWN_OF_A_KIND:
            kept.append(finding)
        else:
            self.more[kind] += 1

    @staticmethod
    def _kind(finding: Finding) -> _Kind:
        return finding.file, finding.column, finding.mend


class Refused(ValueError):
    """The package is not taken; nothing of it was. `findings` has the reasons."""

    def __init__(self, findings: Findings) -> None:
        super().__init__("\n".join(map(str, findings.faults)))
        self.findings = findings


def refused(*, file: str, what: str, mend: str, line: int = 0, column: str = "") -> Refused:
    """For what leaves nothing more to look for."""
    findings = Findings()
    findings.fault(Finding(file=file, what=what, mend=mend, line=line, column=column))
    return Refused(findings)
