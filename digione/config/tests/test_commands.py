"""The command line: help at once, one file a command, exit codes that mean what help says."""

from __future__ import annotations

import contextlib
import io
from typing import NoReturn

import pytest
from django.db import OperationalError, connection

from digione.config import accounts, doctor, progress
from digione.config.command_line import main
from digione.config.commands import commands
from digione.foundation.identity.models import Account

PASSWORD = "kolme punaista omenaa"


def away() -> NoReturn:
    raise OperationalError


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for command in commands():
        with pytest.raises(SystemExit) as ended:
            main([*command.NAME.split(), "--help"])
        said = capsys.readouterr().out
        assert ended.value.code == 0
        assert " ".join(said.split()).count(command.HELP) == 1
        assert "Exit code: 0" in said


def test_the_commands_of_an_operator_are_there() -> None:
    assert {"check", "doctor", "migrate", "serve", "user", "version", "work"} <= {
        command.NAME for command in commands()
    }


@pytest.mark.parametrize("words", [[], ["dance"], ["user", "paint", "a@b.fi"]])
def test_wrong_words_are_bad_input(words: list[str]) -> None:
    with contextlib.redirect_stderr(io.StringIO()), pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2


def test_version_names_the_release(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["version"]) == 0
    assert capsys.readouterr().out.startswith("DigiOne 0.")


def test_an_account_is_added_changed_and_closed(db: None) -> None:
    accounts.set_password("First@Example.org ", PASSWORD, new=True)
    accounts.set_password("first@example.org", f"{PASSWORD}!", new=False)
    accounts.set_active("first@example.org", active=False)
    account = Account.objects.get(email="first@example.org")
    assert account.check_password(f"{PASSWORD}!")
    assert not account.is_active


@pytest.mark.parametrize(("email", "new"), [("nobody@x.fi", False), ("not an address", True)])
def test_an_account_that_cannot_be_is_refused(db: None, email: str, *, new: bool) -> None:
    with pytest.raises(accounts.Unusable):
        accounts.set_password(email, PASSWORD, new=new)


def test_an_account_is_not_added_twice(db: None) -> None:
    accounts.set_password("first@example.org", PASSWORD, new=True)
    with pytest.raises(accounts.Unusable, match="already"):
        accounts.set_password("first@example.org", PASSWORD, new=True)


def test_the_doctor_sees_secrets_that_others_may_read(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    var = tmp_path_factory.mktemp("var")
    monkeypatch.setenv("DIGIONE_VAR", str(var))
    assert doctor.secrets() == ""
    (var / "secrets.json").chmod(0o644)
    assert "chmod 600" in doctor.secrets()


def test_a_bar_says_every_tenth_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bar = progress.Bar("Rows", 40)
    for _ in range(40):
        bar.add()
    assert len(capsys.readouterr().out.splitlines()) == 10


@pytest.mark.parametrize("words", ["check", "user add a@b.fi", "keys rotate", "demo load"])
def test_a_database_that_is_away_is_told_in_one_line(
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app_rw:secret@127.0.0.1:1/digione")
    assert main(words.split()) == 1
    said = capsys.readouterr().err.strip()
    assert said.startswith("No database answers at 127.0.0.1:1 (")
    assert "DATABASE_URL" in said
    assert "python -m digione doctor" in said
    assert len(said.splitlines()) == 1
    assert "secret" not in said
    assert not caplog.records  # the pool was not even asked


def test_a_database_without_tables_is_told_with_the_command_that_makes_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], db: None
) -> None:
    at = connection.settings_dict
    monkeypatch.setenv(
        "DATABASE_URL", f"postgresql://{at['USER']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    )
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(connection, "cursor", away)
        assert main(["check"]) == 1
    assert "python -m digione migrate" in capsys.readouterr().err
