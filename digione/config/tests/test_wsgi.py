"""A fault that nothing inside has caught still has its page and its line in the log."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from digione.config.journal import WithoutPersons
from digione.config.wsgi import with_last_word


def answer_of(pages: Any) -> tuple[str, dict[str, str], str]:
    environ: dict[str, Any] = {}
    setup_testing_defaults(environ)
    begun: list[Any] = []

    def begin(*said: Any) -> Any:
        begun.extend(said)

    body = with_last_word(pages)(environ, begin)
    return begun[0], dict(begun[1]), b"".join(body).decode()


def test_a_fault_outside_every_page_is_told_and_written_down(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(environ: object, start_response: object) -> Iterable[bytes]:
        raise LookupError("Aino Korhonen")

    status, headers, page = answer_of(broken)
    assert status.startswith("500")
    assert "Jotain meni vikaan" in page
    assert int(headers["Content-Length"]) == len(page.encode())
    assert headers["Cache-Control"] == "no-store"
    (line,) = [json.loads(WithoutPersons().format(record)) for record in caplog.records]
    assert (line["level"], line["error"]) == ("error", "LookupError")
    assert "Aino" not in json.dumps(line)


def test_an_answer_goes_through_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    def fine(environ: object, start_response: Any) -> Iterable[bytes]:
        start_response("204 No Content", [])
        return []

    caplog.set_level(logging.INFO)
    assert answer_of(fine) == ("204 No Content", {}, "")
    assert not caplog.records
