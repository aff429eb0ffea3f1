"""Pages and their parts: fragments, languages, nothing inline."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import jinja2
import pytest
from django.template import TemplateDoesNotExist, engines
from django.template.loader import get_template, render_to_string
from django.test import Client

from digione.foundation.ui import bundle
from digione.foundation.ui.components import Components, components
from digione.foundation.ui.sample import COMPOSITIONS
from digione.foundation.ui.showing import showing

from . import doors

TEMPLATES = bundle.HERE / "templates"
FILES = sorted(TEMPLATES.rglob("*.*"))
PAGES = ["", *COMPOSITIONS]
HEADINGS = {"fi": "Huomenta, Sanna", "sv": "God morgon, Sanna", "en": "Good morning, Sanna"}


def jinja() -> jinja2.Environment:
    made: jinja2.Environment = engines.all()[0].env  # type: ignore[attr-defined]
    return made


def ui() -> Components:
    return components(jinja())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_is_sound_and_holds_nothing_inline(path: Path) -> None:
    get_template(str(path.relative_to(TEMPLATES)))
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", source)
    assert not re.search(r"hx-on|hx-trigger=\"[^\"]*\[|hx-vals=\"js:", source)
    for script in re.findall(r"<script[^>]*>", source):
        assert "src=" in script or 'type="application/json"' in script
    assert not re.search(r"{%-? *(import|from) ", source), "components are reached as ui.…"


@pytest.mark.parametrize("name", PAGES)
def test_what_is_rendered_holds_nothing_inline_either(reader: Client, name: str) -> None:
    html = reader.get(f"/ui/{name}").content.decode()
    assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", html)
    assert all("src=" in tag or "json" in tag for tag in re.findall(r"<script[^>]*>", html))


@pytest.mark.parametrize("language", HEADINGS)
def test_a_page_speaks_the_readers_language(reader: Client, language: str) -> None:
    html = reader.get("/ui/guardian", headers={"Accept-Language": language}).content.decode()
    assert f'<html lang="{language}" dir="ltr"' in html
    assert HEADINGS[language] in html


def test_a_fragment_comes_from_the_pages_own_file() -> None:
    html = render_to_string("ui/gallery/report.html#sheet")
    assert "data-sheet-content" in html
    assert "<html" not in html


def test_an_unknown_fragment_is_an_error() -> None:
    with pytest.raises(TemplateDoesNotExist):
        get_template("ui/gallery/report.html#nothing")


def test_an_unknown_component_is_an_error() -> None:
    with pytest.raises(AttributeError, match=r"ui\.sparkle"):
        ui().sparkle  # noqa: B018  # the look-up itself is what is tried


def test_names_are_text_and_never_markup() -> None:
    html = ui().register_row("l1", "<script>alert(1)</script>")
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_further_keywords_become_attributes() -> None:
    html = str(ui().button("Go", hx_get='/a?"b"', hidden=True, data_none=None))
    assert 'hx-get="/a?&#34;b&#34;"' in html
    assert " hidden>" in html
    assert "data-none" not in html


def test_a_form_brings_its_token_and_a_key_of_its_own() -> None:
    with showing(token="t0ken"):
        made = [str(ui().post("Ill", "/explain", {"reason": "ill"})) for _ in "ab"]
    keys = [re.findall(r'name="once" value="([^"]+)"', html) for html in made]
    assert all('name="csrfmiddlewaretoken" value="t0ken"' in html for html in made)
    assert keys[0] != keys[1]
    assert all(len(key) == 1 and len(key[0]) == 36 for key in keys)


def test_a_refused_field_is_tied_to_its_error(reader: Client) -> None:
    html = reader.get("/ui/").content.decode()
    assert 'href="#bad_day"' in html
    assert re.search(r'id="bad_day"[^>]*aria-invalid="true"', html.replace("\n", " ")) or (
        re.search(r'aria-invalid="true"[^>]*id="bad_day"', html.replace("\n", " "))
    )
    assert 'id="bad_day_error"' in html


def test_the_gallery_stays_away_from_production(reader: Client, settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    assert reader.get("/ui/").status_code == 404
    assert reader.get("/ui/guardian").status_code == 404


def test_every_page_of_allauth_that_can_be_reached_is_ours() -> None:
    """A missing page is a 500, a missing message is silent: all of both stand here."""
    spec = find_spec("allauth")
    assert spec
    assert spec.origin
    theirs = Path(spec.origin).parent / "templates"
    not_used = re.compile(
        r"/base_|/base\.html|phone|/snippets/|signup\.html|signup_by|signup_form|email\.html|email_change\.html"
        r"|_code\.html|request_login|verified_email|trust\.html|base_(message|notification)"
    )
    wanted = {
        str(path.relative_to(theirs))
        for room in ("account", "mfa", "usersessions")
        for path in (theirs / room).rglob("*.*")
        if not not_used.search("/" + str(path.relative_to(theirs)))
    }
    here = {str(path.relative_to(TEMPLATES)) for path in FILES}
    assert not wanted - here
    assert len(wanted) > 50


def test_a_letter_is_plain_text() -> None:
    text = render_to_string("account/email/unknown_account_message.txt", {"email": "o'hara@x.fi"})
    assert "o'hara@x.fi" in text


@pytest.mark.parametrize("name", doors.PAGES)
@pytest.mark.parametrize("state", ["", "?refused"])
def test_a_page_of_the_door_is_whole(reader: Client, name: str, state: str) -> None:
    html = reader.get(f"/doors/{name}{state}", headers={"Accept-Language": "fi"}).content.decode()
    assert "<main" in html
    assert html.count("<h1") == 1
    assert html.rstrip().endswith("</html>")
