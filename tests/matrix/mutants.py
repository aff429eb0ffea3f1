"""Policies with one right taken away or one reach made boundless."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from digione.foundation.access import May, Policy, everyone, policies

from .cast import CAST, SAME_ACCOUNT
from .expected import EXPECTED
from .rights import ACTORS, forget_written


@dataclass(frozen=True, slots=True)
class Mutant:
    """`row` of the room's table without `permission`, or with it on everything."""

    policy: Policy
    row: int
    permission: str
    wider: bool

    @property
    def original(self) -> May:
        return self.policy.rows[self.row]

    def rows(self) -> tuple[May, ...]:
        old = self.original
        rest = replace(old, do=tuple(one for one in old.do if one != self.permission))
        more = (replace(old, do=(self.permission,), within=everyone),) if self.wider else ()
        return (*self.policy.rows[: self.row], rest, *more, *self.policy.rows[self.row + 1 :])

    @property
    def changes_nothing(self) -> bool:
        """Another row gives the role the same on everything already, or this one does."""
        others = [row for n, row in enumerate(self.policy.rows) if n != self.row or self.wider]
        return any(
            row.role == self.original.role and self.permission in row.do and row.within is everyone
            for row in others
        )

    def actors(self) -> list[str]:
        """Whose answers could change: those of the row's role."""
        role = self.original.role
        return [
            actor
            for actor in ACTORS
            if (actor == "operator" and role == "operator")
            or (actor != "operator" and role in CAST[actor].roles)
        ]

    def askers(self) -> set[str]:
        return {SAME_ACCOUNT.get(actor, actor) for actor in self.actors()}

    def __str__(self) -> str:
        within = getattr(self.original.within, "__name__", "")
        done = "everyone instead of" if self.wider else "without"
        return f"{self.permission} of {self.original.role}: {done} {within}"


def mutants(*, wider: bool) -> Iterator[Mutant]:
    for room, policy in policies().items():
        for number, row in enumerate(policy.rows):
            for permission in row.do:
                mutant = Mutant(policy, number, str(permission), wider)
                known = permission in EXPECTED and room == permission.split(".")[0]
                if known and not mutant.changes_nothing:
                    yield mutant


@contextmanager
def alive(mutant: Mutant) -> Iterator[None]:
    before = mutant.policy.rows
    mutant.policy.rows = mutant.rows()
    forget_written()
    try:
        yield
    finally:
        mutant.policy.rows = before
        forget_written()
