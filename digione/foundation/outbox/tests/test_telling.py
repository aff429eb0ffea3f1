"""Facts reach their hearers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import translation

from digione.foundation import clock
from digione.foundation.access import Actor, Role, acting, current_actor
from digione.foundation.outbox import announcing, hearing, telling
from digione.foundation.outbox.models import Envelope
from digione.foundation.tenancy import current_tenant, uuid7

AINO = UUID("00000000-0000-7000-8000-000000000001")


@dataclass(frozen=True, slots=True)
class BellRang:
    name: ClassVar[str] = "test.bell_rang.v1"
    learner_id: UUID
    day: datetime.date


@pytest.fixture
def sanna() -> Actor:
    return Actor(7, uuid7(), frozenset({Role.GUARDIAN}))


@pytest.fixture
def heard() -> Iterator[list[tuple[int, BellRang, str, str]]]:
    told: list[tuple[int, BellRang, str, str]] = []

    @hearing.on(BellRang)
    def write_down(event: BellRang) -> None:
        actor = current_actor()
        assert actor is not None
        told.append((current_tenant(), event, actor.name, translation.get_language() or ""))

    yield told
    hearing.forget(BellRang.name)


def announce(actor: Actor) -> None:
    with acting(actor):
        announcing.announce(BellRang(AINO, datetime.date(2026, 11, 23)))


def test_a_fact_is_told_once_in_its_municipality_and_language(
    db: None, sanna: Actor, heard: list[tuple[int, BellRang, str, str]]
) -> None:
    with translation.override("sv"):
        announce(sanna)
    assert telling.tell_waiting() == 1
    assert telling.tell_waiting() == 0
    assert heard == [(7, BellRang(AINO, datetime.date(2026, 11, 23)), "outbox", "sv")]


def test_a_fact_of_undone_work_is_never_told(
    db: None, sanna: Actor, heard: list[tuple[int, BellRang, str, str]]
) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        announce(sanna)
        raise ZeroDivisionError
    assert telling.tell_waiting() == 0
    assert heard == []


def test_a_failing_hearer_is_tried_again_and_the_others_are_not(
    db: None,
    sanna: Actor,
    heard: list[tuple[int, BellRang, str, str]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    attempts: list[int] = []

    @hearing.on(BellRang)
    def fail_once(event: BellRang) -> None:
        attempts.append(1)
        if len(attempts) == 1:
            raise ConnectionError("the other system sleeps")

    announce(sanna)
    assert telling.tell_waiting() == 1
    assert telling.tell_waiting() == 0
    with clock.held(clock.now() + datetime.timedelta(minutes=1)):
        assert telling.tell_waiting() == 1
    assert (len(heard), len(attempts)) == (1, 2)
    assert Envelope.objects.get().told_at is not None


def test_a_fact_that_nobody_can_hear_is_parked_for_a_person(
    db: None, sanna: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    @hearing.on(BellRang)
    def fail(event: BellRang) -> None:
        raise ConnectionError

    announce(sanna)
    for hours in range(1, 15):
        with clock.held(clock.now() + datetime.timedelta(hours=hours)):
            telling.tell_waiting()
    envelope = Envelope.objects.get()
    assert (envelope.attempts, envelope.told_at) == (10, None)
    assert envelope.parked_at is not None
    hearing.forget(BellRang.name)
