"""How a package's people can be reached comes in sealed, and stays as the school keeps it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from digione.connectors.oneroster import importing, telling
from digione.connectors.oneroster.findings import Refused
from digione.connectors.oneroster.importing import Report, Wish, import_package
from digione.foundation import clock
from digione.foundation.access import acting
from digione.foundation.identity import testing as identity
from digione.school.people import public as people

from . import writing

TENANT = 7
MONDAY = datetime.datetime(2026, 11, 23, 9, tzinfo=clock.HELSINKI)
REACHED = {"email": "Sanna@koti.example", "sms": "+358 40 123 4567", "phone": "+358-40-1234567"}


@pytest.fixture(autouse=True)
def on_monday(db: None) -> Iterator[None]:
    with clock.held(MONDAY):
        yield


def bundle(learners: int = 1, **said: str) -> dict[str, list[Any]]:
    """Aino's guardian Sanna is the third user of the bundle."""
    files = writing.bundle(learners=learners)
    for row, user in enumerate(files["users"]):
        if user["sourcedId"].startswith("guardian"):
            files["users"][row] = {**user, **(said or REACHED)}
    return files


def taken(tmp_path: Path, files: Any, *, mode: str = "bulk", **wish: Any) -> Report:
    path = writing.package(tmp_path / "package.zip", files, mode=mode)
    return import_package(path, Wish(tenant_id=TENANT, **wish))


def points() -> list[tuple[str, str, bool]]:
    """Of all guardians, unsealed."""
    with acting(importing.operator(TENANT)) as actor:
        persons = [row.id for row in people.persons_found(actor, words="Korhonen Sanna")]
        found = people.contact_points_of(actor, persons)
    return sorted(
        (point.kind, point.value, point.is_primary) for one in found.values() for point in one
    )


def rows() -> list[tuple[Any, ...]]:
    with acting(importing.operator(TENANT)), connection.cursor() as cursor:
        cursor.execute("SELECT ctid::text, xmin::text, value FROM people_contactpoint ORDER BY id")
        return list(cursor.fetchall())


def test_email_and_phone_come_in_once_each_and_lie_sealed(tmp_path: Path) -> None:
    report = taken(tmp_path, bundle())
    assert points() == [("email", "sanna@koti.example", True), ("phone", "+358401234567", True)]
    assert report.counts["contact points"].new == 2
    assert not any(b"sanna" in bytes(value) for *_, value in rows())


@pytest.mark.slow
def test_a_second_load_touches_no_contact(tmp_path: Path) -> None:
    taken(tmp_path, bundle())
    before = rows()
    count = taken(tmp_path, bundle()).counts["contact points"]
    assert (count.new, count.changed, count.same, count.ending) == (0, 0, 2, 0)
    assert rows() == before


@pytest.mark.slow
def test_a_new_address_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    taken(tmp_path, bundle())
    count = taken(tmp_path, bundle(email="uusi@koti.example")).counts["contact points"]
    assert (count.new, count.changed, count.ending) == (0, 1, 1)
    assert points() == [("email", "uusi@koti.example", True)]


@pytest.mark.slow
def test_a_file_without_the_columns_says_nothing_about_them(tmp_path: Path) -> None:
    taken(tmp_path, bundle())
    before = rows()
    files = bundle()
    users = writing.text_of("users", files.pop("users"))
    header, *lines = users.splitlines()
    kept = [n for n, name in enumerate(header.split(",")) if name not in REACHED]
    short = "\n".join(",".join(line.split(",")[n] for n in kept) for line in [header, *lines])
    path = writing.package(tmp_path / "short.zip", {**files, "users": []}, users=short)
    import_package(path, Wish(tenant_id=TENANT))
    assert rows() == before


@pytest.mark.slow
def test_what_was_written_by_hand_stays_and_stays_first(tmp_path: Path) -> None:
    taken(tmp_path, bundle(email="koulu@koti.example"))
    with acting(importing.operator(TENANT)) as actor:
        (sanna,) = people.persons_found(actor, words="Korhonen Sanna")
        for kind, value in (("email", "oma@koti.example"), ("phone", "+358401234567")):
            people.add_contact_point(
                actor, sanna.id, kind=people.ContactKind(kind), value=value, is_primary=True
            )
    taken(tmp_path, bundle())
    assert points() == [
        ("email", "oma@koti.example", True),
        ("email", "sanna@koti.example", False),
        ("phone", "+358401234567", True),
    ]


def test_what_nobody_can_be_reached_by_is_told_and_passed_over(tmp_path: Path) -> None:
    report = taken(tmp_path, bundle(email="sanna at koti", phone="soita illalla"))
    told = "\n".join(telling.lines_of(report))
    assert "users.csv, line 4, column email: “xxxxx xx xxxx” was passed over" in told
    assert "users.csv, line 4, column phone: “xxxxx xxxxxxx” was passed over" in told
    assert points() == []


@pytest.mark.slow
def test_a_package_that_empties_the_columns_is_refused_unless_allowed(tmp_path: Path) -> None:
    taken(tmp_path, bundle(learners=12))
    with pytest.raises(Refused, match=r"24 of 24 contact points would end \(100 %\)"):
        taken(tmp_path, bundle(learners=12, email=""))
    assert len(rows()) == 24
    taken(tmp_path, bundle(learners=12, email=""), allow_removals=True)
    assert rows() == []


def test_an_imported_guardian_can_be_invited(tmp_path: Path) -> None:
    identity.a_municipality()
    taken(tmp_path, bundle())
    with acting(importing.operator(TENANT)) as actor:
        (sanna,) = people.persons_found(actor, words="Korhonen Sanna")
        invitation = people.invite_guardian(actor, guardian_id=sanna.id)
    assert isinstance(invitation, UUID)


@pytest.mark.slow
def test_a_birth_date_that_comes_later_ends_the_guardianship_at_eighteen(tmp_path: Path) -> None:
    files = bundle()
    born = files.pop("demographics")
    taken(tmp_path, files)
    report = taken(tmp_path, {**files, "demographics": [{**born[0], "birthDate": "2012-02-29"}]})
    assert report.counts["guardianships"].changed == 1
    with acting(importing.operator(TENANT)), connection.cursor() as cursor:
        cursor.execute("SELECT upper(span) FROM people_guardianship")
        assert cursor.fetchall() == [(datetime.date(2030, 3, 1),)]
