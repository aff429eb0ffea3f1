"""How a program of PostgreSQL is started, which refuses to run as root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO

NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
NOBODY = "nobody"
SHARED = Path("/var/lib/digione")  # for what must not lie in a private folder
_LANGUAGE = {"LC_ALL": "C.UTF-8", "TZ": "UTC"}


@dataclass(frozen=True, slots=True)
class Launcher:
    """Directly, inside a user namespace, or as another user."""

    programs: Path
    prefix: tuple[str, ...] = ()
    account: str | None = None

    def start(self, program: str, *arguments: str, log: IO[bytes]) -> subprocess.Popen[bytes]:
        command = [*self.prefix, str(self.programs / program), *arguments]
        group = pwd.getpwnam(self.account).pw_gid if self.account else None
        return subprocess.Popen(  # a session of its own: Ctrl-C reaches the application first
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, **_LANGUAGE},
            cwd="/",
            user=self.account,
            group=group,
            extra_groups=[] if self.account else None,
            start_new_session=True,
        )

    def give(self, folder: Path) -> None:
        """Makes a folder the property of the user that PostgreSQL runs as."""
        if self.account:
            shutil.chown(folder, self.account)


def launcher(programs: Path, data: Path) -> Launcher:
    """The way that works here. Data that is there already is opened the way it was made."""
    if os.geteuid() != 0:
        return Launcher(programs)
    made_by_root = not data.exists() or data.stat().st_uid == 0
    if made_by_root and namespaces_allowed():
        return Launcher(programs, prefix=NAMESPACE)
    return as_nobody(programs)


def as_nobody(programs: Path) -> Launcher:
    return Launcher(_copy_within_reach(programs), account=NOBODY)


def namespaces_allowed() -> bool:
    """Some containers forbid them."""
    if not shutil.which(NAMESPACE[0]):
        return False
    trial = subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False)
    return trial.returncode == 0


def within_reach(folder: Path) -> bool:
    """Whether everybody may enter the folder; the home of root is closed on most systems."""
    return all(place.stat().st_mode & 0o001 for place in (folder, *folder.parents))


def _copy_within_reach(programs: Path) -> Path:
    """The programs, or a copy of them that `nobody` may read."""
    if within_reach(programs):
        return programs
    tree = programs.parents[1]
    copy = SHARED / f"{tree.name}-{tree.stat().st_mtime_ns}"
    if not copy.exists():
        unfinished = copy.with_suffix(f".{os.getpid()}")
        shutil.copytree(tree, unfinished / tree.name)
        libraries = tree.with_name(f"{tree.name}.libs")  # the wheel's programs look for them there
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name)
        unfinished.rename(copy)
    return copy / tree.name / programs.relative_to(tree)
