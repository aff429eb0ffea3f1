"""The people of the demo whom tests, journeys and pictures know by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_noop as _

from digione.foundation.access import Role

from .fixed import fixed


@dataclass(frozen=True, slots=True)
class Named:
    """`ties` says in which municipality the person has which roles."""

    key: str
    name: str
    ties: tuple[tuple[str, tuple[Role, ...]], ...]
    language: str = "fi"
    about: str = ""
    account_id: UUID = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "account_id", account_id(self.key))

    @property
    def email(self) -> str:
        return email_of(self.name)

    @property
    def sign_in(self) -> str:
        """The demo chooser's address that signs this person in, by POST."""
        return f"/demo/{self.account_id}/"

    def person_id(self, municipality: str = "") -> UUID:
        """Who they are in the municipality; without one, in the first of theirs."""
        return person_id(municipality or self.ties[0][0], self.key)


POST: Final = "@posti.example"
_PLAIN: Final = str.maketrans("åäöáõŋšž", "aaoaonsz", "'-")


def person_id(municipality: str, key: str) -> UUID:
    return fixed(municipality, "person", key)


def account_id(key: str) -> UUID:
    return fixed("account", key)


def email_of(name: str, number: int = 0) -> str:
    """`.example` belongs to nobody (RFC 2606)."""
    plain = ".".join(name.casefold().translate(_PLAIN).split())
    return f"{plain}{number or ''}{POST}"


_K, _H = "koivula", "havsnas"

_NAMED: Final = (
    Named(
        "sanna-korhonen",
        "Sanna Korhonen",
        ((_K, (Role.GUARDIAN,)), (_H, (Role.GUARDIAN,))),
        about=_(
            "Two children, two municipalities: Eetu in 8C of Männikön koulu, Aino in Merituuli"
        ),
    ),
    Named(
        "mikko-korhonen",
        "Mikko Korhonen",
        ((_K, (Role.GUARDIAN,)), (_H, (Role.GUARDIAN,))),
        about=_("Father of Eetu and Aino"),
    ),
    Named("eetu-korhonen", "Eetu Korhonen", ((_K, (Role.LEARNER,)),), about=_("Learner in 8C")),
    Named(
        "aino-korhonen",
        "Aino Korhonen",
        ((_H, (Role.LEARNER,)),),
        about=_("Learner in 4A, Merituuli"),
    ),
    Named(
        "minna-lahtinen",
        "Minna Lahtinen",
        ((_K, (Role.TEACHER,)),),
        about=_("Teaches mathematics at Männikön koulu; class teacher of 8C"),
    ),
    Named(
        "jari-koskela",
        "Jari Koskela",
        ((_K, (Role.PRINCIPAL,)),),
        about=_("Principal of Männikön koulu"),
    ),
    Named(
        "tuula-heino",
        "Tuula Heino",
        ((_K, (Role.SECRETARY,)),),
        about=_("School secretary of Männikön koulu"),
    ),
    Named(
        "leena-mattila",
        "Leena Mattila",
        ((_K, (Role.SPECIAL_NEEDS_TEACHER,)),),
        about=_("Special-needs teacher at Männikön koulu"),
    ),
    Named(
        "petri-lindholm",
        "Petri Lindholm",
        ((_K, (Role.TEACHER, Role.GUARDIAN)), (_H, (Role.GUARDIAN,))),
        about=_("Teaches crafts at Männikön koulu; his children are in 8C and in Havsnäs skola"),
    ),
    Named(
        "asa-nyberg",
        "Åsa Nyberg",
        ((_H, (Role.TEACHER,)),),
        language="sv",
        about=_("Class teacher at Havsnäs skola"),
    ),
    Named(
        "henrik-backman",
        "Henrik Backman",
        ((_H, (Role.PRINCIPAL,)),),
        language="sv",
        about=_("Principal of Havsnäs skola"),
    ),
    Named(
        "outi-salminen",
        "Outi Salminen",
        ((_K, (Role.ADMINISTRATOR,)),),
        about=_("Municipal administrator of Koivula"),
    ),
    Named(
        "ulrika-strom",
        "Ulrika Ström",
        ((_H, (Role.ADMINISTRATOR,)),),
        language="sv",
        about=_("Municipal administrator of Havsnäs"),
    ),
    Named(
        "kaisa-virtala",
        "Kaisa Virtala",
        ((_K, (Role.DATA_PROTECTION_OFFICER,)), (_H, (Role.DATA_PROTECTION_OFFICER,))),
        about=_("Data-protection officer of both municipalities"),
    ),
    Named(
        "anna-salo",
        "Anna Salo",
        ((_K, (Role.GUARDIAN,)),),
        about=_("Lives with her daughter under a safety ban"),
    ),
    Named("lilja-salo", "Lilja Salo", ((_K, (Role.LEARNER,)),), about=_("Protected learner in 8C")),
    Named(
        "aapo-salo",
        "Aapo Salo",
        ((_K, (Role.GUARDIAN,)),),
        about=_("Lilja's father: lives elsewhere and has no right to know"),
    ),
    Named(
        "yusuf-ahmed",
        "Yusuf Ahmed",
        ((_K, (Role.LEARNER,)),),
        about=_("Learner in 8C without an identity code"),
    ),
    Named("hodan-ahmed", "Hodan Ahmed", ((_K, (Role.GUARDIAN,)),), about=_("Yusuf's mother")),
    Named("maret-sarre", "Máret Sarre", ((_K, (Role.LEARNER,)),), about=_("Sámi-speaking, in 8C")),
    Named("nilla-sarre", "Nilla Sarre", ((_K, (Role.GUARDIAN,)),), about=_("Máret's father")),
    Named("elle-sarre", "Elle Sarre", ((_K, (Role.GUARDIAN,)),), about=_("Máret's mother")),
    Named(
        "pihla-lindholm",
        "Pihla Lindholm",
        ((_K, (Role.LEARNER,)),),
        about=_("Petri's daughter, 8C"),
    ),
    Named(
        "elsa-lindholm",
        "Elsa Lindholm",
        ((_H, (Role.LEARNER,)),),
        language="sv",
        about=_("Petri's daughter in 3A of Havsnäs skola"),
    ),
    Named(
        "niko-rinne",
        "Niko Rinne",
        ((_K, (Role.GUARDIAN,)),),
        about=_("Separated father: the right to know, not to decide"),
    ),
    Named("jenni-rinne", "Jenni Rinne", ((_K, (Role.GUARDIAN,)),), about=_("Separated mother")),
    Named("onni-rinne", "Onni Rinne", ((_K, (Role.LEARNER,)),), about=_("Learner in 2A, Koivula")),
    Named(
        "helmi-rantanen",
        "Helmi Rantanen",
        ((_K, (Role.LEARNER,)),),
        about=_("Adult learner of Koivulan lukio"),
    ),
)

PEOPLE: Final = {named.key: named for named in _NAMED}
