"""What an import did to one kind of thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from digione.connectors.oneroster.staging import ask, run
from digione.foundation import clock
from digione.foundation.tenancy import current_tenant

SOURCE: Final = "oneroster"
_OWN_UUID7: Final = 180_000


@dataclass(slots=True)
class Count:
    """`ending` were in force here and are no longer, out of `in_force`."""

    new: int = 0
    changed: int = 0
    same: int = 0
    ending: int = 0
    in_force: int = 0


def values(**more: Any) -> dict[str, Any]:
    return {"tenant": current_tenant(), "today": clock.today(), "source": SOURCE, **more}


def new_id() -> str:
    """Identifiers in the order of time where the server can make them."""
    return (
        "uuidv7()"
        if connection.connection.info.server_version >= _OWN_UUID7
        else "gen_random_uuid()"
    )


def merge(
    count: Count,
    *,
    wanted: str,
    insert: str,
    update: str,
    who: tuple[str, str] | None = None,
    **more: Any,
) -> Count:
    """Changes what differs, then adds what is new; what is the same is not touched.

    `who` names the person's column in the update and in the insert, for the audit.
    """
    given = values(**more)
    count.changed = _noted(update, who and who[0], given)
    count.new = _noted(insert.replace("{id}", new_id()), who and who[1], given)
    (number,) = ask(f"SELECT count(*) FROM {wanted}")[0]
    count.same = max(0, number - count.new - count.changed)
    return count


def _noted(statement: str, person: str | None, given: dict[str, Any]) -> int:
    if person is None:
        return run(statement, given)
    noted = f"WITH done (person_id) AS ({statement} RETURNING {person})"
    return run(f"{noted} INSERT INTO or_touched SELECT person_id FROM done", given)
