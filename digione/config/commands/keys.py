"""`keys rotate`: seal every value anew with the newest key, while everything runs."""

from __future__ import annotations

import argparse

from digione.config import progress
from digione.config.starting.ready import ready

NAME = "keys rotate"
HELP = "Seal every value anew with the newest of SEALING_KEYS; may be interrupted and goes on."


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(given: argparse.Namespace) -> int:
    with ready():
        from digione.foundation.identity import factors
        from digione.foundation.identity.models import Tenant
        from digione.foundation.sealing import newest_key
        from digione.foundation.sealing.rotation import rotate

        for tenant in Tenant.objects.order_by("id"):
            progress.line(tenant.slug, f"{sum(rotate(tenant.id))} values sealed anew")
        progress.line("Accounts", f"{factors.seal_anew()} second factors sealed anew")
        progress.say(f"Everything stands under key {newest_key()}; older keys may go.")
    return 0
