"""The texts of each app, as its code and pages ask for them and as its catalogues hold them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

LANGUAGES = ("en", "fi", "sv")
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_UNSAID = (  # dates, and blanks that nobody fills in
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Project-Id',
    b'"Report-Msgid',
    b'"Last-',
    b'"Language-Team',
    b'"Generated-By',
)
_METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),
    ("**/templates/**.subject", "jinja2"),
]


def apps(root: Path) -> Iterator[Path]:
    """Rooms, pillars, desks and connectors: what has messages has its own catalogues."""
    for floor in ("foundation", "school", "desks", "connectors"):
        for app in sorted((root / "digione" / floor).glob("*/")):
            if (app / "__init__.py").exists():
                yield app
    if (root / "digione/config").exists():
        yield root / "digione/config"


def asked(app: Path) -> Catalog:
    """What the app asks for."""
    catalogue = Catalog()
    found = extract_from_dir(app, method_map=_METHODS, keywords=_KEYWORDS, comment_tags=["i18n:"])
    for file, line, message, comments, context in found:
        catalogue.add(
            message,
            locations=[(Path(file).as_posix(), line)],
            auto_comments=comments,
            context=context,
        )
    return catalogue


def file_of(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def held(app: Path, language: str) -> Catalog:
    """What the app's catalogue holds; nothing where there is none."""
    file = file_of(app, language)
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as source:
        return read_po(source, locale=language)


def save(catalogue: Catalog, app: Path, language: str) -> None:
    """Without dates and line numbers, which would change with every edit elsewhere, nor blanks."""
    file = file_of(app, language)
    file.parent.mkdir(parents=True, exist_ok=True)
    for message in catalogue:
        message.locations = [(name, 0) for name, _ in message.locations]
    catalogue.header_comment, catalogue.fuzzy = "", False
    written = BytesIO()
    write_po(
        written, catalogue, ignore_obsolete=True, sort_output=True, include_lineno=False, width=100
    )
    lines = written.getvalue().lstrip().splitlines(keepends=True)
    file.write_bytes(b"".join(line for line in lines if not line.startswith(_UNSAID)))
