"""`demo people`: who lives in the demo, and the address that signs each of them in."""

from __future__ import annotations

import argparse
import json
from typing import Any

import django

from digione.config import progress

from .demo_load import require_demo

NAME = "demo people"
HELP = "List the demo's named people with their roles and the address that signs each one in."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")


def run(given: argparse.Namespace) -> int:
    require_demo()
    django.setup()
    people = _people()
    if given.json:
        progress.say(json.dumps(people, ensure_ascii=False, indent=1))
        return 0
    for person in people:
        roles = "; ".join(
            f"{tie['municipality']}: {', '.join(tie['roles'])}" for tie in person["ties"]
        )
        progress.say(
            f"{person['name']:<18}{roles}\n{'':<18}{person['about']}\n{'':<18}{person['path']}"
        )
    return 0


def _people() -> list[dict[str, Any]]:
    from digione.config.demo.people import PEOPLE

    return [
        {
            "key": named.key,
            "name": named.name,
            "about": named.about,
            "email": named.email,
            "language": named.language,
            "account": str(named.account_id),
            "path": named.sign_in,
            "method": "POST",
            "ties": [
                {
                    "municipality": town,
                    "roles": [str(role) for role in roles],
                    "person": str(named.person_id(town)),
                }
                for town, roles in named.ties
            ],
        }
        for named in PEOPLE.values()
    ]
