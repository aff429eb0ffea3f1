"""Where the database is, for each of the three who come to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from digione.config import environment

from . import cluster

APP, OWNER, ADMIN = "app_rw", "schema_owner", "postgres"
DATABASE = "digione"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The application's address is always known; the other two only where set-up may happen."""

    app: str
    owner: str
    admin: str

    @property
    def database(self) -> str:
        return urlsplit(self.app).path.lstrip("/")

    @property
    def server(self) -> str:
        """What an error message may say."""
        parts = urlsplit(self.app)
        return f"{parts.hostname}:{parts.port or 5432}"

    def of(self, database: str) -> Addresses:
        """The same server, another database."""
        return Addresses(_moved(self.app, database), _moved(self.owner, database), self.admin)


def is_ours() -> bool:
    """No server is named, so DigiOne runs its own."""
    return not environment.read("DATABASE_URL")


def addresses() -> Addresses:
    if not is_ours():
        return Addresses(
            _checked("DATABASE_URL"), _checked("DATABASE_OWNER_URL"), _checked("DATABASE_ADMIN_URL")
        )
    return of_cluster(cluster.live())


def of_cluster(server: cluster.Cluster) -> Addresses:
    return Addresses(
        app=server.url(APP, DATABASE),
        owner=server.url(OWNER, DATABASE),
        admin=server.url(ADMIN, ADMIN),
    )


def for_django(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }


def _checked(name: str) -> str:
    url = environment.read(name)
    if url and urlsplit(url).scheme not in {"postgresql", "postgres"}:
        raise environment.BadSetting(f"{name} must begin with postgresql:// .")
    if url and not urlsplit(url).path.strip("/"):
        raise environment.BadSetting(f"{name} must end with the name of the database.")
    return url


def _moved(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}")) if url else ""
