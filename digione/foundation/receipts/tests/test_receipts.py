"""The same form twice has one effect and one answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from digione.foundation.access import Actor, Role
from digione.foundation.receipts.middleware import ReceiptMiddleware
from digione.foundation.receipts.models import Receipt
from digione.foundation.tenancy import uuid7

Post = Callable[..., HttpResponse]


@pytest.fixture
def effects() -> list[str]:
    return []


@pytest.fixture
def post(tenant: int, effects: list[str]) -> Post:
    sanna = Actor(tenant, uuid7(), frozenset({Role.GUARDIAN}))

    def view(request: HttpRequest) -> HttpResponse:
        if request.POST["day"] == "never":
            return HttpResponse("no such day", status=422)
        effects.append(request.POST["day"])
        return HttpResponseRedirect(f"/done/{len(effects)}")

    def send(day: str, once: str = "key-1", actor: Actor = sanna) -> HttpResponse:
        request = RequestFactory().post("/koivula/absences", {"day": day, "once": once})
        request.actor = actor  # type: ignore[attr-defined]
        request.csp_nonce = "n"  # type: ignore[attr-defined]
        answer = ReceiptMiddleware(view)(request)
        assert isinstance(answer, HttpResponse)
        return answer

    return send


def test_a_form_sent_twice_is_done_once_and_answered_alike(post: Post, effects: list[str]) -> None:
    first, second = post("mon"), post("mon")
    assert effects == ["mon"]
    assert second.headers["Location"] == first.headers["Location"] == "/done/1"
    assert second.headers["Idempotency-Replayed"] == "true"


def test_another_key_is_another_wish(post: Post, effects: list[str]) -> None:
    post("mon")
    post("mon", once="key-2")
    assert effects == ["mon", "mon"]


def test_a_key_used_for_something_else_is_refused(post: Post, effects: list[str]) -> None:
    post("mon")
    assert post("tue").status_code == 422
    assert effects == ["mon"]


def test_a_refused_form_may_be_mended_and_sent_with_the_same_key(
    post: Post, effects: list[str]
) -> None:
    assert post("never").status_code == 422
    post("mon")
    assert effects == ["mon"]


def test_keys_are_ones_own(post: Post, effects: list[str], tenant: int) -> None:
    post("mon")
    post("mon", actor=Actor(tenant, uuid7(), frozenset({Role.GUARDIAN})))
    assert len(effects) == Receipt.objects.count() == 2


def test_a_key_without_end_is_refused(post: Post, effects: list[str]) -> None:
    assert post("mon", once="x" * 100).status_code == 400
    assert effects == []
