"""Whatever the bytes are, they become rows or reasons, and never an error of another kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digione.connectors.weekplan.findings import Findings, Refused
from digione.connectors.weekplan.reading import Row, read

CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["ma", "1", "8.15", "24:00", "9.00", "2026-08-31", "31.2.2026", "|", "a|b", ""]
    ),
)
RECORDS = st.lists(st.lists(CELLS, max_size=10), max_size=8)
HEADER = "weekday,starts,ends,group,subject,teacher,room,from,to"


def rows_or_reasons(content: bytes) -> list[Row]:
    findings = Findings("plan.csv")
    rows: list[Row] = []
    is_refused = False
    try:
        rows = read(content, findings)
    except Refused:
        is_refused = True
    assert bool(findings.faults) or not is_refused
    assert all(one.what and one.mend for one in findings.faults)
    assert is_refused or all(one.line for one in findings.faults)
    return rows


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    rows_or_reasons(content)


@given(RECORDS)
def test_any_cells_under_a_good_header_become_lessons_or_faults(records: list[list[str]]) -> None:
    lines = [HEADER, *(",".join(record) for record in records)]
    for row in rows_or_reasons("\n".join(lines).encode()):
        assert 1 <= row.weekday <= 7
        assert row.groups
        assert row.teachers
        assert row.subject


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_lessons_are_read_whatever_parts_the_fields(delimiter: str) -> None:
    record = ["to", "08:15", "9.00", "7A|7B", "MA", "Minna Lahtinen", "", "31.8.2026", "2027-05-31"]
    text = "\ufeff" + delimiter.join(HEADER.split(",")) + "\r\n" + delimiter.join(record) + "\r\n"
    (row,) = rows_or_reasons(text.encode())
    assert (row.line, row.weekday, row.groups) == (2, 4, ("7A", "7B"))
    assert (str(row.first), str(row.last)) == ("2026-08-31", "2027-05-31")
