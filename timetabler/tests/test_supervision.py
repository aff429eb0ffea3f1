"""Breaks are watched by those whom it suits, in proportion to contracts, with reasons."""

import time
from collections import Counter
from dataclasses import replace

import pytest

from timetabler.fairness import People, Task, share_out
from timetabler.generate import School, make_school
from timetabler.model import Calendar, Event, Group, Lesson, Plan, Problem, Resource, Seat
from timetabler.patience import Better, Limits, Patience
from timetabler.supervision import (
    Break,
    Duty,
    Post,
    Reason,
    Roster,
    Watcher,
    make_roster,
    say_reason,
)

# One day of five times; Ann teaches at 0 and 1 upstairs, Bo at 1 and 2 downstairs, Cy at 4.
TIMES = tuple(f"t{time}" for time in range(5))
ANN, BO, CY, DI, UPSTAIRS, DOWNSTAIRS = range(6)
PLACES = {ANN: UPSTAIRS, BO: DOWNSTAIRS, CY: UPSTAIRS}
TAUGHT = ((ANN, 0, 2), (BO, 1, 1), (BO, 2, 1), (CY, 4, 1))
SCHOOL = Problem(
    id="hand",
    calendar=Calendar(
        times=TIMES,
        names=TIMES,
        groups=(Group(id="d", name="", members=tuple(range(5)), kind="Day"),),
    ),
    resources=tuple(
        Resource(id=name, name=name, kind="Teacher")
        for name in ("Ann", "Bo", "Cy", "Di", "Up", "Down")
    ),
    events=tuple(
        Event(
            id=f"{who}-{start}",
            name="",
            duration=length,
            seats=(Seat(resource=who), Seat(resource=PLACES[who])),
        )
        for who, start, length in TAUGHT
    ),
)
PLAN = Plan.complete(
    SCHOOL,
    [
        Lesson(event=number, duration=length, start=start)
        for number, (_, start, length) in enumerate(TAUGHT)
    ],
)
BREAKS = (
    Break("morning", None, 0),
    Break("first", 0, 1),
    Break("second", 1, 2),
    Break("lunch", 2, 3, minutes=30, lunch=True),
    Break("last", 3, 4),
)
NEAR = {UPSTAIRS: frozenset({"corridor"}), DOWNSTAIRS: frozenset({"yard"})}
EVERYBODY = tuple(Watcher(teacher=t) for t in (ANN, BO, CY, DI))


def roster(*breaks: int, watchers: tuple[Watcher, ...] = EVERYBODY, most: int = 9) -> Roster:
    return Roster(
        breaks=BREAKS,
        posts=(Post("yard", breaks=frozenset(breaks)),),
        watchers=watchers,
        near=NEAR,
        most_a_day=most,
    )


def who(duties: tuple[Duty, ...]) -> list[int | None]:
    return [own.watchers[0][0] if own.watchers else None for own in duties]


def test_whoever_comes_from_near_watches_rather_than_who_would_stay_longer() -> None:
    duties = make_roster(SCHOOL, PLAN, roster(3))
    assert who(duties) == [BO]
    assert duties[0].watchers[0][1][0] is Reason.COMES_FROM_NEAR


def test_a_teacher_whose_lesson_runs_through_a_break_cannot_watch_it() -> None:
    only_ann = (Watcher(teacher=ANN),)
    assert who(make_roster(SCHOOL, PLAN, roster(1, watchers=only_ann))) == [None]
    assert who(make_roster(SCHOOL, PLAN, roster(2, watchers=only_ann))) == [ANN]


def test_nobody_comes_on_a_free_day_or_against_their_notice() -> None:
    away = Watcher(teacher=CY, away=frozenset({4}))
    duties = make_roster(SCHOOL, PLAN, roster(4, watchers=(away, Watcher(teacher=DI))))
    assert (who(duties), duties[0].missing) == ([None], 1)
    exempt = (Watcher(teacher=CY, share=0),)
    assert who(make_roster(SCHOOL, PLAN, roster(4, watchers=exempt))) == [None]


def test_who_teaches_before_and_after_lunch_eats_in_it() -> None:
    busy = Plan((*PLAN.lessons[:3], replace(PLAN.lessons[3], start=3), PLAN.lessons[2]))
    cy_before = replace(PLAN.lessons[3], start=2)
    both = Plan((*busy.lessons[:4], cy_before))
    only_cy = (Watcher(teacher=CY),)
    assert who(make_roster(SCHOOL, both, roster(3, watchers=only_cy))) == [None]
    assert who(make_roster(SCHOOL, busy, roster(3, watchers=only_cy))) == [CY]


