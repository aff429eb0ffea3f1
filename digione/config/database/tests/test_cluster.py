"""An own PostgreSQL starts, stops, and gets over what went wrong before."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from digione.config.database import binaries, cluster, launching
from digione.config.database.cluster import Cluster

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Cluster]:
    own = Cluster(tmp_path / "pg", cluster.forgetful().settings)
    yield own
    own.stop()
    if own.home.is_symlink():  # beside the private folders, for another user's server
        shutil.rmtree(own.home.resolve())


def answers(server: Cluster) -> bool:
    with psycopg.connect(server.url("postgres", "postgres")) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_it_starts_stops_and_starts_again_on_the_same_port(server: Cluster) -> None:
    server.start()
    port = server.port
    assert answers(server)
    server.stop()
    assert not server.is_running()
    server.start()
    assert (server.port, answers(server)) == (port, True)


def test_a_taken_port_is_left_to_who_has_it(server: Cluster) -> None:
    server.start()
    server.stop()
    with socket.create_server(("127.0.0.1", server.port)):
        server.start()
        assert answers(server)


def test_a_server_that_runs_is_used(server: Cluster) -> None:
    server.start()
    again = Cluster(server.home)
    again.start()
    assert again.port == server.port


def test_a_broken_off_beginning_is_begun_again(server: Cluster) -> None:
    unfinished = server.home / "data.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18")
    server.start()
    assert answers(server)


@pytest.mark.parametrize("process", [1, 4_000_000])
def test_a_stale_lock_of_another_program_is_no_hindrance(server: Cluster, process: int) -> None:
    server.start()
    server.stop()
    (server.data / "postmaster.pid").write_text(f"{process}\n{server.data}\n0\n5432\n")
    assert not server.is_running()
    server.start()
    assert answers(server)


def test_after_a_hard_end_it_recovers(server: Cluster) -> None:
    server = replace(server, settings=cluster.live().settings)
    server.start()
    with psycopg.connect(server.url("postgres", "postgres")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    process = int((server.data / "postmaster.pid").read_text().split("\n")[0])
    os.kill(process, signal.SIGKILL)
    while server.is_running():
        time.sleep(0.01)
    server.start()
    with psycopg.connect(server.url("postgres", "postgres")) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_failure_is_explained_with_the_end_of_the_log(server: Cluster) -> None:
    server.start()
    server.stop()
    (server.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(cluster.NotStarted, match="incompatible with server"):
        server.start()


def test_who_leaves_last_stops_it(server: Cluster) -> None:
    with cluster.running(server):
        with cluster.running(server):
            assert answers(server)
        assert answers(server)
    assert not server.is_running()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_where_namespaces_are_forbidden_nobody_runs_it(server: Cluster) -> None:
    server.start(launching.as_nobody(binaries.programs()))
    assert answers(server)
    assert server.data.stat().st_uid != 0
    assert launching.launcher(binaries.programs(), server.data).account == "nobody"


def test_its_data_are_private(server: Cluster) -> None:
    server.start()
    assert stat.S_IMODE(server.data.stat().st_mode) == 0o700
