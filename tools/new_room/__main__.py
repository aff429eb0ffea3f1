"""Writes the room's files, names it where rooms are named, and makes what is generated."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path
from string import Template

from tools import catalogues, messages
from tools.environment import ROOT, say

PATTERN = Path(__file__).parent / "pattern"
_NAME = re.compile(r"[a-z][a-z_]{2,30}")
_WORDS = {"fi": {"Open": "Avoin", "Done": "Valmis"}, "sv": {"Open": "Öppen", "Done": "Klar"}}


class BadName(ValueError):
    """A room cannot be called so."""


def main(words: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser("tools.new_room", description="A new room of the school.")
    parser.add_argument("name", help="a noun of the glossary, plural or abstract: attendance")
    parser.add_argument("--thing", default="entry", help="what it holds, singular: absence")
    given = parser.parse_args(words)
    try:
        check_name(given.name)
        check_name(given.thing)
    except BadName as error:
        parser.error(str(error))
    make(given.name, given.thing)


def check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise BadName(f"{name!r}: small letters and underscores, three or more")
    if (ROOT / "digione/school" / name).exists():
        raise BadName(f"there is a room {name} already")


def make(name: str, thing: str) -> None:
    room = ROOT / "digione/school" / name
    _write(room, room=name, thing=thing, Thing=thing.title().replace("_", ""))
    _register(name)
    _run("ruff", "check", "--quiet", "--fix", "--select=I", str(room))
    _run("python", "manage.py", "makemigrations", name, "--verbosity=0")
    _run("ruff", "format", "--quiet", str(room))
    for language in catalogues.LANGUAGES:
        _translate(room, language)
    _run("python", "-m", "tools.documents")
    say(name, "stands above all other rooms. Its card, README.md, waits for your words.")


def _write(place: Path, **words: str) -> None:
    for pattern in sorted(PATTERN.rglob("*.pattern")):
        file = place / pattern.relative_to(PATTERN).with_suffix("")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(Template(pattern.read_text()).substitute(words))
    (place / "migrations").mkdir()
    (place / "migrations/__init__.py").touch()


def _register(name: str) -> None:
    """The top of the order: nobody below may need it, and it may move down later."""
    last = r'(    "digione\.school\.\w+",\n)(?!    "digione\.school)'
    _edit("digione/config/settings.py", last, rf'\g<1>    "digione.school.{name}",' + "\n")
    rooms = r'(containers = \["digione\.school"\]\nexhaustive = true\nlayers = \[)'
    _edit("pyproject.toml", rooms, rf'\g<1>"{name}", ')
    order = r"(ROOMS: Final = \((?:\n    \"\w+\",)+\n)"
    _edit("digione/config/checks/models.py", order, rf'\g<1>    "{name}",' + "\n")


def _edit(file: str, place: str, text: str) -> None:
    before = (ROOT / file).read_text()
    after, found = re.subn(place, text, before, count=1)
    if not found:
        sys.exit(f"{file}: the list of rooms was not found; add the room by hand.")
    (ROOT / file).write_text(after)


def _translate(room: Path, language: str) -> None:
    messages.update(room, language)
    catalogue = catalogues.held(room, language)
    for message in catalogue:
        if isinstance(message.id, str) and message.id in _WORDS.get(language, {}):
            message.string = _WORDS[language][message.id]
    catalogues.save(catalogue, room, language)


def _run(program: str, *arguments: str) -> None:
    path = Path(sys.executable).with_name(program)
    subprocess.run([str(path), *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
