"""DigiOne's own PostgreSQL: made, started, found again and stopped."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from digione.config import environment
from digione.config.refusal import Refusal

from .binaries import programs
from .launching import SHARED, Launcher, launcher, within_reach

_PATIENCE = 60  # seconds; recovery after a power cut takes a few
_LIFELINE = ("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=")
_LIVE = ("jit=off", "max_connections=100", "shared_buffers=256MB", "log_parameter_max_length=0")
# Data of tests may be lost: nothing is forced to disk.
_FORGETFUL = (
    *_LIVE,
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "wal_level=minimal",
    "max_wal_senders=0",
)

_children: dict[Path, subprocess.Popen[bytes]] = {}  # servers that this program began


class NotStarted(Refusal):
    """PostgreSQL could not be made or started; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One PostgreSQL server with its data, in one folder."""

    home: Path
    settings: tuple[str, ...] = _LIVE

    @property
    def data(self) -> Path:
        return self.home.resolve() / "data"

    @property
    def log(self) -> Path:
        return self.home / "postgresql.log"

    @property
    def port(self) -> int:
        """Where it listens, or listened last; 0 where it never did."""
        kept = self.home / "port"
        return int(kept.read_text()) if kept.exists() else 0

    def url(self, role: str, database: str) -> str:
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database}"

    def start(self, by: Launcher | None = None) -> None:
        """Makes the data if there are none, mends what an earlier end left, and starts."""
        by = by or launcher(programs(), self.data)
        self._make_home(by)
        if self.is_running():
            return
        if not self.data.exists():
            self._make(by)
        (self.data / "postmaster.pid").unlink(missing_ok=True)  # stale: nobody runs here
        self._launch(by)

    def stop(self) -> None:
        """Ends the sessions and waits until everything is on disk."""
        process = self._process()
        if not process or not self.is_running():
            return
        os.kill(process, signal.SIGINT)
        deadline = time.monotonic() + _PATIENCE
        while self.is_running() and time.monotonic() < deadline:
            time.sleep(0.02)
        _bury(self.data)

    def is_running(self) -> bool:
        """Whether the process named in the data's lock file is alive and works on these data.

        A number alone proves nothing: after a restart of the machine another program has it.
        """
        process = self._process()
        return bool(process) and _works_in(process, self.data)

    def _process(self) -> int:
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n")[0])
        except (FileNotFoundError, ValueError):
            return 0

    def _make_home(self, by: Launcher) -> None:
        self.home.parent.mkdir(parents=True, exist_ok=True)
        if by.account and not self.home.exists() and not within_reach(self.home.parent):
            place = SHARED / hashlib.sha256(str(self.home).encode()).hexdigest()[:16]
            place.mkdir(parents=True, exist_ok=True)
            self.home.symlink_to(place)
        self.home.mkdir(parents=True, exist_ok=True)
        by.give(self.home.resolve())

    def _make(self, by: Launcher) -> None:
        """In a folder aside, so that a broken-off initdb is never taken for a database."""
        unfinished = self.data.with_name("data.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        arguments = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
        arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        with self.log.open("ab") as log:
            making = by.start("initdb", *arguments, "-D", str(unfinished), log=log)
            if making.wait() != 0:
                raise NotStarted(self._explanation("The database could not be made."))
        unfinished.rename(self.data)

    def _launch(self, by: Launcher) -> None:
        port = self._free_port()
        options = [part for setting in self.settings for part in ("-c", setting)]
        with self.log.open("ab") as log:
            server = by.start(
                "postgres", "-D", str(self.data), "-p", str(port), *_LIFELINE, *options, log=log
            )
        _bury(self.data)
        _children[self.data] = server
        self._wait_until_ready(server)
        (self.home / "port").write_text(str(port))

    def _wait_until_ready(self, server: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            if server.poll() is not None:
                raise NotStarted(self._explanation("The database ended at once."))
            if self._says_ready():
                return
            time.sleep(0.02)
        raise NotStarted(self._explanation(f"The database was not ready after {_PATIENCE} s."))

    def _says_ready(self) -> bool:
        try:
            lines = (self.data / "postmaster.pid").read_text().split("\n")
        except FileNotFoundError:
            return False
        return any(line.strip() == "ready" for line in lines)

    def _free_port(self) -> int:
        """The last port again where nobody took it, so that open tools find their server."""
        for port in (self.port, 0):
            with socket.socket() as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    trial.bind(("127.0.0.1", port))
                except OSError:
                    continue
                return int(trial.getsockname()[1])
        raise NotStarted("No free port on this computer.")

    def _explanation(self, what: str) -> str:
        tail = self.log.read_text(errors="replace").strip().split("\n")[-8:]
        return "\n".join(
            [what, f"Its log, {self.log}, ends:", *(f"  {line}" for line in tail), _remedy(tail)]
        )


def _bury(data: Path) -> None:
    """A server that this program began, and that has ended, leaves the table of processes."""
    if child := _children.pop(data, None):
        child.wait()


def _remedy(tail: list[str]) -> str:
    if any("No space left" in line for line in tail):
        return "The disk is full: free some space and start again."
    return "Start again; if it happens again, report it with these lines."


def _works_in(process: int, data: Path) -> bool:
    """PostgreSQL's working folder is its data."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    if not Path("/proc/self/cwd").exists():  # no /proc on macOS: ask for the command's name
        name = subprocess.run(
            ["/bin/ps", "-p", str(process), "-o", "command="],
            capture_output=True,
            text=True,
            check=False,
        )
        return str(data) in name.stdout
    try:
        return Path(f"/proc/{process}/cwd").readlink() == data.resolve()
    except OSError:
        return False


@contextmanager
def running(cluster: Cluster) -> Iterator[Cluster]:
    """The server runs within this block; whoever leaves last stops it."""
    cluster.home.parent.mkdir(parents=True, exist_ok=True)
    with cluster.home.with_suffix(".users").open("w") as users:
        with _alone(cluster):
            cluster.start()
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield cluster
        finally:
            with _alone(cluster):
                if _is_last(users.fileno()):
                    cluster.stop()


@contextmanager
def _alone(cluster: Cluster) -> Iterator[None]:
    """One program at a time starts or stops a server."""
    with cluster.home.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def _is_last(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def live() -> Cluster:
    """The server that keeps the demo, or a small installation's data."""
    return Cluster(environment.var() / "pg")


def forgetful() -> Cluster:
    """The server of the tests."""
    return Cluster(environment.var() / "pg-test", _FORGETFUL)
