"""The forty lines between the house and its job engine (procrastinate)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, TypeVar
from uuid import UUID

from django.utils import translation
from procrastinate.contrib.django import app

from digione.foundation.access import Actor, Role, acting

T = TypeVar("T")
_LONGEST: Final = 900  # seconds that a job may stay in its municipality


@dataclass(frozen=True, slots=True)
class Job:
    """A function that `defer` sends to the worker; it takes ids and dates as text, never names."""

    name: str
    task: Any

    def defer(self, actor: Actor, **ids: str | int) -> int:
        """Asks for the job within the caller's transaction; returns the job's number."""
        carried = {
            "tenant_id": actor.tenant_id,
            "person_id": str(actor.person_id),
            "account_id": str(actor.account_id) if actor.account_id else "",
            "roles": sorted(actor.roles),
            "name": actor.name,
        }
        language = (translation.get_language() or "fi")[:2]
        number: int = self.task.defer(actor=carried, language=language, ids=ids)
        return number


def job(function: Callable[..., None]) -> Job:
    """`function(actor, **ids)`: done at least once, inside the actor's municipality."""
    name = f"{function.__module__}.{function.__name__}"

    @app.task(name=name, queue="work", retry=3, pass_context=False)
    @wraps(function)
    def run(actor: dict[str, Any], language: str, ids: dict[str, Any]) -> None:
        asked_by = Actor(
            actor["tenant_id"],
            UUID(actor["person_id"]),
            frozenset(Role(role) for role in actor["roles"]),
            account_id=UUID(actor["account_id"]) if actor["account_id"] else None,
            name=actor["name"],
        )
        with translation.override(language), acting(asked_by, life=_LONGEST):
            function(asked_by, **ids)

    return Job(name, run)


def periodic(cron: str) -> Callable[[Callable[[], T]], Callable[[], T]]:
    """National housekeeping by the clock (`cron` as in crontab); enters no municipality itself."""

    def remember(function: Callable[[], T]) -> Callable[[], T]:
        name = f"{function.__module__}.{function.__name__}"

        @app.periodic(cron=cron)
        @app.task(name=name, queue="clock", queueing_lock=name)
        @wraps(function)
        def run(timestamp: int) -> None:
            function()

        return function

    return remember