def test_a_day_has_no_more_duties_than_allowed() -> None:
    only_bo = (Watcher(teacher=BO),)
    duties = make_roster(SCHOOL, PLAN, roster(1, 2, watchers=only_bo, most=1))
    assert sorted(own.missing for own in duties) == [0, 1]


def test_a_lighter_load_before_and_a_larger_contract_bring_more_duties() -> None:
    tired = (Watcher(teacher=ANN), Watcher(teacher=BO, minutes=90))
    assert who(make_roster(SCHOOL, PLAN, roster(2, watchers=tired))) == [ANN]
    alike = (Watcher(teacher=ANN, minutes=15), Watcher(teacher=BO, minutes=15))
    assert who(make_roster(SCHOOL, PLAN, roster(2, watchers=alike))) == [BO]
    large = (replace(alike[0], share=4), alike[1])
    assert who(make_roster(SCHOOL, PLAN, roster(2, watchers=large))) == [ANN]


@pytest.mark.parametrize(("share", "minutes"), [(1, 800), (2, 1_500), (1, 100_000)])
def test_no_load_carried_before_leaves_a_break_unwatched(share: int, minutes: int) -> None:
    only = (Watcher(teacher=ANN, share=share, minutes=minutes), Watcher(teacher=DI, share=24))
    (duty,) = make_roster(SCHOOL, PLAN, roster(2, watchers=only))
    assert (duty.missing, who((duty,))) == (0, [ANN])


def test_nobody_watches_two_breaks_at_one_time_whatever_they_are_called() -> None:
    breaks = (Break("second", 1, 2), Break("second again", 1, 2), Break("longer", 1, 3))
    only_bo = (Watcher(teacher=ANN),)
    twice = Roster(breaks=breaks, posts=(Post("yard"),), watchers=only_bo, most_a_day=9)
    assert sum(own.missing for own in make_roster(SCHOOL, PLAN, twice)) == 2


def test_the_only_lunch_break_is_for_eating_and_one_of_two_is_for_watching() -> None:
    early, late = Break("early", 1, 2, lunch=True), Break("late", 2, 3, lunch=True)
    through_the_day = Plan(
        tuple(replace(PLAN.lessons[3], start=start, duration=1) for start in range(4))
    )
    only_cy = (Watcher(teacher=CY),)

    def missing(*breaks: Break) -> int:
        asked = Roster(breaks=breaks, posts=(Post("yard"),), watchers=only_cy, most_a_day=9)
        return sum(own.missing for own in make_roster(SCHOOL, through_the_day, asked))

    assert missing(early) == 1
    assert missing(early, late) == 1
    assert missing(early, replace(early, id="early again")) == 2
    assert missing(early, Break("free", 3, 4, lunch=True)) == 0


def test_a_lesson_within_a_long_break_keeps_its_teacher() -> None:
    long = Roster(
        breaks=(Break("long", 2, 4),), posts=(Post("yard"),), watchers=(Watcher(teacher=CY),)
    )
    within = Plan((*PLAN.lessons, replace(PLAN.lessons[3], start=3)))
    assert who(make_roster(SCHOOL, PLAN, long)) == [CY]
    assert who(make_roster(SCHOOL, within, long)) == [None]


def test_what_cannot_be_is_refused_and_said() -> None:
    with pytest.raises(ValueError, match=r"post 'yard' names breaks \[9\]"):
        roster(9)
    with pytest.raises(ValueError, match=r"watcher 0 names breaks \[-1\]"):
        roster(1, watchers=(Watcher(teacher=ANN, away=frozenset({-1})),))
    with pytest.raises(ValueError, match="watcher 0 is named twice"):
        roster(1, watchers=(Watcher(teacher=ANN), Watcher(teacher=ANN)))
    with pytest.raises(ValueError, match="post 'yard' needs -1"):
        Post("yard", need=-1)
    with pytest.raises(ValueError, match="neither after nor before"):
        Break("never", None, None)
    with pytest.raises(ValueError, match="ends before it begins"):
        Break("back", 3, 2)
    with pytest.raises(ValueError, match="share -1"):
        Watcher(teacher=ANN, share=-1)
    nowhere = Roster(breaks=(Break("b", 40, 41),), posts=(), watchers=())
    with pytest.raises(ValueError, match=r"break 'b' is at times \[40, 41\]"):
        make_roster(SCHOOL, PLAN, nowhere)
    with pytest.raises(ValueError, match="watcher 77 is no resource"):
        make_roster(SCHOOL, PLAN, roster(1, watchers=(Watcher(teacher=77),)))


