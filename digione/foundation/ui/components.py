"""The macros of `ui/components/*.html` under one name, made for one response."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

import jinja2

FOLDER = "ui/components/"


def families(environment: jinja2.Environment) -> dict[str, str]:
    """In which file each macro stands. Two of one name would hide each other."""
    found: dict[str, str] = {}
    for name in environment.list_templates(filter_func=_is_family):
        for macro in vars(_module(environment, name, {})):
            if macro.startswith("_"):
                continue
            if macro in found:
                raise RuntimeError(f"ui.{macro} stands in {found[macro]} and in {name}")
            found[macro] = name
    return found


class Components:
    """`ui` of a page: its macros see the request's token, nonce and language.

    A file is made into a module when its first macro is used, so a page pays for what it shows.
    """

    def __init__(self, environment: jinja2.Environment, values: Mapping[str, Any]) -> None:
        self._environment = environment
        self._values = {
            "csrf_token": values.get("csrf_token", ""),
            "request": values.get("request"),
            "ui": self,
        }

    def __getattr__(self, macro: str) -> Callable[..., str]:
        family = self._environment.globals["families"].get(macro)  # type: ignore[attr-defined]
        if family is None:
            raise AttributeError(f"there is no component ui.{macro}")
        vars(self).update(vars(_module(self._environment, family, self._values)))
        made: Callable[..., str] = vars(self)[macro]
        return made


def _module(environment: jinja2.Environment, name: str, values: dict[str, Any]) -> ModuleType:
    made: ModuleType = environment.get_template(name).make_module(values)  # type: ignore[assignment]
    return made


def _is_family(name: str) -> bool:
    return name.startswith(FOLDER) and name.endswith(".html")
