"""The hot pages of the bench and who visits them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from digione.config.demo.people import PEOPLE

from .measuring import Page, Unmeasurable
from .town import MOMENT, Town
from .visiting import Answer, Form, Visitor

_DAY = MOMENT.partition("T")[0]
_CLASS = 25


def pages(place: Town) -> Iterator[Page]:
    """All five of the story, each with its budgets of statements and of processor time."""
    guardian, teacher, principal = map(
        _visitor, ("sanna-korhonen", "minna-lahtinen", "jari-koskela")
    )
    register = _register(teacher, place)
    saving = Saving(teacher, register)
    yield Page(
        "guardian home, two children in two municipalities", lambda: guardian.get("/"), 12, 10
    )
    yield Page("teacher desk", lambda: teacher.get("/"), 10, 8)
    yield Page(f"class register, {_CLASS} learners", lambda: teacher.get(register), 10, 8)
    yield Page(f"saving {_CLASS} marks", saving.send, 10, 10, before=saving.fill_in)
    yield Page("principal's day board, 1,000 learners", lambda: principal.get("/"), 12, 15)


def _visitor(key: str) -> Visitor:
    visitor = Visitor()
    visitor.sign_in(PEOPLE[key].sign_in)
    return visitor


def _register(teacher: Visitor, place: Town) -> str:
    """The address of a register with a whole class in it."""
    address = f"/koivula/lessons/{place.lesson}/{_DAY}"
    choices = Form.parsed(teacher.get(address).text, address).choices
    rows = sum(name.startswith("mark-") for name in choices)
    if rows != _CLASS:
        raise Unmeasurable(f"{address} shows {rows} learners to mark, not {_CLASS}.")
    return address


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
