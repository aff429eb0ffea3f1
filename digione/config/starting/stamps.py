"""What was done, to which state of things, so that a second start need not do it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from digione.config import environment


def _file() -> Path:
    return environment.var() / "stamps.json"


def fits(step: str, state: str) -> bool:
    return get(step) == state


def get(step: str) -> str:
    return _read().get(step, "")


def put(step: str, state: str) -> None:
    """Written only when the step is whole: one that was broken off is done again."""
    kept = {**_read(), step: state}
    aside = _file().with_suffix(".new")
    aside.write_text(json.dumps(kept, indent=1))
    aside.replace(_file())


def of_files(files: Iterable[Path]) -> str:
    """Changes with names, sizes and times; reading the files themselves would take too long."""
    digest = hashlib.sha256()
    for file in sorted(files):
        about = file.stat()
        digest.update(f"{file}|{about.st_size}|{about.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def _read() -> dict[str, str]:
    try:
        found = json.loads(_file().read_text())
    except (OSError, ValueError):
        return {}
    return dict(found)
