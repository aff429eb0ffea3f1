"""A plan's report in words, for the person at the command line."""

from __future__ import annotations

from collections.abc import Iterator

from .findings import Finding, Findings
from .importing import Report

_SHOWN = 20


def lines_of(report: Report) -> Iterator[str]:
    yield f"{report.school}: {report.lessons:,} lessons a week, {report.first} – {report.last}"
    if not report.is_new:
        yield "  This very plan was there already; nothing was written again."
    if report.rooms:
        yield f"  New rooms: {', '.join(report.rooms)}"
    if report.subjects:
        yield f"  National subjects taken into use: {', '.join(report.subjects)}"
    published = "published" if report.is_published else "a draft: --publish lets everyone see it"
    yield f"  The plan is {published}."
    if report.findings.warnings:
        yield "Look at these:"
        yield from _shown(report.findings.warnings)


def reasons(findings: Findings) -> Iterator[str]:
    yield "Nothing was imported:"
    yield from _shown(findings.faults)
    if findings.warnings:
        yield "Besides:"
        yield from _shown(findings.warnings)


def _shown(found: list[Finding]) -> Iterator[str]:
    for finding in sorted(found, key=lambda one: one.line)[:_SHOWN]:
        yield f"  {finding}"
    if len(found) > _SHOWN:
        yield f"  … and {len(found) - _SHOWN:,} more"
