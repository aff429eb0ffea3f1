"""A package comes in whole, the second time changes nothing, and a third only what differs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from digione.connectors.oneroster import importing, telling
from digione.connectors.oneroster.findings import Refused
from digione.connectors.oneroster.importing import Report, Wish, import_package
from digione.foundation import clock
from digione.foundation.access import Actor, Role, acting
from digione.foundation.audit.reading import deeds_about
from digione.foundation.identity import testing as identity
from digione.foundation.identity.ties import ties_of
from digione.foundation.outbox.models import Envelope
from digione.school.curriculum import public as curriculum
from digione.school.enrolment import public as enrolment
from digione.school.organisations import public as organisations
from digione.school.organisations import testing as schools
from digione.school.people import testing as people
from digione.school.people.public import tie_person

from . import writing

pytestmark = pytest.mark.slow
TENANT = 7
MONDAY = datetime.datetime(2026, 11, 23, 9, tzinfo=clock.HELSINKI)
TABLES = (
    "organisations_school",
    "organisations_schoolyear",
    "organisations_term",
    "curriculum_subject",
    "curriculum_course",
    "people_person",
    "people_employment",
    "people_guardianship",
    "enrolment_group",
    "enrolment_studyright",
    "enrolment_studyperiod",
    "enrolment_membership",
    "enrolment_groupteacher",
)


@pytest.fixture(autouse=True)
def on_monday(db: None) -> Iterator[None]:
    with clock.held(MONDAY):
        yield


def rows_of(*tables: str) -> list[tuple[Any, ...]]:
    """Every row with the number of the transaction that wrote it."""
    statement = " UNION ALL ".join(
        f"SELECT '{t}', ctid::text, xmin::text FROM {t}" for t in tables or TABLES
    )
    with acting(importing.operator(TENANT)), connection.cursor() as cursor:
        cursor.execute(f"{statement} ORDER BY 1, 2")
        return list(cursor.fetchall())


def spans(table: str) -> list[Any]:
    with acting(importing.operator(TENANT)), connection.cursor() as cursor:
        cursor.execute(f"SELECT span FROM {table} ORDER BY source_id")
        return [span for (span,) in cursor.fetchall()]


def taken(tmp_path: Path, files: Any, *, mode: str = "bulk", **wish: Any) -> Report:
    path = writing.package(tmp_path / "package.zip", files, mode=mode)
    return import_package(path, Wish(tenant_id=TENANT, **wish))


def person_called(call_name: str) -> Any:
    with acting(importing.operator(TENANT)), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM people_person WHERE call_name = %s", [call_name])
        return cursor.fetchall()[0][0]


def test_everybody_comes_to_their_place(tmp_path: Path) -> None:
    report = taken(tmp_path, writing.bundle(learners=3))
    assert {kind: count.new for kind, count in report.counts.items()} == {
        "schools": 1,
        "terms": 1,
        "courses": 1,
        "persons": 7,
        "employments": 1,
        "groups": 1,
        "study rights": 3,
        "memberships": 3,
        "teachers of groups": 1,
        "guardianships": 3,
        "contact points": 0,
    }
    assert not report.findings.deviations
    with acting(importing.operator(TENANT)) as actor:
        (school,) = organisations.schools(actor)
        assert (str(school.names), school.code) == ("Männikön koulu", "01234")
        assert organisations.is_school_day(school.school_id, MONDAY.date())
        assert [c.code for c in curriculum.courses(actor)] == ["MA7"]
        (group,) = enrolment.groups_of_school(actor, school.school_id)
        assert (group.name, group.kind, group.grade, group.members) == ("70", "class", 7, 3)
        page = enrolment.group_page(actor, group.group_id)
    assert [(t.name, t.duty) for t in page.teachers] == [("Minna Lahtinen", "homeroom")]


def test_a_guardian_from_a_package_sees_the_child_and_the_deed_is_audited(tmp_path: Path) -> None:
    taken(tmp_path, writing.bundle(learners=1))
    sanna = Actor(TENANT, person_called("Sanna"), frozenset({Role.GUARDIAN}))
    with acting(sanna):
        (aino,) = enrolment.learners_of_guardian(sanna)
        assert (aino.call_name, aino.class_name, aino.state) == ("Aino", "70", "lasna")
        whats = {deed.what: deed.actor_name for deed in deeds_about(aino.learner_id)}
    assert whats["oneroster.package"] == "operator:oneroster"


def test_whose_work_ends_by_a_package_loses_the_role_at_once(tmp_path: Path) -> None:
    identity.a_municipality()
    taken(tmp_path, writing.bundle())
    minna = person_called("Minna")
    account = identity.an_account("minna@example.fi")
    identity.tied(account, minna, Role.TEACHER)
    files = writing.bundle()
    gone = {"users": [{**files["users"][0], "status": "tobedeleted"}]}
    assert [tie.role for tie in ties_of(account.id)] == [Role.TEACHER]
    taken(tmp_path, gone, mode="delta")
    assert ties_of(account.id) == []


def test_guardianship_from_a_package_ends_at_eighteen(tmp_path: Path) -> None:
    files = writing.bundle(learners=2)
    files["demographics"][1] = {**files["demographics"][1], "birthDate": "2005-01-01"}
    report = taken(tmp_path, files)
    assert report.counts["guardianships"].new == 1
    with acting(importing.operator(TENANT)), connection.cursor() as cursor:
        cursor.execute("SELECT upper(span) FROM people_guardianship")
        assert cursor.fetchall() == [(datetime.date(2031, 5, 14),)]


def test_the_second_load_writes_no_row(tmp_path: Path) -> None:
    files = writing.bundle(learners=5, classes=2)
    taken(tmp_path, files)
    before = rows_of()
    report = taken(tmp_path, files)
    assert rows_of() == before
    assert all(c.new == c.changed == c.ending == 0 for c in report.counts.values())
    assert report.counts["persons"].same == 12


def test_a_dry_run_tells_the_same_and_leaves_nothing(tmp_path: Path) -> None:
    files = writing.bundle()
    report = taken(tmp_path, files, dry_run=True)
    assert rows_of() == []
    done = taken(tmp_path, files)
    assert done.counts == report.counts
    assert list(telling.lines_of(done)) == list(telling.lines_of(report))


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    files = writing.bundle(learners=3)
    taken(tmp_path, files)
    before = rows_of("people_guardianship", "enrolment_membership")
    files["users"][1] = {**files["users"][1], "familyName": "Virtanen"}
    report = taken(tmp_path, files)
    assert report.counts["persons"].changed == 1
    assert sum(c.changed for c in report.counts.values()) == 1
    assert rows_of("people_guardianship", "enrolment_membership") == before


def test_in_bulk_whoever_is_missing_leaves_and_in_a_delta_stays(tmp_path: Path) -> None:
    files = writing.bundle(learners=3)
    taken(tmp_path, files)
    fewer = writing.bundle(learners=2)
    report = taken(tmp_path, fewer, mode="delta")
    assert all(c.ending == 0 for c in report.counts.values())
    report = taken(tmp_path, fewer)
    ended = {kind: c.ending for kind, c in report.counts.items() if c.ending}
    assert ended == {"study rights": 1, "memberships": 1}
    uppers = {span.upper for span in spans("enrolment_membership")}
    assert MONDAY.date() in uppers
    again = taken(tmp_path, fewer)
    assert all(c.ending == 0 for c in again.counts.values())


def test_a_delta_ends_whom_it_marks(tmp_path: Path) -> None:
    files = writing.bundle(learners=2)
    taken(tmp_path, files)
    gone = {"users": [{**files["users"][1], "status": "tobedeleted"}]}
    report = taken(tmp_path, gone, mode="delta")
    ended = {kind: c.ending for kind, c in report.counts.items() if c.ending}
    assert ended == {"study rights": 1, "memberships": 1}


def test_a_package_that_ends_a_fifth_is_refused_unless_allowed(tmp_path: Path) -> None:
    taken(tmp_path, writing.bundle(learners=40))
    before = rows_of()
    with pytest.raises(Refused, match=r"20 of 40 memberships would end \(50 %\)"):
        taken(tmp_path, writing.bundle(learners=20))
    assert rows_of() == before
    report = taken(tmp_path, writing.bundle(learners=20), allow_removals=True)
    assert report.counts["memberships"].ending == 20


def test_a_school_is_found_by_code_or_name_and_keeps_its_own_facts(tmp_path: Path) -> None:
    with acting(importing.operator(TENANT)):
        by_code = schools.school("Männikön yhtenäiskoulu", code="01234")
    report = taken(tmp_path, writing.bundle())
    assert (report.counts["schools"].new, report.counts["schools"].changed) == (0, 1)
    with acting(importing.operator(TENANT)) as actor:
        (school,) = organisations.schools(actor)
    assert (school.school_id, str(school.names)) == (by_code, "Männikön yhtenäiskoulu")


def test_a_package_of_one_school_goes_into_the_school_that_is_named(tmp_path: Path) -> None:
    with acting(importing.operator(TENANT)):
        wanted = schools.school("Koivulan koulu")
    taken(tmp_path, writing.bundle(), school="koivulan koulu")
    with acting(importing.operator(TENANT)) as actor:
        (row,) = organisations.schools(actor)
        assert row.school_id == wanted
        assert len(enrolment.groups_of_school(actor, wanted)) == 1
    with pytest.raises(Refused, match="0 schools here are called"):
        taken(tmp_path, writing.bundle(), school="Ei ole")


def test_places_with_days_of_their_own_keep_them(tmp_path: Path) -> None:
    files = writing.bundle(learners=1)
    days = {"beginDate": "2026-09-01", "endDate": "2026-09-30"}
    files["enrollments"][1] = {**files["enrollments"][1], **days}
    taken(tmp_path, files)
    (span,) = spans("enrolment_membership")
    assert (span.lower, span.upper) == (datetime.date(2026, 9, 1), datetime.date(2026, 10, 1))


def test_two_classes_of_one_name_both_come_in(tmp_path: Path) -> None:
    files = writing.bundle(learners=2, classes=2)
    files["classes"] = [{**row, "title": "7A"} for row in files["classes"]]
    report = taken(tmp_path, files)
    assert report.counts["groups"].new == 2
    before = rows_of("enrolment_group")
    taken(tmp_path, files)
    assert rows_of("enrolment_group") == before


def test_what_comes_from_a_package_obeys_the_rules_of_the_room(tmp_path: Path) -> None:
    identity.a_municipality()
    files = writing.bundle(learners=4, classes=2)
    files["demographics"][1] = {**files["demographics"][1], "birthDate": "2005-01-01"}
    files["demographics"][2] = {**files["demographics"][2], "birthDate": "2009-02-28"}
    taken(tmp_path, files)
    sanna = identity.an_account("sanna@example.fi")
    with acting(importing.operator(TENANT)) as actor:
        tie_person(actor, person_called("Sanna"), account_id=sanna.id)
    files["demographics"][0] = {**files["demographics"][0], "birthDate": "2014-05-15"}
    taken(tmp_path, files)
    with acting(importing.operator(TENANT)):
        assert people.broken_rules() == []


def test_rules_that_are_broken_are_noticed(tmp_path: Path) -> None:
    """The control of the test before: spans and rights that no action would write."""
    taken(tmp_path, writing.bundle(learners=1))
    with acting(importing.operator(TENANT)), connection.cursor() as cursor:
        cursor.execute("UPDATE people_guardianship SET span = '[2026-08-01,)'")
        assert len(people.broken_rules()) == 1
        cursor.execute("UPDATE people_guardianship SET kind = 'joint', may_know = false")
        assert len(people.broken_rules()) == 1


def test_a_package_announces_one_fact_a_kind_and_the_second_time_nothing(tmp_path: Path) -> None:
    taken(tmp_path, writing.bundle(learners=30))
    facts = {one.facts["kind"]: one.facts for one in told()}
    assert facts["memberships"] == {"kind": "memberships", "new": 30, "changed": 0, "ended": 0}
    assert set(facts) >= {"persons", "guardianships", "groups", "study rights"}
    number = len(told())
    taken(tmp_path, writing.bundle(learners=30))
    assert len(told()) == number


def test_a_dry_run_announces_nothing(tmp_path: Path) -> None:
    taken(tmp_path, writing.bundle(), dry_run=True)
    assert told() == []


def told() -> list[Envelope]:
    return list(Envelope.objects.filter(name="oneroster.rows_imported.v1"))
