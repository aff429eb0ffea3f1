"""Builds the few files that browsers load from the many that people read.

python -m digione.foundation.ui.bundle
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
SOURCES, STATIC = HERE / "assets", HERE / "static/ui"
VENDOR = SOURCES / "vendor"
THEME = "national"
LONGEST_NAME = 28
STEPS_OF_A_DAY = 36  # a lesson's length in steps of five minutes: three hours at most
_REMARK = re.compile(r"^ *//.*\n", re.MULTILINE)  # a line of its own in a script


def vendored() -> list[dict[str, str]]:
    """Every file that others wrote, as `vendored.toml` lists it."""
    listed = tomllib.loads((VENDOR / "vendored.toml").read_text(encoding="utf-8"))
    files: list[dict[str, str]] = listed["file"]
    return files


def products() -> dict[Path, str]:
    """What each built file should hold now."""
    built = {STATIC / "site.css": stylesheet(), STATIC / "site.js": script()}
    built[STATIC / "icons.svg"] = icons()
    for theme in sorted((SOURCES / "themes").glob("*.css")):
        if theme.stem != THEME:
            built[STATIC / "themes" / theme.name] = smaller(_read(theme))
    return built


def stylesheet() -> str:
    parts = ["@layer ds.theme, ds.base, ds.components, product;", _read_theme()]
    parts.append(_layer("ds.base", VENDOR / "designsystemet/base.css"))
    parts += [
        _layer("ds.components", VENDOR / f"designsystemet/{name}.css")
        for name in ("button", "input")
    ]
    ours = "\n".join(_read(path) for path in sorted((SOURCES / "css").glob("*.css")))
    fonts, rest = _split_fonts(ours)
    return smaller("\n".join([*parts, fonts, f"@layer product {{\n{rest}\n{_lengths()}\n}}"]))


def script() -> str:
    """Htmx and our lines in one file: two deferred files would race."""
    ours = "\n".join(_read(path) for path in sorted((SOURCES / "js").glob("*.js")))
    ours = _REMARK.sub("", ours)
    return f'{_read(VENDOR / "htmx/htmx.min.js")}\n(() => {{\n"use strict";\n{ours}}})();\n'


def icons() -> str:
    others = _read(VENDOR / "lucide/sprite.svg")
    return others.replace("</svg>\n", _read(SOURCES / "icons.svg") + "</svg>\n")


def smaller(css: str) -> str:
    """Without comments and needless white space; nothing else is touched."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).replace('@charset "UTF-8";', "")
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).replace(";}", "}").strip() + "\n"


def build() -> Iterator[Path]:
    for path, text in products().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            yield path


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _read_theme() -> str:
    return _read(SOURCES / f"themes/{THEME}.css")


def _layer(name: str, path: Path) -> str:
    return f"@layer {name} {{{_read(path)}}}"


def _split_fonts(css: str) -> tuple[str, str]:
    faces = re.findall(r"@font-face \{.*?\}\n", css, flags=re.DOTALL)
    return "".join(faces), re.sub(r"@font-face \{.*?\}\n", "", css, flags=re.DOTALL)


def _lengths() -> str:
    """Classes for the lengths in a day strip: the policy allows no style attribute."""
    steps = range(2, STEPS_OF_A_DAY + 1)
    widths = "".join(f".strip>.w{n}{{flex-grow:{n}}}" for n in steps)
    return widths + "".join(_room_for(letters) for letters in range(2, LONGEST_NAME + 1))


def _room_for(letters: int) -> str:
    """A subject's name is shown whole or not at all; the opened day always tells it."""
    wide = 0.44 * letters + 0.25
    return f"@container (max-width:{wide:.2f}rem){{.n{letters}{{visibility:hidden}}}}"


if __name__ == "__main__":
    for written in build():
        print(written.relative_to(HERE))  # noqa: T201  # the command's answer
