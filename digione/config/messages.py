"""Compiled catalogues of messages, which are made at set-up and never committed."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from . import environment


def catalogues() -> list[Path]:
    return sorted((environment.ROOT / "digione").glob("**/locale/*/LC_MESSAGES/*.po"))


def is_compiled(catalogue: Path) -> bool:
    compiled = catalogue.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime_ns >= catalogue.stat().st_mtime_ns


def compile_all() -> int:
    """How many were new or changed."""
    changed = [catalogue for catalogue in catalogues() if not is_compiled(catalogue)]
    for catalogue in changed:
        with catalogue.open("rb") as source:
            messages = read_po(source)
        aside = catalogue.with_suffix(".mo.new")
        with aside.open("wb") as target:
            write_mo(target, messages)
        aside.replace(catalogue.with_suffix(".mo"))
    return len(changed)
