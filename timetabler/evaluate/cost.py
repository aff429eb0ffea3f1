"""Cost of a plan: broken musts first, unmet wishes second."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """Weighted cost of hard and of soft rules; any hard cost outweighs every soft one."""

    hard: int
    soft: int

    def __str__(self) -> str:
        return f"({self.hard}, {self.soft})"

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.hard + other.hard, self.soft + other.soft)
