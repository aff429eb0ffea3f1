"""Answers a repeated change with the first answer, as the Idempotency-Key draft (IETF -07) asks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from digione.foundation import clock
from digione.foundation.access import Actor
from digione.foundation.tenancy import ask, current_tenant

from .models import Receipt

FIELD: Final = "once"
_NOT_PART_OF_THE_REQUEST: Final = {FIELD, "csrfmiddlewaretoken"}
_LONGEST_KEY: Final = 64
_CLAIM: Final = """
INSERT INTO receipts_receipt (tenant_id, actor_id, key, fingerprint, at, location, kind, body)
VALUES (%(tenant)s, %(actor)s, %(key)s, %(fingerprint)s, %(now)s, '', '', '')
ON CONFLICT DO NOTHING RETURNING 1
"""
_KEEP: Final = """
UPDATE receipts_receipt
SET status = %(status)s, location = %(location)s, kind = %(kind)s, body = %(body)s
WHERE tenant_id = %(tenant)s AND actor_id = %(actor)s AND key = %(key)s
"""
_LARGEST_BODY: Final = 65_536  # bytes; a longer answer is not kept, the page is read anew


class ReceiptMiddleware:
    """Stands inside the municipality's transaction: the receipt and the effect live or die as one.

    A second request with the same key waits on the primary key until the first has committed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        actor: Actor | None = getattr(request, "actor", None)
        key = _key_of(request) if actor else ""
        if actor is None or not key:
            return self.get_response(request)
        if len(key) > _LONGEST_KEY:
            return _refusal(request, 400, _("The key of the request is too long."))
        fingerprint = _fingerprint(request)
        if _claim(actor.person_id, key, fingerprint):
            return self._first(request, actor.person_id, key)
        return _again(request, Receipt.objects.get(actor_id=actor.person_id, key=key), fingerprint)

    def _first(self, request: HttpRequest, actor_id: UUID, key: str) -> HttpResponseBase:
        response = self.get_response(request)
        if connection.needs_rollback or not isinstance(response, HttpResponse):
            return response  # the claim is undone with everything else
        if response.status_code >= 400:  # noqa: PLR2004 nothing was done, so the key is free again
            Receipt.objects.filter(actor_id=actor_id, key=key).delete()
        else:
            mine = {"tenant": current_tenant(), "actor": actor_id, "key": key}
            ask(_KEEP, {**mine, **_answer(response)})
        return response


def _key_of(request: HttpRequest) -> str:
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return ""
    return request.headers.get("Idempotency-Key", "") or str(request.POST.get(FIELD, ""))


def _fingerprint(request: HttpRequest) -> bytes:
    """What was asked, so that a key used for something else is noticed."""
    asked = hashlib.sha256(f"{request.method} {request.get_full_path()}".encode())
    if request.content_type == "application/json":
        asked.update(request.body)
    for name, values in sorted(request.POST.lists()):
        if name not in _NOT_PART_OF_THE_REQUEST:
            asked.update(repr((name, values)).encode())
    for name, file in sorted(request.FILES.items()):
        asked.update(repr((name, getattr(file, "name", ""), getattr(file, "size", 0))).encode())
    return asked.digest()


def _claim(actor_id: UUID, key: str, fingerprint: bytes) -> bool:
    """Takes the key if it is free; waits while another request holds it uncommitted."""
    mine = {"tenant": current_tenant(), "actor": actor_id, "key": key}
    return bool(ask(_CLAIM, {**mine, "fingerprint": fingerprint, "now": clock.now()}))


def _answer(response: HttpResponse) -> dict[str, object]:
    body = response.content
    return {
        "status": response.status_code,
        "location": response.headers.get("Location", ""),
        "kind": response.headers.get("Content-Type", ""),
        "body": body if len(body) <= _LARGEST_BODY else b"",
    }


def _again(request: HttpRequest, receipt: Receipt, fingerprint: bytes) -> HttpResponseBase:
    if bytes(receipt.fingerprint) != fingerprint:
        return _refusal(
            request, 422, _("This form was already sent with other content. Open it again.")
        )
    answer = HttpResponse(
        bytes(receipt.body), status=receipt.status, content_type=receipt.kind or None
    )
    if receipt.location:
        answer.headers["Location"] = receipt.location
    answer.headers["Idempotency-Replayed"] = "true"
    return answer


def _refusal(request: HttpRequest, status: int, why: str) -> HttpResponseBase:
    accepts = request.headers.get("Accept", "")
    if "application/json" in (accepts.partition(",")[0], request.content_type):
        return HttpResponse(why, status=status, content_type="text/plain; charset=utf-8")
    return TemplateResponse(request, "ui/refused.html", {"why": why}, status=status).render()
