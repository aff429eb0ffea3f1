"""An explanation as lines of text in Finnish, Swedish or English."""

from collections.abc import Mapping
from typing import NamedTuple

from timetabler.explain.explanation import Explanation, Verdict
from timetabler.explain.words import say
from timetabler.languages import position_of
from timetabler.model import Problem


class Phrases(NamedTuple):
    """What stands around the rules."""

    possible: str
    undecided: str
    best: str
    contradict: str
    all_needed: str
    some_needed: str
    give_up: str
    fits: Mapping[bool | None, str]


PHRASES = (
    Phrases(
        "mahdollinen, ratkesi {seconds} sekunnissa",
        "ei ratkennut {seconds} sekunnissa",
        "; paras suunnitelma maksaa {cost}",
        "mahdoton: nämä ovat ristiriidassa keskenään ({needed}):",
        "jokaista niistä tarvitaan",
        "kaikkia ei ehkä tarvita",
        "jos yhdestä niistä luovutaan:",
        {True: "kaikki muu sopii", False: "ei riitä yksinään", None: "ei ehditty kokeilla loppuun"},
    ),
    Phrases(
        "möjligt, löstes på {seconds} s",
        "inte avgjort på {seconds} s",
        "; den bästa läsordningen kostar {cost}",
        "omöjligt: de här motsäger varandra ({needed}):",
        "var och en behövs",
        "kanske behövs inte alla",
        "om man ger upp en av dem:",
        {True: "allt annat ryms", False: "räcker inte ensamt", None: "hann inte prövas färdigt"},
    ),
    Phrases(
        "possible in {seconds} s",
        "not decided in {seconds} s",
        "; the best plan costs {cost}",
        "impossible: these contradict each other ({needed}):",
        "each of them is needed",
        "some may not be needed",
        "giving up one of them:",
        {
            True: "then everything fits",
            False: "not enough by itself",
            None: "not tried to the end",
        },
    ),
)


def tell(problem: Problem, found: Explanation, language: str = "en") -> list[str]:
    """The verdict, the rules that contradict each other, and what giving up each would do.

    In fi, sv or en; UnknownLanguage in any other.
    """
    phrases = PHRASES[position_of(language)]
    if found.verdict is not Verdict.IMPOSSIBLE:
        possible = found.verdict is Verdict.POSSIBLE
        verdict = phrases.possible if possible else phrases.undecided
        best = phrases.best.format(cost=found.cost) if found.cost else ""
        return [verdict.format(seconds=_decimal(found.seconds, language)) + best]
    needed = phrases.all_needed if found.minimal else phrases.some_needed
    lines = [phrases.contradict.format(needed=needed)]
    lines += [f"- {say(problem, r.rule, r.point, language)} [{r.rule.id}]" for r in found.reasons]
    lines.append(phrases.give_up)
    for remedy in found.remedies:
        sentence = say(problem, remedy.reason.rule, remedy.reason.point, language)
        lines.append(f"- {sentence} ({phrases.fits[remedy.fits]})")
    return lines


def _decimal(value: float, language: str) -> str:
    """A number as the language writes it."""
    text = f"{value:.1f}"
    return text if language == "en" else text.replace(".", ",")
