"""Prints the generated documents anew: python -m tools.documents [--check]."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django

from tools.environment import ROOT

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "digione.config.settings")
django.setup()

from digione.foundation.access import policies  # noqa: E402  after Django's set-up
from tools.documents import cards, facts, rights, variables  # noqa: E402


def documents() -> Iterator[tuple[Path, str]]:
    yield ROOT / "docs/permissions.md", rights.document(policies())
    yield ROOT / "docs/events.md", facts.document()
    yield ROOT / "docs/settings.md", variables.document()
    for room, policy in sorted(policies().items()):
        card = ROOT / "digione/school" / room / "README.md"
        if card.exists():
            yield card, _card(card, rights.markdown(policy))


def _card(card: Path, table: str) -> str:
    try:
        return cards.with_rights(card.read_text(encoding="utf-8"), table)
    except cards.NoPlace as trouble:
        sys.exit(f"{card.relative_to(ROOT)}: {trouble}")


def main(*, check: bool) -> int:
    stale = [(file, text) for file, text in documents() if _now(file) != text]
    for file, text in stale:
        sys.stdout.write(f"{file.relative_to(ROOT)}: {'is not fresh' if check else 'written'}\n")
        if not check:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
    if stale and check:
        sys.stdout.write("python -m tools.documents prints them anew\n")
    return 1 if stale and check else 0


def _now(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv))
