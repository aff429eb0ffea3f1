"""Whose a page is: what waits in it is never sent in the name of who signed in afterwards."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

HEADER: Final = "X-Owner"
_SALT: Final = "digione.identity.owning"
_LENGTH: Final = 22


def owner_key(account_id: UUID | None) -> str:
    """A word that stands for the account in its own pages, and tells nobody which one it is."""
    return salted_hmac(_SALT, str(account_id), algorithm="sha256").hexdigest()[:_LENGTH]


def is_anothers(request: HttpRequest, account_id: UUID | None) -> bool:
    """Whether the request comes from a page that was opened by another account."""
    sent = request.headers.get(HEADER)
    return sent is not None and not constant_time_compare(sent, owner_key(account_id))


def not_the_owner() -> HttpResponse:
    """The page keeps what waits, and hides it, until its owner is back."""
    return HttpResponse(status=HTTPStatus.FORBIDDEN, headers={HEADER: "another"})
