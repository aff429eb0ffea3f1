"""Guardians: an absence reported in two taps, explained in one, and who has looked."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from .conftest import Window
from .product import Product
from .reader import PHONE, Reader

_WAYS: dict[str, dict[str, Any]] = {
    "with script": {},
    "without script": {"java_script_enabled": False},
}


def card(reader: Reader, name: str) -> Locator:
    return reader.page.locator("article.child").filter(has_text=name)


def report_of(reader: Reader, name: str) -> Locator:
    return card(reader, name).get_by_role("link", name="Ilmoita poissaolo")


@pytest.mark.parametrize("way", _WAYS)
def test_an_absence_is_reported_in_two_taps_and_taken_back_in_one(
    windows: Window, way: str
) -> None:
    home = windows("mikko-korhonen", **PHONE, **_WAYS[way])
    home.tap(report_of(home, "Aino"), "Ilmoita")
    assert home.taps == 2
    home.sees("Poissaolo ilmoitettu: Aino")
    expect(card(home, "Aino")).to_contain_text("Ilmoitettu poissa")
    home.tap("Kumoa")
    home.sees("Ilmoitus on peruttu")
    expect(card(home, "Aino")).not_to_contain_text("Ilmoitettu poissa")


@pytest.mark.parametrize("way", _WAYS)
def test_an_absence_is_explained_in_one_tap_and_the_answer_can_be_undone(
    windows: Window, way: str
) -> None:
    home = windows("sanna-korhonen", **PHONE, **_WAYS[way])
    waiting = home.page.get_by_text("Eetu ei ollut tunnilla")
    expect(waiting).to_be_visible()
    home.tap(home.page.locator(".todo").get_by_role("button", name="Sairaus"))
    assert home.taps == 1
    home.sees("Kiitos. 1 poissaolo selvitetty.")
    expect(waiting).to_have_count(0)
    home.tap("Kumoa")
    home.sees("Selvitys on peruttu.")
    expect(waiting).to_be_visible()


def test_a_double_tap_reports_once(windows: Window, product: Product) -> None:
    home = windows("nilla-sarre", **PHONE)
    before = reports(product)
    report_of(home, "Máret").click()
    home.page.get_by_role("button", name="Ilmoita", exact=True).dblclick()
    home.sees("Poissaolo ilmoitettu: Máret")
    assert reports(product) == before + 1


def reports(product: Product) -> int:
    return int(product.rows("SELECT count(*) FROM attendance_absencereport")[0][0])


def test_both_municipalities_stand_on_one_page(windows: Window) -> None:
    home = windows("sanna-korhonen", **PHONE)
    expect(card(home, "Eetu")).to_contain_text("Männikön koulu, Koivula")
    expect(card(home, "Aino")).to_contain_text(re.compile("Merituulen koulu, H"))
    assert home.taps == 0


def test_wrong_times_are_told_beside_the_field_and_what_was_typed_stays(windows: Window) -> None:
    home = windows("hodan-ahmed", **PHONE)
    report_of(home, "Yusuf").click()
    sheet = home.page.get_by_role("dialog")
    sheet.get_by_text("Osa päivästä").click()
    sheet.locator("[name=starts]").fill("14:00")
    sheet.locator("[name=ends]").fill("10:00")
    home.tap("Ilmoita")
    refused = home.page.locator(".field").filter(has=home.page.locator("[name=starts]"))
    expect(refused).to_contain_text("Loppu on ennen alkua")
    expect(home.page.locator("[name=starts]")).to_have_value("14:00")
    expect(home.page.locator("[name=ends]")).to_have_value("10:00")


def test_a_day_that_has_passed_is_told_in_the_readers_language(windows: Window) -> None:
    home = windows("elle-sarre", **PHONE, language="sv")
    home.page.locator("details.menu summary").click()
    home.page.locator("details.menu [name=language][value=sv]").click()
    card(home, "Máret").get_by_role("link", name="Anmäl frånvaro").click()
    sheet = home.page.get_by_role("dialog")
    sheet.locator("label:has([name=when][value=days])").click()
    sheet.locator("[name=first]").fill("2026-11-16")
    sheet.locator("[name=last]").fill("2026-11-17")
    sheet.locator("button.wide").click()
    summary = home.page.get_by_role("alert").filter(has_text="Dagen")
    expect(summary).to_be_focused()
    expect(home.page.locator("[name=first]")).to_have_value("2026-11-16")
    expect(home.page.locator("[name=last]")).to_have_value("2026-11-17")


def test_a_teacher_who_is_a_guardian_changes_hats(windows: Window) -> None:
    petri = windows("petri-lindholm")
    expect(petri.page.get_by_role("heading", name="Tämän päivän tunnit")).to_be_visible()
    petri.tap("Huoltaja")
    expect(card(petri, "Pihla")).to_be_visible()
    expect(card(petri, "Elsa")).to_be_visible()
    petri.tap(re_role(petri, "Opettaja"))
    expect(petri.page.get_by_role("heading", name="Tämän päivän tunnit")).to_be_visible()
    assert petri.taps == 2


def re_role(reader: Reader, name: str) -> Locator:
    return reader.page.get_by_role("button", name=re.compile(f"^{name}"))


def test_a_guardian_sees_who_has_looked(windows: Window) -> None:
    teacher = windows("minna-lahtinen")
    teacher.tap("Merkitse läsnäolot")
    expect(teacher.page.get_by_role("heading", name="8C")).to_be_visible()
    home = windows("mikko-korhonen", **PHONE)
    card(home, "Eetu").get_by_role("link", name="Eetu Korhonen").click()
    home.page.get_by_role("link", name="Kuka on").last.click()
    home.sees("Minna Lahtinen")
