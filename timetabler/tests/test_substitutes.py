"""Substitutes are ranked: free, qualified, knows the class, fewest extra hours; with reasons."""

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
