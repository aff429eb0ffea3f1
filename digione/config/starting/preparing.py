"""The steps of set-up: database, wall, tables, messages, static files, demo world."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec

import psycopg

from digione.config import environment, messages, progress
from digione.config.database import addresses, audit, cluster, migrating, walling
from digione.config.database.addresses import Addresses
from digione.config.demo.moment import demo_day
from digione.config.refusal import Refusal

from . import stamps
from .unreachable import Unreachable

_OLDEST_SERVER = 150_000
_LOADER = "digione.config.commands.demo_load"
_MISSING = re.compile(r'(role|database) "[^"]*" does not exist')
_ROOM = 500 * 1024 * 1024  # bytes; the demo and its database take half of that


class NoRoom(Refusal):
    """The disk is full."""


@contextmanager
def database() -> Iterator[Addresses]:
    """A server that answers, with roles, wall, key and the tables of this release."""
    _check_room()
    with _server() as at:
        _prepare_wall(at)
        _prepare_tables(at)
        yield at


@contextmanager
def _server() -> Iterator[Addresses]:
    if not addresses.is_ours():
        at = addresses.addresses()
        with progress.step("Database") as step:
            step.what = f"PostgreSQL at {at.server}"
            _check_server(at)
        yield at
        return
    with ExitStack() as until_the_end:
        with progress.step("Database") as step:
            server = until_the_end.enter_context(cluster.running(cluster.live()))
            step.what = f"own PostgreSQL on port {server.port}, for this computer only"
        yield addresses.of_cluster(server)


def _check_room() -> None:
    environment.var().mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(environment.var()).free
    if free < _ROOM:
        raise NoRoom(
            f"The disk of {environment.var()} is nearly full: {free // 2**20} MB are left and "
            f"DigiOne needs {_ROOM // 2**20} MB. Free some space, or name another folder in "
            "DIGIONE_VAR, and start again."
        )


def _check_server(at: Addresses) -> None:
    try:
        with psycopg.connect(at.admin or at.app, connect_timeout=5) as server:
            version = server.info.server_version
    except psycopg.OperationalError as error:
        if not at.admin and _MISSING.search(str(error)):
            raise walling.NeedsAdministrator(walling.instructions(at)) from error
        raise Unreachable.at(at, error) from error
    if version < _OLDEST_SERVER:
        raise Unreachable(f"{at.server} is PostgreSQL {version // 10000}; 15 is the oldest.")


def _identity(at: Addresses) -> str:
    """One very database: made anew, it is another one."""
    with psycopg.connect(at.app, connect_timeout=5) as database:
        oid = database.execute(
            "SELECT oid, (SELECT system_identifier FROM pg_control_system())"
            " FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    return f"{oid}"


def _prepare_wall(at: Addresses) -> None:
    if _wall_stands(at):
        return
    with progress.step("Wall"):
        walling.build(at)
    if not _wall_stands(at):
        raise walling.NeedsAdministrator(
            f"The wall of {at.database} at {at.server} does not know our key: number "
            f"{environment.read('WALL_KEY_ID')} there is another one. Give the WALL_SECRET it was "
            "made with, or a WALL_KEY_ID that is free."
        )


def _wall_stands(at: Addresses) -> bool:
    try:
        with psycopg.connect(at.app, connect_timeout=5) as database:
            return walling.holds(database)
    except psycopg.OperationalError:
        return False


def _prepare_tables(at: Addresses) -> None:
    state = f"{_identity(at)} {migrating.fingerprint()}"
    if stamps.fits("tables", state):
        _prepare_months(at)
        return
    with progress.step("Tables"):
        migrating.migrate(at)
    stamps.put("tables", state)


def _prepare_months(at: Addresses) -> None:
    """Without the owner's address the start goes on: what has no month falls among the rest."""
    with psycopg.connect(at.app, connect_timeout=5) as database:
        trouble = audit.trouble(database)
    if not trouble:
        return
    if not at.owner:
        progress.line("Months", trouble)
        return
    with progress.step("Months") as step:
        step.what = "of the audit made ahead"
        migrating.make_months(at)


def files() -> None:
    """Messages and static files, which need no database."""
    if changed := messages.compile_all():
        progress.line("Messages", f"{changed} catalogues compiled")
    _gather_static_files()


def _gather_static_files() -> None:
    sources = (environment.ROOT / "digione").glob("*/*/static/**/*")
    state = stamps.of_files(file for file in sources if file.is_file())
    if stamps.fits("static", state) and (environment.var() / "static").exists():
        return
    with progress.step("Static files"):
        command = ("collectstatic", "--noinput", "--clear", "--verbosity=0", "--skip-checks")
        done = subprocess.run(
            [sys.executable, environment.ROOT / "manage.py", *command],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            tail = "\n".join(done.stderr.strip().splitlines()[-6:])
            raise Refusal(f"The static files could not be gathered:\n{tail}")
    stamps.put("static", state)


def demo_world(at: Addresses, size: str) -> None:
    """In a process of its own: it leaves its memory behind when it is done.

    Asked for once a day, for the world ends today; `demo load` itself knows what is there already.
    """
    if not environment.is_demo() or size == "none" or not find_spec(_LOADER):
        return
    state = f"{_identity(at)} {size} {demo_day(environment.read('DIGIONE_TODAY'))}"
    if stamps.fits("demo", state):
        return
    progress.line("Demo world", f"{size} is being built (once) …")
    with progress.step("Demo world") as step:
        step.what = f"{size} is ready"
        command = [sys.executable, "-m", "digione", "demo", "load", "--size", size]
        if subprocess.run(command, cwd=environment.ROOT, check=False).returncode != 0:
            raise Refusal(
                "The demo world could not be built; the lines above say why. Start again; if it "
                "happens again, stop, remove the folder var and start from the beginning."
            )
        migrating.gather_statistics(at)
    stamps.put("demo", state)
