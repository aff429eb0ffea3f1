"""The words that a plan may use: its headers and weekdays in Finnish, Swedish and English."""

from __future__ import annotations

from typing import Final

NEEDED: Final = ("weekday", "starts", "ends", "group", "subject", "teacher")
_HEADERS: Final = {
    "weekday": "weekday, day, viikonpäivä, päivä, veckodag, dag",
    "starts": "starts, start, starts at, alkaa, alku, börjar, start tid, starttid",
    "ends": "ends, end, ends at, päättyy, loppuu, loppu, slutar, slut, sluttid",
    "group": "group, groups, class, ryhmä, ryhmät, luokka, grupp, grupper, klass",
    "subject": "subject, oppiaine, aine, ämne, läroämne",
    "teacher": "teacher, teachers, opettaja, opettajat, lärare",
    "room": "room, tila, luokkahuone, huone, rum, sal, klassrum",
    "from": "from, valid from, first day, alkaen, voimassa alkaen, från, gäller från",
    "to": "to, until, valid to, last day, asti, saakka, voimassa asti, till, gäller till",
}
_WEEKDAYS: Final = (
    "1 mon monday ma maanantai mån måndag",
    "2 tue tuesday ti tiistai tis tisdag",
    "3 wed wednesday ke keskiviikko ons onsdag",
    "4 thu thursday to torstai tor tors torsdag",
    "5 fri friday pe perjantai fre fredag",
    "6 sat saturday la lauantai lör lördag",
    "7 sun sunday su sunnuntai sön söndag",
)

HEADERS: Final = {word: name for name, words in _HEADERS.items() for word in words.split(", ")}
WEEKDAYS: Final = {
    word: number for number, words in enumerate(_WEEKDAYS, 1) for word in words.split()
}


def folded(text: str) -> str:
    """The same word, however it is spaced and capitalised."""
    return " ".join(text.replace("_", " ").split()).casefold()
