"""Substitutes are ranked: free, qualified, knows the class, fewest extra hours; with reasons."""

from dataclasses import replace

import pytest

from timetabler.model import Calendar, Event, Group, Lesson, Plan, Problem, Resource, Seat
from timetabler.rules import AvoidUnavailable
from timetabler.substitutes import Reason, Staff, cover, rank, say_reason

TIMES = tuple(f"{day}{hour}" for day in "AB" for hour in range(3))
ANN, BO, CY, DI, EVE, CLASS, OTHER, ROOM = range(8)
TEACHERS = (ANN, BO, CY, DI, EVE)


def event(name: str, *taken: int) -> Event:
    seats = tuple(Seat(resource=resource) for resource in taken)
    return Event(id=f"{name}{taken}", name=name, duration=1, seats=seats)


SCHOOL = Problem(
    id="hand",
    calendar=Calendar(
        times=TIMES,
        names=TIMES,
        groups=(
            Group(id="A", name="A", members=(0, 1, 2), kind="Day"),
            Group(id="B", name="B", members=(3, 4, 5), kind="Day"),
        ),
    ),
    kinds=("Teacher", "Class", "Room"),
    resources=(
        *(
            Resource(id=name, name=name, kind="Teacher")
            for name in ("Ann", "Bo", "Cy", "Di", "Eve")
        ),
        Resource(id="7A", name="7A", kind="Class"),
        Resource(id="7B", name="7B", kind="Class"),
        Resource(id="R", name="R", kind="Room"),
    ),
    events=(
        event("maths", ANN, CLASS, ROOM),
        event("maths", BO, OTHER, ROOM),
        event("music", CY, CLASS),
        event("music", DI, OTHER),
    ),
    rules=(AvoidUnavailable(id="part-time", resources=(EVE,), times=(0,)),),
)


def plan(*starts: int) -> Plan:
    return Plan.complete(
        SCHOOL, [Lesson(event=e, duration=1, start=start) for e, start in enumerate(starts)]
    )


def order(made: Plan, staff: Staff) -> list[int]:
    return [c.teacher for c in rank(SCHOOL, made, made.lessons[0], staff)]


def test_the_order_is_free_then_qualified_then_known_then_few_hours() -> None:
    made = plan(0, 1, 2, 2)
    staff = Staff(teachers=TEACHERS, extra_hours={BO: 9})
    assert order(made, staff) == [BO, CY, DI, EVE]
    fit = Staff(teachers=TEACHERS, qualified={DI: frozenset({"maths"})}, extra_hours={BO: 9})
    assert order(made, fit)[:2] == [DI, BO]
    assert order(plan(0, 0, 2, 2), staff) == [CY, DI, BO, EVE]


def test_reasons_say_what_speaks_for_and_against() -> None:
    made = plan(0, 0, 2, 4)
    staff = Staff(teachers=TEACHERS, extra_hours={CY: 2})
    found = {c.teacher: c for c in rank(SCHOOL, made, made.lessons[0], staff)}
    assert not found[BO].free
    assert found[BO].reasons == (Reason.BUSY, Reason.TEACHES_SUBJECT, Reason.THERE_ANYWAY)
    assert found[CY].reasons == (Reason.KNOWS_CLASS, Reason.THERE_ANYWAY, Reason.EXTRA_HOURS)
    assert found[DI].reasons == (Reason.EXTRA_DAY,)
    assert found[EVE].reasons == (Reason.AWAY, Reason.EXTRA_DAY)
    assert ANN not in found


def test_todays_notice_counts_as_being_away() -> None:
    made = plan(0, 1, 2, 2)
    staff = Staff(teachers=TEACHERS, away={BO: frozenset({0})})
    assert order(made, staff)[0] == CY


def test_few_extra_hours_come_first_among_equals() -> None:
    made = plan(0, 1, 2, 2)
    staff = Staff(teachers=(ANN, DI, CY), extra_hours={CY: 0, DI: 0})
    assert order(made, staff) == [CY, DI]
    spent = Staff(teachers=(ANN, BO, DI), extra_hours={BO: 3})
    made_music = plan(0, 1, 2, 4)
    lesson = made_music.lessons[2]
    assert [c.teacher for c in rank(SCHOOL, made_music, lesson, spent)] == [DI, ANN, BO]


