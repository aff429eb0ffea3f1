"""A report in words, for the person at the command line."""

from __future__ import annotations

from collections.abc import Iterator

from .findings import Findings
from .importing import Report


def lines_of(report: Report) -> Iterator[str]:
    yield f"OneRoster {report.version or '(no version said)'}"
    for name, number in report.rows.items():
        yield f"  {name}.csv: {number:,} rows"
    yield f"  {'':<20}{'new':>9}{'changed':>9}{'as before':>11}{'ending':>9}"
    for kind, count in report.counts.items():
        numbers = f"{count.new:>9,}{count.changed:>9,}{count.same:>11,}{count.ending:>9,}"
        yield f"  {kind:<20}{numbers}"
    if report.findings.deviations:
        yield "Read as it was meant:"
        yield from _indented(report.findings, faults=False)


def reasons(findings: Findings) -> Iterator[str]:
    yield "Nothing was imported:"
    yield from _indented(findings, faults=True)
    if findings.deviations:
        yield "Besides, read as it was meant:"
        yield from _indented(findings, faults=False)


def _indented(findings: Findings, *, faults: bool) -> Iterator[str]:
    for finding in findings.faults if faults else findings.deviations:
        yield f"  {finding}"
    columns = {(f.file, f.column) for f in (findings.faults if faults else findings.deviations)}
    for (file, column, mend), number in findings.more.items():
        if (file, column) in columns:
            yield f"  … and {number:,} more in {file}, column {column or '-'}: {mend}"
