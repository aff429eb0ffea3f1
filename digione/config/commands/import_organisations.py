"""`import organisations`: the national organisation register's JSON, provider by provider."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from digione.config import progress
from digione.config.refusal import BAD_INPUT, Refusal
from digione.config.starting.ready import ready

NAME = "import organisations"
HELP = "Take providers, schools and their places from the national register's JSON."
_BIGGEST = 200_000_000  # bytes; the whole country is about twenty million


class NotTaken(Refusal):
    """The file, or what was asked, is wrong."""

    exit_code = BAD_INPUT


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the hierarchy as organisaatiopalvelu gives it")
    parser.add_argument("--provider", metavar="OID", help="this provider only")
    parser.add_argument("--dry-run", action="store_true", help="show what would be done, and stop")
    parser.add_argument("--yes", action="store_true", help="do it without asking")
    parser.add_argument("--allow-closing", action="store_true", help="though many schools close")


def run(given: argparse.Namespace) -> int:
    content = _content(given.file)
    with ready():
        from digione.connectors.organisaatiopalvelu import importing, reading, telling
        from digione.connectors.organisaatiopalvelu.checking import BadRegister

        try:
            register = reading.read(content)
        except BadRegister as refusal:
            raise NotTaken(f"{given.file} cannot be taken:\n{refusal}") from refusal
        branches = _wanted(register.branches, given.provider)
        for branch in branches:
            difference = importing.preview_branch(branch)
            _say(telling.lines_of(_title(branch), difference))
        _say(telling.left_out(register))
        if given.dry_run or not _agreed(yes=given.yes):
            progress.say("Nothing was changed.")
            return 0
        for branch in branches:
            try:
                slug, _ = importing.apply_branch(branch, closing=given.allow_closing)
            except importing.ClosesTooMuch as refusal:
                advice = "If that is meant, say --allow-closing."
                raise NotTaken(f"{_title(branch)}: {refusal} {advice}") from refusal
            progress.say(f"Taken: {_title(branch)} at /{slug}/")
    return 0


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > _BIGGEST:
            raise NotTaken(f"{file} is bigger than {_BIGGEST:,} bytes; it is no such hierarchy.")
        return file.read_bytes()
    except OSError as error:
        raise NotTaken(f"{file} cannot be read: {error.strerror}.") from error


def _wanted(branches: dict[str, Any], provider: str | None) -> list[Any]:
    """Providers that are in force; or the one that was asked for."""
    if provider is None:
        return [branch for branch in branches.values() if not branch.is_closed]
    if provider not in branches:
        raise NotTaken(f"The file has no provider {provider}. It has: {', '.join(branches)}.")
    return [branches[provider]]


def _title(branch: Any) -> str:
    return f"{next(iter(branch.provider.names.values()))} ({branch.provider.oid})"


def _agreed(*, yes: bool) -> bool:
    """Without a terminal nobody can be asked, and nothing is done."""
    if yes:
        return True
    if not sys.stdin.isatty():
        progress.say("Say --yes to do it.")
        return False
    return input("Do it? [y/N] ").strip().lower() in {"y", "yes", "k", "kyllä", "j", "ja"}


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        progress.say(line)
