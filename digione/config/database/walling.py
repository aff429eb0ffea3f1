"""Roles, the wall between tenants and its signing key: what a new database needs first."""

from __future__ import annotations

import hmac
import time
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from digione.config import environment
from digione.config.refusal import Refusal

from . import keys
from .addresses import APP, OWNER, Addresses

WALL = environment.ROOT / "digione/foundation/tenancy/wall.sql"
_BLOCK = 64  # bytes of a SHA-256 block


class NeedsAdministrator(Refusal):
    """Something is missing that only the server's administrator may add."""


def pads(secret: bytes) -> tuple[bytes, bytes]:
    """The two keys of HMAC-SHA256, precomputed so that the database needs sha256() alone."""
    if len(secret) > _BLOCK:
        raise ValueError("a longer secret would have to be hashed first")
    key = secret.ljust(_BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in key), bytes(b ^ 0x5C for b in key)


def build(at: Addresses) -> bool:
    """Makes the database, its roles, its wall and the key where they are missing."""
    if not at.admin:
        raise NeedsAdministrator(instructions(at))
    made = _make_database(at)
    with psycopg.connect(at.admin, dbname=at.database) as database:
        if not exists(database, "to_regprocedure('wall.tenant()')"):
            database.execute(WALL.read_bytes())
            _set_passwords(database, at)
            made = True
        return install_key(database) or made


def install_key(database: psycopg.Connection) -> bool:
    """As server-side parameters: the key stays out of statement texts and logs."""
    new = database.execute(
        "INSERT INTO wall.signing_key VALUES (%s, %s, %s) ON CONFLICT DO NOTHING RETURNING key_id",
        [environment.number("WALL_KEY_ID"), *pads(keys.secret_bytes("WALL_SECRET"))],
    )
    return new.fetchone() is not None


def holds(database: psycopg.Connection) -> bool:
    """Whether the wall stands and knows our key: a context that we sign is believed."""
    body = f"{environment.number('WALL_KEY_ID')}|1|-|-|{int(time.time()) + 60}"
    signature = hmac.new(keys.secret_bytes("WALL_SECRET"), body.encode(), "sha256").hexdigest()
    if not exists(database, "to_regprocedure('wall.tenant()')"):
        return False
    try:
        with database.transaction():
            database.execute("SELECT set_config('app.ctx', %s, true)", [f"{body}|{signature}"])
            (tenant,) = database.execute("SELECT wall.tenant()").fetchone() or (None,)
    except psycopg.errors.InsufficientPrivilege:
        return False
    return bool(tenant)


def exists(database: psycopg.Connection, thing: str) -> bool:
    (found,) = database.execute(f"SELECT {thing} IS NOT NULL".encode()).fetchone() or (False,)
    return bool(found)


def instructions(at: Addresses) -> str:
    """What the administrator runs where we may not."""
    file = environment.var() / "set-up.sql"
    file.touch(mode=0o600)
    file.write_text(f"{WALL.read_text()}\n{_key_statement()}\n")
    return "\n".join(
        [
            f"The database {at.database} at {at.server} has no wall between tenants yet. Either",
            "give DATABASE_ADMIN_URL and start again, or let its administrator run this file,",
            "which holds the signing key and so is readable by you alone:",
            f"  psql -c 'CREATE DATABASE {at.database}'   (where it is not there yet)",
            f'  psql --set ON_ERROR_STOP=1 --single-transaction -d {at.database} -f "{file}"',
            "After it the roles sign in with passwords that the administrator gives them:",
            *(f"  ALTER ROLE {role} PASSWORD '…';" for role in (APP, OWNER)),
            "What the file holds, without the key:",
            "",
            WALL.read_text(),
        ]
    )


def _key_statement() -> str:
    inner, outer = pads(keys.secret_bytes("WALL_SECRET"))
    return (
        f"INSERT INTO wall.signing_key VALUES ({environment.number('WALL_KEY_ID')},"  # noqa: S608
        f" '\\x{inner.hex()}', '\\x{outer.hex()}') ON CONFLICT DO NOTHING;"
    )


def _make_database(at: Addresses) -> bool:
    with psycopg.connect(at.admin, autocommit=True) as server:
        known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [at.database])
        if known.fetchone():
            return False
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(at.database)))
        return True


def _set_passwords(database: psycopg.Connection, at: Addresses) -> None:
    """The roles are new: they get the passwords that the addresses name."""
    for role, url in ((APP, at.app), (OWNER, at.owner)):
        if password := urlsplit(url).password:
            database.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                    sql.Identifier(role), sql.Literal(unquote(password))
                )
            )
