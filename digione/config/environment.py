"""Every variable of the environment that DigiOne reads, with its default and its meaning."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from .refusal import BAD_INPUT, Refusal

ROOT = Path(__file__).parents[2]
_MODES = ("demo", "production")
_WORLDLY = ("DIGIONE_HOSTS", "DIGIONE_ADDRESS", "DIGIONE_SMTP")
_HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})
_PORT = re.compile(r":\d+$")


class BadSetting(Refusal):
    """A variable of the environment holds what cannot be used."""

    exit_code = BAD_INPUT


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    default: str
    meaning: str
    secret: bool = False


VARIABLES = {
    variable.name: variable
    for variable in (
        Variable(
            "DATABASE_URL",
            "",
            "The server and database of the running application, as the role `app_rw`: "
            "`postgresql://app_rw:password@host:5432/digione`. "
            "Empty: DigiOne starts its own PostgreSQL.",
            secret=True,
        ),
        Variable(
            "DATABASE_OWNER_URL",
            "",
            "The same database as the role `schema_owner`; only migrations use it.",
            secret=True,
        ),
        Variable(
            "DATABASE_ADMIN_URL",
            "",
            "The same server as its administrator; only the first set-up uses it, for roles "
            "and wall.",
            secret=True,
        ),
        Variable("DATABASE_POOL", "16", "Connections that one process keeps at most; 0: no pool."),
        Variable(
            "DATABASE_TIMEOUT",
            "15",
            "Seconds after which a statement is broken off. Commands and jobs take 600.",
        ),
        Variable("DATABASE_IS_CITUS", "0", "1 where the tenants are spread over a Citus cluster."),
        Variable(
            "PGBIN", "", "The folder of PostgreSQL's programs, instead of the ones installed."
        ),
        Variable(
            "SECRET_KEY",
            "",
            "Signs sessions and forms. Empty: made once and kept in `var/secrets.json`.",
            secret=True,
        ),
        Variable("WALL_KEY_ID", "1", "The number of the key that signs tenant contexts."),
        Variable(
            "WALL_SECRET",
            "",
            "Signs tenant contexts: 64 hexadecimal digits. Empty: made once and kept in "
            "`var/secrets.json`.",
            secret=True,
        ),
        Variable(
            "SEALING_KEYS",
            "",
            "Encrypt identity codes and protected addresses: `number:64 hexadecimal digits`, "
            "several with commas while keys change. Empty: one, kept in `var/secrets.json`.",
            secret=True,
        ),
        Variable(
            "DIGIONE_MODE",
            "demo",
            "`demo`: invented people, sign-in without a password, this computer only. "
            "`production`: neither. A name, address or mail server of the world is not taken "
            "without it.",
        ),
        Variable(
            "DIGIONE_TODAY",
            "",
            "A fixed day, YYYY-MM-DD, or a fixed moment, YYYY-MM-DDTHH:MM, for demonstrations and "
            "pictures.",
        ),
        Variable(
            "DIGIONE_CLOCK",
            "",
            "`school`: outside school hours the demo's clock stands at 9.20 of the latest school "
            "day, so that there is something to see. `serve` sets it in demo mode.",
        ),
        Variable("DIGIONE_SMTP", "localhost:25", "The mail server, in production."),
        Variable("DIGIONE_MAIL_FROM", "digione@localhost", "The sender of e-mails."),
        Variable("DIGIONE_HOSTS", "localhost,127.0.0.1,[::1]", "Names the site answers to."),
        Variable(
            "DIGIONE_ADDRESS", "http://localhost:8000", "How letters name the site; no slash after."
        ),
        Variable("DIGIONE_VAR", "var", "The folder of what DigiOne writes, from its root."),
        Variable("DIGIONE_WORKERS", "2", "Processes that answer requests."),
        Variable("DIGIONE_THREADS", "4", "Requests that one process answers at once."),
        Variable("DIGIONE_METRICS_PORT", "9464", "The port of `/metrics`; 0: none."),
        Variable("PROMETHEUS_MULTIPROC_DIR", "", "Where the processes gather their metrics."),
    )
}


def read(name: str) -> str:
    """The value of a variable that is listed above."""
    variable = VARIABLES[name]
    return os.environ.get(name) or variable.default


def number(name: str) -> int:
    text = read(name)
    if not text.isdecimal():
        raise BadSetting(f"{name} is {text!r}; it must be a whole number.")
    return int(text)


def var() -> Path:
    """The folder of what DigiOne writes."""
    return ROOT / read("DIGIONE_VAR")


def is_demo() -> bool:
    """Raises `BadSetting` where nobody has said so and something speaks of a real installation.

    What is meant for the world never becomes a demo because one variable was forgotten.
    """
    mode = os.environ.get("DIGIONE_MODE")
    if mode and mode not in _MODES:
        raise BadSetting(f"DIGIONE_MODE is {mode!r}; it must be one of {', '.join(_MODES)}.")
    if not mode and (worldly := [name for name in _WORLDLY if _is_of_the_world(read(name))]):
        raise BadSetting(
            f"{' and '.join(worldly)} name more than this computer, and DIGIONE_MODE is not set. "
            "Set DIGIONE_MODE=production, or DIGIONE_MODE=demo if it is one all the same."
        )
    return read("DIGIONE_MODE") == "demo"


def _is_of_the_world(names: str) -> bool:
    hosts = (_PORT.sub("", name.rpartition("//")[2].strip()) for name in names.split(","))
    return any(host not in _HERE for host in hosts)
