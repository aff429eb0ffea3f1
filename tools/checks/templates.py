"""Pages: one template language, components through `ui`, nothing inline."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2

from .check import Check, at, files

_FORBIDDEN = {
    r"<style\b": "no inline style: a class of the design system",
    r"\sstyle\s*=": "no inline style: a class of the design system",
    r"<script(?![^>]*(?:\bsrc=|type=[\"']application/json))": "no inline script",
    r"\son[a-z]+\s*=\s*[\"'{]": "no event attribute: a listener in our script",
    r"hx-on": "hx-on is evaluated as code",
    r"\bjs:": "js: is evaluated as code",
    r"hx-trigger\s*=\s*[\"'][^\"']*\[": "a condition in hx-trigger is evaluated as code",
    r"javascript:": "no code in an address",
    r"\|\s*safe\b": "text is escaped; make a macro that returns markup",
    r"autoescape\s+false": "text is escaped everywhere",
}
_IMPORTED = r"\{%-?\s*(?:import|from)\b[^%]*\bui/"


def pages_are_clean(root: Path) -> list[str]:
    found = []
    for file in files(root, "digione/**/templates/**/*.html"):
        text = re.sub(r"\{#.*?#\}", _blank, file.read_text(encoding="utf-8"), flags=re.DOTALL)
        rules = dict(_FORBIDDEN)
        if "foundation/ui/" not in file.as_posix():
            rules[_IMPORTED] = "components are ui.…; an import is unseen in a fragment"
        found += [
            f"{at(root, file, 1 + text.count(chr(10), 0, match.start()))}: {why}"
            for pattern, why in rules.items()
            for match in re.finditer(pattern, text, re.IGNORECASE)
        ]
    return found


def _blank(comment: re.Match[str]) -> str:
    """A comment's lines stay, so that the numbers of lines stay."""
    return "\n" * comment.group().count("\n")


def pages_can_be_read(root: Path) -> list[str]:
    """Every page is good Jinja2."""
    reader = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
    found = []
    for file in files(root, "digione/**/templates/**/*.html", "digione/**/templates/**/*.txt"):
        try:
            reader.parse(file.read_text(encoding="utf-8"))
        except jinja2.TemplateSyntaxError as error:
            found.append(f"{at(root, file, error.lineno)}: {error.message}")
    return found


CHECKS = (
    Check("Pages hold no inline script or style, and nothing unescaped", pages_are_clean),
    Check("Every page is good Jinja2", pages_can_be_read),
)
