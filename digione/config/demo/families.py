"""Fills the classes with children, and their homes with guardians."""

from __future__ import annotations

import datetime
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from . import names
from .fixed import chance
from .homes import CLASSMATES, FAMILIES, Child, Family, Guardian
from .names import Names
from .towns import Municipality

_FIRST_GRADE_AGE: Final = 7
_UPPER_AFTER: Final = 9  # an upper-secondary school's first year follows the ninth grade
_SIBLING: Final = 0.42
_SHARED_ACROSS: Final = 0.03


@dataclass(slots=True)
class Seat:
    """A place in a class, and the child who has it."""

    municipality: str
    school: str
    language: str
    grade: int
    class_name: str
    upper: bool
    child: Child | None = None

    @property
    def place(self) -> tuple[str, str]:
        return self.school, self.class_name

    @property
    def age(self) -> int:
        """The age that a child of the grade reaches within the autumn's year."""
        return self.grade + _FIRST_GRADE_AGE - 1 + (_UPPER_AFTER if self.upper else 0)


@dataclass(slots=True)
class Home:
    family: Family
    seats: list[Seat] = field(default_factory=list)


def seats(towns: Iterable[Municipality]) -> Iterator[Seat]:
    for town in towns:
        for school in town.schools:
            for grade, name, size in school.each_class():
                for _ in range(size):
                    upper = school.form == "upper_secondary"
                    yield Seat(town.slug, school.key, school.language, grade, name, upper)


def settle(towns: Iterable[Municipality]) -> list[Home]:
    """Everybody's home; each seat is taken."""
    free: dict[tuple[str, str], list[Seat]] = defaultdict(list)
    for seat in seats(towns):
        free[seat.place].append(seat)
    homes = [_home(family, free) for family in FAMILIES]
    dice = chance("homes")
    homes += [_home(_around(name, dice), free) for name in CLASSMATES]
    left = [seat for place in free.values() for seat in place]
    dice.shuffle(left)
    return homes + list(_invented(left, dice))


def _home(family: Family, free: dict[tuple[str, str], list[Seat]]) -> Home:
    home = Home(family)
    for child in family.children:
        seat = free[child.place].pop()
        seat.child = child
        home.seats.append(seat)
    return home


def _around(name: str, dice: random.Random) -> Family:
    family_name = name.rpartition(" ")[2]
    return Family("fi", (Child(name, ("mannikko", "8C")),), *_adults("fi", family_name, dice))


def _invented(left: list[Seat], dice: random.Random) -> Iterator[Home]:
    waiting = {"fi": [], "sv": []}  # type: dict[str, list[Seat]]
    for seat in left:
        waiting[seat.language].append(seat)
    for language, pending in waiting.items():
        while pending:
            together = [pending.pop()]
            while pending and len(together) < 4 and dice.random() < _SIBLING:  # noqa: PLR2004
                if (at := _sibling(together, pending, dice)) is None:
                    break
                together.append(pending.pop(at))
            yield _family(language, together, dice)


def _sibling(together: list[Seat], pending: list[Seat], dice: random.Random) -> int | None:
    """Somebody of another age, in the same municipality as a rule."""
    ages = {seat.age for seat in together}
    across = dice.random() < _SHARED_ACROSS
    for at in range(len(pending) - 1, max(-1, len(pending) - 40), -1):
        same_town = pending[at].municipality == together[0].municipality
        if pending[at].age not in ages and same_town != across:
            return at
    return None


def _family(language: str, together: list[Seat], dice: random.Random) -> Home:
    pool = _background(language, dice)
    family_name = dice.choice(pool.families)
    taken: set[str] = set()
    for seat in together:
        given = dice.choice([n for n in (*pool.girls, *pool.boys) if n not in taken])
        taken.add(given)
        seat.child = Child(
            f"{given} {family_name}",
            seat.place,
            has_code=pool.tongue in ("fi", "sv") or dice.random() > 0.03,  # noqa: PLR2004
        )
    children = tuple(seat.child for seat in together if seat.child)
    guardians, separated = _adults(pool.tongue, family_name, dice)
    return Home(_shielded(Family(pool.tongue, children, guardians, separated), dice), together)


def _background(language: str, dice: random.Random) -> Names:
    if dice.random() < (0.13 if language == "fi" else 0.06):
        return dice.choice(names.ELSEWHERE)
    return names.SWEDISH if language == "sv" else names.FINNISH


def _adults(
    tongue: str, family_name: str, dice: random.Random
) -> tuple[tuple[Guardian, ...], bool]:
    """Mostly two under one roof; some alone; some apart, with divided rights now and then."""
    women, men = _elders(tongue)
    first, second = dice.choice(women), dice.choice(men)
    mother = Guardian(f"{first} {family_name}")
    roll = dice.random()
    if roll < 0.11:  # noqa: PLR2004
        return (mother,), False
    if roll < 0.84:  # noqa: PLR2004
        return (mother, Guardian(f"{second} {family_name}")), False
    knows, decides = (True, True) if roll < 0.96 else (roll < 0.985, False)  # noqa: PLR2004
    return (mother, Guardian(f"{second} {family_name}", "", False, knows, decides)), True


def _elders(tongue: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of women and men of the parents' age, where they differ from the children's."""
    pools = (*names.ELDERS.values(), *names.ELSEWHERE, names.SAMI)
    pool = next(each for each in pools if each.tongue == tongue)
    return pool.girls, pool.boys


def _shielded(family: Family, dice: random.Random) -> Family:
    """A few homes live under a safety ban, whole."""
    if dice.random() > 0.011:  # noqa: PLR2004
        return family
    children = tuple(
        Child(c.name, c.place, has_code=c.has_code, protected=True) for c in family.children
    )
    guardians = tuple(
        Guardian(g.name, g.key, g.lives_with, g.may_know, g.may_decide, g.lives_with)
        for g in family.guardians
    )
    return Family(family.tongue, children, guardians, family.separated)


def birthday(age: int, autumn: int, dice: random.Random) -> datetime.date:
    return datetime.date(autumn - age, 1, 1) + datetime.timedelta(dice.randrange(365))
