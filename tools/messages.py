"""Brings the catalogues up to date with the code: python -m tools.messages [app …].

New texts come in empty and wait for their translation; texts that nobody asks for go.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from tools import catalogues
from tools.environment import ROOT, say


def main(wanted: list[str]) -> None:
    for app in catalogues.apps(ROOT):
        if not wanted or app.name in wanted:
            missing = {language: update(app, language) for language in catalogues.LANGUAGES}
            if any(missing.values()):
                say(app.name, ", ".join(f"{missing[one]} wait ({one})" for one in missing))


def update(app: Path, language: str) -> int:
    """How many texts wait for a translation now. English is its own."""
    asked = catalogues.asked(app)
    if not len(asked):
        return 0
    kept, catalogue = catalogues.held(app, language), Catalog(locale=language, charset="utf-8")
    for message in asked:
        if not message.id:
            continue
        before = kept.get(message.id, message.context)
        catalogue.add(
            message.id,
            before.string if before else ("" if isinstance(message.id, str) else ("", "")),
            locations=message.locations,
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before else (),
            context=message.context,
        )
    catalogues.save(catalogue, app, language)
    return 0 if language == "en" else sum(not is_translated(m) for m in catalogue if m.id)


def is_translated(message: Message) -> bool:
    """In every form that the language has."""
    string = message.string
    return bool(string) and (isinstance(string, str) or all(string or ()))


if __name__ == "__main__":
    main(sys.argv[1:])
