"""The audit by months: made ahead, walled, never altered, and read few at a time."""

from __future__ import annotations

import datetime
from uuid import UUID

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from digione.config.checks.database import every_tenant_table_is_walled
from digione.config.database import audit, migrating
from digione.config.database.addresses import Addresses
from digione.foundation.access import Role, acting
from digione.foundation.audit import months, reading, recording
from digione.foundation.audit.models import About, Event
from digione.foundation.jobs.housekeeping import watch_months
from digione.foundation.tenancy import inside, uuid7
from digione.school.people.testing import actor_of

_IN = "SELECT DISTINCT tableoid::regclass::text FROM {} ORDER BY 1"
_LATER = datetime.date(2045, 3, 1)


def partitions(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass",
            [table],
        )
        return {name for (name,) in cursor.fetchall()}


def lies_in(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_IN.format(table))
        return [name for (name,) in cursor.fetchall()]


def an_event(event_id: UUID, person_id: UUID) -> None:
    said = {"deed": "read", "what": "people.name", "actor_id": uuid7(), "roles": "teacher"}
    at = months.moment_of(event_id)
    Event.objects.create(
        id=event_id, at=at, purpose="teaching", address="-", request_id="-", **said
    )
    About.objects.create(person_id=person_id, event_id=event_id)


def test_a_moment_and_a_month_are_read_from_an_id() -> None:
    made = uuid7()
    month = months.moment_of(made).date().replace(day=1)
    assert months.lowest_of(month) <= made < months.lowest_of(months.following(month))
    assert list(months.months_from(months.lowest_of(datetime.date(2026, 12, 1)), 2)) == [
        datetime.date(2026, 12, 1),
        datetime.date(2027, 1, 1),
    ]


@pytest.mark.parametrize("table", months.KEYS)
def test_set_up_makes_half_a_year_ahead(tenant: int, table: str) -> None:
    wanted = {months.name_of(table, one) for one in months.months_from(uuid7(), months.AHEAD)}
    assert partitions(table) >= {*wanted, months.rest_of(table)}


def test_what_is_written_lies_in_its_month(tenant: int) -> None:
    teacher = actor_of(uuid7(), Role.TEACHER)
    with acting(teacher):
        recording.saw("people.name", [uuid7()])
    (month,) = months.months_from(uuid7(), 1)
    for table in months.KEYS:
        assert lies_in(table) == [months.name_of(table, month)]


def test_what_has_no_month_yet_is_written_all_the_same(tenant: int) -> None:
    person = uuid7()
    an_event(months.lowest_of(_LATER), person)
    assert lies_in("audit_about") == ["audit_about_rest"]
    assert [deed.what for deed in reading.deeds_about(person)] == ["people.name"]


def test_a_page_of_events_is_read_without_the_months_after_it(tenant: int) -> None:
    person, first = uuid7(), months.lowest_of(months.following(_this_month()))
    an_event(uuid7(), person)
    an_event(first, person)
    plan = _plan(
        "SELECT event_id FROM audit_about WHERE tenant_id = 7 AND person_id = %s"
        " AND event_id < %s ORDER BY event_id DESC LIMIT 51",
        person,
        first,
    )
    read = {name for name in partitions("audit_about") if f" {name} " in plan}
    assert read == {months.name_of("audit_about", _this_month()), "audit_about_rest"}


def _this_month() -> datetime.date:
    return next(months.months_from(uuid7(), 1))


def _plan(question: str, *values: UUID) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        cursor.execute(f"EXPLAIN {question}", values)
        return "\n".join(line for (line,) in cursor.fetchall())


def test_no_partition_is_a_way_around_its_table(tenant: int) -> None:
    for table in months.KEYS:
        for name in partitions(table):
            for statement in (
                "SELECT count(*) FROM {}",
                "DELETE FROM {}",
                "INSERT INTO {} DEFAULT VALUES",
            ):
                with (
                    pytest.raises(ProgrammingError, match="permission denied"),
                    transaction.atomic(),
                    connection.cursor() as cursor,
                ):
                    cursor.execute(statement.format(name))


def test_a_partition_without_its_wall_stops_the_start(database_of_its_own: Addresses) -> None:
    name = months.name_of("audit_event", _this_month())
    assert every_tenant_table_is_walled(databases=["default"]) == []
    with psycopg.connect(database_of_its_own.owner, autocommit=True) as owner:
        owner.execute(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY".encode())
    (error,) = every_tenant_table_is_walled(databases=["default"])
    assert error.msg.startswith(name)


@pytest.mark.slow
def test_a_month_that_lacks_is_told_and_made_with_what_fell_among_the_rest(
    database_of_its_own: Addresses,
) -> None:
    at = database_of_its_own
    lacking = months.following(_this_month())
    with psycopg.connect(at.owner, autocommit=True) as owner:
        for table in reversed(months.KEYS):
            name = months.name_of(table, lacking)
            owner.execute(f"ALTER TABLE {table} DETACH PARTITION {name}".encode())
            owner.execute(f"DROP TABLE {name}".encode())
    person, event = uuid7(), months.lowest_of(lacking)
    with inside(7):
        an_event(event, person)
    with inside(8):
        an_event(UUID(int=event.int + 1), person)
    with psycopg.connect(at.app) as application:
        assert months.name_of("audit_event", lacking) in audit.trouble(application)
    assert watch_months() == 2
    migrating.make_months(at)
    with psycopg.connect(at.app) as application:
        assert audit.trouble(application) == ""
    assert watch_months() == 0
    for tenant in (7, 8):
        with inside(tenant):
            assert lies_in("audit_event") == [months.name_of("audit_event", lacking)]
            assert lies_in("audit_about") == [months.name_of("audit_about", lacking)]
            assert len(reading.deeds_about(person)) == 1
    assert every_tenant_table_is_walled(databases=["default"]) == []
    assert _references(at) == 1


def _references(at: Addresses) -> int:
    with psycopg.connect(at.owner) as owner:
        (number,) = owner.execute(
            "SELECT count(*) FROM pg_constraint WHERE conname = 'audit_about_event_same_tenant'"
            " AND conrelid = 'audit_about'::regclass AND conparentid = 0 AND convalidated"
        ).fetchone() or (0,)
    return int(number)


@pytest.mark.slow
def test_the_migration_keeps_what_was_written_before(database_of_its_own: Addresses) -> None:
    at = database_of_its_own
    migrating.run_as_owner(at, "migrate", "audit", "zero", "--fake")
    with psycopg.connect(at.owner, autocommit=True) as owner:
        for table in reversed(months.KEYS):
            owner.execute(f"DROP TABLE {table} CASCADE".encode())
    migrating.run_as_owner(at, "migrate", "audit", "0002")
    person = uuid7()
    for tenant in (7, 8):
        with inside(tenant):
            an_event(uuid7(), person)
    migrating.run_as_owner(at, "migrate", "audit")
    migrating.make_months(at)
    for tenant in (7, 8):
        with inside(tenant):
            assert len(reading.deeds_about(person)) == 1
            assert lies_in("audit_event") == ["audit_event_until"]
            an_event(uuid7(), person)
            assert len(reading.deeds_about(person)) == 2
    assert every_tenant_table_is_walled(databases=["default"]) == []
    assert _references(at) == 1
