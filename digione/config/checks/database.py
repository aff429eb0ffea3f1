"""The application's role owns nothing, and every tenant table stands behind its wall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

_ROLE: Final = """
    SELECT rolsuper OR rolbypassrls, (SELECT count(*) FROM pg_class WHERE relowner = r.oid),
           (SELECT count(*) FROM pg_auth_members WHERE member = r.oid)
    FROM pg_roles r WHERE rolname = current_user
"""
# Tables with tenant_id that lack row security, its force, or exactly the one policy.
_UNWALLED: Final = """
    SELECT c.relname FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
    AND (NOT c.relrowsecurity OR NOT c.relforcerowsecurity
         OR (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid) <> 1
         OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive
             AND p.polcmd = '*' AND pg_get_expr(p.polqual, c.oid) LIKE '%wall.tenant()%'
             AND pg_get_expr(p.polqual, c.oid) = pg_get_expr(p.polwithcheck, c.oid)))
    ORDER BY 1
"""


@register(Tags.database)
def the_application_owns_nothing(
    app_configs: object = None, databases: Sequence[str] | None = None, **_: object
) -> list[CheckMessage]:
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_ROLE)
        above_the_wall, owned, memberships = cursor.fetchone()
    if not (above_the_wall or owned or memberships):
        return []
    return [
        Error(
            "The database role of the application could pass the wall.",
            hint="DATABASE_URL must name app_rw: no superuser, no owner, no member of a role.",
            id="digione.E005",
        )
    ]


@register(Tags.database)
def every_tenant_table_is_walled(
    app_configs: object = None, databases: Sequence[str] | None = None, **_: object
) -> list[CheckMessage]:
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_UNWALLED)
        tables = [table for (table,) in cursor.fetchall()]
    return [
        Error(f"{table} stands without its wall.", hint="Run the migrations.", id="digione.E006")
        for table in tables
    ]
