"""The course tray: choices become sections, sections find slots, students find sections."""

import time
from collections import Counter
from dataclasses import replace

import pytest

from timetabler.chances import chances
from timetabler.generate.trays import TraySize, make_tray
from timetabler.patience import Better, Limits, Patience
from timetabler.tray import (
    Course,
    Placement,
    Student,
    Tray,
    TrayOptions,
    plan_tray,
    reopen,
    verdict,
)
from timetabler.tray.exact import seat_exactly

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
    placed = seat_exactly(tray, Placement((0, 1, 2, 2), none), Patience.of(Limits(seconds=5)))
    assert verdict(tray, placed).share == 1
    assert verdict(tray, placed).sound


@pytest.mark.slow
def test_a_tray_without_students_is_placed() -> None:
    tray = replace(tiny((0,)), students=())
    assert verdict(tray, plan_tray(tray, TrayOptions(seconds=1))).share == 1


@pytest.mark.slow
def test_a_tray_whose_courses_are_not_taught_leaves_every_choice_unmet() -> None:
    tray = tiny((0, 1), (0,))
    untaught = replace(tray, courses=tuple(replace(x, sections=0) for x in tray.courses))
    found = verdict(untaught, plan_tray(untaught, TrayOptions(seconds=1)))
    assert (found.met, found.choices, found.sound) == (0, 3, True)


def test_the_same_seed_makes_the_same_tray() -> None:
    assert make_tray(SMALL) == make_tray(SMALL)
    assert make_tray(SMALL) != make_tray(replace(SMALL, seed=2))
    loads = [len(student.choices) for student in make_tray(SMALL).students]
    assert min(loads) >= 4


