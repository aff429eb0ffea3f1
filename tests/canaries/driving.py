"""Asks everything there is about the hidden place, as everyone who may not know it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.test import Client

from tests.matrix import routes
from tests.matrix.openly import one_of_each
from tests.matrix.routes import Cell, Way
from tests.matrix.world import World

from .finding import found
from .place import CONTACTS, HIDDEN, NAMES, PIILO, PLACE, contacts

LANGUAGES: Final = ("fi", "sv", "en")
_MORE: Final = ("mikko", "niko", "kari", "minna", "sari", "kalle", "kaisa")  # of every relation
OUTSIDERS: Final = tuple(dict.fromkeys((*one_of_each(), *_MORE)))
# Ville may know of Lilja, not where she is; the others know the place, not that she is there.
INSIDERS: Final = ("ville", "pulmu", "paavo", "pekka", "seela", "tessa")
_THINGS: Final = {
    "learner": ("lilja", "onni"),
    "person": ("lilja", "anna", "salla"),
    "register": (f"{PIILO}_today",),
    "mark": ("lilja",),
    "report": ("lilja",),
    "school": (PIILO,),
    "group": (PIILO,),
}
# Names, without a place, are shown to the officer, to the secretary who names a learner, and to
# a guardian who may know: each on the pages that are about that person alone.
_LILJA: Final = HIDDEN["lilja"][:2]
_NAMES_SHOWN: Final = {
    "timo": NAMES,
    "ville": _LILJA,
    "seela": (*_LILJA, *HIDDEN["onni"][:2]),
}
# Tessa teaches them beside Salla, of whom she is told nothing.
_SALLA: Final = HIDDEN["salla"][:2]
_ABOUT_ONE: Final = frozenset({"home:learner", "attendance:report", "home:desk"})
_DESK: Final = Way(routes.DESK, "GET", "organisations.school:view", 200)


@dataclass(frozen=True, slots=True)
class Hit:
    where: str
    canary: str

    def __str__(self) -> str:
        return f"{self.where}: {self.canary}"


def forbidden(reader: str, route: str) -> tuple[str, ...]:
    """The canaries that this reader may not meet on this route."""
    if reader == "tessa":
        return (*contacts("salla").values(), *_SALLA)
    shown: tuple[str, ...] = ()
    if reader == "timo" or (reader == "seela" and route in _ABOUT_ONE) or reader == "ville":
        shown = _NAMES_SHOWN[reader]
    names = tuple(name for name in NAMES if name not in shown)
    knows_the_place = reader in INSIDERS and reader != "ville"
    return (*CONTACTS, *names, *(() if knows_the_place else PLACE))


def drive(world: World, readers: tuple[str, ...]) -> Iterator[tuple[int, list[Hit]]]:
    """One question after another: how many answers it brought, and what was wrong in them."""
    for number, cell in enumerate(_cells(readers)):
        for language in LANGUAGES if cell.asker in INSIDERS else [LANGUAGES[number % 3]]:
            yield _asked(world, cell, language)


def _cells(readers: tuple[str, ...]) -> Iterator[Cell]:
    for reader in readers:
        for way in (*routes.WAYS, _DESK):
            for thing in _THINGS.get(way.kind, (routes.NONE,)):
                yield Cell(way, reader, "koivula", thing, 0)


def _asked(world: World, cell: Cell, language: str) -> tuple[int, list[Hit]]:
    """A form is sent whole and empty; what is said of it afterwards stands on the start page."""
    hits: list[Hit] = []
    number = 0
    for sent in [routes.body(world, cell)] if cell.way.method == "GET" else _sendings(world, cell):
        with transaction.atomic():
            client = world.browser(cell.asker, language)
            for answer in _answers(world, client, cell, sent):
                number += 1
                hits += _hits(cell, answer)
            transaction.set_rollback(True)
    return number, hits


def _sendings(world: World, cell: Cell) -> list[dict[str, Any]]:
    return [routes.body(world, cell), {}]


def _answers(world: World, client: Client, cell: Cell, sent: dict[str, Any]) -> Iterator[Any]:
    asks = cell.way.asks(world, cell.thing)
    address = routes.address(world, cell)
    if cell.way.method == "GET":
        yield client.get(address, asks)
        return
    yield client.post(address, query_params=asks, **sent)
    yield client.get("/")


def _hits(cell: Cell, answer: Any) -> list[Hit]:
    where = f"{cell} ({answer.status_code})"
    content = answer.content + repr(sorted(answer.headers.items())).encode()
    asked = cell.thing in {"lilja", "onni", "anna", "salla"} and cell.way.shows
    canaries = forbidden(cell.asker, cell.way.route)
    if asked:  # the page repeats the words it was asked for
        canaries = tuple(one for one in canaries if one not in {"Suojaqsalo", "Suojaqope"})
    hits = [Hit(where, one) for one in found(content, canaries)]
    if answer.status_code >= 500:  # noqa: PLR2004
        hits.append(Hit(where, "a fault"))
    return hits
