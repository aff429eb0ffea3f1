"""From files alone to a school morning: Helsinki's schools, a roster, a week, and three readers."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from digione.config import environment
from digione.connectors.oneroster.tests import writing

from .conftest import Window
from .product import Product
from .reader import DESK, PHONE, Reader
from .test_accounts import code_of, make_account

_REGISTER: Final = environment.ROOT.parent / "shared/data/organisations/helsinki-tree.json"
_HELSINKI: Final = "1.2.246.562.10.346830761110"
_SCHOOL: Final = ("--into", "helsingin-kaupunki", "--school", "Haagan peruskoulu")
_WEEK: Final = """\
viikonpäivä;alkaa;päättyy;ryhmä;oppiaine;opettaja;tila
ma;9.15;10.00;70;matematiikka;Minna Lahtinen;B204
ti;9.15;10.00;70;fysiikka;minna@hel.example;B204
"""


@dataclass(frozen=True, slots=True)
class Office:
    """Whoever runs the installation, at the command line."""

    product: Product
    folder: Path

    def does(self, *words: str) -> str:
        return self.product.command("-m", "digione", *words)

    def link(self, who: str, email: str) -> str:
        said = self.does("invite", who, *_SCHOOL, "--person", email, "--print")
        found = re.search(r"https?://\S+", said)
        assert found, said
        return found.group()


@pytest.fixture
def office(product: Product, tmp_path: Path) -> Office:
    if not _REGISTER.exists():
        pytest.skip(f"The public register's extract is not here: {_REGISTER.name}")
    return Office(product, tmp_path)


def _roster(path: Path) -> Path:
    """A class of three, its teacher, its principal, and guardians who can be reached."""
    files = writing.bundle(learners=3)
    writing.add_user(files, "jari", "Jari", "Koskela", role="principal")
    reached = {"teacher0": "minna@hel.example", "guardian0": "sanna@koti.example"}
    reached |= {"jari": "jari@hel.example"}
    files["users"] = [
        {**user, "email": reached.get(user["sourcedId"], "")} for user in files["users"]
    ]
    return writing.package(path, files)


def _connects_an_app(reader: Reader) -> None:
    reader.tap("Yhdistä sovellus")
    reader.page.get_by_text("En voi skannata").click()
    secret = reader.page.locator("code").inner_text()
    reader.page.get_by_label("Koodi").fill(code_of(secret, time.time()))
    reader.tap("Yhdistä")
    expect(reader.page).not_to_have_url(re.compile("/app/$"))


def test_files_alone_make_a_school_morning(office: Office, windows: Window) -> None:
    taken = office.does("import", "organisations", str(_REGISTER), "--provider", _HELSINKI, "--yes")
    assert "Taken: Helsingin kaupunki" in taken
    roster, week = _roster(office.folder / "roster.zip"), office.folder / "week.csv"
    week.write_text(_WEEK, encoding="utf-8")
    assert "Imported." in office.does("import", "oneroster", str(roster), *_SCHOOL)
    assert "published" in office.does("import", "plan", str(week), *_SCHOOL, "--publish")

    minna = windows(**DESK)
    make_account(minna, office.link("staff", "minna@hel.example"))
    _connects_an_app(minna)
    minna.go("/")
    minna.tap("Merkitse läsnäolot")
    row = minna.page.locator("li[data-learner]").first
    name = row.locator("p.nm").inner_text()
    assert name == "Aino Korhonen"
    row.locator("label[title^='Poissa']").click()
    expect(row).to_have_attribute("data-confirmed", "absent")
    expect(minna.page.get_by_role("button", name="Muut läsnä")).to_be_hidden()

    jari = windows(**DESK)
    make_account(jari, office.link("staff", "jari@hel.example"))
    _connects_an_app(jari)
    jari.go("/")
    jari.sees("Haagan peruskoulu")
    jari.sees("Aino Korhonen")

    sanna = windows(**PHONE)
    make_account(sanna, office.link("guardians", "sanna@koti.example"))
    expect(sanna.page).to_have_url(f"{office.product.address}/")
    sanna.tap(sanna.page.locator(".todo").get_by_role("button", name="Sairaus"))
    sanna.sees("Kiitos. 1 poissaolo selvitetty.")
    jari.go("/")
    jari.sees("Kaikki poissaolot on selvitetty")
