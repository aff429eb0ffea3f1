"""No text is missing in any language, and none is left over."""

from __future__ import annotations

import re

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from digione.foundation.ui import bundle

METHODS = [
    ("**.py", "python"),
    ("templates/**.html", "jinja2"),
    ("templates/**.txt", "jinja2"),
]
PLACES = re.compile(r"%\(\w+\)s|\{\w+\}")


def written() -> set[str]:
    found = extract_from_dir(str(bundle.HERE), METHODS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_text_is_there_with_its_places(language: str) -> None:
    source = bundle.HERE / f"locale/{language}/LC_MESSAGES/django.po"
    with source.open("rb") as file:
        messages = [m for m in read_po(file, locale=language) if m.id]
    ids = {m.id if isinstance(m.id, str) else m.id[0] for m in messages}
    assert ids == written()
    for message in messages:
        said = message.string or ""
        texts = [said] if isinstance(said, str) else list(said)
        assert all(texts), message.id
        assert not message.fuzzy
        original = message.id if isinstance(message.id, str) else message.id[1]
        assert set(PLACES.findall(texts[-1])) == set(PLACES.findall(original)), message.id
