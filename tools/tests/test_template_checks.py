"""Each rule about pages is seen to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.checks.templates import pages_are_clean, pages_can_be_read

from .test_text_checks import written

PAGE = "digione/school/people/templates/people/page.html"


@pytest.mark.parametrize(
    "markup",
    [
        "<p style='color:red'>",
        "<style>p{}</style>",
        "<script>go()</script>",
        '<a onclick="go()">',
        "<a href='javascript:go()'>",
        "<div hx-on:click='go()'>",
        "<div hx-vals='js:{a: 1}'>",
        "<div hx-trigger='click[ctrlKey]'>",
        "{{ name|safe }}",
        "{% autoescape false %}{% endautoescape %}",
        "{% from 'ui/forms.html' import field %}",
    ],
)
def test_a_breach_is_noticed_with_its_line(tmp_path: Path, markup: str) -> None:
    root = written(tmp_path, PAGE, f"<p>\n{markup}\n")
    assert [finding.split(": ")[0] for finding in pages_are_clean(root)] == [f"{PAGE}:2"]


def test_a_clean_page_passes(tmp_path: Path) -> None:
    page = """{# never style="…" #}
    <script src="/a.js"></script><script type="application/json">{}</script>
    <a href="/x" data-on="1" hx-get="/y">{{ ui.button(_("Save")) }}</a>"""
    assert pages_are_clean(written(tmp_path, PAGE, page)) == []


def test_bad_jinja_is_noticed(tmp_path: Path) -> None:
    assert pages_can_be_read(written(tmp_path, PAGE, "{% if %}"))[0].startswith(f"{PAGE}:1: ")
