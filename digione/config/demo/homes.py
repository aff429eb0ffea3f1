"""The homes of named people: who lives where, which child sits in which class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Child:
    """`key` is set for people known by name; `born` may be fixed, and so may the identity code."""

    name: str
    place: tuple[str, str]  # school and class
    key: str = ""
    has_code: bool = True
    protected: bool = False
    tongue: str = ""
    years: int = 0


@dataclass(frozen=True, slots=True)
class Guardian:
    name: str
    key: str = ""
    lives_with: bool = True
    may_know: bool = True
    may_decide: bool = True
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    tongue: str
    children: tuple[Child, ...]
    guardians: tuple[Guardian, ...]
    separated: bool = False


_8C: Final = ("mannikko", "8C")


def _family(tongue: str, *members: Child | Guardian, separated: bool = False) -> Family:
    children = tuple(member for member in members if isinstance(member, Child))
    guardians = tuple(member for member in members if isinstance(member, Guardian))
    return Family(tongue, children, guardians, separated)


FAMILIES: Final = (
    _family(
        "fi",
        Child("Eetu Korhonen", _8C, "eetu-korhonen"),
        Child("Aino Korhonen", ("merituuli", "4A"), "aino-korhonen"),
        Guardian("Sanna Korhonen", "sanna-korhonen"),
        Guardian("Mikko Korhonen", "mikko-korhonen"),
    ),
    _family(
        "fi",
        Child("Lilja Salo", _8C, "lilja-salo", protected=True),
        Guardian("Anna Salo", "anna-salo", protected=True),
        Guardian("Aapo Salo", "aapo-salo", False, False, False),
        separated=True,
    ),
    _family(
        "so",
        Child("Yusuf Ahmed", _8C, "yusuf-ahmed", has_code=False),
        Guardian("Hodan Ahmed", "hodan-ahmed"),
    ),
    _family(
        "se",
        Child("Máret Sarre", _8C, "maret-sarre"),
        Child("Ánte Sarre", ("mannikko", "4A")),
        Guardian("Nilla Sarre", "nilla-sarre"),
        Guardian("Elle Sarre", "elle-sarre"),
    ),
    _family(
        "sv",
        Child("Pihla Lindholm", _8C, "pihla-lindholm", tongue="fi"),
        Child("Elsa Lindholm", ("havsnas", "3A"), "elsa-lindholm"),
        Guardian("Petri Lindholm", "petri-lindholm"),
        Guardian("Riikka Lindholm"),
    ),
    _family(
        "fi",
        Child("Onni Rinne", ("koivula", "2A"), "onni-rinne"),
        Guardian("Jenni Rinne", "jenni-rinne"),
        Guardian("Niko Rinne", "niko-rinne", lives_with=False, may_decide=False),
        separated=True,
    ),
    _family("fi", Child("Helmi Rantanen", ("lukio", "3A"), "helmi-rantanen", years=19)),
    _family("vi", Child("Linh Nguyen", _8C), Guardian("Lan Nguyen"), Guardian("Minh Nguyen")),
    _family("ru", Child("Daria Petrova", _8C), Guardian("Elena Petrova")),
    _family("sv", Child("Oliver Eriksson", _8C, tongue="fi"), Guardian("Karin Eriksson")),
)

# The rest of 8C, each with a family that chance gives them.
CLASSMATES: Final = (
    "Vilma Aaltonen",
    "Elsa Berg",
    "Niilo Hakala",
    "Siiri Heikkinen",
    "Aada Hietala",
    "Leo Hämäläinen",
    "Venla Jokinen",
    "Eino Karjalainen",
    "Helmi Kinnunen",
    "Toivo Lehtonen",
    "Iida Mäkelä",
    "Onni Mäkinen",
    "Lumi Niemi",
    "Väinö Pääkkönen",
    "Onni Rantanen",
    "Elli Saarinen",
    "Hugo Virtanen",
)