def crossed(rooms: int) -> Tray:
    """Two slots, two courses of one teacher, and two more."""
    courses = (
        Course(id="X", size=1),
        Course(id="Y", size=1),
        Course(id="B", size=1, teachers=("t",)),
        Course(id="C", size=1, teachers=("t",)),
    )
    students = tuple(Student(id=str(n), choices=(n,)) for n in range(4))
    return Tray(periods=1, bars=2, rooms=rooms, courses=courses, students=students)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_no_teacher_is_twice_in_a_slot_though_every_choice_is_met(seed: int) -> None:
    tray = crossed(rooms=2)
    found = verdict(tray, plan_tray(tray, TrayOptions(seconds=1, seed=seed)))
    assert found.sound
    assert found.share == 1


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_where_every_room_is_needed_the_tray_is_sound(seed: int) -> None:
    random = chances(seed)
    teachers = [f"t{n}" for n in range(12) for _ in range(random.randint(1, 5))][:30]
    courses = tuple(
        Course(id=str(n), size=9, teachers=(t,), sections=1) for n, t in enumerate(teachers)
    )
    students = tuple(
        Student(id=str(n), choices=tuple(random.sample(range(len(courses)), 4))) for n in range(40)
    )
    rooms = -(-len(courses) // 5)
    tray = Tray(periods=1, bars=5, rooms=rooms, courses=courses, students=students)
    limits = TrayOptions(seconds=0.3, seed=seed, counted=True)
    first = verdict(tray, plan_tray(tray, limits, cancelled=lambda: True))
    found = verdict(tray, plan_tray(tray, limits))
    assert first.sound
    assert found.sound
    assert found.met > first.met


@pytest.mark.slow
def test_what_cannot_be_sound_has_the_fewest_clashes_and_they_are_counted() -> None:
    tray = crossed(rooms=1)
    found = verdict(tray, plan_tray(tray, TrayOptions(seconds=1)))
    assert (found.teacher_clashes, found.room_clashes) == (0, 2)
    three = replace(tray, rooms=2, bars=1)
    found = verdict(three, plan_tray(three, TrayOptions(seconds=1)))
    assert (found.teacher_clashes, found.room_clashes) == (1, 2)


def test_a_tray_that_cannot_be_is_refused_and_said() -> None:
    with pytest.raises(ValueError, match="course 'Ma' has a size of 0"):
        Course(id="Ma", size=0, sections=1)
    with pytest.raises(ValueError, match="course 'Ma' has -1 sections"):
        Course(id="Ma", size=1, sections=-1)
    with pytest.raises(ValueError, match="student 'S0' chooses course 'Ma' twice"):
        tiny((0, 0))
    with pytest.raises(ValueError, match="student 'S1' chooses course -1; there are 3"):
        tiny((0,), (-1,))
    with pytest.raises(ValueError, match="student 'S0' chooses course 3; there are 3"):
        tiny((3,))
    with pytest.raises(ValueError, match="0 periods and 3 bars has no slot"):
        replace(tiny((0,)), periods=0)
    with pytest.raises(ValueError, match="-1 rooms"):
        replace(tiny((0,)), rooms=-1)
    with pytest.raises(ValueError, match="size=0"):
        TraySize(size=0)


def test_a_tray_is_not_reopened_for_changes_that_cannot_be() -> None:
    tray = tiny((0, 1), (0,))
    placement = Placement((0, 1), ((0, 1), (0,)))
    with pytest.raises(ValueError, match="student 'S0' chooses course 'Ke' twice"):
        reopen(tray, placement, {0: (0, 1, 1)})
    with pytest.raises(ValueError, match=r"no student \[-1\]: the tray has 2"):
        reopen(tray, placement, {-1: (0,)})
    with pytest.raises(ValueError, match="1 sections, the tray 2"):
        reopen(tray, Placement((0,), placement.seats), {})
    with pytest.raises(ValueError, match="does not seat the students of this tray"):
        reopen(tray, Placement((0, 1), ((0, 7), (0,))), {})


@pytest.mark.slow
def test_a_cancelled_reopening_leaves_everybody_where_they_were() -> None:
    tray = tiny((0, 1), (0,))
    placement = Placement((0, 1), ((0, 1), (0,)))
    again, after = reopen(tray, placement, {1: (1,)}, cancelled=lambda: True)
    assert after.seats == ((0, 1), (None,))
    assert verdict(again, after).sound


@pytest.mark.slow
def test_the_same_seed_and_counted_work_make_the_same_placement() -> None:
    tray = make_tray(TraySize(students=90, size=25, seed=4))
    limits = TrayOptions(seconds=0.4, seed=3, counted=True)
    first, second = (plan_tray(tray, limits) for _ in range(2))
    assert verdict(tray, first).share < 1
    assert first == second
    assert plan_tray(tray, replace(limits, seed=4)) != first


@pytest.mark.slow
def test_every_better_placement_is_told_of() -> None:
    tray, heard = make_tray(replace(SMALL, seed=5)), list[Better]()
    found = verdict(tray, plan_tray(tray, TrayOptions(seconds=3), listener=heard.append))
    costs = [own.cost for own in heard]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] == (0, found.choices - found.met)
    assert heard[0].method == "greedy"


@pytest.mark.slow
def test_cancelling_ends_annealing_and_proof_at_once() -> None:
    random = chances(2)
    courses = tuple(Course(id=str(n), size=25, teachers=(f"t{n % 40}",)) for n in range(60))
    students = tuple(
        Student(id=str(n), choices=tuple(random.sample(range(60), 11))) for n in range(300)
    )
    tray = Tray(periods=2, bars=6, courses=courses, students=students)
    plan_tray(tray, TrayOptions(seconds=1))
    for seconds in (60, 1):
        begun = time.monotonic()

        def cancelled(end: float = begun + 1.5) -> bool:
            return time.monotonic() > end

        placement = plan_tray(tray, TrayOptions(seconds=seconds), cancelled=cancelled)
        assert time.monotonic() < begun + 3.5
        assert verdict(tray, placement).sound
    none = Placement(placement.slots, tuple((None,) * 11 for _ in students))
    begun = time.monotonic()
    patience = Patience.of(Limits(seconds=60), cancelled=lambda: time.monotonic() > begun + 0.5)
    assert verdict(tray, seat_exactly(tray, none, patience)).sound
    assert time.monotonic() < begun + 2.5
