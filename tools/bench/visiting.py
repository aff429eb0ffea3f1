"""Somebody of the demo at a browser: asks the application itself, without a network between."""

from __future__ import annotations

import io
import logging
import re
import warnings
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from django.core.servers.basehttp import get_internal_wsgi_application

_HOST = "localhost"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def links(self, pattern: str) -> list[str]:
        """Addresses on the page that match, each once."""
        found = re.findall(r'(?:href|action)="([^"]+)"', self.text)
        return list(dict.fromkeys(link for link in found if re.search(pattern, link)))


@cache
def _application() -> Any:
    """Made once: each making reads the settings of the log anew, and a bench is quiet."""
    warnings.filterwarnings("ignore", "No directory at")  # its pages need no pictures
    application = get_internal_wsgi_application()
    logging.getLogger("digione.request").setLevel(logging.WARNING)
    return application


@dataclass
class Visitor:
    """Keeps cookies as a browser does."""

    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def application(self) -> Any:
        return _application()

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, b"")

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        return self._ask("POST", path, urlencode(fields).encode())

    def sign_in(self, path: str) -> None:
        """By the demo's chooser."""
        form = Form.of(self.get("/demo/").text, path)
        answer = self.post(path, form)
        if answer.status not in (302, 303):
            raise RuntimeError(f"{path} signs nobody in: {answer.status}")

    def _ask(self, method: str, path: str, body: bytes) -> Answer:
        status: list[int] = []

        def start(line: str, headers: list[tuple[str, str]], *_: object) -> None:
            status.append(int(line.partition(" ")[0]))
            self._keep([value for name, value in headers if name.lower() == "set-cookie"])

        response = self.application(self._environ(method, path, body), start)
        try:
            return Answer(status[0], b"".join(response))
        finally:
            response.close()

    def _environ(self, method: str, path: str, body: bytes) -> dict[str, Any]:
        path, _, query = path.partition("?")
        return {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": _HOST,
            "SERVER_PORT": "8000",
            "HTTP_HOST": f"{_HOST}:8000",
            "HTTP_ACCEPT_LANGUAGE": "fi",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }

    def _keep(self, headers: list[str]) -> None:
        for header in headers:
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value


class Form(HTMLParser):
    """The fields of one form on a page, filled in as the page shows them."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
        self.fields: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self._inside = False

    @classmethod
    def of(cls, page: str, action: str) -> dict[str, str]:
        return cls.parsed(page, action).fields

    @classmethod
    def parsed(cls, page: str, action: str) -> Form:
        form = cls(action)
        form.feed(page)
        return form

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._inside = given.get("action") == self.action
        elif tag == "input" and self._inside and given.get("name"):
            self._input(str(given["name"]), given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        value = str(given.get("value") or "")
        if given.get("type") in ("radio", "checkbox"):
            self.choices.setdefault(name, []).append(value)
            if "checked" not in given:
                return
        self.fields[name] = value
