"""Loading the world: once is enough, a changed row is mended, another world replaces it."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from digione.config.demo.building import build
from digione.config.demo.emptying import empty, tables
from digione.config.demo.loading import is_loaded, load, size_of, stamp
from digione.config.demo.people import PEOPLE
from digione.config.demo.rows import World
from digione.foundation.access import Actor, Role, acting, operator
from digione.foundation.clock import HELSINKI
from digione.foundation.identity.models import Account, Tie
from digione.school.people import public as people
from digione.school.people.testing import broken_rules

MOMENT = datetime.datetime(2026, 11, 23, 9, 20, tzinfo=HELSINKI)
MARK = "demo village 2026-11-23"
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def world() -> World:
    return build("village", MOMENT)


def _counts() -> dict[str, int]:
    counts = {}
    for tenant in (901, 902):
        with acting(operator(tenant, "operator:demo")):
            for model in tables():
                counts[f"{tenant} {model._meta.label}"] = model._default_manager.count()
    return counts


def _audited() -> int:
    with acting(operator(901, "operator:demo")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_event WHERE deed = 'write'")
        return int(cursor.fetchone()[0])


def test_a_second_loading_changes_nothing(world: World) -> None:
    assert sum(loaded.rows for loaded in load(world, MARK)) == size_of(world)
    counts, audited = _counts(), _audited()
    for _ in load(world, MARK):
        pass
    assert _counts() == counts
    assert _audited() - audited <= 2  # the schools' source, there and back


def test_it_is_known_when_the_world_is_whole(world: World) -> None:
    assert not is_loaded(MARK)
    for _ in load(world, MARK):
        assert not is_loaded(MARK)
    assert is_loaded(MARK)
    assert stamp("village", MOMENT.date()) != stamp("town", MOMENT.date())


def test_another_world_takes_the_place_of_the_first(world: World) -> None:
    for _ in load(world, MARK):
        pass
    accounts = Account.objects.count()
    list(empty(world))
    assert set(_counts().values()) == {0}
    assert not Tie.objects.exists()
    assert Account.objects.count() == accounts  # they stay signed in
    list(empty(World(world.rows)))
    assert not Account.objects.exists()


def test_named_people_are_tied_to_their_accounts(world: World) -> None:
    for _ in load(world, MARK):
        pass
    sanna = PEOPLE["sanna-korhonen"]
    ties = Tie.objects.filter(account_id=sanna.account_id)
    assert set(ties.values_list("tenant__slug", "role")) == {
        ("koivula", "guardian"),
        ("havsnas", "guardian"),
    }
    assert not Account.objects.get(id=sanna.account_id).has_usable_password()


def test_only_the_operator_may_load(world: World) -> None:
    teacher = Actor(901, PEOPLE["minna-lahtinen"].person_id(), frozenset({Role.TEACHER}))
    with acting(teacher), pytest.raises(PermissionDenied):
        people.load_persons(teacher, world.rows["koivula"].persons)


def test_what_is_loaded_obeys_the_rules_of_the_room(world: World) -> None:
    for _ in load(world, MARK):
        pass
    for tenant in (901, 902):
        with acting(operator(tenant, "operator:demo")):
            assert broken_rules() == []
