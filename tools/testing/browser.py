"""The browser of the journeys, which the computer must have."""

from __future__ import annotations

import os
import shutil

REMEDY = (
    "no Chromium here. Install one (Debian, Ubuntu: apt install chromium; macOS: brew install "
    "--cask chromium) or name one in CHROME."
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def path() -> str:
    """The one named in CHROME, else the first on PATH, else none."""
    named = os.environ.get("CHROME", "")
    if named and shutil.which(named):
        return named
    return next((found for name in _NAMES if (found := shutil.which(name))), "")
