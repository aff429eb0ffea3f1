"""Jobs are asked for with the change and carried out in its name."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection, transaction
from django.utils import translation
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from digione.foundation.access import Actor, Role, acting, current_actor
from digione.foundation.jobs.facade import job
from digione.foundation.jobs.housekeeping import retry_stalled
from digione.foundation.tenancy import current_tenant, uuid7

done: list[tuple[int, Actor | None, str, str]] = []


@job
def ring_the_bell(actor: Actor, school: str) -> None:
    done.append((current_tenant(), current_actor(), translation.get_language() or "", school))


@pytest.fixture
def jari() -> Actor:
    done.clear()
    return Actor(7, uuid7(), frozenset({Role.PRINCIPAL}), account_id=uuid7())


def test_a_job_is_carried_out_by_its_asker_in_their_municipality_and_language(
    db: None, jari: Actor
) -> None:
    with translation.override("sv"), acting(jari):
        number = ring_the_bell.defer(jari, school="M")
    waiting = ProcrastinateJob.objects.get(id=number)
    app.tasks[waiting.task_name](**waiting.args)
    assert done == [(7, jari, "sv", "M")]


def test_a_job_of_undone_work_is_never_carried_out(db: None, jari: Actor) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), acting(jari):
        ring_the_bell.defer(jari, school="M")
        raise ZeroDivisionError
    assert not ProcrastinateJob.objects.exists()


def test_a_jobs_row_holds_identifiers_only(db: None, jari: Actor) -> None:
    with acting(jari):
        number = ring_the_bell.defer(jari, school="M")
    assert set(ProcrastinateJob.objects.get(id=number).args["actor"]) == {
        "tenant_id",
        "person_id",
        "account_id",
        "roles",
        "name",
    }


def test_a_job_that_died_with_its_worker_is_taken_up_again(db: None, jari: Actor) -> None:
    with acting(jari):
        number = ring_the_bell.defer(jari, school="M")
    long_ago = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id",
            [long_ago],
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s",
            [worker, number],
        )
    assert retry_stalled() == 1
    assert ProcrastinateJob.objects.get(id=number).status == "todo"
