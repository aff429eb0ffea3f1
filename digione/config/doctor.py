"""What may be amiss with an installation, one look each: the remedy, or nothing."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator

import psycopg

from . import environment, messages
from .database import addresses, audit, binaries, cluster, keys, migrating, walling
from .refusal import Refusal
from .starting import ports, stamps

_ROOM = 500 * 2**20
Look = Callable[[], str]


def looks(port: int) -> Iterator[tuple[str, Look]]:
    yield mode(), lambda: ""
    yield "Room on the disk", room
    yield "Secrets", secrets
    if addresses.is_ours():
        yield "PostgreSQL's programs", programs
    yield "Database", database
    yield "Months of the audit", months_ahead
    yield "Messages are compiled", compiled
    yield f"Port {port}", lambda: free_port(port)


def mode() -> str:
    """Said aloud: what protects a demo is that only this computer reaches it."""
    if environment.is_demo():
        return "Mode: demo, for this computer and invented people (DIGIONE_MODE)"
    return "Mode: production (DIGIONE_MODE)"


def room() -> str:
    environment.var().mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(environment.var()).free
    return "" if free > _ROOM else f"Only {free // 2**20} MB are free: make room."


def secrets() -> str:
    """They can be read, and by nobody else."""
    try:
        keys.secret("SECRET_KEY")
        keys.secret_bytes("WALL_SECRET")
        keys.sealing_keys()
    except Refusal as refusal:
        return str(refusal)
    file = environment.var() / "secrets.json"
    if file.exists() and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return f"Others may read {file}: chmod 600 it."
    return ""


def programs() -> str:
    try:
        binaries.programs()
    except Refusal as refusal:
        return str(refusal)
    return ""


def database() -> str:
    at = addresses.addresses()
    if addresses.is_ours() and not cluster.live().is_running():
        return _asleep()
    try:
        with psycopg.connect(at.app, connect_timeout=5) as server:
            return _of_application(server)
    except psycopg.OperationalError as error:
        return f"{at.server} does not answer: {str(error).strip().splitlines()[0]}"


def _asleep() -> str:
    made = cluster.live().data.exists()
    return "" if made else "It is not made yet: python3 run.py makes it."


def _of_application(server: psycopg.Connection) -> str:
    powerful = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    (too_much,) = server.execute(powerful).fetchone() or (True,)
    if too_much:
        return "DATABASE_URL names a role that walls do not hold: it must be app_rw."
    if not walling.holds(server):
        return "The wall is missing or does not know our key: python -m digione migrate."
    return _of_tables()


def _of_tables() -> str:
    wanted, kept = migrating.fingerprint(), stamps.get("tables")
    return "" if kept.endswith(wanted) else "The tables are older: python -m digione migrate."


def months_ahead() -> str:
    """Silent where the look at the database has spoken."""
    at = addresses.addresses()
    try:
        with psycopg.connect(at.app, connect_timeout=5) as server:
            return audit.trouble(server)
    except psycopg.OperationalError:
        return ""


def compiled() -> str:
    missing = [one for one in messages.catalogues() if not messages.is_compiled(one)]
    return f"{len(missing)} are not: python3 run.py compiles them." if missing else ""


def free_port(port: int) -> str:
    return "" if ports.is_free("127.0.0.1", port) else "Taken; DigiOne itself may be running."
