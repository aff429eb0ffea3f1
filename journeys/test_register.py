"""Teachers: the register by exception, by hand, by keys, without a line and without script."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Locator, Page, expect

from .conftest import Window
from .product import Product
from .reader import DESK, PHONE, TABLET, Reader

_SAVED: Final = "[data-save-bar] [data-saved]"
_LESSON: Final = """
SELECT l.id FROM timetable_lesson l
JOIN timetable_lessonteacher t ON t.tenant_id = l.tenant_id AND t.lesson_id = l.id
JOIN people_person p ON p.tenant_id = t.tenant_id AND p.id = t.teacher_id
WHERE p.call_name = 'Minna' AND p.family_name = 'Lahtinen'
  AND l.weekday = extract(isodow FROM %s::date) AND l.starts_at = %s
"""
_MARKS: Final = "SELECT count(*) FROM attendance_mark WHERE lesson_id = %s AND day = %s"
_BY: Final = """
SELECT 1 FROM attendance_mark k
JOIN people_person p ON p.tenant_id = k.tenant_id AND p.id = k.marked_by_id
WHERE k.lesson_id = %s AND k.day = %s AND p.call_name = %s
"""
_ONLINE: Final = "window.dispatchEvent(new Event('online'))"
_KEYS: Final = "SELECT count(*) FROM receipts_receipt WHERE at > now() - interval '1 hour'"


def address(product: Product, day: str, starts: str) -> str:
    """Minna Lahtinen's register of a lesson; each story has one of its own."""
    [[lesson]] = product.rows(_LESSON, day, starts)
    return f"/koivula/lessons/{lesson}/{day}"


def rows(reader: Reader) -> Locator:
    return reader.page.locator("[data-marks] [data-learner]")


def row(reader: Reader, number: int) -> Locator:
    return rows(reader).nth(number)


def option(reader: Reader, number: int, mark: str) -> Locator:
    return row(reader, number).locator(f"label:has([value={mark}])")


def test_a_class_of_25_with_three_exceptions_takes_four_taps_and_no_save(windows: Window) -> None:
    teacher = windows("minna-lahtinen", **TABLET)
    teacher.tap("Merkitse läsnäolot")
    expect(rows(teacher)).to_have_count(25)
    expect(teacher.page.get_by_role("button", name="Tallenna merkinnät")).to_be_hidden()
    others = teacher.page.get_by_role("button", name="Muut läsnä")
    expect(others).to_be_visible()
    present = [at for at in range(25) if row(teacher, at).get_attribute("data-mark") == "present"]
    marks = dict(zip(present, ("absent", "late", "absent", "present"), strict=False))
    chosen = [option(teacher, *one) for one in list(marks.items())[:3]]
    teacher.tap(*chosen)
    assert teacher.taps == 4
    expect(teacher.page.locator(_SAVED)).to_contain_text("Tallennettu")
    expect(others).to_be_hidden()
    expect(teacher.page.locator("[data-state=waiting]")).to_have_count(0)
    teacher.page.reload()
    for number, mark in marks.items():
        expect(row(teacher, number)).to_have_attribute("data-mark", mark)


def test_without_script_the_register_has_a_button_and_keeps_the_marks(
    windows: Window, product: Product
) -> None:
    teacher = windows("minna-lahtinen", **TABLET, java_script_enabled=False)
    teacher.go(address(product, "2026-11-23", "12:30"))
    teacher.tap(*(option(teacher, *one) for one in ((0, "absent"), (1, "late"), (2, "absent"))))
    teacher.tap("Tallenna merkinnät")
    for number, mark in {0: "absent", 1: "late", 2: "absent", 3: "present"}.items():
        expect(row(teacher, number)).to_have_attribute("data-mark", mark)


def test_the_register_is_taken_with_keys_alone(windows: Window, product: Product) -> None:
    teacher = windows("minna-lahtinen", **DESK)
    teacher.go(address(product, "2026-11-23", "14:15"))
    row(teacher, 0).locator(":checked").focus()
    teacher.press("x", "ArrowDown", "m", "ArrowDown", "e", "ArrowDown", "x", "p")
    expect(teacher.page.locator(_SAVED)).to_contain_text("Tallennettu")
    expect(teacher.page.locator("[data-state=waiting]")).to_have_count(0)
    teacher.page.reload()
    for number, mark in enumerate(("absent", "late", "elsewhere", "present")):
        expect(row(teacher, number)).to_have_attribute("data-mark", mark)
    assert teacher.taps == 8


def test_two_at_one_register_lose_nothing_and_the_later_one_is_told(
    windows: Window, product: Product
) -> None:
    path = address(product, "2026-11-20", "08:15")
    teacher, principal = windows("minna-lahtinen", **DESK), windows("jari-koskela", **DESK)
    for reader in (teacher, principal):
        reader.go(path)
    with teacher.page.expect_response("**/marks"):
        option(teacher, 5, "elsewhere").click()
    expect(row(teacher, 5)).to_have_attribute("data-mark", "elsewhere")
    with principal.page.expect_response("**/marks"):
        option(principal, 6, "elsewhere").click()
    with principal.page.expect_response("**/marks") as answer:
        option(principal, 5, "late").click()
    assert answer.value.status == 409
    expect(row(principal, 5)).to_contain_text("Minna Lahtinen")
    teacher.page.reload()
    for number in (5, 6):
        expect(row(teacher, number)).to_have_attribute("data-mark", "elsewhere")


