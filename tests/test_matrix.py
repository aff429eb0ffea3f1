"""Every route, every permission and every person, compared with the table written by hand."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

import pytest
from django.db import transaction

from digione.config.checks.routes import permissions

from .figures import Figure
from .matrix import asking, openly, rights
from .matrix.asking import Pass
from .matrix.cast import SLUGS, actor_in
from .matrix.expected import EXPECTED
from .matrix.routes import API
from .matrix.world import World

pytestmark = pytest.mark.slow


def test_every_permission_and_every_route_is_declared() -> None:
    assert set(EXPECTED) == set(permissions())
    assert not openly.undeclared()


def test_everybody_reaches_what_the_table_says_and_nothing_else(
    world: World, record_property: Figure
) -> None:
    wrong = [one for permission in EXPECTED for one in rights.wrong(world, permission)]
    assert not wrong, "\n".join(map(str, wrong))
    record_property("figure", f"{rights.cells(world)} cells of permission, person and thing")


def test_every_route_answers_everybody_as_the_table_says(
    the_pass: Pass, record_property: Figure
) -> None:
    wrong = [answer for answer in the_pass.answers if not answer.is_right]
    assert not wrong, "\n".join(map(str, wrong))
    record_property("figure", f"{len(the_pass.answers)} cells of route, person and thing")


def test_whatever_the_interface_refuses_it_refuses_with_a_problem(the_pass: Pass) -> None:
    refused = [
        answer
        for answer in the_pass.answers
        if answer.cell.way.route.startswith(API) and answer.status >= 400
    ]
    assert {answer.status for answer in refused} == {401, 403, 404}
    for answer in refused:
        assert answer.kind == "application/problem+json; charset=utf-8", str(answer)
        assert json.loads(answer.content)["status"] == answer.status, str(answer)


def test_what_is_out_of_reach_is_as_if_it_were_not_there(the_pass: Pass) -> None:
    """Another's, another municipality's and nobody's: the same bytes for the same asker."""
    bodies = defaultdict(set)
    for answer in the_pass.answers:
        if answer.status == 404:
            cell = answer.cell
            bodies[cell.asker, cell.slug, cell.way.name].add((answer.kind, answer.plain))
    differing = [where for where, seen in bodies.items() if len(seen) > 1]
    assert len(bodies) > 100
    assert not differing


def test_a_municipality_one_has_no_tie_to_is_as_if_it_were_not_there(world: World) -> None:
    for asker in world.accounts:
        for tenant_id, slug in SLUGS.items():
            if actor_in(asker, tenant_id) is None:
                there, nowhere = (
                    asking.plain(world.browser(asker).get(f"/{name}/search").content, name)
                    for name in (slug, "nowhere")
                )
                assert there == nowhere


def test_open_pages_and_own_settings_answer_as_declared(world: World) -> None:
    _answered(world, openly.opening_cells())


def test_no_page_answers_a_method_that_it_does_not_declare(world: World) -> None:
    _answered(world, openly.unanswered(world))


def _answered(world: World, cells: Iterable[openly.Question]) -> None:
    wrong, number = [], 0
    for one in cells:
        with transaction.atomic():
            browser = world.browser(one.asker)
            status = browser.generic(one.method, one.address).status_code
            transaction.set_rollback(True)
        number += 1
        if status not in one.right:
            wrong.append(f"{one}: {status}")
    assert number
    assert not wrong, f"{len(wrong)} of {number}:\n" + "\n".join(wrong)
