"""Municipalities as commands name them."""

from __future__ import annotations

from digione.foundation.identity.models import Tenant


class Unknown(ValueError):
    """There is no such municipality; the message says which there are."""


def number_of(slug: str) -> int:
    ids = dict(Tenant.objects.values_list("slug", "id"))
    if slug not in ids:
        known = ", ".join(sorted(ids)) or "none yet: import organisations makes them"
        raise Unknown(f"There is no municipality {slug}. There are: {known}.")
    return ids[slug]
