"""The reasons for a duty in Finnish, Swedish and English."""

from collections.abc import Mapping

from timetabler.languages import position_of
from timetabler.supervision.duties import Reason

SENTENCES: Mapping[Reason, tuple[str, str, str]] = {
    Reason.COMES_FROM_NEAR: (
        "Edellinen oppitunti on valvontapaikan lähellä.",
        "Föregående lektion är nära övervakningsplatsen.",
        "The lesson before is near the place.",
    ),
    Reason.GOES_NEAR: (
        "Seuraava oppitunti on valvontapaikan lähellä.",
        "Nästa lektion är nära övervakningsplatsen.",
        "The next lesson is near the place.",
    ),
    Reason.AT_SCHOOL: (
        "On koululla joka tapauksessa.",
        "Är på skolan i alla fall.",
        "Is at school anyway.",
    ),
    Reason.COMES_FROM_FAR: (
        "Edellinen oppitunti on kaukana valvontapaikasta.",
        "Föregående lektion är långt från övervakningsplatsen.",
        "The lesson before is far from the place.",
    ),
    Reason.GOES_FAR: (
        "Seuraava oppitunti on kaukana valvontapaikasta.",
        "Nästa lektion är långt från övervakningsplatsen.",
        "The next lesson is far from the place.",
    ),
    Reason.OUTSIDE_OWN_DAY: (
        "Työpäivä pitenee valvonnan takia.",
        "Arbetsdagen blir längre på grund av övervakningen.",
        "The working day grows longer for it.",
    ),
    Reason.WITHIN_SHARE: (
        "Valvontaminuutteja on enintään oman osuuden verran.",
        "Övervakningsminuterna är högst den egna andelen.",
        "Supervision minutes are within the own share.",
    ),
}


def say_reason(reason: Reason, language: str = "en") -> str:
    """A reason as a sentence in fi, sv or en; UnknownLanguage in any other."""
    return SENTENCES[reason][position_of(language)]