def test_the_subject_of_an_event_can_be_told_apart_from_its_name() -> None:
    made = plan(0, 1, 2, 2)
    staff = Staff(teachers=TEACHERS, subjects={0: "maths", 1: "art", 3: "maths"})
    assert order(made, staff)[:2] == [DI, CY]


def covered(made: Plan, staff: Staff, *times: int) -> list[int | None]:
    found = cover(SCHOOL, made, staff, absent=ANN, times=frozenset(times))
    return [own.substitute.teacher if own.substitute else None for own in found]


def test_no_load_however_large_outweighs_who_knows_the_class_or_is_the_only_one() -> None:
    made = plan(0, 1, 2, 2)
    weary = Staff(teachers=(ANN, CY, DI), extra_hours={CY: 101})
    assert order(made, weary) == [CY, DI]
    assert covered(made, weary, 0) == [CY]
    alone = Staff(teachers=(ANN, DI), extra_hours={DI: 6_000})
    assert covered(made, alone, 0) == [DI]
    expert = Staff(teachers=(ANN, BO, CY), extra_hours={BO: 6_000})
    assert covered(made, expert, 0) == [BO]


def test_nobody_comes_in_for_a_lesson_alone_where_another_carries_as_little() -> None:
    made = plan(0, 1, 2, 1)
    staff = Staff(teachers=(ANN, EVE, DI), subjects={0: "maths", 1: "art", 3: "music"})
    assert covered(made, staff, 0) == [DI]
    rested = replace(staff, teachers=(ANN, BO, DI), extra_hours={DI: 1})
    assert covered(plan(0, 4, 2, 1), rested, 0) == [BO]


def weekly(**weeks: int) -> Problem:
    """The school with weeks A and B; the events named by their teachers run in one of them."""
    names = ("Ann", "Bo", "Cy", "Di")
    events = (
        replace(own, weeks=frozenset({weeks[name]} if name in weeks else ()))
        for name, own in zip(names, SCHOOL.events, strict=True)
    )
    calendar = replace(SCHOOL.calendar, weeks=("A weeks", "B weeks"))
    return replace(SCHOOL, calendar=calendar, events=tuple(events))


def test_a_lesson_of_b_weeks_keeps_nobody_from_one_of_a_weeks() -> None:
    made = plan(0, 0, 2, 4)
    staff = Staff(teachers=(ANN, BO))
    school = weekly(Ann=0, Bo=1)
    (own,) = cover(school, made, staff, absent=ANN, times=frozenset({0}))
    assert own.substitute is not None
    assert own.substitute.teacher == BO
    (own,) = cover(weekly(Ann=0, Bo=0), made, staff, absent=ANN, times=frozenset({0}))
    assert own.substitute is None


def test_an_absence_of_an_a_week_looks_at_a_weeks_alone() -> None:
    made, staff = plan(0, 0, 2, 4), Staff(teachers=(ANN, BO))
    school = weekly(Bo=1)
    assert not rank(school, made, made.lessons[0], staff)[0].free
    assert rank(school, made, made.lessons[0], staff, week=0)[0].free
    assert not rank(school, made, made.lessons[0], staff, week=1)[0].free
    absence = frozenset({0})
    assert cover(weekly(Ann=1), made, staff, absent=ANN, times=absence, week=0) == ()
    with pytest.raises(ValueError, match="week 2"):
        rank(school, made, made.lessons[0], staff, week=2)


def test_one_substitute_takes_two_lessons_at_one_time_of_different_weeks() -> None:
    made = plan(0, 4, 0, 4)
    alternating = weekly(Ann=0, Cy=1)
    both = Plan((made.lessons[0], replace(made.lessons[2], resources=(ANN, CLASS))))
    found = cover(alternating, both, Staff(teachers=(ANN, DI)), absent=ANN, times=frozenset({0}))
    assert [own.substitute and own.substitute.teacher for own in found] == [DI, DI]


@pytest.mark.parametrize("kind", ["Tila", "Sal", "Classroom", "Klassrum"])
def test_who_shares_a_room_by_any_name_does_not_know_the_class(kind: str) -> None:
    named = (*SCHOOL.resources[:ROOM], replace(SCHOOL.resources[ROOM], kind=kind))
    school, made = replace(SCHOOL, resources=named), plan(0, 1, 2, 4)
    found = {
        c.teacher: c.known for c in rank(school, made, made.lessons[0], Staff(teachers=TEACHERS))
    }
    assert found == {BO: False, CY: True, DI: False, EVE: False}


