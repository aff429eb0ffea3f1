"""Questions written down as SQL answer as tables and policies do, for everybody there is."""

from __future__ import annotations

import datetime
from typing import Final
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Q

from digione.foundation import clock
from digione.foundation.access import Actor, NotYours, Role, acting
from digione.foundation.identity.models import Tenant, Tie
from digione.foundation.identity.ties import ties_of
from digione.foundation.language import LocalizedText
from digione.foundation.tenancy import inside
from digione.school.attendance import models as attendance
from digione.school.attendance import policy as attendance_policy
from digione.school.attendance.queries import classes, following_up, homes
from digione.school.organisations import models as organisations
from digione.school.organisations import policy as organisations_policy
from digione.school.organisations import public as schools_door
from digione.school.people import models as people
from digione.school.people import public as people_door

from .matrix.cast import CAST, KOIVULA
from .matrix.rights import ACTORS
from .matrix.world import TODAY, World

pytestmark = pytest.mark.slow
_DAY: Final = datetime.timedelta(days=1)


def test_the_cast_has_every_role() -> None:
    assert {role for one in CAST.values() for role in one.roles} == set(Role)


@pytest.mark.parametrize("day", [TODAY - 400 * _DAY, TODAY - _DAY, TODAY, TODAY + 400 * _DAY])
def test_the_ties_of_every_account_are_those_of_the_table(world: World, day: datetime.date) -> None:
    slugs = dict(Tenant.objects.values_list("id", "slug"))
    number = 0
    with clock.held(datetime.datetime.combine(day, datetime.time(9), clock.HELSINKI)):
        for account in world.accounts.values():
            ties = Tie.objects.filter(
                Q(ends_on=None) | Q(ends_on__gte=day), account_id=account.id, starts_on__lte=day
            ).exclude(role=Role.OPERATOR)
            kept = ties.values_list("tenant_id", "person_id", "role")
            expected = sorted((slugs[tenant], person, role) for tenant, person, role in kept)
            asked = [(row.slug, row.person_id, str(row.role)) for row in ties_of(account.id)]
            assert sorted(asked) == expected
            number += len(expected)
    assert number > 20


@pytest.mark.parametrize("name", ACTORS)
def test_names_and_schools_are_those_of_the_tables(world: World, name: str) -> None:
    everyone = [key for (key,) in world.things["person"].values()]
    with acting(world.actor(name)) as actor:
        persons = people.Person.objects.filter(id__in=everyone).order_by("sort_key")
        expected = list(persons.values_list("id", "call_name", "family_name", "sort_key"))
        found = people_door.names_of(actor, everyone).values()
        named = [(row.id, row.call_name, row.family_name, row.sort_key) for row in found]
        assert sorted(named) == sorted(expected)
        reached = organisations_policy.POLICY.visible(
            actor, organisations_policy.Permission.VIEW, organisations.School.objects.all()
        )
        shown = {row.school_id for row in schools_door.schools(actor, closed=True)}
        assert shown == set(reached.values_list("id", flat=True))


def test_a_school_that_has_closed_is_shown_when_asked_for(world: World) -> None:
    with acting(world.actor("jari")) as jari:
        closing = organisations.School.objects.filter(id=world.id("school", "koulu"))
        for closed_on, shown in ((TODAY, False), (TODAY + _DAY, True), (None, True)):
            closing.update(closed_on=closed_on)
            open_now = {row.school_id for row in schools_door.schools(jari)}
            assert (world.id("school", "koulu") in open_now) is shown
            assert len(schools_door.schools(jari, closed=True)) == 2


def test_the_classes_of_absence_are_the_newest_in_force(world: World) -> None:
    table = attendance.AbsenceClass.objects
    illness = table.get(code="illness")
    for version, starts_on, ends_on in ((2, TODAY, None), (3, TODAY + _DAY, None)):
        table.create(
            code="illness", version=version, names=LocalizedText(fi=f"Sairaus {version}"),
            authorised=illness.authorised, for_homes=illness.for_homes,
            ordinal=illness.ordinal, valid_from=starts_on, valid_to=ends_on,
        )  # fmt: skip
    table.filter(code="leave").update(valid_to=TODAY - _DAY)
    valid = table.filter(Q(valid_to=None) | Q(valid_to__gte=TODAY), valid_from__lte=TODAY)
    expected = {row.code: str(row.names) for row in valid.order_by("version")}
    found = {row.code: str(row.names) for row in classes.absence_classes()}
    assert found == expected
    assert found["illness"] == "Sairaus 2"
    assert "leave" not in found


@pytest.mark.parametrize("name", ACTORS)
def test_whose_days_a_home_sees_is_what_the_policy_says(world: World, name: str) -> None:
    with acting(world.actor(name)) as actor:
        at_home = actor.acting_as(Role.GUARDIAN, Role.LEARNER)
        statement, values = homes._own(at_home)
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            own = {learner for (learner,) in cursor.fetchall() if learner}
        marks = attendance_policy.POLICY.visible(
            at_home, attendance_policy.Permission.VIEW, attendance.Mark.objects.all()
        )
        reached = set(marks.values_list("learner_id", flat=True))
    with_marks = {key for (key,) in world.things["mark"].values()}
    assert own & with_marks == reached


@pytest.mark.parametrize("name", ACTORS)
def test_whose_board_is_shown_is_what_the_policy_says(world: World, name: str) -> None:
    """A school's board shows a school of whose marks one at least may be followed up."""
    with acting(world.actor(name)) as actor:
        marks = attendance_policy.POLICY.visible(
            actor.acting_as(Role.PRINCIPAL, Role.SECRETARY),
            attendance_policy.Permission.FOLLOW_UP,
            attendance.Mark.objects.all(),
        )
        followed: set[UUID] = set(marks.values_list("lesson__school_id", flat=True))
        for (school_id,) in world.things["school"].values():
            assert _board(actor, school_id) is (school_id in followed)


def _board(actor: Actor, school_id: UUID) -> bool:
    try:
        following_up.board_of(actor, school_id, clock.now())
    except NotYours:
        return False
    return True


def test_a_municipality_of_nobody_has_no_names(world: World) -> None:
    with inside(KOIVULA + 2), acting(world.actor("jari")) as jari:
        assert people_door.names_of(jari, [world.person("elsa")]) == {}