def test_marks_wait_while_the_line_is_cut_and_each_is_sent_once(
    windows: Window, product: Product
) -> None:
    path = address(product, "2026-11-19", "08:15")
    teacher = windows("minna-lahtinen", **PHONE)
    teacher.go(path)
    mark = {number: _other(row(teacher, number)) for number in (1, 2, 3)}
    before = receipts(product)
    teacher.context.set_offline(True)
    for number, chosen in mark.items():
        option(teacher, number, chosen).click()
    bar = teacher.page.locator("[data-save-bar]")
    expect(bar).to_contain_text("3 merkintää odottaa lähetystä")
    with teacher.page.expect_event("dialog") as asked:
        teacher.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    teacher.context.set_offline(False)
    expect(teacher.page.locator("[data-state=waiting]")).to_have_count(0)
    expect(bar).not_to_contain_text("odottaa")
    assert receipts(product) == before + 3
    teacher.page.reload()
    for number, chosen in mark.items():
        expect(row(teacher, number)).to_have_attribute("data-mark", chosen)


def _other(one: Locator) -> str:
    """A mark that the learner does not have yet."""
    return "absent" if one.get_attribute("data-mark") == "elsewhere" else "elsewhere"


def receipts(product: Product) -> int:
    return int(product.rows("SELECT count(*) FROM receipts_receipt")[0][0])


def test_a_session_that_ended_elsewhere_loses_no_mark(windows: Window, product: Product) -> None:
    teacher = windows("minna-lahtinen", **DESK)
    teacher.go(address(product, "2026-11-18", "08:15"))
    mark = _other(row(teacher, 2))
    other = teacher.context.new_page()
    other.goto(f"{product.address}/")
    other.locator("details.menu summary").click()
    other.get_by_role("button", name="Kirjaudu ulos").click()
    other.wait_for_load_state()
    option(teacher, 2, mark).click()
    expect(teacher.page.locator("#toasts")).to_contain_text("Istuntosi on päättynyt")
    other.goto(f"{product.address}/demo/")
    other.get_by_role("button", name="Minna Lahtinen").click()
    other.wait_for_url(f"{product.address}/")
    expect(teacher.page.locator("[data-state=waiting]")).to_have_count(0, timeout=20_000)
    teacher.page.reload()
    expect(row(teacher, 2)).to_have_attribute("data-mark", mark)


def test_marks_that_wait_are_their_owners_when_somebody_else_signs_in(
    windows: Window, product: Product
) -> None:
    teacher = windows("minna-lahtinen", **DESK)
    teacher.go(address(product, "2026-11-17", "08:15"))
    [[lesson]] = product.rows(_LESSON, "2026-11-17", "08:15")
    mark, bar = _other(row(teacher, 2)), teacher.page.locator("[data-save-bar]")
    teacher.context.set_offline(True)
    option(teacher, 2, mark).click()
    expect(bar).to_contain_text("1 merkintä odottaa lähetystä")
    teacher.context.route("**/marks", lambda route: route.abort())  # while the other signs in
    teacher.context.set_offline(False)
    other = _signed_in_beside(teacher, product, "Jari Koskela")
    expect(other.locator("body")).not_to_contain_text("odottaa lähetystä")
    teacher.context.unroute("**/marks")
    teacher.page.evaluate(_ONLINE)
    expect(teacher.page.locator("#toasts")).to_contain_text("Joku muu on kirjautunut")
    expect(teacher.page.locator("main")).to_have_attribute("inert", "")
    expect(teacher.page.locator("#anothers")).to_contain_text("merkintäsi odottavat")
    expect(teacher.page.locator("[data-waiting]")).to_have_count(0)
    assert product.rows(_BY, lesson, "2026-11-17", "Jari") == []
    _signed_in_beside(teacher, product, "Minna Lahtinen")
    teacher.page.evaluate(_ONLINE)
    expect(teacher.page.locator("[data-state=waiting]")).to_have_count(0, timeout=20_000)
    expect(teacher.page.locator("main")).not_to_have_attribute("inert", "")
    expect(teacher.page.locator("#anothers")).to_have_count(0)
    teacher.page.reload()
    expect(row(teacher, 2)).to_have_attribute("data-mark", mark)


def _signed_in_beside(reader: Reader, product: Product, name: str) -> Page:
    """Somebody signs in on the same computer, in another tab."""
    other = reader.context.new_page()
    other.goto(f"{product.address}/")
    other.locator("details.menu summary").click()
    other.get_by_role("button", name="Kirjaudu ulos").click()
    other.wait_for_load_state()
    other.goto(f"{product.address}/demo/")
    other.get_by_role("button", name=name).click()
    other.wait_for_url(f"{product.address}/")
    return other


def test_the_principal_sees_what_needs_a_hand_without_a_tap(windows: Window) -> None:
    principal = windows("jari-koskela", **DESK)
    board = principal.page.locator("main")
    expect(board.get_by_role("heading", name="Selvittämättömät poissaolot")).to_be_in_viewport()
    expect(board.get_by_role("heading", name="Avoimet tunnit")).to_be_in_viewport()
    expect(board.get_by_text("Taavi Honkanen")).to_be_in_viewport()
    assert principal.taps == 0
