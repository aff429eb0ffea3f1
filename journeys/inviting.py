"""The school office invites a guardian, as its own page will: python -m journeys.inviting."""

from __future__ import annotations

import sys
from uuid import UUID

from digione.config.starting.ready import ready


def main(municipality: str, guardian: str) -> None:
    # Models need Django set up, which `ready` has done only now.
    from digione.foundation.access import acting, operator  # noqa: PLC0415
    from digione.foundation.identity.models import Tenant  # noqa: PLC0415
    from digione.school.people import public as people  # noqa: PLC0415

    tenant = Tenant.objects.get(slug=municipality)
    with acting(operator(tenant.id, "operator:invite")) as actor:
        people.invite_guardian(actor, guardian_id=UUID(guardian))


if __name__ == "__main__":
    with ready():
        main(*sys.argv[1:])
