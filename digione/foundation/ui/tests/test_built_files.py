"""What browsers load: unchanged where others wrote it, freshly built where we did, and small."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.test import Client

from digione.foundation.ui import bundle
from digione.foundation.ui.shell import THEMES

CSS_BUDGET, JS_BUDGET, FIRST_VISIT, REQUESTS = 36_000, 30_000, 150_000, 12
HTML_BUDGET = 12_000


def weight(path: Path) -> int:
    if path.suffix == ".woff2":
        return path.stat().st_size
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


@pytest.mark.parametrize("listed", bundle.vendored(), ids=lambda listed: listed["path"])
def test_a_vendored_file_is_what_its_authors_published(listed: dict[str, str]) -> None:
    content = (bundle.HERE / listed["path"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == listed["sha256"]


def test_every_vendored_file_is_listed_with_its_licence() -> None:
    kept = {
        *bundle.VENDOR.rglob("*.js"),
        *bundle.VENDOR.rglob("*.css"),
        *bundle.VENDOR.rglob("*.svg"),
        *(bundle.STATIC / "fonts").iterdir(),
        *(bundle.SOURCES / "themes").iterdir(),
    }
    listed = {bundle.HERE / file["path"] for file in bundle.vendored()}
    assert kept <= listed
    for folder in bundle.VENDOR.iterdir():
        if folder.is_dir():
            assert any("LICEN" in p.name or p.name == "OFL.txt" for p in folder.iterdir()), folder


def test_the_built_files_are_fresh() -> None:
    stale = [
        path.name
        for path, text in bundle.products().items()
        if path.read_text(encoding="utf-8") != text
    ]
    assert not stale, "run python -m digione.foundation.ui.bundle"


def test_every_theme_has_its_file() -> None:
    files = {path.stem for path in (bundle.STATIC / "themes").glob("*.css")}
    assert files == set(THEMES) - {bundle.THEME}


def test_styles_and_script_stay_within_their_budgets() -> None:
    themes = max(weight(path) for path in (bundle.STATIC / "themes").glob("*.css"))
    assert weight(bundle.STATIC / "site.css") + themes <= CSS_BUDGET
    assert weight(bundle.STATIC / "site.js") <= JS_BUDGET


@pytest.mark.parametrize("page", ["guardian", "teacher", "register", "principal"])
def test_a_first_visit_is_light(reader: Client, page: str) -> None:
    html = reader.get(f"/ui/{page}?theme=blue").content
    assert len(gzip.compress(html, 9, mtime=0)) <= HTML_BUDGET
    named = set(re.findall(r'(?:href|src)="/static/([^"#]+)', html.decode()))
    fonts = {f"ui/fonts/{path.name}" for path in (bundle.STATIC / "fonts").iterdir()}
    files = [bundle.HERE / "static" / name for name in named | fonts]
    assert len(files) + 1 <= REQUESTS
    assert sum(map(weight, files)) + len(gzip.compress(html)) <= FIRST_VISIT


def test_white_space_and_comments_go_and_nothing_else() -> None:
    css = '/* why */ a {\n  color: red;\n  content: "x";\n}\n@media print { b, i { margin: 0 } }\n'
    assert bundle.smaller(css) == 'a{color: red;content: "x"}@media print{b,i{margin: 0}}\n'
