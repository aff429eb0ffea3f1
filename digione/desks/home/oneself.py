"""What the frame says of its reader: the name, and whether the list of deeds is theirs to read.

Asked once a session, for every page shows it; an account itself knows no name.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from digione.foundation.access import Actor, Request, Role, acting
from digione.school.people import public as people

_KEPT_AS: Final = "own"


@dataclass(frozen=True, slots=True)
class Oneself:
    name: str
    call_name: str
    sees_deeds: bool


def oneself(request: Request) -> Oneself:
    """The e-mail address stands for the name where a refused page can ask nothing any more."""
    kept = request.session.get(_KEPT_AS)
    if kept is None:
        if not request.actors or transaction.get_rollback():
            return Oneself(request.user.get_username(), "", sees_deeds=False)
        kept = request.session[_KEPT_AS] = _asked(request)
    return Oneself(*kept)


def _asked(request: Request) -> tuple[str, str, bool]:
    within = hasattr(request, "actor")
    actor = request.actor if within else request.actors[0]
    with nullcontext() if within else acting(actor):
        own = people.names_of(actor, [actor.person_id]).get(actor.person_id)
        return str(own or ""), own.call_name if own else "", _sees_deeds(actor)


def _sees_deeds(actor: Actor) -> bool:
    """A guardian does; a learner from an age that `people` knows."""
    if Role.GUARDIAN in actor.roles:
        return True
    return Role.LEARNER in actor.roles and people.may_see_deeds(actor, actor.person_id)
