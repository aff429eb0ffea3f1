"""Words that must not be committed, and links that lead nowhere."""

from __future__ import annotations

import re
from pathlib import Path

from .check import Check, at, files

_TEXTS = (
    "**/*.py",
    "**/*.md",
    "**/*.html",
    "**/*.txt",
    "**/*.toml",
    "**/*.css",
    "**/*.js",
    "**/*.sql",
)
# Written so that this file does not find itself.
_FORBIDDEN = {
    r"(?<![\w.])/(?:work|farm)/": "a path of one computer",
    r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b": "work left undone belongs into an issue",
    r"#\s*no" r"qa(?!:)": "name the rule that is set aside",
    r"#\s*type:\s*ig" r"nore(?!\[)": "name the error that is set aside",
    r"<<<" r"<<<<|>>>" r">>>>": "a merge that was not finished",
    r"(?i)\bsub" r"agent": "not a word of the product",
    r"(?i)\blorem\s+ip" r"sum": "write what the reader needs",
}
_NEVER_A_MODULE = {
    "utils", "util", "helpers", "helper", "manager", "managers", "service", "services", "common",
    "misc", "base", "core", "mixins", "handle", "process",
}  # fmt: skip
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|#)")
_HEADING = re.compile(r"^#+\s+(.*)$", re.MULTILINE)


def no_forbidden_words(root: Path) -> list[str]:
    found = []
    for file in files(root, *_TEXTS):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            found += [
                f"{at(root, file, number)}: {why}"
                for pattern, why in _FORBIDDEN.items()
                if re.search(pattern, line)
            ]
    return found


def modules_have_names(root: Path) -> list[str]:
    return [
        f"{file.relative_to(root)}: name what it is about"
        for file in files(root, "**/*.py")
        if _NEVER_A_MODULE & {file.stem, *(part for part in file.relative_to(root).parts[:-1])}
    ]


def rows_are_named_by_id(root: Path) -> list[str]:
    """The pair (tenant_id, id) is the database's business."""
    return [
        f"{at(root, file, number)}: say .id, never .pk"
        for file in files(root, "digione/school/**/*.py", "digione/desks/**/*.py")
        if "migrations" not in file.parts
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\.pk\b", line)
    ]


def links_lead_somewhere(root: Path) -> list[str]:
    return [
        f"{at(root, file, number)}: {target} is not there"
        for file in files(root, "*.md", "docs/**/*.md", "digione/**/*.md", "deploy/**/*.md")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        for target in _LINK.findall(line)
        if not _ELSEWHERE.match(target) and not _is_there(file, target)
    ]


def _is_there(file: Path, target: str) -> bool:
    path, _, heading = target.partition("#")
    there = file.parent / path
    if not there.exists():
        return False
    if not heading or there.suffix != ".md":
        return True
    return heading in {
        _slug(title) for title in _HEADING.findall(there.read_text(encoding="utf-8"))
    }


def _slug(title: str) -> str:
    """As code-hosting sites name a heading."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


CHECKS = (
    Check("No word stands here that must not be committed", no_forbidden_words),
    Check("Every module has a name of its own", modules_have_names),
    Check("Rows are named by .id", rows_are_named_by_id),
    Check("Every link in the documents leads somewhere", links_lead_somewhere),
)
