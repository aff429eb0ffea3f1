"""Ways in: a second factor for staff, passkeys, invitations; language and colours that stay."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import struct
import time
from email import message_from_string, policy
from typing import Final

from playwright.sync_api import Page, expect

from digione.config.demo.people import PEOPLE

from .conftest import Window
from .product import Product
from .reader import DESK, PHONE, Reader

_PHRASE: Final = "four quiet reindeer walk"
_STEP: Final = 30  # seconds that a code lives


def code_of(secret: str, at: float) -> str:
    """What an authenticator app shows (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(at // _STEP)), hashlib.sha1).digest()
    start = digest[-1] & 0xF
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def link_of(letter: str) -> str:
    text = message_from_string(letter, policy=policy.default).get_content()
    found = re.search(r"https?://\S+", str(text))
    assert found, text
    return found.group()


def appointed(product: Product, email: str) -> str:
    """The link in the letter to a new administrator."""
    command = ("-m", "digione", "user", "appoint", email)
    product.command(*command, "--municipality", "koivula", "--name", "Oili Virtanen")
    return link_of(product.letters()[-1])


def make_account(reader: Reader, link: str) -> None:
    reader.page.goto(link)
    reader.page.get_by_label("Valitse salasana").fill(_PHRASE)
    reader.page.get_by_role("button", name="Luo tili").click()


def sign_in(page: Page, product: Product, email: str) -> None:
    page.goto(f"{product.address}/account/login/")
    page.get_by_label("Sähköpostiosoite").fill(email)
    page.get_by_label("Salasana").fill(_PHRASE)
    page.get_by_role("button", name="Kirjaudu sisään", exact=True).click()


def test_an_employee_is_led_to_a_second_factor_and_signs_in_with_it(
    windows: Window, product: Product
) -> None:
    email = "oili.virtanen@posti.example"
    oili = windows(**PHONE)
    make_account(oili, appointed(product, email))
    expect(oili.page).to_have_url(re.compile("/account/security/$"))
    oili.sees("Ota ensin käyttöön toinen tunnistustapa")
    oili.tap("Yhdistä sovellus")
    oili.page.get_by_text("En voi skannata").click()
    secret = oili.page.locator("code").inner_text()
    oili.page.get_by_label("Koodi").fill(code_of(secret, time.time()))
    oili.tap("Yhdistä")
    expect(oili.page).not_to_have_url(re.compile("/app/$"))
    again = windows(**PHONE)
    sign_in(again.page, product, email)
    again.page.get_by_label("Koodi").fill(code_of(secret, time.time()))
    again.tap("Kirjaudu sisään")
    expect(again.page).to_have_url(f"{product.address}/")


def test_an_employee_signs_in_with_a_passkey(windows: Window, product: Product) -> None:
    email = "aila.virtanen@posti.example"
    aila = windows(**DESK)
    session = aila.context.new_cdp_session(aila.page)
    session.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    device |= {"hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    make_account(aila, appointed(product, email))
    aila.tap("Lisää pääsyavain")
    aila.page.get_by_label("Laitteen nimi").fill("Oma puhelin")
    aila.page.locator("[name=passwordless]").check()
    aila.tap("Lisää")
    expect(aila.page).not_to_have_url(re.compile("/keys/add/$"))
    aila.context.clear_cookies()
    aila.go("/account/login/")
    aila.tap("Kirjaudu pääsyavaimella")
    expect(aila.page).to_have_url(f"{product.address}/")


def test_a_guardian_is_invited_makes_an_account_and_sees_the_child(
    windows: Window, product: Product
) -> None:
    elle = PEOPLE["elle-sarre"]
    for table in ("identity_tie", "identity_account"):
        column = "id" if table == "identity_account" else "account_id"
        product.change(f"DELETE FROM {table} WHERE {column} = %s", elle.account_id)
    product.command("-m", "journeys.inviting", "koivula", str(elle.person_id()))
    guardian = windows(**PHONE)
    make_account(guardian, link_of(product.letters()[-1]))
    expect(guardian.page.get_by_role("link", name="Máret Sarre")).to_be_visible()
    over = windows(**PHONE)
    over.page.goto(link_of(product.letters()[-1]))
    over.sees("Kutsu")
    expect(over.page.get_by_role("button", name="Luo tili")).to_have_count(0)


def test_language_and_colours_are_kept_on_every_device(windows: Window) -> None:
    home = windows("jenni-rinne", **PHONE)
    for language in ("sv", "en"):
        home.page.locator("details.menu summary").click()
        home.page.locator(f"details.menu [name=language][value={language}]").click()
        expect(home.page.locator("html")).to_have_attribute("lang", language)
    for scheme in ("dark", "light", "auto", "dark"):
        if home.page.locator("details.menu").get_attribute("open") is None:
            home.page.locator("details.menu summary").click()
        with home.page.expect_response("**/me/theme"):
            home.page.locator(f"details.menu [name=scheme][value={scheme}]").click()
        expect(home.page.locator("html")).to_have_attribute("data-color-scheme", scheme)
    other = windows(**DESK)
    other.sign_in("jenni-rinne")
    expect(other.page.locator("html")).to_have_attribute("lang", "en")
    expect(other.page.locator("html")).to_have_attribute("data-color-scheme", "dark")


def test_an_administrator_sees_what_an_import_would_change_and_takes_it(windows: Window) -> None:
    school = {
        "oid": "1.2.246.562.10.990001",
        "nimi": {"fi": "Kuusikon koulu"},
        "organisaatiotyypit": ["organisaatiotyyppi_02"],
        "oppilaitosKoodi": "99819",
        "oppilaitostyyppi": "oppilaitostyyppi_11#1",
        "kieletUris": ["oppilaitoksenopetuskieli_1#1"],
    }
    provider = {
        "oid": "1.2.246.562.10.990000",
        "nimi": {"fi": "Hamnnäsin kunta", "sv": "Havsnäs kommun"},
        "organisaatiotyypit": ["organisaatiotyyppi_01"],
        "kotipaikkaUri": "kunta_999",
    }
    about = {"alkuPvm": 694216800000, "status": "AKTIIVINEN"}
    tree = {**provider, **about, "children": [{**school, **about, "children": []}]}
    file = json.dumps({"numHits": 1, "organisaatiot": [tree]}).encode()
    ulrika = windows("ulrika-strom", **DESK)
    ulrika.page.locator("main").get_by_role("link").first.click()
    ulrika.page.locator("[type=file]").set_input_files(
        {"name": "tree.json", "mimeType": "application/json", "buffer": file}
    )
    ulrika.page.locator("main form button").click()
    expect(ulrika.page.get_by_role("table").last).to_contain_text("Kuusikon koulu")
    ulrika.page.locator("main form button").click()
    expect(ulrika.page.locator("#toasts .toast")).to_be_visible()
    ulrika.page.locator("[type=file]").set_input_files(
        {"name": "tree.json", "mimeType": "application/json", "buffer": b"{"}
    )
    ulrika.page.locator("main form button").click()
    expect(ulrika.page.locator("main table")).to_be_visible()
