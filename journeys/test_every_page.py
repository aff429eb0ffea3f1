"""Every page of every role, in light and dark, Finnish and Swedish, narrow, enlarged, on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import ViewportSize, expect

from .conftest import Window
from .reader import DESK, PHONE, Reader
from .walking import Visited, walk

# One person for each role, and for what makes a page different.
_ROLES: Final = {
    "guardian": "sanna-korhonen",
    "guardian under a safety ban": "anna-salo",
    "guardian who may know and not decide": "niko-rinne",
    "learner": "eetu-korhonen",
    "learner of age": "helmi-rantanen",
    "teacher": "minna-lahtinen",
    "teacher who is a guardian": "petri-lindholm",
    "teacher in Swedish": "asa-nyberg",
    "special-needs teacher": "leena-mattila",
    "principal": "jari-koskela",
    "secretary": "tuula-heino",
    "administrator": "outi-salminen",
    "data-protection officer": "kaisa-virtala",
}
_DOORS: Final = ("/account/login/", "/demo/", "/account/password/reset/", "/nothing/here")
_BIGGEST: Final = 12_000  # bytes of a page's HTML with gzip
_OK: Final = 200
_ENLARGED: Final[ViewportSize] = {"width": 720, "height": 450}  # 200 % of a window 1440 wide
_NARROW: Final[ViewportSize] = {"width": 320, "height": 640}
_LANGUAGES: Final[dict[str, dict[str, Any]]] = {"fi": PHONE, "sv": DESK}
_SCHEMES: Final = ("light", "dark")


@pytest.mark.parametrize("language", _LANGUAGES)
@pytest.mark.parametrize("role", _ROLES)
def test_every_page_of_a_role_can_be_read_by_everybody(
    windows: Window, record_property: Callable[[str, object], None], role: str, language: str
) -> None:
    reader = windows(_ROLES[role], language=language, **_LANGUAGES[language])
    speak(reader, language)
    faults: list[str] = []
    sizes: dict[str, int] = {}
    for visited in walk(reader):
        sizes[visited.kind] = visited.size
        faults += [f"{visited.path}: {fault}" for fault in faults_of(reader, visited, language)]
    record_property("pages", {kind: sizes[kind] for kind in sorted(sizes)})
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", _LANGUAGES)
def test_the_doors_can_be_read_by_everybody(
    windows: Window, record_property: Callable[[str, object], None], language: str
) -> None:
    reader = windows(language=language, **_LANGUAGES[language])
    faults: list[str] = []
    sizes: dict[str, int] = {}
    for door in _DOORS:
        answer = reader.page.goto(f"{reader.product.address}{door}")
        assert answer
        sizes[door] = 0
        visited = Visited(door, door, _OK, 0)
        faults += [f"{door}: {fault}" for fault in faults_of(reader, visited, language)]
    record_property("pages", sizes)
    assert not faults, "\n".join(faults)


def speak(reader: Reader, language: str) -> None:
    """By the button of the account's menu, so that the account remembers it."""
    reader.page.locator("details.menu summary").click()
    reader.page.locator(f"details.menu [name=language][value={language}]").click()
    expect(reader.page.locator("html")).to_have_attribute("lang", language)


def faults_of(reader: Reader, visited: Visited, language: str) -> Iterator[str]:
    page = reader.page
    if visited.status != _OK:
        yield f"answers {visited.status}"
    if page.locator("html").get_attribute("lang") != language:
        yield f"is not in {language}"
    if visited.size > _BIGGEST:
        yield f"has {visited.size} bytes"
    for scheme in _SCHEMES:
        page.emulate_media(color_scheme=scheme)
        yield from (f"{scheme}: {found}" for found in reader.violations())
    yield from _in_other_windows(reader)
    yield from (f"the browser says {said}" for said in reader.surprises())
    reader.complaints.clear()


def _in_other_windows(reader: Reader) -> Iterator[str]:
    page = reader.page
    before = page.viewport_size
    for name, size in {"narrow": _NARROW, "enlarged": _ENLARGED}.items():
        page.set_viewport_size(size)
        if (wider := reader.overflow()) > 0:
            yield f"{name}: {wider} pixels too wide"
    page.emulate_media(media="print")
    if page.locator("nav.rail, header.bar, details.menu").locator("visible=true").count():
        yield "its furniture is printed"
    page.emulate_media(media="screen", forced_colors="active")
    if not page.locator("h1").locator("visible=true").count():
        yield "has no heading in forced colours"
    page.emulate_media(forced_colors="none")
    if before:
        page.set_viewport_size(before)
