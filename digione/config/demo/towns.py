"""The two municipalities and their schools: plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

BASIC, UPPER = "basic", "upper_secondary"


@dataclass(frozen=True, slots=True)
class Classes:
    """`letters` classes with `size` learners each on each of the grades."""

    grades: range
    letters: int
    size: int


@dataclass(frozen=True, slots=True)
class School:
    key: str
    fi: str
    sv: str
    language: str
    form: str
    code: str
    classes: tuple[Classes, ...]

    @property
    def en(self) -> str:
        return self.sv if self.language == "sv" else self.fi

    def each_class(self) -> Iterator[tuple[int, str, int]]:
        """Grade, name and size; 8C of Männikön koulu has 25 whatever the world's size."""
        for part in self.classes:
            for grade in part.grades:
                for letter in "ABCDEFGHIJ"[: part.letters]:
                    name = f"{grade}{letter}"
                    yield grade, name, 25 if (self.key, name) == ("mannikko", "8C") else part.size


@dataclass(frozen=True, slots=True)
class Municipality:
    id: int
    slug: str
    fi: str
    sv: str
    code: str
    languages: tuple[str, ...]
    theme: str
    schools: tuple[School, ...]


_PRIMARY, _LOWER, _ALL_UPPER = range(1, 7), range(7, 10), range(1, 4)

# size: (classes a grade, learners a class) of each school's parts
SIZES: Final = {
    "village": {
        "koivula": [(1, 5)],
        "mannikko": [(1, 4), (3, 6)],
        "lukio": [(1, 8)],
        "havsnas": [(1, 4), (1, 6)],
        "merituuli": [(1, 5)],
        "gymnasium": [(1, 8)],
    },
    "town": {
        "koivula": [(2, 20)],
        "mannikko": [(2, 20), (4, 23)],
        "lukio": [(2, 28)],
        "havsnas": [(1, 21), (2, 20)],
        "merituuli": [(1, 22)],
        "gymnasium": [(2, 24)],
    },
    "city": {
        "koivula": [(3, 21)],
        "mannikko": [(3, 21), (9, 23)],
        "lukio": [(3, 28)],
        "havsnas": [(2, 20), (3, 20)],
        "merituuli": [(2, 21)],
        "gymnasium": [(3, 25)],
    },
}


def municipalities(size: str) -> tuple[Municipality, Municipality]:
    parts = SIZES[size]

    def school(key: str, fi: str, sv: str, kind: tuple[str, str, str], *grades: range) -> School:
        classes = tuple(
            Classes(each, *numbers) for each, numbers in zip(grades, parts[key], strict=True)
        )
        return School(key, fi, sv, *kind, classes)

    fi, sv = ("fi", BASIC), ("sv", BASIC)
    koivula = (
        school("koivula", "Koivulan koulu", "Koivulan koulu", (*fi, "99801"), _PRIMARY),
        school("mannikko", "Männikön koulu", "Männikön koulu", (*fi, "99802"), _PRIMARY, _LOWER),
        school("lukio", "Koivulan lukio", "Koivulan lukio", ("fi", UPPER, "99803"), _ALL_UPPER),
    )
    havsnas = (
        school("havsnas", "Havsnäs skola", "Havsnäs skola", (*sv, "99811"), _PRIMARY, _LOWER),
        school("merituuli", "Merituulen koulu", "Merituulen koulu", (*fi, "99812"), _PRIMARY),
        school(
            "gymnasium",
            "Havsnäs gymnasium",
            "Havsnäs gymnasium",
            ("sv", UPPER, "99813"),
            _ALL_UPPER,
        ),
    )
    return (
        Municipality(901, "koivula", "Koivula", "Björklunda", "991", ("fi",), "green", koivula),
        Municipality(902, "havsnas", "Hamnnäs", "Havsnäs", "992", ("fi", "sv"), "blue", havsnas),
    )
