"""Sentences are said in three languages, and whoever asks for another hears which there are."""

from collections.abc import Callable
from pathlib import Path

import pytest

from timetabler import cli, substitutes, supervision
from timetabler.explain import Explanation, Verdict, say, tell
from timetabler.generate import School, make_school
from timetabler.languages import LANGUAGES

GUIDES = Path(cli.__file__).parents[2] / "docs" / "timetabler"
SCHOOL, _ = make_school(School(classes=1, teachers=1, days=1, hours=2))
RULE = SCHOOL.rules[0]
SAYERS: dict[str, Callable[[str], object]] = {
    "a rule": lambda language: say(SCHOOL, RULE, RULE.points()[0], language),
    "an explanation": lambda language: tell(
        SCHOOL, Explanation(verdict=Verdict.UNDECIDED, seconds=1.0), language
    ),
    "a substitute": lambda language: substitutes.say_reason(substitutes.Reason.BUSY, language),
    "a duty": lambda language: supervision.say_reason(supervision.Reason.AT_SCHOOL, language),
}


@pytest.mark.parametrize("sayer", SAYERS.values(), ids=SAYERS)
def test_a_language_that_is_not_spoken_is_refused_with_those_that_are(
    sayer: Callable[[str], object],
) -> None:
    with pytest.raises(ValueError, match=r"'de' is not a language .*: fi, sv, en"):
        sayer("de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guide_asks_for_answers_in_its_own_language(language: str) -> None:
    guide = (GUIDES / f"makers.{language}.md").read_text(encoding="utf-8")
    assert f"--language {language}" in guide
