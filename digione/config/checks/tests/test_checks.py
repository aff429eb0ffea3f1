"""Each start-up check passes on the house as it is and fails on a planted fault."""

from __future__ import annotations

import tomllib
from pathlib import Path

import psycopg
import pytest
from django.core.checks import run_checks
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.test.utils import isolate_apps
from django.urls import path

from digione.config.checks import database, routes
from digione.config.checks.models import ROOMS, THIRD_PARTY, misplaced
from digione.config.database.addresses import Addresses
from digione.foundation.tenancy import TenantForeignKey, TenantModel

ROOT = Path(__file__).parents[4]


def test_the_house_stands(db: None) -> None:
    assert run_checks(databases=["default"], include_deployment_checks=False) == []


def test_the_order_of_the_rooms_is_the_import_contracts() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (order,) = (
        c["layers"] for c in contracts["contracts"] if c.get("containers") == ["digione.school"]
    )
    assert tuple(reversed(order)) == ROOMS


def test_third_party_tables_have_their_reasons() -> None:
    assert all(THIRD_PARTY.values())


@isolate_apps("digione.school.people", "digione.school.organisations")
def test_a_reference_upward_is_found() -> None:
    class Badge(TenantModel):
        school = TenantForeignKey("organisations.School")

        class Meta:
            app_label = "organisations"

    class School(TenantModel):
        class Meta:
            app_label = "organisations"

    class Person(TenantModel):
        class Meta:
            app_label = "people"

    class Desk(TenantModel):
        person = TenantForeignKey(Person, models.CASCADE, related_name="desks")

        class Meta:
            app_label = "organisations"

    assert list(misplaced([Badge])) == []
    found = [error.msg for error in misplaced([Desk])]
    assert [text.split(" ", 1)[1] for text in found] == [
        "refers to a higher room.",
        "does not PROTECT what it needs.",
        "opens a way back from the lower room.",
    ]


def test_a_route_without_a_permission_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    found = list(routes.routes([path("koivula/forgotten", forgotten)]))
    assert [(r.pattern, r.permission) for r in found] == [("koivula/forgotten", None)]
    monkeypatch.setattr(routes, "routes", lambda: iter(found))
    (error,) = routes.every_route_names_a_permission()
    assert error.id == "digione.E003"


def test_a_fallen_wall_stops_the_start(database_of_its_own: Addresses) -> None:
    with psycopg.connect(database_of_its_own.owner, autocommit=True) as owner:
        owner.execute("ALTER TABLE people_person DISABLE ROW LEVEL SECURITY")
        owner.execute("CREATE POLICY second ON people_guardianship USING (true)")
        owner.execute("ALTER TABLE audit_event NO FORCE ROW LEVEL SECURITY")
    found = database.every_tenant_table_is_walled(databases=["default"])
    assert [error.msg.split()[0] for error in found] == [
        "audit_event",
        "people_guardianship",
        "people_person",
    ]


def test_a_role_above_the_wall_stops_the_start(database_of_its_own: Addresses) -> None:
    with psycopg.connect(database_of_its_own.admin, autocommit=True) as admin:
        admin.execute("CREATE ROLE bystander")
        admin.execute("GRANT bystander TO app_rw")
        try:
            (error,) = database.the_application_owns_nothing(databases=["default"])
        finally:
            admin.execute("DROP ROLE bystander")
    assert error.id == "digione.E005"
