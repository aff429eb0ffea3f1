"""Whoever is shown, is named in the audit; so is who writes, and who is refused."""

from __future__ import annotations

import json
from collections import Counter
from typing import Final

import pytest

from digione.foundation.audit import recording

from .matrix import asking, routes
from .matrix.asking import Answer, Pass
from .matrix.cast import CAST, GONE, NOBODY, SAME_ACCOUNT, SLUGS
from .matrix.world import World

pytestmark = pytest.mark.slow

REFUSED: Final = frozenset({403, 404})


def test_everyone_who_is_shown_is_named(the_pass: Pass, capsys: pytest.CaptureFixture[str]) -> None:
    shown, missing = 0, Counter[str]()
    for answer in the_pass.answers:
        named = {person for event in answer.recorded for person in event.persons}
        for key in _shown(answer):
            shown += 1
            if the_pass.world.person(key) not in named:
                missing[f"{answer.cell.way.name} shows {key} to {answer.cell.asker}"] += 1
    with capsys.disabled():
        print(f"\n{shown} times somebody was shown, and {shown - missing.total()} named")  # noqa: T201
    assert shown
    assert not missing, "\n".join(missing)


def test_every_write_is_recorded(the_pass: Pass, capsys: pytest.CaptureFixture[str]) -> None:
    written = [a for a in the_pass.answers if a.cell.way.writes and _succeeded(a)]
    silent = [a for a in written if all(event.deed != "write" for event in a.recorded)]
    with capsys.disabled():
        print(f"\n{len(written)} writes, {len(written) - len(silent)} recorded")  # noqa: T201
    assert written
    assert not silent, "\n".join(map(str, silent))


def test_nothing_is_written_by_those_who_are_refused(the_pass: Pass) -> None:
    assert not [
        answer
        for answer in the_pass.answers
        if not _succeeded(answer) and any(event.deed == "write" for event in answer.recorded)
    ]


def test_every_refusal_is_recorded(the_pass: Pass, capsys: pytest.CaptureFixture[str]) -> None:
    known = [a for a in the_pass.answers if a.cell.asker not in {NOBODY, *GONE}]
    refused = [a for a in known if a.status in REFUSED]
    silent = [a for a in refused if all(event.deed != "refused" for event in a.recorded)]
    with capsys.disabled():
        print(f"\n{len(refused)} refusals, {len(refused) - len(silent)} recorded")  # noqa: T201
    assert refused
    assert not silent, "\n".join(map(str, silent))


def test_the_recorder_notices_a_page_that_forgets(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: a room that notes nothing is caught."""
    cell = next(
        cell
        for cell in routes.cells(world, ("minna",))
        if cell.way.route == "home:learner" and cell.thing == "aino"
    )
    monkeypatch.setattr(recording, "saw", lambda what, persons, **which: None)
    answer = asking.ask(world, cell)
    assert "aino" in set(_shown(answer))
    assert not answer.recorded


def _succeeded(answer: Answer) -> bool:
    return answer.status in {200, 303}


def _shown(answer: Answer) -> set[str]:
    """Who stands on the page with first and last name, the reader's own apart."""
    if not _succeeded(answer):
        return set()
    text = answer.text
    if answer.kind.startswith("application/json"):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return {
        key
        for key, somebody in CAST.items()
        if somebody.name in text
        and SAME_ACCOUNT.get(key, key) != answer.cell.asker
        and SLUGS[somebody.tenant_id] == answer.cell.slug
    }
