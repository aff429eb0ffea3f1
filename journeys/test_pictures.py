"""The pictures of the README, taken anew when asked: python3 test.py --pictures."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

import pytest

from digione.config.environment import ROOT

from .conftest import Window
from .reader import DESK, PHONE, Reader

_FOLDER: Final = ROOT / "docs/pictures"
_DARK: Final[dict[str, Any]] = {**PHONE, "color_scheme": "dark"}
_MARKED: Final = {3: "absent", 8: "late", 16: "elsewhere"}


@pytest.fixture
def folder() -> Path:
    if not os.environ.get("PICTURES"):
        pytest.skip("pictures are taken by python3 test.py --pictures")
    _FOLDER.mkdir(exist_ok=True)
    return _FOLDER


def test_pictures_of_homes(windows: Window, folder: Path) -> None:
    for name, options in {"guardian-phone": PHONE, "guardian-phone-dark": _DARK}.items():
        take(windows("sanna-korhonen", **options), folder / f"{name}.png")
    take(windows("eetu-korhonen", **PHONE), folder / "learner-phone.png")
    home = windows("sanna-korhonen", **DESK)
    home.page.locator("article.child").get_by_role("link", name="Eetu Korhonen").click()
    home.page.get_by_role("link", name="Kuka on").last.click()
    take(home, folder / "deeds.png")


def test_pictures_of_schools(windows: Window, folder: Path) -> None:
    take(windows("jari-koskela", **DESK), folder / "principal.png")
    teacher = windows("minna-lahtinen", **DESK)
    take(teacher, folder / "teacher.png")
    teacher.tap("Merkitse läsnäolot")
    rows = teacher.page.locator("[data-marks] [data-learner]")
    for number, mark in _MARKED.items():
        with teacher.page.expect_response("**/marks"):
            rows.nth(number).locator(f"label:has([value={mark}])").click()
    teacher.page.locator("h1").click()
    take(teacher, folder / "register.png")


def take(reader: Reader, file: Path) -> None:
    reader.page.wait_for_load_state("networkidle")
    reader.page.evaluate("document.fonts.ready.then(() => true)")
    reader.page.screenshot(path=file, animations="disabled")
