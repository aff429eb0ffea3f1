"""The answer to "why not?"."""

from dataclasses import dataclass
from enum import Enum

from timetabler.evaluate import Cost
from timetabler.model import Plan
from timetabler.rules import Point, Rule


class Verdict(Enum):
    """What is known: a plan, a contradiction, or neither in the time given."""

    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"
    UNDECIDED = "not decided"


@dataclass(frozen=True)
class Reason:
    """A hard rule at one point: of an impossible set, every one is needed."""

    rule: Rule
    point: Point


@dataclass(frozen=True)
class Remedy:
    """Giving up one reason; `fits` says whether everything else can then be planned, if known."""

    reason: Reason
    fits: bool | None


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """`reasons` contradict each other; `minimal` where each was shown to be needed."""

    verdict: Verdict
    seconds: float
    reasons: tuple[Reason, ...] = ()
    minimal: bool = False
    remedies: tuple[Remedy, ...] = ()
    plan: Plan | None = None
    cost: Cost | None = None
