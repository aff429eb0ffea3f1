"""The database's own wall: signed context, row security, and the five holes of row security."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from digione.foundation.access.middleware import ActorMiddleware
from digione.foundation.identity.models import Account
from digione.foundation.language import sort_key
from digione.foundation.tenancy import NoTenant, context, current_tenant, inside, uuid7
from digione.school.people.models import ContactPoint, Person

COUNT = "SELECT count(*) FROM people_person"


def person(name: str, **values: object) -> Person:
    names = {"given_names": name, "call_name": name, "family_name": "Korhonen"}
    return Person.objects.create(**names, sort_key=sort_key("Korhonen", name), **values)


@pytest.fixture
def aino(tenant: int) -> Person:
    return person("Aino")


def sql(statement: str, *parameters: UUID) -> list[tuple[object, ...]]:
    """What a careless or injected statement gets, past every manager."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]


@contextmanager
def told(text: str) -> Iterator[None]:
    """A context the application did not sign."""
    with transaction.atomic():
        context.tell_database(text)
        yield
        transaction.set_rollback(True)


# Context


def test_without_a_context_there_is_nothing(db: None) -> None:
    with inside(7):
        person("Aino")
        assert sql(COUNT) == [(1,)]
    assert sql(COUNT) == [(0,)]
    with pytest.raises(NoTenant):
        Person.objects.exists()


def test_a_tenant_neither_sees_nor_changes_anothers_rows(aino: Person) -> None:
    with inside(8):
        assert sql(COUNT) == [(0,)]
        assert sql("UPDATE people_person SET call_name = 'x' WHERE tenant_id = 7") == [(0,)]
        assert sql("DELETE FROM people_person WHERE tenant_id = 7") == [(0,)]
        with pytest.raises(ProgrammingError, match="row-level security"):
            sql(
                "INSERT INTO organisations_schoolyear (tenant_id, id, name, span)"
                " VALUES (7, %s, 'x', '[2026-08-01,2027-08-01)')",
                uuid7(),
            )
    assert sql(COUNT) == [(1,)]


def test_an_inner_context_gives_way_to_the_outer(aino: Person) -> None:
    with inside(8):
        assert (current_tenant(), Person.objects.count()) == (8, 0)
    assert (current_tenant(), Person.objects.count()) == (7, 1)
    with pytest.raises(ZeroDivisionError), inside(8):
        raise ZeroDivisionError
    assert (current_tenant(), sql(COUNT)) == (7, [(1,)])


def forged() -> dict[str, str]:
    good = context.signed(7, "-", "page")
    key, tenant, actor, purpose, expires, signature = good.split("|")
    return {
        "unsigned": "|".join([key, tenant, actor, purpose, expires, ""]),
        "no signature": "|".join([key, tenant, actor, purpose, expires]),
        "only separators": "|||||",
        "too long": f"{good}|x",
        "plain number": "7",
        "altered signature": good[:-1] + ("0" if good[-1] != "0" else "1"),
        "cut signature": good[:-2],
        "another tenant": "|".join([key, "8", actor, purpose, expires, signature]),
        "another actor": "|".join([key, tenant, "root", purpose, expires, signature]),
        "another purpose": "|".join([key, tenant, actor, "job", expires, signature]),
        "longer life": "|".join([key, tenant, actor, purpose, str(int(expires) + 9), signature]),
        "unknown key": "|".join(["2", tenant, actor, purpose, expires, signature]),
        "padded key": "|".join([f"0{key}", tenant, actor, purpose, expires, signature]),
        "a word for a key": "|".join(["one", tenant, actor, purpose, expires, signature]),
        "no key": "|".join(["", tenant, actor, purpose, expires, signature]),
        "expired": context.signed(7, "-", "page", life=-2),
    }


KINDS = [
    "unsigned",
    "no signature",
    "only separators",
    "too long",
    "plain number",
    "altered signature",
    "cut signature",
    "another tenant",
    "another actor",
    "another purpose",
    "longer life",
    "unknown key",
    "padded key",
    "a word for a key",
    "no key",
    "expired",
]


def test_every_forgery_is_tried() -> None:
    assert set(forged()) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_forged_context_is_an_error(aino: Person, kind: str) -> None:
    with (
        told(forged()[kind]),
        pytest.raises(DatabaseError, match=r"context (malformed|signature invalid|expired)"),
    ):
        sql(COUNT)


@pytest.mark.slow
def test_a_context_that_expires_inside_a_transaction_stops_working(aino: Person) -> None:
    with told(context.signed(7, "-", "page", life=1)):
        assert sql(COUNT) == [(1,)]
        with pytest.raises(DatabaseError, match="expired"), transaction.atomic():
            sql("SELECT pg_sleep(2.1)")
            sql(COUNT)


def test_a_context_cannot_carry_a_separator() -> None:
    with pytest.raises(ValueError, match="separator"):
        context.signed(7, "a|b", "page")


def test_no_job_may_ask_for_an_endless_context(db: None) -> None:
    with inside(7, life=10**6):
        (told_context,) = sql("SELECT current_setting('app.ctx')")[0]
        (now,) = sql("SELECT extract(epoch FROM clock_timestamp())::bigint")[0]
    assert int(str(told_context).split("|")[4]) - int(str(now)) <= 900


def test_the_key_is_nobodys_to_read(tenant: int) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        sql("SELECT * FROM wall.signing_key")


def test_functions_of_the_same_name_change_nothing(aino: Person) -> None:
    with transaction.atomic():
        sql("CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'")
        assert sql(COUNT) == [(1,)]
        with told(forged()["unsigned"]), pytest.raises(DatabaseError, match="invalid"):
            sql(COUNT)
        transaction.set_rollback(True)


