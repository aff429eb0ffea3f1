"""Databases made once and copied: a test begins with tables in a fraction of a second."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from digione.config import environment

from . import addresses, cluster, keys, migrating, walling
from .addresses import Addresses

_TURN = 7_206_001  # the advisory lock of those who make or copy a template


@contextmanager
def test_server() -> Iterator[Addresses]:
    """The server given for tests by its administrator's address, or one of our own."""
    if not addresses.is_ours():
        yield addresses.addresses()
        return
    with cluster.running(cluster.forgetful()) as server:
        yield addresses.of_cluster(server)


def template(at: Addresses) -> str:
    """The name of a database with roles, wall, key and every table; made where it is missing."""
    with _turn(at) as server:
        walled = f"wall_template_{_wall_fingerprint()}"
        if not _known(server, walled):
            _make_walled(server, at.of(f"{walled}_new"), walled)
        name = template_name()
        if not _known(server, name):
            _make_migrated(server, at.of(f"{name}_new"), walled, name)
        return name


def template_name() -> str:
    return f"tpl_{migrating.fingerprint()}_{_wall_fingerprint()}"


def copy(at: Addresses, template: str, name: str) -> Addresses:
    """A database of its own, as the template is."""
    drop(at, name)
    with _turn(at) as server:
        _copy(server, template, name)
    return at.of(name)


def drop(at: Addresses, name: str) -> None:
    with psycopg.connect(at.admin, autocommit=True) as server:
        server.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


@contextmanager
def _turn(at: Addresses) -> Iterator[psycopg.Connection]:
    """Nobody else makes or copies a template meanwhile; test workers begin together."""
    with psycopg.connect(at.admin, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_TURN])
        yield server


def _known(server: psycopg.Connection, name: str) -> bool:
    found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return found.fetchone() is not None


def _wall_fingerprint() -> str:
    secret = keys.secret_bytes("WALL_SECRET")
    return hashlib.sha256(walling.WALL.read_bytes() + secret).hexdigest()[:8]


def _make_walled(server: psycopg.Connection, at: Addresses, name: str) -> None:
    drop(at, at.database)
    walling.build(at)
    _rename(server, at.database, name)


def _make_migrated(server: psycopg.Connection, at: Addresses, walled: str, name: str) -> None:
    """Under another name until it is whole."""
    drop(at, at.database)
    _copy(server, walled, at.database)
    migrating.migrate(at)
    for old in _databases(server, "tpl_"):
        server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))
    _rename(server, at.database, name)


def _rename(server: psycopg.Connection, unfinished: str, name: str) -> None:
    server.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(unfinished), sql.Identifier(name)
        )
    )


def _databases(server: psycopg.Connection, beginning: str) -> list[str]:
    """Whole ones made earlier; an engineer's branches rarely need more than the last."""
    found = server.execute(
        "SELECT datname FROM pg_database"
        " WHERE starts_with(datname, %s) AND right(datname, 4) <> '_new'",
        [beginning],
    )
    return [name for (name,) in found]


def _copy(server: psycopg.Connection, template: str, name: str) -> None:
    server.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
            sql.Identifier(name), sql.Identifier(template)
        )
    )


def demo(at: Addresses, size: str, moment: str) -> str:
    """The name of a database that holds the demo world of a moment; made where it is missing."""
    kind = f"demo_{size}_{re.sub('[^0-9T]', '', moment)}".lower()
    name = f"{kind}_{template(at)[4:12]}_{_world_fingerprint()}"
    with _turn(at) as server:
        if not _known(server, name):
            _make_demo(server, at.of(f"{name}_new"), size, moment)
            for old in _databases(server, f"{kind}_"):
                drop(at, old)
            _rename(server, f"{name}_new", name)
    return name


def _world_fingerprint() -> str:
    digest = hashlib.sha256()
    for file in sorted((environment.ROOT / "digione/config/demo").glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:8]


def _make_demo(server: psycopg.Connection, at: Addresses, size: str, moment: str) -> None:
    drop(at, at.database)
    _copy(server, template_name(), at.database)
    subprocess.run(
        [sys.executable, "-m", "digione", "demo", "load", "--size", size],
        cwd=environment.ROOT,
        env={**os.environ, "DATABASE_URL": at.app, "DIGIONE_TODAY": moment},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    migrating.gather_statistics(at)
