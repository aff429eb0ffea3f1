"""Pages that need no right of a municipality, and methods that no page answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from digione.config.checks.routes import Route, routes
from digione.foundation.tenancy import uuid7

from .cast import ASKERS, CAST, GONE, NOBODY, SLUGS, actor_in
from .routes import API, WAYS, Way, has_role
from .world import World

ALL_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_KEY: Final = {"uidb36": "1", "key": "a-b"}


@dataclass(frozen=True, slots=True)
class Opening:
    """What nobody, and what anybody with a role, is answered by GET and POST of nothing."""

    nobody: tuple[int, int]
    known: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Question:
    asker: str
    method: str
    address: str
    right: set[int]


# 302 of an unknown reader leads to the sign-in page, of a known one to the start page or to the
# page that asks for the password again; POST of nothing is a form that says what is missing.
OPENINGS: Final = {
    "ui:language": Opening((405, 303), (405, 303)),
    "ui:scheme": Opening((405, 303), (405, 303)),
    "ui:gallery": Opening((200, 200), (200, 200)),
    "ui:composition": Opening((404, 404), (404, 404)),
    "home:desk": Opening((302, 302), (200, 405)),
    "home:wear": Opening((302, 302), (405, 303)),
    "demo": Opening((200, 200), (200, 200)),
    "demo_sign_in": Opening((405, 404), (405, 404)),
    "account_invitation": Opening((410, 410), (410, 410)),
    "account_login": Opening((200, 200), (302, 302)),
    "account_logout": Opening((302, 302), (200, 302)),
    "account_inactive": Opening((200, 405), (200, 405)),
    "account_signup": Opening((200, 200), (302, 302)),
    "account_reset_password": Opening((200, 200), (200, 200)),
    "account_reset_password_done": Opening((200, 405), (200, 405)),
    "account_reset_password_from_key": Opening((200, 200), (200, 200)),
    "account_reset_password_from_key_done": Opening((200, 405), (200, 405)),
    "mfa_login_webauthn": Opening((302, 302), (302, 302)),
    "mfa_authenticate": Opening((302, 302), (302, 302)),
}
# Own settings, by GET and POST of nothing: whoever is not signed in is sent to sign in. The cast
# has no password, so it is sent on to choose one, may prove nothing anew (403), and owns no factor
# and no codes that could be shown, changed or taken away (404).
OWN: Final = {
    "account_change_password": (302, 302),
    "account_set_password": (200, 200),
    "account_reauthenticate": (403, 403),
    "mfa_index": (200, 405),
    "mfa_reauthenticate": (403, 403),
    "mfa_activate_totp": (200, 200),
    "mfa_deactivate_totp": (404, 404),
    "mfa_view_recovery_codes": (404, 405),
    "mfa_generate_recovery_codes": (200, 200),
    "mfa_download_recovery_codes": (404, 404),
    "mfa_list_webauthn": (200, 405),
    "mfa_add_webauthn": (200, 200),
    "mfa_reauthenticate_webauthn": (403, 403),
    "mfa_remove_webauthn": (404, 404),
    "mfa_edit_webauthn": (404, 404),
    "usersessions_list": (200, 302),
}
_PARTS: Final[dict[str, dict[str, Any]]] = {
    "ui:composition": {"name": "none"},
    "demo_sign_in": {"account_id": uuid7()},
    "account_invitation": {"provider": SLUGS[7], "code": "none"},
    "account_reset_password_from_key": _KEY,
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
}


def one_of_each() -> tuple[str, ...]:
    """Who is nobody, who has no role any more, and one person of every set of roles."""
    roles = {CAST[asker].roles: asker for asker in reversed(ASKERS) if asker != NOBODY}
    return NOBODY, *sorted({*GONE, *roles.values(), "majken"})


def undeclared() -> set[str]:
    """Routes of the resolver that no table of these tests names, and names of no route."""
    declared = {way.route for way in WAYS} | set(OPENINGS) | set(OWN)
    return {_name(route) for route in routes()} ^ declared


def _name(route: Route) -> str:
    spaces = {
        "digione.foundation.ui": "ui",
        "digione.desks.home": "home",
        "digione.desks.deeds": "deeds",
        "digione.school.attendance.views": "attendance",
        "digione.school.enrolment.views": "enrolment",
        "digione.connectors.organisaatiopalvelu": "organisaatiopalvelu",
    }
    if "/api/v1/" in route.pattern:
        return f"{API}{'marks' if route.pattern.endswith('/marks') else 'register'}"
    for module, space in spaces.items():
        if route.view.__module__.startswith(module):
            return f"{space}:{route.name}"
    return route.name


def opening_cells() -> Iterator[Question]:
    """Open pages and own settings, asked by everybody for nothing in particular."""
    for route in (*OPENINGS, *sorted(OWN)):
        address = reverse(route, kwargs=_PARTS.get(route))
        for asker in one_of_each():
            for method in ("GET", "POST"):
                yield Question(asker, method, address, right(route, asker, method))


def right(route: str, asker: str, method: str) -> set[int]:
    place = 0 if method == "GET" else 1
    if asker in GONE:
        return {302}  # signed out, and told why
    if route in OWN:
        return {302 if asker == NOBODY else OWN[route][place]}
    opening = OPENINGS[route]
    return {(opening.nobody if asker == NOBODY else opening.known)[place]}


def unanswered(world: World) -> Iterator[Question]:
    """Methods that a municipality's page does not have, asked by everybody."""
    seen: set[str] = set()
    for way in WAYS:
        if way.route not in seen:
            seen.add(way.route)
            known = {one.method for one in WAYS if one.route == way.route}
            for method in sorted(set(ALL_METHODS) - known):
                for asker in one_of_each():
                    address = way.address(world, SLUGS[7], _first(world, way))
                    yield Question(asker, method, address, {_without(way, asker)})


def _first(world: World, way: Way) -> str:
    return next(iter(world.things[way.kind]), "-") if way.kind != "-" else "-"


def _without(way: Way, asker: str) -> int:
    if asker == NOBODY:
        return 401 if way.route.startswith(API) else 302
    actor = actor_in(asker, 7)
    if actor is None:
        return 404
    return 405 if way.route.startswith(API) or has_role(way, actor) else 403
