"""The door through which the web server calls."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.core.wsgi import get_wsgi_application

_PAGE: Final = Path(__file__).parents[1] / "foundation/ui/templates/500.html"
_HEADERS: Final = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
)
_log: Final = logging.getLogger("digione.request")


def with_last_word(answer: WSGIApplication) -> WSGIApplication:
    """What nothing inside has caught is written down, and told by the page for our own faults."""
    page = _PAGE.read_bytes()

    def answered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return answer(environ, start_response)
        except Exception:  # noqa: BLE001 the last place where it can be told
            _log.exception("a fault outside every page")
            length = ("Content-Length", str(len(page)))
            start_response("500 Internal Server Error", [*_HEADERS, length])
            return [page]

    return answered


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "digione.config.settings")
application = with_last_word(get_wsgi_application())
gc.collect()
gc.freeze()  # what is loaded stays: the collector need not walk through it at every turn