def test_reasons_name_the_way_the_day_and_the_share() -> None:
    one = make_roster(SCHOOL, PLAN, roster(2, watchers=(Watcher(teacher=ANN),)))
    assert one[0].watchers == ((ANN, (Reason.COMES_FROM_FAR, Reason.WITHIN_SHARE)),)
    bo = make_roster(SCHOOL, PLAN, roster(2, watchers=(Watcher(teacher=BO),)))
    assert bo[0].watchers[0][1][:2] == (Reason.COMES_FROM_NEAR, Reason.GOES_NEAR)
    early = make_roster(SCHOOL, PLAN, roster(0, watchers=(Watcher(teacher=CY),)))
    assert early[0].watchers[0][1][0] is Reason.OUTSIDE_OWN_DAY
    both = Plan((*PLAN.lessons, replace(PLAN.lessons[3], start=0)))
    between = make_roster(SCHOOL, both, roster(2, watchers=(Watcher(teacher=CY),)))
    assert between[0].watchers[0][1][0] is Reason.AT_SCHOOL


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_sentence_in_every_language(reason: Reason) -> None:
    said = {say_reason(reason, language) for language in ("fi", "sv", "en")}
    assert len(said) == 3


def whole_school() -> tuple[Problem, Plan, Roster]:
    """Twenty teachers, half of them with half a contract, and three posts in every break."""
    problem, plan = make_school(School(classes=12, teachers=20))
    days = problem.calendar.days()
    breaks = tuple(
        Break(f"{day[i]}", day[i], day[i + 1], lunch=i == 2) for day in days for i in range(1, 4)
    )
    teachers = range(12, 32)
    shares = {teacher: 24 if teacher % 2 else 12 for teacher in teachers}
    watchers = tuple(Watcher(teacher=t, share=shares[t]) for t in teachers)
    posts = (Post("yard", need=2), Post("gate"))
    return problem, plan, Roster(breaks=breaks, posts=posts, watchers=watchers)


@pytest.mark.slow
def test_a_whole_school_shares_its_breaks_fairly() -> None:
    problem, plan, asked = whole_school()
    duties = make_roster(problem, plan, asked, Limits(seconds=8))
    shares = {own.teacher: own.share for own in asked.watchers}
    assert len(duties) == 2 * len(asked.breaks)
    assert all(own.missing == 0 for own in duties)
    load = Counter(t for own in duties for t, _ in own.watchers)
    at = Counter((own.break_, t) for own in duties for t, _ in own.watchers)
    assert set(at.values()) == {1}
    full = [load[t] for t in shares if shares[t] == 24]
    half = [load[t] for t in shares if shares[t] == 12]
    assert sum(full) > 1.5 * sum(half)
    assert max(full) - min(full) <= 1


@pytest.mark.slow
def test_the_same_seed_and_counted_work_make_the_same_roster() -> None:
    counted = Limits(seconds=1.5, seed=3, counted=True)
    first, second = (make_roster(*whole_school(), counted) for _ in range(2))
    assert first == second


@pytest.mark.slow
def test_a_cancelled_roster_ends_at_once_with_the_best_so_far() -> None:
    heard: list[Better] = []
    problem, plan, asked = whole_school()
    begun = time.monotonic()

    def cancelled() -> bool:
        return time.monotonic() > begun + 1

    limits = Limits(seconds=30)
    duties = make_roster(problem, plan, asked, limits, listener=heard.append, cancelled=cancelled)
    assert time.monotonic() < begun + 3
    assert sum(own.missing for own in duties) == 0
    costs = [found.cost for found in heard]
    assert costs == sorted(costs, reverse=True)
    assert costs


def test_sharing_out_proves_the_fairest_way() -> None:
    tasks = [Task(times=frozenset({n}), dislike={0: 0, 1: 0, 2: 0}) for n in range(6)]
    found = share_out(tasks, People(shares={0: 1, 1: 1, 2: 1}))
    assert found.proved
    assert Counter(p for own in found.doing for p in own) == {0: 2, 1: 2, 2: 2}


def test_sharing_out_without_time_still_keeps_every_limit() -> None:
    tasks = [Task(times=frozenset({n // 2}), dislike={0: 0, 1: 5}) for n in range(40)]
    limits = [(frozenset(range(40)), 7)]
    found = share_out(
        tasks, People(shares={0: 1, 1: 1}, limits=limits), Patience.of(Limits(seconds=0.0))
    )
    load = Counter(p for own in found.doing for p in own)
    assert load == {0: 7, 1: 7}
    assert sum(found.missing) == 26
