"""Chromium may die under a test; that costs a second telling, and nothing else is forgiven."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.environment import ROOT
from tools.testing import browser as installed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not installed.path(), reason=installed.REMEDY),
]
_STORIES = """
from pathlib import Path

HERE = Path(__file__).parent


def test_chromium_dies_under_the_first_telling(browser):
    page = browser.new_page()
    page.goto("about:blank")
    if not (HERE / "told").exists():
        (HERE / "told").touch()
        browser.new_browser_cdp_session().send("Browser.crash")


def test_the_next_has_a_browser(browser):
    browser.new_page().goto("about:blank")


def test_what_is_wrong_stays_wrong(browser):
    assert not browser.is_connected()
"""


def test_a_story_is_told_again_only_where_chromium_died(tmp_path: Path) -> None:
    stories = tmp_path / "test_stories.py"
    stories.write_text(_STORIES, encoding="utf-8")
    options = ("-p", "tools.testing.chromium", "-p", "no:randomly", "-c", "/dev/null")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--rootdir", str(tmp_path), str(stories)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert "1 failed, 2 passed, 1 rerun in" in ran.stdout
    [failed] = [line for line in ran.stdout.splitlines() if line.startswith("FAILED")]
    assert "::test_what_is_wrong_stays_wrong" in failed
