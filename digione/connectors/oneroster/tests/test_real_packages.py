"""Packages as they really arrive: each comes in as it was meant, or the reasons are exact."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from digione.connectors.oneroster import importing, telling
from digione.connectors.oneroster.importing import Report, Wish, import_package
from digione.foundation.access import acting
from digione.school.enrolment import public as enrolment
from digione.school.organisations import public as organisations

TENANT = 7
FOLDER = Path(__file__).parents[5] / "shared/data/oneroster/csv-moodle"
Take = Callable[[str], Report]


@pytest.fixture
def take(db: None) -> Take:
    if not FOLDER.exists():
        pytest.skip("no packages to read: they lie in ../shared/data/oneroster")

    def taken(name: str) -> Report:
        return import_package(FOLDER / f"{name}.zip", Wish(tenant_id=TENANT))

    return taken


def told(report: Report) -> str:
    return "\n".join(telling.lines_of(report))


def new(report: Report) -> dict[str, int]:
    return {kind: count.new for kind, count in report.counts.items() if count.new}


def test_a_delta_that_calls_itself_1_2(take: Take) -> None:
    report = take("oneroster_test_data")
    assert new(report) == dict.fromkeys(
        ("schools", "terms", "courses", "persons", "groups", "study rights", "memberships"), 1
    )
    assert "users.csv, line 2, column enabledUser: “TRUE” is not a word" in told(report)


def test_a_whole_package_of_1_1(take: Take) -> None:
    report = take("Test_full_data_set")
    assert new(report) == {
        "schools": 1,
        "terms": 2,
        "persons": 6,
        "employments": 2,
        "groups": 1,
        "study rights": 4,
        "memberships": 2,
        "teachers of groups": 1,
        "guardianships": 1,
        "contact points": 15,
    }
    text = told(report)
    for line in (
        "orgs.csv, line 2, column type: A “department” that has classes",
        "academicSessions.csv, line 4, column status: “inactive” is no status",
        "classes.csv, line 2, column courseSourcedId: “crs-222-2023-456-12345” stands neither",
        "enrollments.csv, line 5, column classSourcedId: The class “cls-222-123478” is no more",
        "users.csv, line 3, column agentSourcedIds: No guardianship came of the agent",
        "and 1 more in users.csv, column enabledUser",
    ):
        assert line in text


def test_a_scarce_package_of_1_1(take: Take) -> None:
    report = take("Test_minimal_data_set")
    assert new(report) == {
        "schools": 1,
        "terms": 3,
        "persons": 6,
        "employments": 2,
        "groups": 2,
        "study rights": 4,
        "memberships": 4,
        "teachers of groups": 2,
    }


def test_a_package_with_misspelt_headers_local_days_and_a_wrong_file(take: Take) -> None:
    report = take("v1p2_full_dataset")
    assert new(report)["persons"] == 6
    assert new(report)["guardianships"] == 2
    text = told(report)
    for line in (
        "userprofiles.csv: Read as userProfiles.csv.",
        "users.csv, line 1, column prefferedGivenName: Read as preferredGivenName.",
        "users.csv, line 2, column dateLastModified: “1/05/2023” was read as day, month, year.",
        "roles.csv, line 1, column dataLastModified: Read as dateLastModified.",
        "roles.csv, line 2: There are 9 fields; the header has 11.",
        "roles.csv, line 4, column role: The role “siteAdministrator” gives no right here.",
    ):
        assert line in text
    with acting(importing.operator(TENANT)) as actor:
        (school,) = organisations.schools(actor)
        assert str(school.names) == "History Department"
        assert enrolment.groups_of_school(actor, school.school_id) == []  # of a year long past


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["oneroster_test_data", "Test_full_data_set", "Test_minimal_data_set", "v1p2_full_dataset"],
)
def test_the_second_load_of_each_changes_nothing(take: Take, name: str) -> None:
    take(name)
    report = take(name)
    assert all(c.new == c.changed == c.ending == 0 for c in report.counts.values())
