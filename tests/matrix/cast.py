"""The people of the matrix by name: what each is to the others, and in which role they sign in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from digione.foundation.access import Role

KOIVULA, HAVSNAS = 7, 8
SLUGS: Final = {KOIVULA: "koivula", HAVSNAS: "havsnas"}


@dataclass(frozen=True, slots=True)
class Somebody:
    """`about` says the relation that this person stands for."""

    name: str
    about: str
    roles: tuple[Role, ...] = ()
    tenant_id: int = KOIVULA
    born: int = 1980
    school: str = ""  # where they are employed today
    second: str = ""  # where they are employed in their second role

    @property
    def call_name(self) -> str:
        return self.name.split()[0]

    @property
    def family_name(self) -> str:
        return self.name.split(maxsplit=1)[1]


def _learner(name: str, about: str, born: int = 2014, tenant_id: int = KOIVULA) -> Somebody:
    return Somebody(name, about, (Role.LEARNER,), tenant_id, born)


def _guardian(name: str, about: str, tenant_id: int = KOIVULA) -> Somebody:
    return Somebody(name, about, (Role.GUARDIAN,), tenant_id)


def _staff(name: str, about: str, role: Role, school: str = "") -> Somebody:
    return Somebody(name, about, (role,), KOIVULA, 1980, school)


def _elsewhere(name: str, about: str, role: Role, school: str = "") -> Somebody:
    return Somebody(name, about, (role,), HAVSNAS, 1980, school)


CAST: Final = {
    "aino": _learner("Aino Korhonen", "learner of 7B; under fifteen"),
    "eetu": _learner("Eetu Korhonen", "brother, in the same class"),
    "vaino": _learner("Väinö Mäkinen", "of the same class, another family"),
    "veeti": _learner("Veeti Mäkinen", "of the same school, another class"),
    "helmi": _learner("Helmi Rantanen", "adult learner of another school", 2006),
    "yusuf": _learner("Yusuf Ahmed", "learner of another school", 2016),
    "oona": _learner("Oona Lindholm", "child of a teacher of another school", 2016),
    "sanna": _guardian("Sanna Korhonen", "decides for Aino and Eetu; has a child in Havsnäs too"),
    "mikko": _guardian("Mikko Korhonen", "may know of Aino, and decide nothing"),
    "niko": _guardian("Niko Salmela", "guardian of Aino without the right to know"),
    "kari": _guardian("Kari Entinen", "was Aino's guardian until last week"),
    "taina": _guardian("Taina Mäkinen", "guardian in the same class and the same school"),
    "fatima": _guardian("Fatima Ahmed", "guardian at another school"),
    "minna": _staff("Minna Lahtinen", "teaches 7B", Role.TEACHER, "mannikko"),
    "petri": Somebody(
        "Petri Lindholm",
        "teaches 8C; guardian of Oona",
        (Role.TEACHER, Role.GUARDIAN),
        school="mannikko",
    ),
    "outi": _staff(
        "Outi Salmi",
        "has Aino alone; helps in 1A of the other school",
        Role.SPECIAL_NEEDS_TEACHER,
        "mannikko",
    ),
    "sari": _staff("Sari Aalto", "substitute of today in 8C, of no school", Role.TEACHER),
    "kalle": _staff("Kalle Vanhanen", "taught 7B until last week", Role.TEACHER, "mannikko"),
    "olli": _staff("Olli Poissa", "whose employment ended yesterday", Role.TEACHER),
    "asa": _staff("Åsa Nyberg", "teaches at another school", Role.TEACHER, "koulu"),
    "kaisa": Somebody(
        "Kaisa Kallio",
        "principal of one school, and employed as a teacher at the other",
        (Role.PRINCIPAL, Role.TEACHER),
        school="koulu",
        second="mannikko",
    ),
    "jari": _staff("Jari Koskela", "principal", Role.PRINCIPAL, "mannikko"),
    "tuula": _staff("Tuula Heino", "secretary", Role.SECRETARY, "mannikko"),
    "ritva": _staff("Ritva Kotona", "principal on leave", Role.PRINCIPAL),
    "seija": _staff("Seija Lomalla", "secretary on leave", Role.SECRETARY),
    "leena": _staff("Leena Virta", "administrator", Role.ADMINISTRATOR),
    "timo": _staff("Timo Suojala", "protection officer", Role.DATA_PROTECTION_OFFICER),
    "vendor": _staff("Koneellinen Palvelu", "a vendor's account", Role.VENDOR),
    "support": _staff("Ylläpitäjä Kone", "the operator's account", Role.OPERATOR),
    "elsa": _learner("Elsa Korhonen", "learner of the other municipality", 2014, HAVSNAS),
    "sanna8": _guardian("Sanna Korhonen", "Sanna, as the other municipality knows her", HAVSNAS),
    "majken": _elsewhere("Majken Berg", "teaches there", Role.TEACHER, "skola"),
    "bjorn": _elsewhere("Björn Strand", "principal there", Role.PRINCIPAL, "skola"),
    "gunilla": _elsewhere("Gunilla Holm", "secretary there", Role.SECRETARY, "skola"),
    "goran": _elsewhere("Göran Ek", "administrator there", Role.ADMINISTRATOR),
    "ulla": _elsewhere("Ulla Falk", "protection officer there", Role.DATA_PROTECTION_OFFICER),
}

NOBODY: Final = "nobody"  # who is not signed in
SAME_ACCOUNT: Final = {"sanna8": "sanna"}
GONE: Final = frozenset({"olli", "support"})  # an account, and no role today
ASKERS: Final = (NOBODY, *(key for key in CAST if key not in SAME_ACCOUNT))


def actor_in(asker: str, tenant_id: int) -> str | None:
    """Whom the account of `asker` is in a municipality, if anybody."""
    if asker in GONE:
        return None
    for key, somebody in CAST.items():
        if SAME_ACCOUNT.get(key, key) == asker and somebody.tenant_id == tenant_id:
            return key
    return None
