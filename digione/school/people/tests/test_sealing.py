"""Identity codes and contact data lie sealed, stay where they belong, and change their key."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import cycle
from typing import Any, Final
from uuid import UUID

import pytest
from django.conf import settings as configured
from django.db import connection

from digione.foundation.access import Role, acting
from digione.foundation.sealing import (
    BrokenSeal,
    blind_index,
    blind_indexes,
    key_of,
    seal,
    seal_nationally,
    unseal,
    unseal_nationally,
)
from digione.foundation.sealing.rotation import rotate, sealed_columns
from digione.foundation.tenancy import inside, uuid7
from digione.school.people import models, testing
from digione.school.people import public as people

OLD: Final = b"1" * 32
NEW: Final = b"2" * 32
CODE: Final = "010516A903X"
CANARY: Final = "Kätkötie 17 B 3"


@pytest.fixture
def old_key(settings: Any) -> Any:
    settings.SEALING_KEYS = {1: OLD}
    return settings


def test_a_value_moved_to_another_person_field_or_municipality_is_refused(tenant: int) -> None:
    sanna, mikko = uuid7(), uuid7()
    sealed = seal(CANARY, about=sanna, field="home")
    assert unseal(sealed, about=sanna, field="home") == CANARY
    for about, field in ((mikko, "home"), (sanna, "phone")):
        with pytest.raises(BrokenSeal):
            unseal(sealed, about=about, field=field)
    with inside(tenant + 1), pytest.raises(BrokenSeal):
        unseal(sealed, about=sanna, field="home")


def test_a_value_swapped_in_the_table_is_refused_when_read(tenant: int) -> None:
    family = testing.a_family()
    for person_id, phone in ((family.sanna, "0401111111"), (family.mikko, "0402222222")):
        testing.a_contact_point(person_id, "phone", phone)
    swapped = models.ContactPoint.objects.get(person_id=family.mikko).value
    models.ContactPoint.objects.filter(person_id=family.sanna).update(value=swapped)
    with acting(testing.actor_of(family.sanna, Role.GUARDIAN)) as sanna, pytest.raises(BrokenSeal):
        people.contact_points_of(sanna, [family.sanna])


@pytest.mark.parametrize("at", [0, 1, 13, -1])
def test_one_changed_byte_is_noticed(tenant: int, at: int) -> None:
    sanna = uuid7()
    sealed = bytearray(seal(CANARY, about=sanna, field="home"))
    sealed[at] ^= 0xFF
    for broken in (bytes(sealed), b"", b"\x01", bytes(13)):
        with pytest.raises(BrokenSeal):
            unseal(broken, about=sanna, field="home")


def test_a_secret_of_an_account_is_no_municipalitys(tenant: int) -> None:
    sealed = seal_nationally("JBSWY3DP", field="mfa.secret")
    assert unseal_nationally(sealed, field="mfa.secret") == "JBSWY3DP"
    with pytest.raises(BrokenSeal):
        unseal_nationally(sealed, field="other")


def test_the_bytes_of_the_tables_hold_no_clear_text(tenant: int) -> None:
    with acting(testing.an_administrator()) as office:
        lilja = testing.a_person("Lilja", "Salo")
        people.give_identity_code(office, lilja, code=CODE, version=1)
        people.add_contact_point(office, lilja, kind=models.ContactKind.HOME, value=CANARY)
    with connection.cursor() as cursor:
        for table in ("people_person", "people_contactpoint", "audit_event", "outbox_envelope"):
            cursor.execute(f"SELECT t::text, encode(t::text::bytea, 'hex') FROM {table} t")
            raw = str(cursor.fetchall())
            for canary in (CODE, CANARY, CODE.encode().hex(), CANARY.encode().hex()):
                assert canary not in raw


def test_the_same_text_never_looks_the_same_and_is_found_by_its_index(tenant: int) -> None:
    sanna = uuid7()
    first, second = (seal(CODE, about=sanna, field="identity_code") for _ in range(2))
    assert first != second
    found = blind_index(CODE, field="identity_code")
    assert found == blind_index(CODE, field="identity_code")
    with inside(tenant + 1):
        assert found != blind_index(CODE, field="identity_code")


def many(count: int) -> Iterator[tuple[UUID, str]]:
    persons = [models.Person(given_names="N", call_name="N", family_name="N") for _ in range(count)]
    models.Person.objects.bulk_create(persons)
    points = []
    for number, person in enumerate(persons):
        phone = f"040{number:07}"
        sealed = seal(phone, about=person.id, field="phone")
        points.append(models.ContactPoint(person=person, kind="phone", value=sealed))
        yield person.id, phone
    models.ContactPoint.objects.bulk_create(points)


def keys_in_use() -> set[int]:
    points = models.ContactPoint.objects.values_list("value", flat=True)
    codes = models.Person.objects.exclude(identity_code=None)
    return {key_of(v or b"") for v in [*points, *codes.values_list("identity_code", flat=True)]}


def test_a_rotation_that_was_interrupted_goes_on_and_ends(db: None, old_key: Any) -> None:
    with inside(7), acting(testing.an_administrator()) as office:
        phones = dict(many(120))
        lilja = testing.a_person("Lilja")
        people.give_identity_code(office, lilja, code=CODE, version=1)
    old_key.SEALING_KEYS = {1: OLD, 2: NEW}
    begun = rotate(7, batch=50)
    assert next(begun) in {1, 50}
    begun.close()
    with inside(7):
        assert keys_in_use() == {1, 2}
    assert sum(rotate(7, batch=50)) > 0
    assert sum(rotate(7, batch=50)) == 0
    old_key.SEALING_KEYS = {2: NEW}
    with inside(7):
        assert keys_in_use() == {2}
        with acting(office):
            assert people.identity_code_of(office, lilja) == CODE
            read = people.contact_points_of(office, phones)
        assert {person_id: rows[0].value for person_id, rows in read.items()} == phones


def test_a_code_is_found_before_while_and_after_its_key_changes(db: None, old_key: Any) -> None:
    with inside(7), acting(testing.an_administrator()) as office:
        people.give_identity_code(office, testing.a_person("Lilja"), code=CODE, version=1)
    for keys in ({1: OLD}, {1: OLD, 2: NEW}, {2: NEW}):
        if 1 not in keys:
            old_key.SEALING_KEYS = {1: OLD, 2: NEW}
            sum(rotate(7))
        old_key.SEALING_KEYS = keys
        with inside(7):
            known = blind_indexes(CODE, field="identity_code")
            assert models.Person.objects.filter(identity_index__in=known).count() == 1


@pytest.mark.slow
def test_no_read_fails_while_the_key_changes(database_of_its_own: Any, old_key: Any) -> None:
    """Another connection reads all the while; every value is right every time."""
    with inside(7):
        phones = dict(many(400))
    old_key.SEALING_KEYS = {1: OLD, 2: NEW}
    done, failures, reads = threading.Event(), [], [0]

    def keep_reading() -> None:
        for person_id in cycle(list(phones)):
            with inside(7):
                value = models.ContactPoint.objects.get(person_id=person_id).value
                if unseal(value or b"", about=person_id, field="phone") != phones[person_id]:
                    failures.append(person_id)
            reads[0] += 1
            if done.is_set():
                break
        connection.close()

    reader = threading.Thread(target=keep_reading)
    reader.start()
    sealed = sum(rotate(7, batch=20))
    done.set()
    reader.join()
    assert (sealed, failures) == (400, [])
    assert reads[0] > 0


def test_the_rotation_knows_every_sealed_column() -> None:
    assert {str(column) for column in sealed_columns()} == {
        "people.Person.identity_code",
        "people.ContactPoint.value",
    }
    assert configured.SEALING_KEYS
