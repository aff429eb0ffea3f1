"""Log lines, counts and probes tell of the product and never of a person."""

from __future__ import annotations

import json
import logging

import pytest
from django.db import connection
from django.test import Client
from prometheus_client import REGISTRY

from digione.config import health
from digione.config.journal import WithoutPersons

CANARY = "0190a1b2-3c4d-7e5f-8a6b-aabbccddeeff"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "digione")
    return caplog


def written(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(WithoutPersons().format(record)) for record in caplog.records]


def test_an_answer_leaves_a_line_without_its_address(
    client: Client, lines: pytest.LogCaptureFixture, db: None
) -> None:
    client.get(f"/somewhere/{CANARY}?name=Aino", headers={"x-request-id": "given-by-proxy"})
    (line,) = [one for one in written(lines) if one["event"] == "answered"]
    assert (line["status"], line["request_id"]) == (404, "given-by-proxy")
    assert CANARY not in json.dumps(written(lines))
    assert "Aino" not in json.dumps(written(lines))


def test_a_request_id_that_could_carry_anything_is_replaced(client: Client, db: None) -> None:
    answer = client.get("/healthz", headers={"x-request-id": "Aino Virtanen\t"})
    assert "Aino" not in answer.headers["X-Request-ID"]


def test_an_exception_is_told_by_kind_and_place_alone() -> None:
    with pytest.raises(ValueError, match="duplicate") as raised:
        raise ValueError(f"duplicate key (name)=({CANARY})")
    error = (raised.type, raised.value, raised.tb)
    record = logging.LogRecord("x", 40, __file__, 1, "%s failed", (CANARY,), error)
    line = json.loads(WithoutPersons().format(record))
    assert (line["event"], line["error"]) == ("%s failed", "ValueError")
    assert "test_observing.py" in line["at"][-1]
    assert CANARY not in json.dumps(line)


def test_statements_are_counted(client: Client, db: None) -> None:
    def total() -> float:
        return REGISTRY.get_sample_value("digione_sql_statements_sum", {"route": "readyz"}) or 0

    before = total()
    client.get("/readyz")
    assert total() == before + 1


def test_readiness_notices_a_missing_migration(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/readyz").status_code == 200
    monkeypatch.setattr(health, "_expected", lambda: frozenset({("people", "9999_new")}))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["missing"]) == (503, ["migrations"])


def test_readiness_notices_a_missing_database(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dict(connection.settings_dict)
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    try:
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["missing"]) == (503, ["database"])
        assert client.get("/healthz").status_code == 200
    finally:
        connection.settings_dict.update(before)
