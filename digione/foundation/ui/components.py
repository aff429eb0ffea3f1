"""The macros of `ui/components/*.html` under one name, made once for each language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import jinja2
from jinja2 import nodes

from digione.foundation.language import spoken

FOLDER = "ui/components/"


def families(environment: jinja2.Environment) -> dict[str, str]:
    """In which file each macro stands. Two of one name would hide each other."""
    found: dict[str, str] = {}
    for name in environment.list_templates(filter_func=_is_family):
        for macro in _macros(environment, name):
            if macro in found:
                raise RuntimeError(f"ui.{macro} stands in {found[macro]} and in {name}")
            found[macro] = name
    return found


class Components:
    """`ui` of a page. What differs between two pages, the macros ask `here()` for.

    A file is made into functions when its first macro is used.
    """

    def __init__(self, environment: jinja2.Environment) -> None:
        self._environment = environment

    def __getattr__(self, macro: str) -> Callable[..., str]:
        family = self._environment.globals["families"].get(macro)  # type: ignore[attr-defined]
        if family is None:
            raise AttributeError(f"there is no component ui.{macro}")
        made = self._environment.get_template(family).make_module({"ui": self})
        vars(self).update({name: made for name, made in vars(made).items() if name[0] != "_"})
        found: Callable[..., str] = vars(self)[macro]
        return found


def components(environment: jinja2.Environment) -> Components:
    """In the reader's language: what a file says once is said in it."""
    return _components(environment, spoken())


@cache
def _components(environment: jinja2.Environment, language: str) -> Components:
    return Components(environment)


def _macros(environment: jinja2.Environment, name: str) -> Iterator[str]:
    loader = environment.loader
    if loader is not None:
        source, _, _ = loader.get_source(environment, name)
        for macro in environment.parse(source).find_all(nodes.Macro):
            if not macro.name.startswith("_"):
                yield macro.name


def _is_family(name: str) -> bool:
    return name.startswith(FOLDER) and name.endswith(".html")
