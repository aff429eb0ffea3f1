"""Each request lives in one transaction, and a municipality's pages in that municipality."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import cast
from uuid import UUID

from django.core.handlers.exception import response_for_exception
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve

from digione.foundation.identity.models import Account
from digione.foundation.identity.rows import TieRow
from digione.foundation.identity.ties import ties_of
from digione.foundation.tenancy import uuid7

from .acting import Origin, acting, coming_from
from .actor import Actor
from .pages import Request, to_sign_in
from .policy import NotYours
from .refusals import refuse

Handler = Callable[[HttpRequest], HttpResponseBase]


class ActorMiddleware:
    """Finds out who asks, and opens the transaction around the whole response.

    ATOMIC_REQUESTS wraps the view alone, and a lazily rendered page comes after it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asking = cast("Request", request)
        origin = Origin(str(uuid7()), str(request.META.get("REMOTE_ADDR", "-")))
        with coming_from(origin), transaction.atomic():
            slug = _municipality(request)
            ties = _ties(request.user) if isinstance(request.user, Account) else ()
            asking.ties = ties
            asking.actors = tuple(_actors(ties, request))
            return self._inside(asking, slug) if slug else self._answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """A view that raises leaves no trace; one that returns commits."""
        transaction.set_rollback(True)

    def _inside(self, request: Request, slug: str) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        for tie in request.ties:
            if tie.slug == slug:
                request.tie = tie
                request.actor = next(a for a in request.actors if a.tenant_id == tie.tenant_id)
                with acting(request.actor, savepoint=False):
                    return self._answer(request)
        for actor in request.actors[:1]:  # the municipality asked for knows nobody to name
            refuse(actor, "identity.municipality:enter")
        return response_for_exception(request, NotYours(slug))

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.streaming and transaction.get_connection().in_atomic_block:
            raise RuntimeError("a streamed response outlives its transaction; make it a job")
        return response


def _municipality(request: HttpRequest) -> str:
    if request.path_info == "/":  # the desk is in none, and the most visited page
        return ""
    try:
        return str(resolve(request.path_info).kwargs.get("municipality", ""))
    except (Resolver404, Http404):
        return ""


def _ties(account: Account) -> tuple[TieRow, ...]:
    return tuple(ties_of(account.id)) if account.ties is None else account.ties


def _actors(ties: Iterable[TieRow], request: HttpRequest) -> Iterable[Actor]:
    """One actor for each person that the account is: roles of one person come together."""

    def whom(tie: TieRow) -> tuple[int, UUID]:
        return tie.tenant_id, tie.person_id

    for (tenant_id, person_id), same in groupby(sorted(ties, key=whom), key=whom):
        roles = frozenset(tie.role for tie in same)
        yield Actor(tenant_id, person_id, roles, account_id=cast("Account", request.user).id)
