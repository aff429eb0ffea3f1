"""Impossible problems are explained by a minimal set of rules, possible ones never doubted."""

from dataclasses import replace

import pytest

from timetabler.explain import (
    LANGUAGES,
    Explanation,
    Reason,
    Remedy,
    Verdict,
    explain,
    say,
    tell,
)
from timetabler.generate import School, make_school, medley
from timetabler.generate.contradictions import PLANTED, Kind, contradiction
from timetabler.model import Problem
from timetabler.rules import without

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm")]


SMALL = School(classes=3, teachers=5, days=4, hours=4)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_planted_contradiction_is_found_with_its_rule(kind: Kind) -> None:
    problem = contradiction(kind, 3, SMALL)
    found = explain(problem, seconds=30)
    assert found.verdict is Verdict.IMPOSSIBLE
    assert PLANTED in {reason.rule.id for reason in found.reasons}
    assert found.minimal


def keep_only(problem: Problem, found: Explanation, dropped: int) -> Problem:
    """The problem with nothing but the reasons, less one of them, as hard rules."""
    rules = []
    for rule in problem.rules:
        kept = rule
        for point in rule.points():
            wanted = [i for i, r in enumerate(found.reasons) if r.rule is rule and r.point == point]
            if not wanted or wanted == [dropped]:
                kept = without(kept, point)
        rules.append(kept)
    return replace(problem, rules=tuple(rules))


def test_every_reason_is_needed() -> None:
    problem = contradiction(Kind.DAYS, 5, SMALL)
    found = explain(problem, seconds=10)
    assert found.minimal
    for dropped in range(len(found.reasons)):
        eased = keep_only(problem, found, dropped)
        assert explain(eased, seconds=10).verdict is Verdict.POSSIBLE


def test_remedies_name_the_wish_before_the_lessons() -> None:
    found = explain(contradiction(Kind.TRANSPORT, 2, SMALL), seconds=20)
    assert found.remedies[0].reason.rule.id == PLANTED
    assert found.remedies[0].fits is not False


@pytest.mark.parametrize("seed", range(2))
def test_a_possible_problem_is_never_called_impossible(seed: int) -> None:
    problem, _ = make_school(replace(SMALL, seed=seed))
    found = explain(problem, seconds=15)
    assert found.verdict is Verdict.POSSIBLE
    assert found.cost is not None
    assert found.cost.hard == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_can_be_said(language: str) -> None:
    problem = medley(1)
    for rule in problem.rules:
        for point in rule.points():
            sentence = say(problem, rule, point, language)
            assert sentence.endswith(".")
            assert "{" not in sentence


def test_a_rule_speaks_its_own_words_first() -> None:
    problem = medley(1)
    rule = replace(problem.rules[0], said=(("fi", "Liikuntaa aamuisin."),))
    assert say(problem, rule, rule.points()[0], "fi") == "Liikuntaa aamuisin."


@pytest.mark.parametrize(
    ("language", "verdict", "fits"),
    [
        ("fi", "mahdoton", "kaikki muu sopii"),
        ("sv", "omöjligt", "allt annat ryms"),
        ("en", "impossible", "then everything fits"),
    ],
)
def test_an_explanation_is_told_whole_in_one_language(
    language: str, verdict: str, fits: str
) -> None:
    problem = make_school(SMALL)[0]
    rule = problem.rules[0]
    reason = Reason(rule, rule.points()[0])
    found = Explanation(
        verdict=Verdict.IMPOSSIBLE,
        seconds=1.0,
        reasons=(reason,),
        minimal=True,
        remedies=(Remedy(reason, fits=True), Remedy(reason, fits=None)),
    )
    lines = tell(problem, found, language)
    assert lines[0].startswith(verdict)
    assert lines[1].startswith(f"- {say(problem, rule, reason.point, language)}")
    assert fits in lines[3]
    undecided = tell(problem, Explanation(verdict=Verdict.UNDECIDED, seconds=2.5), language)
    assert ("2.5" if language == "en" else "2,5") in undecided[0]
