"""What all rules of a school share: an identifier, an owner, a weight, and sentences about it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypedDict

from timetabler.finnish.halves import on_parts
from timetabler.finnish.meals import lessons_only
from timetabler.model import Problem
from timetabler.rules import CostFunction, Rule

MOST_NAMES = 4


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Whose rule it is and what it weighs; without a weight it must be kept."""

    id: str
    weight: int | None = None
    owner: str = ""
    cost: CostFunction = CostFunction.LINEAR

    def part(self, name: str) -> "Terms":
        """The same terms for one of several rules."""
        return replace(self, id=f"{self.id}-{name}")


class RuleTerms(TypedDict):
    """The fields that every rule has, as keyword arguments."""

    id: str
    hard: bool
    weight: int
    cost: CostFunction
    owner: str
    said: tuple[tuple[str, str], ...]


def said_by(terms: Terms, fi: str = "", sv: str = "", en: str = "") -> RuleTerms:
    """The fields of a rule with these terms and, if given, its own sentences."""
    return RuleTerms(
        id=terms.id,
        hard=terms.weight is None,
        weight=1 if terms.weight is None else terms.weight,
        cost=terms.cost,
        owner=terms.owner,
        said=(("fi", fi), ("sv", sv), ("en", en)) if fi else (),
    )


def with_rules(problem: Problem, rules: Iterable[Rule]) -> Problem:
    """The problem with some rules more: on the parts of classes, and not on meals as lessons."""
    made = lessons_only(problem, on_parts(problem, rules))
    return replace(problem, rules=(*problem.rules, *made))


def called(problem: Problem, person: int) -> str:
    """Name of a teacher, class, room or student."""
    resource = problem.resources[person]
    return resource.name or resource.id


def listed(problem: Problem, events: Iterable[int]) -> str:
    """Names of some teaching, as short as a sentence needs them."""
    names = [problem.events[event].name or problem.events[event].id for event in events]
    more = [f"… (+{len(names) - MOST_NAMES})"] if len(names) > MOST_NAMES else []
    return ", ".join(names[:MOST_NAMES] + more)
