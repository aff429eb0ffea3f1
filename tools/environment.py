"""The Python environment in `.venv`, made from a hashed lock with the standard library alone.

Old Pythons read this file too, to say what to do: it keeps to their syntax.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


class CannotPrepare(Exception):
    """The environment cannot be made; the message says what to do."""


def ensure_python() -> None:
    """Goes on under a newer Python where this one is too old and a newer one is there."""
    if sys.version_info >= OLDEST:
        return
    for name in NEWER:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])
    raise CannotPrepare(too_old(sys.version_info[:2], sys.platform))


def too_old(version: tuple[int, ...], platform: str) -> str:
    remedy = {
        "darwin": "Install it from https://www.python.org/downloads/ or with: brew install python",
        "win32": "Install it from https://www.python.org/downloads/",
    }.get(platform, "Install it, for example: apt install python3.11 python3.11-venv")
    return (
        "DigiOne needs Python {}.{} or newer, and this is {}.{}.\n"
        "{}\nThen start again: the newer Python is found by itself."
    ).format(*OLDEST, *version, remedy)


class Environment:
    """One virtual environment and the memory of which locks lie in it."""

    def __init__(self, home: Path = ROOT / ".venv", uv_lock: Path = ROOT / "tools/uv.txt") -> None:
        self.home = home
        self.uv_lock = uv_lock
        self.marker = home / "digione-locks.json"

    @property
    def python(self) -> Path:
        return self.home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def is_borrowed(self) -> bool:
        """A link leads to an environment that is somebody else's to change."""
        return self.home.is_symlink()

    def holds(self, *locks: Path) -> bool:
        """Whether one of the locks, as it is now, has been installed here."""
        if self.is_borrowed:
            return True
        installed = self._installed()
        return self._works() and any(installed.get(k.name) == digest(k) for k in locks)

    def install(self, lock: Path) -> None:
        """Adds what the lock names and takes nothing away."""
        if not self._works():
            self._make()
        self._install_with_uv_or_pip(lock)
        self.marker.write_text(json.dumps(dict(self._installed(), **{lock.name: digest(lock)})))

    def _installed(self) -> dict[str, str]:
        try:
            found = json.loads(self.marker.read_text())
        except (OSError, ValueError):
            return {}
        return dict(found)

    def _works(self) -> bool:
        """A folder alone is not enough: a first try may have been broken off."""
        if not self.python.exists():
            return False
        wanted = f"import sys; sys.exit(sys.version_info < {OLDEST!r})"
        return _quietly([str(self.python), "-c", wanted]) == ""

    def _make(self) -> None:
        if self.home.exists():
            shutil.rmtree(str(self.home))
        trouble = _quietly([sys.executable, "-m", "venv", str(self.home)])
        if not trouble:
            return
        bare = _quietly([sys.executable, "-m", "venv", "--without-pip", str(self.home)])
        if bare or not shutil.which("uv"):
            shutil.rmtree(str(self.home), ignore_errors=True)
            raise CannotPrepare(no_venv(sys.version_info[:2], trouble))

    def _install_with_uv_or_pip(self, lock: Path) -> None:
        uv = self._uv()
        trouble = uv and _quietly(
            [uv, "pip", "install", "--quiet", "--require-hashes", "-r", str(lock)],
            VIRTUAL_ENV=str(self.home),
        )
        if uv and not trouble:
            return
        pip_trouble = self._pip("-r", str(lock))
        if pip_trouble:
            raise CannotPrepare(not_installed(trouble or pip_trouble))

    def _uv(self) -> str:
        """The path of ours, else of one that the computer has, else nothing."""
        own = self.python.parent / ("uv.exe" if os.name == "nt" else "uv")
        if own.exists() or not self._pip("-r", str(self.uv_lock)):
            return str(own)
        return shutil.which("uv") or ""

    def _pip(self, *what: str) -> str:
        pip = [str(self.python), "-m", "pip", "--disable-pip-version-check", "--quiet"]
        return _quietly([*pip, "install", "--require-hashes", *what])


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def no_venv(version: tuple[int, ...], trouble: str) -> str:
    return (
        "This Python cannot make virtual environments.\n"
        "On Debian and Ubuntu: apt install python3-venv (or python{}.{}-venv)\n"
        "Then start again. What it said:\n{}"
    ).format(*version, _tail(trouble))


def not_installed(trouble: str) -> str:
    if "No space left" in trouble:
        return "The disk is full. Free about 1 GB and start again: what is done already is kept."
    return (
        "The packages could not be installed. If there is no way to https://pypi.org from here,\n"
        "name an index of your own in PIP_INDEX_URL (and UV_INDEX_URL), then start again: what\n"
        f"is done already is kept. What was said:\n{_tail(trouble)}"
    )


def _tail(text: str) -> str:
    return "\n".join("  " + line for line in text.strip().split("\n")[-8:])


def _quietly(command: list[str], **more: str) -> str:
    """What a failing command said; nothing where it did well."""
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=dict(os.environ, **more),
        check=False,
    )
    said = done.stdout.decode("utf-8", "replace")
    return (said or f"exit code {done.returncode}") if done.returncode else ""


def prepare(*locks: str) -> Path:
    """The Python of an environment that holds the first of the locks, or a wider one."""
    files = [ROOT / lock for lock in locks]
    environment = Environment()
    if not environment.holds(*files):
        begun = time.monotonic()
        say("Environment", "installing packages into .venv (once, about half a minute) …")
        environment.install(files[0])
        say("Environment", f"ready ({time.monotonic() - begun:.0f} s)")
    return environment.python


def say(step: str, what: str) -> None:
    sys.stdout.write(f"{step:<14}{what}\n")
    sys.stdout.flush()


def run(locks: tuple[str, ...], *command: str) -> None:
    """Makes sure of Python and environment, then becomes the command."""
    try:
        ensure_python()
        python = str(prepare(*locks))
    except CannotPrepare as trouble:
        sys.exit(str(trouble))
    except OSError as trouble:
        sys.exit(not_installed(str(trouble)))
    except KeyboardInterrupt:
        sys.exit("Stopped. What is done already is kept; start again at any time.")
    os.chdir(str(ROOT))
    if os.name == "nt":
        sys.exit(subprocess.call([python, *command]))
    os.execv(python, [python, *command])
