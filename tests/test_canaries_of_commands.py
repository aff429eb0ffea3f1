"""What the command line, its reports and its logs say of protected people: nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from digione.config.database import keys
from digione.config.database.addresses import Addresses
from digione.config.environment import ROOT
from digione.connectors.oneroster.tests import writing
from digione.foundation import clock

from .canaries.finding import found
from .canaries.place import CONTACTS, HIDDEN, NAMES, SCHOOL, add_place, contacts
from .matrix.world import MONDAY, a_world

pytestmark = pytest.mark.slow
_SECRETS: Final = ("SECRET_KEY", "WALL_SECRET")
_LILJA: Final = HIDDEN["lilja"]


@pytest.fixture
def surroundings(database_of_its_own: Addresses, tmp_path: Path) -> dict[str, str]:
    """The hidden place, written down for good, and how a command finds it."""
    with clock.held(MONDAY):
        add_place(a_world())
    at = database_of_its_own
    sealing = ",".join(f"{number}:{key.hex()}" for number, key in keys.sealing_keys().items())
    return {
        **os.environ,
        **{name: keys.secret(name) for name in _SECRETS},
        "SEALING_KEYS": sealing,
        "DATABASE_URL": at.app,
        "DATABASE_OWNER_URL": "",
        "DATABASE_ADMIN_URL": "",
        "DIGIONE_VAR": str(tmp_path / "var"),
        "DIGIONE_TODAY": MONDAY.isoformat()[:16],
        "PASSWORD": "four quiet reindeer walk",
    }


def said(surroundings: dict[str, str], *command: str) -> tuple[int, bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "digione", *command],
        cwd=ROOT,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        input=b"",
        check=False,
    )
    return done.returncode, done.stdout


def package(folder: Path) -> str:
    """The protected family as another system sends it, with a fault in every sensitive column."""
    files: Any = writing.bundle(learners=2)
    family = {**files["users"][1], "givenName": _LILJA[0], "familyName": _LILJA[1]}
    family |= {
        "email": contacts("lilja")["email"] + " @",
        "phone": contacts("lilja")["phone"] + "x",
    }
    files["users"][1] = family
    files["users"].append({**family, "enabledUser": contacts("anna")["home"]})
    files["demographics"][0] = {
        **files["demographics"][0],
        "birthDate": f"{HIDDEN['onni'][0]} 2014",
    }
    return str(writing.package(folder / "roster.zip", files, mode="bulk"))


def sound_package(folder: Path) -> str:
    files: Any = writing.bundle(learners=2)
    named = {"givenName": _LILJA[0], "familyName": _LILJA[1], "email": contacts("lilja")["email"]}
    files["users"][1] = {**files["users"][1], **named}
    return str(writing.package(folder / "sound.zip", files, mode="bulk"))


def plan(folder: Path) -> str:
    file = folder / "week.csv"
    rows = (
        "ma;8.15;9.00;Q7;matematiikka;Tessa Opetaja;",
        "ma;9.15;10.00;;matematiikka;Opettaja;",
        "xx;9.15;10.00;7B;MA;salaq;",
    )
    header = "viikonpäivä;alkaa;päättyy;ryhmä;oppiaine;opettaja;tila"
    file.write_text("\n".join([header, *rows]), encoding="utf-8")
    return str(file)


def register(folder: Path) -> str:
    file = folder / "register.json"
    branch = {"oid": "1.2.246.562.10.1", "nimi": {"fi": "Koivula"}, "tyypit": ["x"], "children": []}
    file.write_text(json.dumps({"numHits": 1, "organisaatiot": [branch]}), encoding="utf-8")
    return str(file)


def commands(folder: Path) -> Iterator[list[str]]:
    yield ["doctor", "--port", "1"]
    yield ["demo", "people"]
    yield ["demo", "people", "--json"]
    for what in ("password", "close", "open"):
        for email in ("anna@konto.example.fi", "nobody@konto.example.fi"):
            yield ["user", what, email, "--password-from", "PASSWORD"]
    yield ["user", "add", "tessa@konto.example.fi", "--password-from", "PASSWORD"]
    appoint = ["user", "appoint", "uusi@example.fi", "--name", "Tessa Opettaja"]
    yield [*appoint, "--municipality", "koivula", "--role", "principal", "--school", SCHOOL]
    yield [*appoint, "--municipality", "koivula", "--role", "teacher", "--school", "Ei mikään"]
    for file in (package(folder), sound_package(folder)):
        for more in ([], ["--school", SCHOOL]):
            yield ["import", "oneroster", file, "--into", "koivula", "--dry-run", *more]
    yield ["import", "oneroster", sound_package(folder), "--into", "koivula"]
    yield ["import", "plan", plan(folder), "--into", "koivula", "--school", SCHOOL]
    yield ["import", "organisations", register(folder), "--dry-run"]
    for who in ("staff", "guardians"):
        for how in ("--dry-run", "--print"):
            yield ["invite", who, "--into", "koivula", "--school", SCHOOL, how]


def test_no_command_tells_of_the_protected(surroundings: dict[str, str], tmp_path: Path) -> None:
    hits, answers = [], 0
    for command in commands(tmp_path):
        code, output = said(surroundings, *command)
        assert output, command
        assert b"Traceback" not in output, output.decode()
        assert code in {0, 1, 2}, command
        answers += 1
        asked = " ".join(command)
        canaries = [one for one in (*CONTACTS, *NAMES) if one not in asked]
        hits += [f"{asked}: {one}" for one in found(output, canaries)]
    assert answers > 20
    assert not hits, "\n".join(hits)


def test_the_canary_is_found_where_a_command_may_say_it(surroundings: dict[str, str]) -> None:
    """The control: a name that the command repeats because it was given."""
    _, output = said(surroundings, "user", "close", contacts("anna")["email"])
    assert found(output, [contacts("anna")["email"]])
