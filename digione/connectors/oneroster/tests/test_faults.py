"""What is wrong with a package is told with file, line, column and remedy, and nothing comes in."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digione.connectors.oneroster import staging, telling
from digione.connectors.oneroster.columns import SHEETS
from digione.connectors.oneroster.findings import Findings, Refused
from digione.connectors.oneroster.importing import Report, Wish, import_package
from digione.connectors.oneroster.sheets import ready, repaired

from . import writing

TENANT = 7
USERS = SHEETS["users"]
Change = Callable[[dict[str, Any]], None]


def imported(path: Path) -> Report:
    return import_package(path, Wish(tenant_id=TENANT))


def reasons(path: Path) -> str:
    with pytest.raises(Refused) as refusal:
        imported(path)
    return "\n".join(telling.reasons(refusal.value.findings))


def changed(name: str, row: int, **columns: str) -> Change:
    def change(files: dict[str, Any]) -> None:
        files[name][row] = {**files[name][row], **columns}

    return change


def doubled(name: str) -> Change:
    def change(files: dict[str, Any]) -> None:
        files[name].append(files[name][0])

    return change


FAULTS: list[tuple[Change, str]] = [
    (doubled("users"), "users.csv, line 9, column sourcedId: “teacher0” stands in the file"),
    (changed("users", 1, sourcedId=""), "users.csv, line 3, column sourcedId: There is nothing."),
    (changed("users", 0, givenName=" "), "users.csv, line 2, column givenName: There is nothing."),
    (changed("users", 0, sourcedId="x" * 121), "users.csv, line 2, column sourcedId: The ident"),
    (changed("demographics", 0, birthDate="14.13.2013"), "column birthDate: “14.13.2013” is no"),
    (changed("demographics", 0, birthDate="2013-02-30"), "column birthDate: “2013-02-30” is no"),
    (
        changed("enrollments", 2, classSourcedId="nowhere"),
        "enrollments.csv, line 4, column classSourcedId: “nowhere” stands neither in classes.csv",
    ),
    (changed("enrollments", 0, userSourcedId="nobody"), "column userSourcedId: “nobody” stands"),
    (changed("enrollments", 0, role="janitor"), "column role: “janitor” is no role in a class"),
    (changed("classes", 0, schoolSourcedId="o9"), "column schoolSourcedId: “o9” stands neither"),
    (changed("classes", 0, termSourcedIds="t1,t9"), "column termSourcedIds: “t9” stands neither"),
    (changed("roles", 0, orgSourcedId="o9"), "roles.csv, line 2, column orgSourcedId: “o9”"),
    (
        changed("academicSessions", 0, endDate="2026-08-01"),
        "academicSessions.csv, line 2, column endDate: “2026-08-01” comes before startDate",
    ),
]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(("change", "reason"), FAULTS)
def test_a_fault_keeps_the_package_out(tmp_path: Path, change: Change, reason: str) -> None:
    files = writing.bundle()
    change(files)
    text = reasons(writing.package(tmp_path / "p.zip", files))
    assert text.startswith("Nothing was imported:")
    assert reason in text
    assert imported(writing.package(tmp_path / "p.zip", writing.bundle())).counts["persons"].new


@pytest.mark.django_db
def test_of_many_alike_faults_a_few_are_shown_and_all_are_counted(tmp_path: Path) -> None:
    files = writing.bundle(learners=30)
    files["users"] = [{**row, "familyName": ""} for row in files["users"]]
    text = reasons(writing.package(tmp_path / "p.zip", files))
    assert text.count("column familyName: There is nothing.") == 5
    assert "and 56 more in users.csv, column familyName" in text


USERS_HEADER = "sourcedId,givenName,familyName,role,orgSourcedIds\n"
SHEET_FAULTS: list[tuple[bytes, str]] = [
    ("a,Åsa,Nyberg".encode("latin-1"), "users.csv, line 2: Byte 0xc5 is not UTF-8"),
    (b"a,\0sa,Nyberg", "users.csv, line 2: There is a zero byte"),
    (b'a,"Aino,Korhonen\nb,Eetu,Korhonen', "line 2: The record that begins here cannot be read"),
    (b"a,Aino,Korhonen,student,o1,more", "line 2: There are 6 fields; the header has 5"),
]


@pytest.mark.parametrize(("body", "reason"), SHEET_FAULTS)
def test_bytes_that_are_no_csv_are_told_apart(tmp_path: Path, body: bytes, reason: str) -> None:
    content = USERS_HEADER.encode() + body + b"\n"
    findings = Findings()
    try:
        file = ready(USERS, content, findings)
        assert file is not None
        repaired(file, findings)
    except Refused as refusal:
        findings = refusal.findings
    assert any(reason in str(fault) for fault in findings.faults)


@pytest.mark.django_db
def test_utf_16_is_refused_and_a_byte_order_mark_is_not(tmp_path: Path) -> None:
    files = writing.bundle()
    text = writing.text_of("users", files["users"])
    path = writing.package(tmp_path / "p.zip", files, users=text.encode("utf-16"))
    assert "users.csv: The file is UTF-16. Save the file as UTF-8." in reasons(path)
    path = writing.package(tmp_path / "p.zip", files, users=text.encode("utf-8-sig"))
    assert not imported(path).findings.deviations


@pytest.mark.django_db
def test_quotes_line_breaks_and_semicolons_are_read(tmp_path: Path) -> None:
    files = writing.bundle(learners=2)
    files["users"][1] = {**files["users"][1], "givenName": 'Aino "Nuppu"\nMaria, Äiti'}
    files["enrollments"][1] = {**files["enrollments"][1], "endDate": "5.6.2027"}
    text = writing.text_of("courses", files["courses"]).replace(",", ";")
    report = imported(writing.package(tmp_path / "p.zip", files, courses=text))
    told = "\n".join(telling.lines_of(report))
    assert report.counts["persons"].new == 5
    assert "courses.csv, line 1: Fields are parted by semicolons." in told
    assert "enrollments.csv, line 3, column endDate: “5.6.2027” was read" in told


@pytest.mark.django_db
def test_the_line_is_the_one_in_the_file_though_a_field_has_line_breaks(tmp_path: Path) -> None:
    files = writing.bundle(learners=1)
    files["users"][0] = {**files["users"][0], "givenName": "Minna\nMaria\nHelena"}
    files["users"][2] = {**files["users"][2], "familyName": ""}
    text = reasons(writing.package(tmp_path / "p.zip", files))
    assert "users.csv, line 6, column familyName" in text


@pytest.mark.django_db
def test_files_are_known_in_a_folder_and_in_other_letters(tmp_path: Path) -> None:
    files = writing.bundle()
    texts = {f"export/{n.upper()}.CSV": writing.text_of(n, rows) for n, rows in files.items()}
    modes = dict.fromkeys(files, "Bulk")
    extra = {"export/Manifest.csv": writing.manifest(modes), "export/photos.txt": "x"}
    report = imported(writing.packed(tmp_path / "p.zip", {**texts, **extra}))
    told = "\n".join(telling.lines_of(report))
    assert report.counts["persons"].new == 7
    assert "export/USERS.CSV: Read as users.csv." in told
    assert "export/photos.txt: No file of OneRoster has this name" in told


def test_a_manifest_and_its_files_must_agree(tmp_path: Path) -> None:
    files = {"manifest.csv": writing.manifest({"users": "bulk", "orgs": "absent"}), "orgs.csv": ""}
    text = reasons(writing.packed(tmp_path / "p.zip", files))
    assert "manifest.csv, line 4, column value: users.csv is said to be there and is not" in text
    assert "orgs.csv is in the zip and said to be absent" in text


@pytest.mark.django_db
def test_without_a_manifest_nothing_ends_by_absence(tmp_path: Path) -> None:
    imported(writing.package(tmp_path / "p.zip", writing.bundle(learners=3)))
    rows = writing.bundle(learners=1)
    texts = {f"{name}.csv": writing.text_of(name, some) for name, some in rows.items()}
    report = imported(writing.packed(tmp_path / "p.zip", texts))
    assert all(count.ending == 0 for count in report.counts.values())
    assert "manifest.csv: It is missing" in str(report.findings.deviations[0])


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = writing.package(tmp_path / "p.zip", {}, users="sourcedId,givenName\na,Aino\n")
    assert "users.csv, line 1: Missing: familyName. Add the columns." in reasons(path)


def test_no_zip_and_a_bomb_are_refused(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 nearly a zip")
    assert "no.zip: This is not a zip file" in reasons(tmp_path / "no.zip")
    bomb = writing.packed(tmp_path / "bomb.zip", {"users.csv": b"\0" * 20_000_000})
    assert "unpacks far beyond what text does" in reasons(bomb)
    many = writing.packed(tmp_path / "many.zip", {f"{n}.csv": "" for n in range(201)})
    assert "The zip holds 201 files." in reasons(many)


def test_a_file_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    path = writing.packed(tmp_path / "p.zip", {"users.csv": "", "a/Users.csv": ""})
    assert "The zip holds users.csv twice." in reasons(path)


def test_a_zip_whose_bytes_were_damaged_is_refused(tmp_path: Path) -> None:
    path = writing.package(tmp_path / "p.zip", writing.bundle(learners=50))
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("users.csv").header_offset
    content = bytearray(path.read_bytes())
    content[start + 60 : start + 90] = b"\xff" * 30
    path.write_bytes(content)
    assert "users.csv: The file cannot be unpacked" in reasons(path)


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
NEARLY_CSV = st.lists(st.lists(CELLS, max_size=4).map(",".join), max_size=6).map("\n".join)


@pytest.mark.slow
@settings(max_examples=25)
@given(body=st.binary(max_size=80) | NEARLY_CSV.map(str.encode))
@pytest.mark.django_db
def test_anything_at_all_is_taken_or_refused_with_reasons(tmp_path: Path, body: bytes) -> None:
    files = writing.bundle(learners=1)
    content = b"sourcedId,givenName,familyName,agentSourcedIds\n" + body
    path = writing.package(tmp_path / "p.zip", files, users=content)
    faults: list[object] = []
    report = None
    try:
        report = imported(path)
    except Refused as refusal:
        faults = list(refusal.findings.faults)
    assert isinstance(report, Report) != bool(faults)


@pytest.mark.slow
@given(st.text(max_size=20))
def test_every_text_is_a_day_or_is_not(text: str) -> None:
    day, is_iso = staging.day_of(text)
    assert day is not None or not is_iso
