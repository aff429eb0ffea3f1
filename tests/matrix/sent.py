"""What a question of the matrix sends: the parts of an address and the fields of a form."""

from __future__ import annotations

from typing import Any, Final

from .world import LAST_WEEK, TODAY, World, absent

Sent = dict[str, Any]
ABSENT: Final = "absent"


def named(world: World, kind: str, thing: str) -> Any:
    return absent() if thing == ABSENT else world.id(kind, thing)


def learner(world: World, thing: str) -> Sent:
    return {"learner_id": named(world, "learner", thing)}


def person(world: World, thing: str) -> Sent:
    return {"person_id": named(world, "person", thing)}


def school(world: World, thing: str) -> Sent:
    return {"school_id": named(world, "school", thing)}


def group(world: World, thing: str) -> Sent:
    return {"group_id": named(world, "group", thing)}


def register(world: World, thing: str) -> Sent:
    day = LAST_WEEK if thing.endswith("last_week") else TODAY
    return {"lesson_id": named(world, "register", thing), "day": day}


_FIRST: Final = {
    "maths": "aino",
    "history": "veeti",
    "english": "aino",
    "art": "yusuf",
    "music": "helmi",
    "bild": "elsa",
    "piilo": "lilja",
}


def one_learner(world: World, thing: str) -> str:
    """Somebody of the lesson's class."""
    return str(world.person(_FIRST.get(thing.split("_", maxsplit=1)[0], "aino")))


def mark(world: World, thing: str) -> Sent:
    return {"learner": one_learner(world, thing), "mark": "late", "minutes": "7"}


def marks(world: World, thing: str) -> Sent:
    learner = one_learner(world, thing)
    return {f"mark-{learner}": "late", f"minutes-{learner}": "9"}


def notes(world: World, thing: str) -> Sent:
    return {"topic": "Kertausta", "homework": "Sivu 12", "version": "1"}


def api_marks(world: World, thing: str) -> Sent:
    mark = {"learner_id": one_learner(world, thing), "status": "late", "minutes": 5}
    return {"marks": [mark]}


def of_today(world: World, thing: str) -> Sent:
    return {"learner": str(named(world, "mark", thing)), "day": str(TODAY)}


def explained(world: World, thing: str) -> Sent:
    return {**of_today(world, thing), "absence_class": "illness"}


def reacted(world: World, thing: str) -> Sent:
    return {**of_today(world, thing), "kind": "called"}


def reported(world: World, thing: str) -> Sent:
    learner = str(named(world, "learner", thing))
    return {"learners": [learner], "when": "today", "absence_class": "illness"}


def changed(world: World, thing: str) -> Sent:
    return {**reported(world, thing), "version": "1"}


def report(world: World, thing: str) -> Sent:
    return {"report_id": absent() if thing == ABSENT else world.reports[thing]}
