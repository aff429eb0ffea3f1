"""What a browser is told about every response, and the reader's own settings."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from digione.foundation.ui.csp import ContentSecurityPolicyMiddleware


def answered(response: HttpResponse, **cookies: str) -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        return response

    request = RequestFactory().get("/")
    request.COOKIES.update(cookies)
    made = ContentSecurityPolicyMiddleware(view)(request)
    assert isinstance(made, HttpResponse)
    return made


def test_scripts_come_from_us_alone_and_make_no_markup(reader: Client) -> None:
    policy = reader.get("/ui/guardian").headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert re.fullmatch(r"'self' 'nonce-[\w-]{22}'", rules["script-src"])
    assert rules["style-src"] == "'self'"
    assert rules["img-src"] == "'self' data:"
    assert rules["trusted-types"] == "digione"
    assert rules["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in policy


def test_the_scripts_carry_the_nonce_of_their_own_response(reader: Client) -> None:
    pages = [reader.get("/ui/guardian") for _ in "ab"]
    nonces = [set(re.findall(r'nonce="(.+?)"', page.content.decode())) for page in pages]
    assert nonces[0].isdisjoint(nonces[1])
    for page, (nonce,) in zip(pages, nonces, strict=True):
        assert f"'nonce-{nonce}'" in page.headers["Content-Security-Policy"]


def test_nothing_is_guessed_framed_or_told_to_others() -> None:
    headers = answered(HttpResponse()).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_no_copy_is_kept_of_what_a_signed_in_reader_sees() -> None:
    public = {"Cache-Control": "public, max-age=60"}
    session = {settings.SESSION_COOKIE_NAME: "s"}
    assert answered(HttpResponse()).headers["Cache-Control"] == "no-store"
    assert answered(HttpResponse(headers=public)).headers["Cache-Control"] == "public, max-age=60"
    assert answered(HttpResponse(headers=public), **session).headers["Cache-Control"] == "no-store"


def test_signing_out_clears_the_browser() -> None:
    out = HttpResponse()
    out.delete_cookie(settings.SESSION_COOKIE_NAME)
    assert answered(out).headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in answered(HttpResponse()).headers


def test_light_or_dark_is_remembered(reader: Client) -> None:
    answer = reader.post("/me/theme", {"scheme": "dark", "next": "/ui/guardian"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/ui/guardian")
    assert 'data-color-scheme="dark"' in reader.get("/ui/guardian").content.decode()


def test_the_language_is_remembered(reader: Client) -> None:
    reader.post("/me/language", {"language": "sv", "next": "/"})
    assert '<html lang="sv"' in reader.get("/ui/guardian").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_the_way_back_leads_nowhere_else(reader: Client, elsewhere: str) -> None:
    answer = reader.post("/me/theme", {"scheme": "dark", "next": elsewhere})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize(
    ("address", "fields"),
    [("/me/theme", {"scheme": "pink"}), ("/me/language", {"language": "xx"})],
)
def test_an_unknown_setting_is_not_kept(
    reader: Client, address: str, fields: dict[str, str]
) -> None:
    assert not reader.post(address, fields).cookies
