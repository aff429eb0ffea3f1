"""The suite's own footing: whose connection it is, and what a copy holds."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from digione.config.database import walling
from digione.config.database.addresses import Addresses


def _ask(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        (answer,) = cursor.fetchone()
    return answer


def test_the_suite_runs_as_the_application(db: None) -> None:
    assert _ask("SELECT current_user::text") == "app_rw"


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE t ()", "TRUNCATE django_migrations", "SELECT * FROM wall.signing_key"],
)
def test_the_application_may_not(db: None, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        _ask(statement)


def test_a_copy_holds_the_tables(db: None) -> None:
    assert _ask("SELECT to_regclass('django_migrations') IS NOT NULL") is True


def test_a_test_that_commits_has_a_database_of_its_own(database_of_its_own: Addresses) -> None:
    assert str(_ask("SELECT current_database()")).endswith("_fresh")


def test_building_the_wall_again_changes_nothing(
    test_server: Addresses, database_template: str
) -> None:
    at = test_server.of("postgres")
    walling.build(test_server.of("walled_twice"))
    assert walling.build(test_server.of("walled_twice")) is False
    with psycopg.connect(at.admin, autocommit=True) as server:
        server.execute("DROP DATABASE walled_twice")


def test_without_an_administrator_the_sql_is_printed(test_server: Addresses) -> None:
    at = Addresses(app=test_server.app, owner="", admin="")
    with pytest.raises(walling.NeedsAdministrator, match="CREATE SCHEMA wall") as refusal:
        walling.build(at)
    assert "INSERT INTO wall.signing_key" not in str(refusal.value)