def test_a_school_says_which_kinds_are_students_where_its_words_are_its_own() -> None:
    named = tuple(replace(x, kind="Porukka") if x.kind == "Class" else x for x in SCHOOL.resources)
    school, made = replace(SCHOOL, resources=named), plan(0, 1, 2, 4)
    staff = Staff(teachers=(CY,))
    assert not rank(school, made, made.lessons[0], staff)[0].known
    own = replace(staff, student_kinds=frozenset({"porukka"}))
    assert rank(school, made, made.lessons[0], own)[0].known


def test_an_absence_that_cannot_be_is_refused() -> None:
    made, staff = plan(0, 1, 2, 2), Staff(teachers=TEACHERS)
    with pytest.raises(ValueError, match="resource 99"):
        cover(SCHOOL, made, staff, absent=99, times=frozenset({0}))
    with pytest.raises(ValueError, match=r"times that there are not: \[77\]"):
        cover(SCHOOL, made, staff, absent=ANN, times=frozenset({77}))


def test_a_cancelled_cover_still_finds_substitutes_and_the_same_ones_each_time() -> None:
    made, staff = plan(0, 1, 2, 2), Staff(teachers=TEACHERS)
    absence = frozenset({0})
    (own,) = cover(SCHOOL, made, staff, absent=ANN, times=absence, cancelled=lambda: True)
    assert own.substitute is not None
    assert own.substitute.teacher == BO
    twice = [cover(SCHOOL, made, staff, absent=ANN, times=absence) for _ in range(2)]
    assert twice[0] == twice[1]


def test_an_absence_is_covered_together_with_nobody_in_two_places() -> None:
    made = plan(0, 4, 5, 5)
    twice = Plan((*made.lessons, made.lessons[0]))
    both = Staff(teachers=TEACHERS[:3])
    assert sorted(covered(twice, both, 0), key=str) == [BO, CY]
    assert sorted(covered(twice, Staff(teachers=(ANN, BO)), 0), key=str) == [BO, None]


def test_extra_hours_are_shared_out_among_equals() -> None:
    made = plan(0, 4, 5, 5)
    second = made.lessons[0]
    lessons = [Lesson(event=0, duration=1, start=t, resources=second.resources) for t in (0, 1, 2)]
    week = Plan((*lessons, *made.lessons[2:]))
    staff = Staff(teachers=(ANN, DI, EVE), extra_hours={DI: 1})
    assert covered(week, staff, 1, 2) in ([DI, EVE], [EVE, DI])
    staff = Staff(teachers=(ANN, DI, EVE), extra_hours={DI: 5})
    assert covered(week, staff, 1, 2) == [EVE, EVE]


def test_only_the_lessons_of_the_absence_are_covered_and_everybody_is_listed() -> None:
    made = plan(0, 1, 2, 2)
    assert covered(made, Staff(teachers=TEACHERS), 1, 2) == []
    (own,) = cover(SCHOOL, made, Staff(teachers=TEACHERS), absent=ANN, times=frozenset({0}))
    assert own.substitute is not None
    assert own.substitute.teacher == BO
    assert [candidate.teacher for candidate in own.candidates] == [BO, CY, DI, EVE]


def test_the_qualified_go_before_those_who_know_the_class_and_those_before_the_rested() -> None:
    made = plan(0, 1, 2, 2)
    staff = Staff(teachers=TEACHERS, extra_hours={BO: 20, CY: 20})
    assert covered(made, staff, 0) == [BO]
    assert covered(made, Staff(teachers=(ANN, CY, DI), extra_hours={CY: 20}), 0) == [CY]


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_sentence_in_every_language(reason: Reason) -> None:
    said = {say_reason(reason, language) for language in ("fi", "sv", "en")}
    assert len(said) == 3


def test_a_parallel_group_of_the_same_subject_could_be_joined() -> None:
    made = plan(0, 0, 0, 2)
    (own,) = cover(SCHOOL, made, Staff(teachers=(ANN, BO)), absent=ANN, times=frozenset({0}))
    assert own.substitute is None
    assert own.mergers == (made.lessons[1],)
    (alone,) = cover(
        SCHOOL, plan(0, 1, 0, 2), Staff(teachers=TEACHERS), absent=ANN, times=frozenset({0})
    )
    assert alone.mergers == ()
