"""The course tray: choices become sections, sections find slots, students find sections."""

import time
from collections import Counter
from dataclasses import replace

import pytest

from timetabler.chances import chances
from timetabler.generate.trays import TraySize, make_tray
from timetabler.tray import Course, Placement, Student, Tray, plan_tray, reopen, verdict
from timetabler.tray.exact import seat_exactly
from timetabler.tray.search import TrayOptions

SMALL = TraySize(students=40, periods=2, bars=5, size=12, load=7)


def tiny(*choices: tuple[int, ...], size: int = 2) -> Tray:
    courses = (
        Course(id="Ma", size=size, teachers=("Ann",)),
        Course(id="Ke", size=size, teachers=("Ann",)),
        Course(id="Ku", size=size),
    )
    students = tuple(Student(id=f"S{i}", choices=own) for i, own in enumerate(choices))
    return Tray(periods=1, bars=3, courses=courses, students=students)


def test_choices_decide_how_many_sections_there_are() -> None:
    tray = tiny((0, 1), (0,), (0, 2))
    assert Counter(tray.sections) == {0: 2, 1: 1, 2: 1}
    fixed = replace(tray, courses=(replace(tray.courses[0], sections=1), *tray.courses[1:]))
    assert Counter(fixed.sections)[0] == 1


def test_the_judge_sees_everything_that_must_not_be() -> None:
    tray = tiny((0, 1), (0,), (0, 2), size=2)
    sound = Placement((0, 1, 2, 2), ((0, 2), (0,), (1, 3)))
    found = verdict(tray, sound)
    assert found.sound
    assert found.share == 1
    assert verdict(tray, Placement((0, 1, 0, 2), sound.seats)).teacher_clashes == 1
    assert verdict(tray, Placement((0, 1, 0, 2), sound.seats)).double_booked == 1
    assert verdict(tray, Placement(sound.slots, ((0, 2), (0,), (0, 3)))).overfull == 1
    assert verdict(tray, Placement(sound.slots, ((2, 2), (0,), (1, 3)))).wrong_section == 1
    assert verdict(replace(tray, rooms=1), sound).room_clashes == 1
    missing = verdict(tray, Placement(sound.slots, ((0, None), (0,), (1, 3))))
    assert (missing.met, missing.choices) == (4, 5)


@pytest.mark.slow
def test_a_small_tray_is_placed_in_full_and_soundly() -> None:
    tray = make_tray(SMALL)
    found = verdict(tray, plan_tray(tray, TrayOptions(seconds=10)))
    assert found.sound
    assert found.share >= 0.99


@pytest.mark.slow
def test_cancelling_returns_a_sound_placement() -> None:
    tray = make_tray(replace(SMALL, seed=5))
    found = verdict(tray, plan_tray(tray, TrayOptions(seconds=3), cancelled=lambda: True))
    assert found.sound
    assert found.share > 0.7


@pytest.mark.slow
def test_changed_choices_move_few_others() -> None:
    tray = make_tray(replace(SMALL, students=100, size=25, seed=3))
    placement = plan_tray(tray, TrayOptions(seconds=10))
    random = chances(1)
    changed = {}
    for number in random.sample(range(100), 5):
        own = tray.students[number].choices
        other = [c for c in range(len(tray.courses)) if c not in own]
        changed[number] = (*own[1:], random.choice(other))
    again, after = reopen(tray, placement, changed)
    assert verdict(again, after).sound
    assert after.slots == placement.slots
    others = [n for n in range(100) if n not in changed]
    moved = [n for n in others if after.seats[n] != placement.seats[n]]
    assert len(moved) <= 0.02 * len(others)
    assert verdict(again, after).share > 0.95


def test_the_exact_step_finds_seats_that_were_missed() -> None:
    tray = tiny((0, 1), (0,), (0, 2))
    none = tuple((None,) * len(student.choices) for student in tray.students)
    placed = seat_exactly(tray, Placement((0, 1, 2, 2), none), time.monotonic() + 5, seed=1)
    assert verdict(tray, placed).share == 1
    assert verdict(tray, placed).sound


@pytest.mark.slow
def test_a_tray_without_students_is_placed() -> None:
    tray = replace(tiny((0,)), students=())
    assert verdict(tray, plan_tray(tray, TrayOptions(seconds=1))).share == 1


def test_the_same_seed_makes_the_same_tray() -> None:
    assert make_tray(SMALL) == make_tray(SMALL)
    assert make_tray(SMALL) != make_tray(replace(SMALL, seed=2))
    loads = [len(student.choices) for student in make_tray(SMALL).students]
    assert min(loads) >= 4
