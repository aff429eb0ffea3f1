"""A right taken away, or made boundless, is noticed: else the matrix would prove nothing."""

from __future__ import annotations

from typing import Final

import pytest

from .figures import Figure
from .matrix import asking, rights, routes
from .matrix.mutants import Mutant, alive, mutants
from .matrix.world import World

pytestmark = pytest.mark.slow

ENOUGH: Final = 0.98


@pytest.mark.parametrize("wider", [False, True], ids=["taken away", "made boundless"])
def test_a_changed_policy_is_noticed(world: World, wider: bool, record_property: Figure) -> None:
    every = list(mutants(wider=wider))
    survivors = [mutant for mutant in every if not _is_noticed(world, mutant)]
    noticed = 1 - len(survivors) / len(every)
    record_property("figure", f"{len(every)} mutants, {noticed:.1%} noticed")
    assert len(every) > 50
    assert noticed >= ENOUGH, "\n".join(map(str, survivors))


def test_a_right_taken_away_is_noticed_at_the_pages_that_ask_for_it(
    world: World, record_property: Figure
) -> None:
    """The rooms' pages ask the policies and not something of their own."""
    asked = {way.permission for way in routes.WAYS}
    every = [one for one in mutants(wider=False) if one.permission in asked and one.askers()]
    every = [one for one in every if one.original.role != "operator"]
    survivors = [mutant for mutant in every if not _is_noticed_by_pages(world, mutant)]
    noticed = 1 - len(survivors) / len(every)
    record_property("figure", f"{len(every)} mutants, {noticed:.1%} noticed by pages")
    assert noticed >= ENOUGH, "\n".join(map(str, survivors))


def _is_noticed(world: World, mutant: Mutant) -> bool:
    with alive(mutant):
        return bool(rights.wrong(world, mutant.permission, mutant.actors()))


def _is_noticed_by_pages(world: World, mutant: Mutant) -> bool:
    ways = tuple(way for way in routes.WAYS if way.permission == mutant.permission)
    cells = [
        cell
        for cell in routes.cells(world, tuple(sorted(mutant.askers())), ways)
        if cell.status == cell.way.status and cell.shown is not False
    ]
    with alive(mutant):
        return any(not asking.ask(world, cell).is_right for cell in cells)
