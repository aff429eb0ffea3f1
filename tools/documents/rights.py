"""Who may do what, printed from the rooms' policies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from digione.foundation.access.policy import May, Policy

Table = dict[str, dict[str, list[str]]]


def table_of(policy: Policy) -> Table:
    """Permission, role, and the reaches within which the role has it."""
    table: Table = defaultdict(lambda: defaultdict(list))
    for row in policy.rows:
        for permission in row.do:
            table[str(permission)][str(row.role)].append(reach_of(row))
    return table


def reach_of(row: May) -> str:
    """`own_children` reads as it is written in the policy."""
    return getattr(row.within, "__name__", type(row.within).__name__).replace("_", " ")


def markdown(policy: Policy) -> str:
    lines = ["| may | who | within |", "|---|---|---|"]
    for permission, roles in sorted(table_of(policy).items()):
        for role, reaches in sorted(roles.items()):
            lines.append(f"| `{permission}` | {role} | {', '.join(sorted(set(reaches)))} |")
    return "\n".join(lines)


def document(policies: Mapping[str, Policy]) -> str:
    parts = [
        "# Who may do what",
        "",
        (
            "Printed from each room's `policy.py` by `python -m tools.documents`. What is not "
            "listed is refused. A thing out of reach answers like a thing that is not there."
        ),
    ]
    for room, policy in sorted(policies.items()):
        parts += ["", f"## {room}", "", markdown(policy)]
    return "\n".join(parts) + "\n"
