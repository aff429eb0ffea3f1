"""Pages in Chromium under the real policy: no violation, no report, and what script adds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from digione.foundation.ui.shell import THEMES

from . import doors, urls
from .browser import Visit, served, visiting

pytestmark = pytest.mark.slow
COMPOSITIONS = ["", "guardian", "teacher", "register", "principal", "report"]
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
NARROW: dict[str, Any] = {"viewport": {"width": 320, "height": 640}}
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
_CONTRASTS_OF_THE_HERO = (Path(__file__).parent / "hero_contrasts.js").read_text(encoding="utf-8")
UNSENT = "[data-state=waiting]"
SIZES: dict[str, dict[str, Any]] = {"narrow": NARROW, "phone": PHONE, "desk": DESK}


@pytest.fixture
def address(_own_pages: None) -> Iterator[str]:
    urls.RECEIVED.clear()
    with served() as at:
        yield at


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Visit]:
    with visiting(browser, address, **DESK) as visit:
        yield visit
        assert not visit.complaints


def sent() -> list[tuple[str, str]]:
    return [(mark["learner"], mark["mark"]) for mark in urls.RECEIVED]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", COMPOSITIONS)
def test_a_page_is_accessible_and_fits(
    browser: Browser, address: str, name: str, size: str
) -> None:
    with visiting(browser, address, **SIZES[size]) as visit:
        visit.go(f"/ui/{name}")
        assert not visit.violations()
        assert visit.overflow() <= 0
        visit.page.emulate_media(color_scheme="dark")
        assert not visit.violations()
        assert not visit.complaints


@pytest.mark.parametrize("size", SIZES)
def test_what_sends_a_long_form_is_in_sight(browser: Browser, address: str, size: str) -> None:
    with visiting(browser, address, **SIZES[size]) as visit:
        send = visit.go("/ui/report").locator("main [type=submit].wide")
        expect(send).to_be_in_viewport(ratio=1)
        send.click(trial=True)  # nothing lies over it


@pytest.mark.parametrize("name", [name for name in doors.PAGES if name != "500"])
def test_a_page_of_the_door_is_accessible(browser: Browser, address: str, name: str) -> None:
    with visiting(browser, address, **PHONE) as visit:
        visit.go(f"/doors/{name}?refused")
        assert not visit.violations()
        assert visit.overflow() <= 0
        assert not visit.complaints


@pytest.mark.parametrize("theme", THEMES[1:])
def test_every_theme_is_readable(browser: Browser, address: str, theme: str) -> None:
    with visiting(browser, address, **PHONE) as visit:
        ink = "getComputedStyle(document.documentElement).getPropertyValue('--a-solid')"
        national = visit.go("/ui/guardian").evaluate(ink)
        assert visit.go(f"/ui/guardian?theme={theme}").evaluate(ink) != national
        assert not visit.violations()
        visit.page.emulate_media(color_scheme="dark")
        assert not visit.violations()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", THEMES)
def test_the_hero_is_readable_where_axe_cannot_look(
    browser: Browser, address: str, theme: str, scheme: Literal["light", "dark"]
) -> None:
    """Axe passes over gradients: WCAG 2.2 contrast 4.5 at both ends, faint text and chips too."""
    with visiting(browser, address, **PHONE) as visit:
        visit.go(f"/ui/guardian?theme={theme}")
        visit.page.emulate_media(color_scheme=scheme)
        contrasts = visit.page.evaluate(_CONTRASTS_OF_THE_HERO)
        assert len(contrasts) == 6
        assert min(contrasts) >= 4.5


def test_fingers_find_every_target(browser: Browser, address: str) -> None:
    with visiting(browser, address, **PHONE) as visit:
        visit.go("/ui/register")
        small = visit.page.evaluate(
            """() => [...document.querySelectorAll(
                'button, a.ds-button, a.icon-btn, .seg label, summary, .rail li a')]
              .filter(e => e.checkVisibility())
              .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
              .filter(([, box]) => box.height < 43.5 || box.width < 43.5).map(([html]) => html)"""
        )
        assert not small


def test_twenty_five_learners_stand_above_the_bar(desk: Visit) -> None:
    page = desk.go("/ui/register")
    last = page.locator("#row-l24").bounding_box()
    bar = page.locator("[data-save-bar]").bounding_box()
    assert last
    assert bar
    assert last["y"] + last["height"] <= bar["y"]


def test_a_mark_is_sent_at_its_tap_and_without_a_save_button(desk: Visit) -> None:
    page = desk.go("/ui/register")
    expect(page.get_by_role("button", name="Tallenna merkinnät")).to_be_hidden()
    page.locator("#row-l0 [value=absent]").check()
    expect(page.locator("[data-save-bar] [data-saved]")).to_contain_text("Tallennettu")
    assert sent() == [("l0", "absent")]
    expect(page.locator("[data-count=absent]")).to_have_text("4")
    expect(page.locator("#row-l0")).to_have_attribute("data-mark", "absent")


def test_marks_wait_while_the_connection_is_down_and_are_sent_once(desk: Visit) -> None:
    page = desk.go("/ui/register")
    desk.context.set_offline(True)
    page.locator("#row-l0 [value=absent]").check()
    page.locator("#row-l1 [value=late]").check()
    page.locator("#row-l1 [value=elsewhere]").check()
    bar = page.locator("[data-save-bar]")
    expect(bar).to_contain_text("2 merkintää odottaa lähetystä")
    assert not urls.RECEIVED
    desk.context.set_offline(False)
    expect(page.locator(UNSENT)).to_have_count(0)
    expect(bar).to_contain_text("Tallennettu")
    assert sorted(sent()) == [("l0", "absent"), ("l1", "elsewhere")]
    assert len({mark["once"] for mark in urls.RECEIVED}) == 2


def test_a_second_thought_builds_on_the_first_and_does_not_quarrel_with_it(desk: Visit) -> None:
    page = desk.go("/ui/register")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/ui/mark", hold, times=1)
    row = page.locator(f"#row-{urls.VERSIONED}")
    with page.expect_request("**/ui/mark"):
        row.locator("[value=late]").check()
    row.locator("[value=absent]").check()
    held[0].continue_()
    expect(page.locator(UNSENT)).to_have_count(0)
    assert [(mark["mark"], mark["seen"]) for mark in urls.RECEIVED] == [
        ("late", "0"),
        ("absent", "1"),
    ]


def test_leaving_with_unsent_marks_is_asked_about(desk: Visit) -> None:
    page = desk.go("/ui/register")
    desk.context.set_offline(True)
    page.locator("#row-l0 [value=absent]").check()
    expect(page.locator("[data-save-bar]")).to_contain_text("1 merkintä odottaa")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()


def test_a_refused_mark_goes_back_and_says_why(desk: Visit) -> None:
    page = desk.go("/ui/register")
    page.locator(f"#row-{urls.CLOSED} [value=absent]").click()
    expect(page.locator("#toasts")).to_contain_text("The lesson is closed.")
    expect(page.locator(f"#row-{urls.CLOSED} [value=present]")).to_be_checked()


def test_the_register_is_marked_by_keyboard(desk: Visit) -> None:
    page = desk.go("/ui/register")
    page.locator("#row-l0 [value=present]").focus()
    for key in ("ArrowDown", "x", "ArrowDown", "m", "End", "Home", "e"):
        page.keyboard.press(key)
    expect(page.locator("#row-l0")).to_have_attribute("data-mark", "elsewhere")
    expect(page.locator("[data-save-bar] [data-saved]")).to_contain_text("Tallennettu")
    expect(page.locator(UNSENT)).to_have_count(0)
    assert sent() == [("l1", "absent"), ("l2", "late"), ("l0", "elsewhere")]
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()


def test_an_absence_is_reported_in_a_sheet_over_the_page(desk: Visit) -> None:
    page = desk.go("/ui/guardian")
    opener = page.get_by_role("link", name="Ilmoita poissaolo").first
    opener.click()
    sheet = page.get_by_role("dialog", name="Ilmoita poissaolo")
    expect(sheet.get_by_role("button", name="Ilmoita", exact=True)).to_be_visible()
    expect(sheet.get_by_label("Alkaen")).to_be_hidden()
    sheet.get_by_text("Osa päivästä").click()
    expect(sheet.get_by_label("Alkaen")).to_be_visible()
    assert not desk.violations()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def _is_history_as_before(page: Page) -> bool:
    """Ask from outside, for five seconds: a wait inside the page is a script that it forbids."""
    for _ in range(50):
        if not page.evaluate("history.state"):
            return True
        page.wait_for_timeout(100)
    return False


def test_back_closes_a_sheet_and_the_next_back_leaves_the_page(desk: Visit) -> None:
    desk.go("/ui/teacher")
    page = desk.go("/ui/guardian")
    opener = page.get_by_role("link", name="Ilmoita poissaolo").first
    sheet = page.get_by_role("dialog", name="Ilmoita poissaolo")
    for close in (page.go_back, lambda: page.keyboard.press("Escape"), page.reload):
        opener.click()
        expect(sheet).to_be_visible()
        close()
        expect(sheet).to_be_hidden()
        expect(page).to_have_url(f"{desk.address}/ui/guardian")
        assert _is_history_as_before(page)
        if close != page.reload:
            expect(opener).to_be_focused()
    page.go_back()
    expect(page).to_have_url(f"{desk.address}/ui/teacher")


def test_a_form_without_a_connection_stays_and_says_so(desk: Visit) -> None:
    page = desk.go("/ui/guardian")
    page.get_by_role("link", name="Ilmoita poissaolo").first.click()
    sheet = page.get_by_role("dialog", name="Ilmoita poissaolo")
    sheet.get_by_text("Osa päivästä").click()
    desk.context.set_offline(True)
    sheet.get_by_role("button", name="Ilmoita", exact=True).click()
    expect(sheet.get_by_role("alert")).to_contain_text("Ei yhteyttä. Mitään ei lähetetty")
    expect(sheet.get_by_label("Osa päivästä")).to_be_checked()
    desk.context.set_offline(False)
    with page.expect_request(lambda request: request.method == "POST"):
        sheet.get_by_role("button", name="Ilmoita", exact=True).click()


def test_without_script_the_sheet_is_a_page_and_the_register_has_a_button(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address, java_script_enabled=False, **PHONE) as visit:
        page = visit.go("/ui/guardian")
        page.get_by_role("link", name="Ilmoita poissaolo").first.click()
        expect(page).to_have_url(f"{address}/ui/report")
        expect(page.get_by_role("button", name="Ilmoita", exact=True)).to_be_visible()
        visit.go("/ui/register")
        expect(page.get_by_role("button", name="Tallenna merkinnät")).to_be_visible()
        expect(page.get_by_text("Jokainen merkintä tallentuu heti")).to_be_hidden()


def test_dark_acts_at_once_and_stays(desk: Visit) -> None:
    page = desk.go("/ui/guardian")
    page.get_by_text("Valikko: Sanna Lehto").locator("..").click()
    with page.expect_response("**/me/theme"):
        page.get_by_role("button", name="Tumma").click()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")


def test_the_day_opens_by_a_tap_and_tells_every_name(browser: Browser, address: str) -> None:
    with visiting(browser, address, **PHONE) as visit:
        page = visit.go("/ui/guardian")
        day = page.locator(".day").nth(1)
        day.locator("summary").tap()
        expect(day.get_by_text("Äidinkieli ja kirjallisuus").last).to_be_visible()
        expect(day.locator("[aria-current=true]")).to_contain_text("Ruotsi")


def test_the_pages_mirror_for_languages_from_right_to_left(desk: Visit) -> None:
    page = desk.go("/ui/guardian")
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert desk.overflow() <= 0
    rail = page.locator(".rail").bounding_box()
    assert rail
    assert rail["x"] > 1000


def test_forced_colours_keep_what_colour_said(browser: Browser, address: str) -> None:
    with visiting(browser, address, forced_colors="active", **DESK) as visit:
        page = visit.go("/ui/register")
        chosen = page.locator("#row-l11 label:has(:checked)")
        outline = chosen.evaluate("e => getComputedStyle(e).outlineStyle")
        assert outline == "solid"


def test_paper_gets_the_register_and_no_furniture(desk: Visit) -> None:
    page = desk.go("/ui/register")
    page.emulate_media(media="print")
    expect(page.locator(".rail")).to_be_hidden()
    expect(page.locator("[data-save-bar]")).to_be_hidden()
    expect(page.locator(".print-head")).to_be_visible()
    expect(page.locator("#row-l24 .nm")).to_be_visible()