@pytest.mark.skipif(
    settings.DATABASE_IS_CITUS, reason="SET LOCAL takes no parameter: seen by its own role"
)
def test_other_sessions_do_not_see_the_context(tenant: int) -> None:
    parameters = connection.get_connection_params()
    del parameters["cursor_factory"], parameters["context"]
    with psycopg.connect(**parameters) as other:
        pid = connection.connection.info.backend_pid
        question = "SELECT query FROM pg_stat_activity WHERE pid = %s"
        context.tell_database(context.signed(7, "-", "-"))
        assert other.execute(question, [pid]).fetchone() == (
            "SELECT set_config('app.ctx', $1, true)",
        )


# Requests


def test_a_request_that_fails_leaves_no_trace(db: None) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        Account.objects.create_user("aino@example.org")
        middleware.process_exception(request, ZeroDivisionError())  # as Django does, then a 500
        return HttpResponse(status=500)

    middleware = ActorMiddleware(view)
    assert middleware(_anonymous()).status_code == 500
    assert not Account.objects.exists()


def test_a_stream_is_refused(db: None) -> None:
    with pytest.raises(RuntimeError, match="outlives"):
        ActorMiddleware(lambda _: StreamingHttpResponse())(_anonymous())


def _anonymous() -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = Account()
    return request


def test_another_thread_has_no_tenant(tenant: int) -> None:
    seen: list[str] = []

    def look() -> None:
        try:
            current_tenant()
        except NoTenant:
            seen.append("nothing")

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == ["nothing"]


# The five holes


def test_1_a_foreign_key_cannot_reach_another_tenant(aino: Person) -> None:
    with inside(8), pytest.raises(IntegrityError, match="same_tenant"), transaction.atomic():
        ContactPoint.objects.create(person_id=aino.id, kind="phone", value=b"\x01sealed")


def test_2_errors_do_not_tell_whether_a_foreign_row_exists(aino: Person) -> None:
    def refusal(person_id: UUID) -> str:
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            ContactPoint.objects.create(person_id=person_id, kind="phone", value=b"\x01sealed")
        return str(error.value).replace(str(person_id), "…").split("DETAIL")[0]

    Person.objects.filter(id=aino.id).update(learner_oid="1.2.246.562.98.1")
    with inside(8):
        person("Onni", id=aino.id, learner_oid="1.2.246.562.98.1")  # the same values: no conflict
    with inside(9):
        assert refusal(aino.id) == refusal(uuid7())


AROUND = """
    SELECT relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace
    AND (relkind = 'm' OR relkind = 'v'
         AND NOT coalesce('security_invoker=true' = ANY (reloptions), false))
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
    UNION ALL
    SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
    AND has_function_privilege(oid, 'execute')
    UNION ALL
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    AND pg_get_userbyid(relowner) <> 'schema_owner'
"""


def test_3_nothing_reads_around_the_policies(tenant: int) -> None:
    assert sql(AROUND) == []


def test_4_an_injected_statement_cannot_switch_tenant(aino: Person) -> None:
    with inside(8):
        for attempt in (
            "SET LOCAL row_security = off",
            "SET ROLE schema_owner",
            "SET SESSION AUTHORIZATION schema_owner",
            "ALTER TABLE people_person DISABLE ROW LEVEL SECURITY",
            "SELECT set_config('app.ctx', '1|7|-|-|9999999999|0', true)",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                sql(attempt)
                assert sql(COUNT) != [(0,)]
                raise AssertionError(attempt)


def test_5_truncate_is_not_granted(tenant: int) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        sql("TRUNCATE people_contactpoint")


# Lint of the catalogue

TENANT_TABLES = """
    SELECT c.oid, c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE a.attname = 'tenant_id' AND c.relkind IN ('r', 'p')
    AND c.relnamespace = 'public'::regnamespace
"""


def test_keys_references_and_indexes_are_led_by_the_tenant(tenant: int) -> None:
    indexes = f"""
        SELECT i.indexrelid::regclass::text
        FROM pg_index i JOIN ({TENANT_TABLES}) t ON t.oid = i.indrelid
        WHERE i.indkey[0] <> (SELECT attnum FROM pg_attribute
                              WHERE attrelid = t.oid AND attname = 'tenant_id')
    """
    references = f"""
        SELECT k.conname FROM pg_constraint k JOIN ({TENANT_TABLES}) f ON f.oid = k.conrelid
        JOIN ({TENANT_TABLES}) t ON t.oid = k.confrelid
        WHERE k.contype = 'f' AND NOT (SELECT attnum FROM pg_attribute
            WHERE attrelid = f.oid AND attname = 'tenant_id') = ANY (k.conkey)
    """
    assert sql(indexes) == []
    assert sql(references) == []


def test_the_application_may_do_no_more_than_it_must(tenant: int) -> None:
    beyond = """
        SELECT table_name, privilege_type FROM information_schema.role_table_grants
        WHERE grantee IN ('app_rw', 'PUBLIC') AND table_schema = 'public'
        AND privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    """
    assert sql(beyond) == []
    with pytest.raises(ProgrammingError, match="permission denied"):
        sql("CREATE TABLE mine (id integer)")


def test_the_audit_is_only_ever_added_to(tenant: int) -> None:
    for table in ("audit_event", "audit_about"):
        for statement in (f"UPDATE {table} SET tenant_id = 7", f"DELETE FROM {table}"):
            with pytest.raises(ProgrammingError, match="permission denied"):
                sql(statement)
