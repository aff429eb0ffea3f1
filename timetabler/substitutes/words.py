"""The reasons for and against a substitute in Finnish, Swedish and English."""

from collections.abc import Mapping

from timetabler.languages import position_of
from timetabler.substitutes.rank import Reason

SENTENCES: Mapping[Reason, tuple[str, str, str]] = {
    Reason.BUSY: ("Opettaa samaan aikaan.", "Undervisar samtidigt.", "Teaches at that time."),
    Reason.AWAY: ("Ei ole silloin paikalla.", "Är inte på plats då.", "Is not there at that time."),
    Reason.QUALIFIED: (
        "Kelpoinen opettamaan tätä ainetta.",
        "Behörig i ämnet.",
        "Qualified for the subject.",
    ),
    Reason.TEACHES_SUBJECT: (
        "Opettaa samaa ainetta.",
        "Undervisar i samma ämne.",
        "Teaches the same subject.",
    ),
    Reason.KNOWS_CLASS: (
        "Opettaa tätä ryhmää muutenkin.",
        "Undervisar den här gruppen också annars.",
        "Teaches this group anyway.",
    ),
    Reason.THERE_ANYWAY: (
        "On koululla samana päivänä.",
        "Är på skolan samma dag.",
        "Is at school on the same day.",
    ),
    Reason.EXTRA_DAY: (
        "Tulisi koululle vain tämän tunnin takia.",
        "Skulle komma till skolan bara för den här lektionen.",
        "Would come in for this lesson alone.",
    ),
    Reason.EXTRA_HOURS: (
        "On jo sijaistanut aiemmin.",
        "Har redan vikarierat tidigare.",
        "Has substituted before.",
    ),
}


def say_reason(reason: Reason, language: str = "en") -> str:
    """A reason as a sentence in fi, sv or en; UnknownLanguage in any other."""
    return SENTENCES[reason][position_of(language)]
