"""Where the database is, and the secrets that lie beside it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from digione.config import environment
from digione.config.database import addresses, binaries, keys

URL = "postgresql://app_rw:s%2Fecret@db.example:6432/town"


def test_a_named_server_is_used_and_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", URL)
    monkeypatch.delenv("DATABASE_ADMIN_URL", raising=False)
    at = addresses.addresses()
    assert not addresses.is_ours()
    assert (at.server, at.database, at.admin) == ("db.example:6432", "town", "")
    assert addresses.for_django(at.app)["PASSWORD"] == "s/ecret"


@pytest.mark.parametrize("url", ["mysql://a@b/c", "postgresql://a@b"])
def test_a_wrong_address_is_explained(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(environment.BadSetting, match="DATABASE_URL must"):
        addresses.addresses()


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIGIONE_VAR", str(tmp_path))
    return tmp_path


def test_a_secret_is_made_once_and_kept_for_its_owner(var: Path) -> None:
    first = keys.secret_bytes("WALL_SECRET")
    assert keys.secret_bytes("WALL_SECRET") == first != keys.secret_bytes("SECRET_KEY")
    assert stat.S_IMODE((var / "secrets.json").stat().st_mode) == 0o600


def test_a_given_secret_comes_first(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WALL_SECRET", "ab" * 32)
    assert keys.secret_bytes("WALL_SECRET") == b"\xab" * 32
    assert not (var / "secrets.json").exists()


@pytest.mark.parametrize("text", ["short", "zz" * 32, "ab" * 31])
def test_a_bad_secret_is_refused(var: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("WALL_SECRET", text)
    with pytest.raises(environment.BadSetting, match="WALL_SECRET"):
        keys.secret_bytes("WALL_SECRET")


def test_production_makes_no_secrets(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGIONE_MODE", "production")
    with pytest.raises(environment.BadSetting, match="SECRET_KEY is not set"):
        keys.secret("SECRET_KEY")


def test_sealing_keys_change_one_after_the_other(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEALING_KEYS", f"1:{'ab' * 32},2:{'cd' * 32}")
    assert keys.sealing_keys() == {1: b"\xab" * 32, 2: b"\xcd" * 32}


def test_a_folder_without_postgresql_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGBIN", str(tmp_path))
    with pytest.raises(binaries.NoPrograms, match="no initdb in it"):
        binaries.programs()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DIGIONE_HOSTS", "localhost,koulu.koivula.example"),
        ("DIGIONE_ADDRESS", "https://koulu.koivula.example"),
        ("DIGIONE_SMTP", "mail.koivula.example:25"),
    ],
)
def test_what_is_meant_for_the_world_is_no_demo_by_oversight(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.delenv("DIGIONE_MODE", raising=False)
    assert environment.is_demo()
    monkeypatch.setenv(name, value)
    with pytest.raises(environment.BadSetting, match=f"{name} name"):
        environment.is_demo()
    for mode, demo in (("demo", True), ("production", False)):
        monkeypatch.setenv("DIGIONE_MODE", mode)
        assert environment.is_demo() is demo


def test_a_mode_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGIONE_MODE", "prodution")
    with pytest.raises(environment.BadSetting, match="prodution"):
        environment.is_demo()


def test_addresses_of_this_computer_are_no_world(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIGIONE_MODE", raising=False)
    monkeypatch.setenv("DIGIONE_ADDRESS", "http://localhost:8201")
    monkeypatch.setenv("DIGIONE_SMTP", "127.0.0.1:2525")
    assert environment.is_demo()
