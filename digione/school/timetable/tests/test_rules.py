"""What is on now and next, and what cannot be held at once."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as some

from digione.school.timetable import rules
from digione.school.timetable.rules import When

MONDAY = datetime.date(2026, 11, 23)
DAYS = some.dates(datetime.date(2026, 8, 1), datetime.date(2027, 7, 31))
TIMES = some.times(datetime.time(7), datetime.time(17)).map(lambda t: t.replace(microsecond=0))


@dataclass(frozen=True, slots=True)
class Held:
    day: datetime.date
    starts_at: datetime.time
    ends_at: datetime.time
    cancelled: bool = False


@some.composite
def lessons(draw: some.DrawFn) -> Held:
    starts_at, ends_at = sorted(draw(some.lists(TIMES, min_size=2, max_size=2, unique=True)))
    day = MONDAY + datetime.timedelta(days=draw(some.integers(-1, 1)))
    return Held(day, starts_at, ends_at, draw(some.booleans()))


@some.composite
def slots(draw: some.DrawFn) -> rules.Slot:
    starts_at, ends_at = sorted(draw(some.lists(TIMES, min_size=2, max_size=2, unique=True)))
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return rules.Slot(
        weekday=draw(some.integers(1, 7)),
        starts_at=starts_at,
        ends_at=ends_at,
        first=first,
        last=draw(some.sampled_from([last, None])),
    )


def at(time: str) -> datetime.datetime:
    return datetime.datetime.combine(MONDAY, datetime.time.fromisoformat(time))


def held(start: str, end: str, *, cancelled: bool = False) -> Held:
    times = datetime.time.fromisoformat(start), datetime.time.fromisoformat(end)
    return Held(MONDAY, *times, cancelled)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("08:00", [When.NEXT, When.LATER]),
        ("08:15", [When.NOW, When.NEXT]),
        ("09:00", [When.PAST, When.NEXT]),
        ("09:30", [When.PAST, When.NOW]),
        ("12:00", [When.PAST, When.PAST]),
    ],
)
def test_a_lesson_is_next_then_on_then_over(moment: str, expected: list[When]) -> None:
    day = [held("08:15", "09:00"), held("09:15", "10:00")]
    assert rules.whens(day, at(moment)) == expected


def test_a_cancelled_lesson_is_skipped() -> None:
    day = [held("08:15", "09:00", cancelled=True), held("09:15", "10:00")]
    assert rules.whens(day, at("08:00")) == [When.LATER, When.NEXT]


@given(some.lists(lessons(), max_size=8), TIMES)
def test_now_is_within_its_hours_and_next_begins_first(
    day: list[Held], time: datetime.time
) -> None:
    moment = datetime.datetime.combine(MONDAY, time)
    found = list(zip(day, rules.whens(day, moment), strict=True))
    for lesson, when in found:
        on = lesson.day == MONDAY and lesson.starts_at <= time < lesson.ends_at
        assert (when == When.NOW) == (on and not lesson.cancelled)
        if when in {When.NOW, When.NEXT}:
            assert not lesson.cancelled
    following = {lesson.starts_at for lesson, when in found if when == When.NEXT}
    to_come = [
        lesson.starts_at
        for lesson in day
        if lesson.day == MONDAY and lesson.starts_at > time and not lesson.cancelled
    ]
    assert following == ({min(to_come)} if to_come else set())


@given(slots(), slots())
def test_overlap_is_mutual_and_means_a_common_moment(one: rules.Slot, other: rules.Slot) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    if one.overlaps(other):
        first = max(one.first, other.first)
        last = min(one.last or first, other.last or first)
        assert first <= last
        assert max(one.starts_at, other.starts_at) < min(one.ends_at, other.ends_at)


@given(slots(), DAYS)
def test_two_lessons_held_on_one_day_at_one_time_overlap(
    slot: rules.Slot, day: datetime.date
) -> None:
    assert slot.overlaps(slot)
    if slot.held_on(day):
        assert day.isoweekday() == slot.weekday
        assert slot.first <= day


@given(some.lists(slots(), max_size=6), some.sets(some.integers(0, 2), min_size=1))
def test_clashes_are_the_pairs_that_share_and_overlap(
    planned: list[rules.Slot], takes: set[int]
) -> None:
    placed = [rules.Placed(n, slot, frozenset(takes)) for n, slot in enumerate(planned)]
    expected = {
        frozenset({n, m})
        for n, one in enumerate(planned)
        for m, other in enumerate(planned)
        if n < m and one.overlaps(other)
    }
    assert {clash.lessons for clash in rules.clashes(placed)} == expected


def test_lessons_that_take_nothing_in_common_never_clash() -> None:
    slot = rules.Slot(weekday=1, starts_at=datetime.time(8), ends_at=datetime.time(9), first=MONDAY)
    placed = [rules.Placed("one", slot, frozenset("a")), rules.Placed("two", slot, frozenset("b"))]
    assert list(rules.clashes(placed)) == []


@pytest.mark.parametrize(
    ("slot", "refusal"),
    [
        ({"weekday": 8}, rules.WrongWeekday),
        ({"ends_at": datetime.time(8)}, rules.EndsBeforeItStarts),
        ({"last": MONDAY - datetime.timedelta(days=1)}, rules.EndsBeforeItStarts),
        ({"first": MONDAY - datetime.timedelta(days=1)}, rules.OutsideThePlan),
        ({"last": None}, rules.OutsideThePlan),
    ],
)
def test_a_lesson_that_cannot_be_held_is_refused(
    slot: dict[str, object], refusal: type[ValueError]
) -> None:
    usual = {
        "weekday": 1,
        "starts_at": datetime.time(8),
        "ends_at": datetime.time(9),
        "first": MONDAY,
        "last": MONDAY,
    }
    planned = rules.Slot(**{**usual, **slot})  # type: ignore[arg-type]
    with pytest.raises(refusal):
        rules.check_slot(planned, plan_first=MONDAY, plan_last=MONDAY)


@pytest.mark.parametrize(
    ("move", "refusal"),
    [
        (rules.Move(), rules.NothingChanges),
        (rules.Move(starts_at=datetime.time(9)), rules.EndsBeforeItStarts),
        (
            rules.Move(starts_at=datetime.time(9), ends_at=datetime.time(9)),
            rules.EndsBeforeItStarts,
        ),
    ],
)
def test_a_move_to_nowhere_is_refused(move: rules.Move, refusal: type[ValueError]) -> None:
    with pytest.raises(refusal):
        rules.check_move(move)
