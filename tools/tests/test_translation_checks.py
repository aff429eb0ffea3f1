"""A text that a language lacks is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import catalogues, messages
from tools.checks.translations import texts_are_translated

from .test_text_checks import written

APP = "digione/school/people"
CODE = """
from django.utils.translation import gettext as _, ngettext
a = _("Save")
b = ngettext("%(n)d child", "%(n)d children", 2) % {"n": 2}
"""
WORDS = {
    "fi": {"Save": "Tallenna", "%(n)d child": ("%(n)d lapsi", "%(n)d lasta"), "Leave": "Poistu"},
    "sv": {"Save": "Spara", "%(n)d child": ("%(n)d barn", "%(n)d barn"), "Leave": "Lämna"},
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A room with complete catalogues."""
    written(tmp_path, f"{APP}/__init__.py", "")
    written(tmp_path, f"{APP}/rules.py", CODE)
    written(tmp_path, f"{APP}/templates/people/page.html", "{% trans %}Leave{% endtrans %}")
    for language in catalogues.LANGUAGES:
        messages.update(tmp_path / APP, language)
        _translate(tmp_path, language)
    return tmp_path


def _translate(root: Path, language: str) -> None:
    catalogue = catalogues.held(root / APP, language)
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key in (words := WORDS.get(language, {})):
            message.string = words[key]  # type: ignore[assignment]
    catalogues.save(catalogue, root / APP, language)


def _edit(root: Path, language: str, before: str, after: str) -> None:
    file = catalogues.file_of(root / APP, language)
    assert before in file.read_text()
    file.write_text(file.read_text().replace(before, after))


def test_complete_catalogues_pass(root: Path) -> None:
    assert texts_are_translated(root) == []


@pytest.mark.parametrize(
    ("before", "after", "trouble"),
    [
        ('msgstr "Tallenna"', 'msgstr ""', "is not translated"),
        ('msgid "Save"', "#, fuzzy\nmsgid " + '"Save"', "is fuzzy"),
        ('msgid "Save"', 'msgid "Store"', "is missing"),
        ('msgid "Save"', 'msgid "Store"', "is asked for by nobody"),
        ('"%(n)d lasta"', '"%(m)d lasta"', "has other places"),
        ('"%(n)d lasta"', '""', "is not translated"),
    ],
)
def test_an_incomplete_catalogue_is_noticed(
    root: Path, before: str, after: str, trouble: str
) -> None:
    _edit(root, "fi", before, after)
    assert any(trouble in finding for finding in texts_are_translated(root))


def test_a_new_text_in_a_page_is_noticed(root: Path) -> None:
    written(root, f"{APP}/templates/people/other.html", "{{ _('Arrive') }}")
    missing = [finding for finding in texts_are_translated(root) if "'Arrive'" in finding]
    assert len(missing) == len(catalogues.LANGUAGES)


def test_updating_keeps_what_is_translated(root: Path) -> None:
    before = catalogues.file_of(root / APP, "fi").read_bytes()
    assert messages.update(root / APP, "fi") == 0
    assert catalogues.file_of(root / APP, "fi").read_bytes() == before
