"""A plan is mended with few moves, locks hold, and three ways are offered."""

from dataclasses import replace
from pathlib import Path

import pytest

from timetabler.cli import main
from timetabler.evaluate import judge
from timetabler.formats.markup import render
from timetabler.formats.xhstt import read_archive, with_solution
from timetabler.formats.xhstt.write import archive_node
from timetabler.generate import School, make_school
from timetabler.model import Plan, Problem
from timetabler.repair import Order, Prefer, alternatives, mend
from timetabler.rules import AvoidUnavailable

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm")]


SIZE = School(classes=5, teachers=9, load=0.7)


def disturbed(seed: int) -> tuple[Problem, Plan, int]:
    """A school where a teacher of few lessons is away on the first day; how many that hits."""
    problem, plan = make_school(replace(SIZE, seed=seed))
    day = problem.calendar.days()[0]
    teachers = range(SIZE.classes, len(problem.resources))
    ill = [
        (sum(1 for x in plan.lessons if teacher in x.resources and x.start in day), teacher)
        for teacher in teachers
    ]
    hit, teacher = min(pair for pair in ill if pair[0] > 0)
    rule = AvoidUnavailable(id="ill", resources=(teacher,), times=day)
    return replace(problem, rules=(*problem.rules, rule)), plan, hit


@pytest.mark.parametrize("seed", [1, 4])
def test_a_day_of_illness_is_mended_with_few_moves(seed: int) -> None:
    problem, plan, hit = disturbed(seed)
    found = mend(problem, plan, Order(seconds=8))
    assert found.hit == hit
    assert found.cost == judge(problem, found.plan).cost
    assert found.cost.hard == 0
    assert hit <= len(found.moved) <= 4 * hit


def test_locked_events_stay() -> None:
    problem, plan, _ = disturbed(1)
    free = mend(problem, plan, Order(seconds=8))
    locked = frozenset(x.event for x in free.moved if x.event not in hit_events(problem, plan))
    found = mend(problem, plan, Order(seconds=8, locked=locked))
    assert not {x.event for x in found.moved} & locked


def hit_events(problem: Problem, plan: Plan) -> set[int]:
    rule = problem.rules[-1]
    assert isinstance(rule, AvoidUnavailable)
    return {
        x.event for x in plan.lessons if rule.resources[0] in x.resources and x.start in rule.times
    }


def test_a_whole_plan_is_left_alone() -> None:
    problem, plan = make_school(SIZE)
    found = mend(problem, plan, Order(seconds=5))
    assert found.hit == 0
    assert found.moved == ()


def test_three_ways_are_offered() -> None:
    problem, plan, _ = disturbed(4)
    found = alternatives(problem, plan, Order(seconds=18))
    assert [way.prefer for way in found] == list(Prefer)
    fewest, _, best = found
    assert len(fewest.moved) <= len(best.moved)
    assert best.cost.hard == 0


def test_the_command_mends_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    problem, plan = make_school(SIZE)
    path, out = tmp_path / "in.xml", tmp_path / "out.xml"
    path.write_text(render(with_solution(archive_node(problem), problem, plan)))
    teacher = problem.resources[-1].id
    closed = f"--closed={teacher}=day-1,2.1"
    assert main(["repair", str(path), closed, "--seconds", "8", "-o", str(out)]) == 0
    assert "moved" in capsys.readouterr().out
    archive = read_archive(out)
    assert judge(archive.only(), archive.plans[problem.id][0]).cost.hard == 0


@pytest.mark.parametrize("wrong", ["--closed=nobody=day-1", "--closed=T0=never", "--lock=nothing"])
def test_the_command_refuses_unknown_names(
    tmp_path: Path, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    problem, plan = make_school(SIZE)
    path = tmp_path / "in.xml"
    path.write_text(render(with_solution(archive_node(problem), problem, plan)))
    assert main(["repair", str(path), wrong]) == 2
    assert "no " in capsys.readouterr().err
