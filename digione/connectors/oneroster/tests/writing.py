"""Writes OneRoster packages for the tests: strict 1.2, with slips only where a test wants them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from digione.connectors.oneroster.columns import SHEETS

Row = Mapping[str, str]
_NAMES: Final = {name: f"{name}.csv" for name in SHEETS}


def bundle(*, learners: int = 3, classes: int = 1) -> dict[str, list[Row]]:
    """One school: a teacher a class, learners spread over the classes, a guardian each."""
    files: dict[str, list[Row]] = {
        "orgs": [
            {"sourcedId": "o1", "name": "Männikön koulu", "type": "school", "identifier": "01234"}
        ],
        "academicSessions": [
            {
                "sourcedId": "t1",
                "title": "Syyslukukausi",
                "type": "term",
                "startDate": "2026-08-11",
                "endDate": "2026-12-19",
                "schoolYear": "2027",
            },
        ],
        "courses": [
            {
                "sourcedId": "k1",
                "title": "Matematiikka 7",
                "courseCode": "MA7",
                "grades": "7",
                "orgSourcedId": "o1",
                "subjectCodes": "MA",
            }
        ],
        "classes": [],
        "users": [],
        "roles": [],
        "enrollments": [],
        "demographics": [],
    }
    for number in range(classes):
        _add_class(files, number)
    for number in range(learners):
        _add_learner(files, number, number % classes)
    return files


def _add_class(files: dict[str, list[Row]], number: int) -> None:
    files["classes"].append(
        {
            "sourcedId": f"c{number}",
            "title": f"7{number}",
            "grades": "07",
            "courseSourcedId": "k1",
            "classType": "homeroom",
            "schoolSourcedId": "o1",
            "termSourcedIds": "t1",
        }
    )
    add_user(files, f"teacher{number}", "Minna", "Lahtinen", role="teacher")
    add_place(files, f"te{number}", f"c{number}", f"teacher{number}", role="teacher")


def _add_learner(files: dict[str, list[Row]], number: int, of_class: int) -> None:
    learner, guardian = f"learner{number}", f"guardian{number}"
    add_user(files, learner, f"Aino {number}", "Korhonen", role="student", agents=guardian)
    add_user(files, guardian, "Sanna", "Korhonen", role="guardian")
    add_place(files, f"e{number}", f"c{of_class}", learner, role="student")
    files["demographics"].append({"sourcedId": learner, "birthDate": "2013-05-14"})


def add_user(
    files: dict[str, list[Row]], user: str, given: str, family: str, *, role: str, agents: str = ""
) -> None:
    files["users"].append(
        {
            "sourcedId": user,
            "enabledUser": "true",
            "username": user,
            "givenName": given,
            "familyName": family,
            "agentSourcedIds": agents,
        }
    )
    files["roles"].append(
        {
            "sourcedId": f"r-{user}",
            "userSourcedId": user,
            "roleType": "primary",
            "role": role,
            "orgSourcedId": "o1",
        }
    )


def add_place(
    files: dict[str, list[Row]], place: str, class_: str, user: str, *, role: str
) -> None:
    files["enrollments"].append(
        {
            "sourcedId": place,
            "classSourcedId": class_,
            "schoolSourcedId": "o1",
            "userSourcedId": user,
            "role": role,
        }
    )


def text_of(name: str, rows: Iterable[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, SHEETS[name].every, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def packed(path: Path, files: Mapping[str, bytes | str]) -> Path:
    """Exactly these files, whatever they are."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def manifest(modes: Mapping[str, str], version: str = "1.2") -> str:
    lines = ["propertyName,value", "manifest.version,1.0", f"oneroster.version,{version}"]
    return "\n".join([*lines, *(f"file.{name},{mode}" for name, mode in modes.items())]) + "\n"


def package(
    path: Path,
    files: Mapping[str, Iterable[Row]],
    *,
    mode: str = "bulk",
    **instead: bytes | str,
) -> Path:
    """A package of the rows; `instead` replaces a whole file by its bytes."""
    texts: dict[str, bytes | str] = {
        _NAMES[name]: text_of(name, rows) for name, rows in files.items()
    }
    texts |= {_NAMES[name]: content for name, content in instead.items()}
    modes = {name: mode for name in SHEETS if _NAMES[name] in texts}
    return packed(path, {"manifest.csv": manifest(modes), **texts})
