"""The hot pages of the bench and who visits them."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from digione.config.demo.people import PEOPLE

from .measuring import Backends, Cost, Unmeasurable, measure
from .town import MOMENT, Town
from .visiting import Answer, Form, Visitor

_DAY = MOMENT.partition("T")[0]
_CLASS = 25


def costs(place: Town) -> Iterator[Cost]:
    """A page that fails is named, and the others are measured all the same."""
    backends = Backends(place.at.admin, place.at.database)
    for story in (_guardian, _teacher, _register, _principal):
        try:
            yield from story(place, backends)
        except Unmeasurable as failure:
            sys.stderr.write(f"NOT MEASURED  {failure}\n")


def _guardian(place: Town, backends: Backends) -> Iterator[Cost]:
    yield _page(
        "guardian home, two children in two municipalities", "sanna-korhonen", backends, (12, 10)
    )


def _teacher(place: Town, backends: Backends) -> Iterator[Cost]:
    yield _page("teacher desk", "minna-lahtinen", backends, (10, 8))


def _principal(place: Town, backends: Backends) -> Iterator[Cost]:
    yield _page("principal's day board, 1,000 learners", "jari-koskela", backends, (12, 15))


def _visitor(key: str) -> Visitor:
    visitor = Visitor()
    visitor.sign_in(PEOPLE[key].sign_in)
    return visitor


def _page(page: str, key: str, backends: Backends, budget: tuple[int, int]) -> Cost:
    visitor = _visitor(key)
    return measure(page, lambda: visitor.get("/"), backends, budget, before=lambda: None)


def _register(place: Town, backends: Backends) -> Iterator[Cost]:
    visitor = _visitor("minna-lahtinen")
    address = f"/koivula/lessons/{place.lesson}/{_DAY}"
    if (rows := _rows(visitor, address)) != _CLASS:
        raise Unmeasurable(f"{address} shows {rows} learners to mark, not {_CLASS}.")
    yield measure(
        f"class register, {_CLASS} learners",
        lambda: visitor.get(address),
        backends,
        (10, 8),
        before=lambda: None,
    )
    saving = Saving(visitor, address)
    yield measure(f"saving {_CLASS} marks", saving.send, backends, (10, 10), before=saving.fill_in)


def _rows(visitor: Visitor, address: str) -> int:
    choices = Form.parsed(visitor.get(address).text, address).choices
    return sum(name.startswith("mark-") for name in choices)


@dataclass
class Saving:
    """The whole class sent by the form, with another mark for each learner every time."""

    visitor: Visitor
    address: str

    def __post_init__(self) -> None:
        self._fields: dict[str, str] = {}
        self._dice = random.Random(_DAY)  # noqa: S311 - any marks will do

    def fill_in(self) -> None:
        form = Form.parsed(self.visitor.get(self.address).text, self.address)
        self._fields = form.fields
        for name, values in form.choices.items():
            if name.startswith("mark-"):
                others = [value for value in values if value != form.fields.get(name)]
                self._fields[name] = self._dice.choice(others)

    def send(self) -> Answer:
        return self.visitor.post(self.address, self._fields)
