"""What Finnish schools ask for is counted as they mean it, and said in three languages."""

from dataclasses import replace
from datetime import date

import pytest

from timetabler import finnish
from timetabler.evaluate import Cost, judge
from timetabler.explain import LANGUAGES, say
from timetabler.finnish import Terms
from timetabler.generate import School, make_school
from timetabler.live import Board
from timetabler.model import Event, Lesson, Plan, Problem, Seat, Term
from timetabler.rules import (
    AssignTime,
    AvoidClashes,
    LimitIdle,
    LinkEvents,
    SplitEvents,
    SpreadEvents,
)
from timetabler.solve.options import Options
from timetabler.solve.portfolio import solve

PROBLEM, PLAN = make_school(School(classes=3, teachers=6, days=3, hours=4, closed=0))
BARE = replace(PROBLEM, rules=())
DAYS = PROBLEM.calendar.days()
WISH = Terms(id="wish", weight=3, owner="rehtori")
MUST = Terms(id="must")
TEACHER = 3


def cost(problem: Problem, plan: Plan = PLAN) -> Cost:
    return judge(problem, Plan.complete(problem, plan.lessons)).cost


def starts(*events: int) -> list[int]:
    return [x.start for x in PLAN.lessons if x.event in events and x.start is not None]


def hours(events: list[int], day: tuple[int, ...]) -> int:
    return sum(start in day for start in starts(*events))


def moved(event: int, *to: int) -> Plan:
    """The plan with the lessons of one event elsewhere."""
    times = iter(to)
    return Plan(
        tuple(replace(x, start=next(times)) if x.event == event else x for x in PLAN.lessons)
    )


def split(event: int, *to: int, problem: Problem) -> Plan:
    lessons = [Lesson(event=event, duration=1, start=start) for start in to]
    return Plan.complete(problem, lessons)


@pytest.mark.parametrize("most", [0, 1, 2, 9])
def test_academic_load_counts_hours_of_the_day_beyond_the_most(most: int) -> None:
    events = list(PROBLEM.events_of[0])[:2]
    problem = finnish.academic_load(BARE, WISH, group=0, events=events, most=most)
    beyond = sum(max(0, hours(events, day) - most) for day in DAYS)
    assert cost(problem) == Cost(0, 3 * beyond)


def test_part_time_counts_days_beyond_the_most() -> None:
    worked = sum(1 for day in DAYS if hours(list(PROBLEM.events_of[TEACHER]), day))
    problem = finnish.part_time_days(BARE, MUST, teacher=TEACHER, most=1)
    assert cost(problem) == Cost(worked - 1, 0)


def test_lunch_counts_days_without_a_free_lunch_time() -> None:
    events = list(PROBLEM.events_of[0])
    times = [day[1:3] for day in DAYS]
    without = sum(hours(events, own) == 2 for own in times)
    assert without
    assert cost(finnish.lunch_break(BARE, WISH, people=[0], times=times)) == Cost(0, 3 * without)


def test_transport_closes_a_day_before_it_comes_and_after_it_leaves() -> None:
    events = list(PROBLEM.events_of[0])
    outside = sum(hours(events, (day[0], day[3])) for day in DAYS)
    assert cost(finnish.transport(BARE, MUST, group=0, first=1, last=2)) == Cost(outside, 0)
    early = sum(hours(events, day[:2]) for day in DAYS)
    assert cost(finnish.transport(BARE, MUST, group=0, first=2)) == Cost(early, 0)


def test_days_between_count_lessons_that_lie_too_close() -> None:
    event = next(e for e in range(len(PROBLEM.events)) if len(starts(e)) == 2)
    problem = finnish.days_between(BARE, WISH, events=[event], free=1)
    assert cost(problem, moved(event, 0, 4)) == Cost(0, 3)
    assert cost(problem, moved(event, 0, 8)) == Cost(0, 0)
    assert cost(finnish.days_between(BARE, WISH, events=[event], free=2), moved(event, 0, 8)) == (
        Cost(0, 3)
    )


def test_a_band_counts_times_at_which_only_some_run() -> None:
    events = [PROBLEM.events_of[0][0], PROBLEM.events_of[2][0]]
    own = [set(starts(event)) for event in events]
    assert cost(finnish.band(BARE, MUST, events=events)) == Cost(len(own[0] ^ own[1]), 0)


def test_half_classes_meet_at_once_but_not_with_the_whole_class() -> None:
    whole, first, second = PROBLEM.events_of[0][:3]
    clash = replace(BARE, rules=(AvoidClashes(id="one-place", resources=tuple(range(9))),))
    problem = finnish.split_group(
        clash, group=0, halves=("0/1", "0/2"), events={first: 0, second: 1}
    )
    problem = replace(problem, events=tuple(replace(x, duration=1) for x in problem.events))

    def at(*times: int) -> Cost:
        pairs = zip((whole, first, second), times, strict=True)
        lessons = [Lesson(event=event, duration=1, start=start) for event, start in pairs]
        return judge(problem, Plan.complete(problem, lessons)).cost

    assert at(0, 1, 1) == Cost(0, 0)
    assert at(0, 0, 1) == Cost(1, 0)
    assert at(1, 1, 1) == Cost(2, 0)


def test_split_lessons_are_at_the_edges_of_the_day() -> None:
    event = next(e for e in range(len(PROBLEM.events)) if len(starts(e)) == 2)
    problem = finnish.staggered(BARE, WISH, events=[event])
    assert cost(problem, moved(event, 0, 7)) == Cost(0, 0)
    assert cost(problem, moved(event, 1, 6)) == Cost(0, 6)


def test_a_second_teacher_comes_for_all_hours_or_for_some() -> None:
    own = Event(
        id="maths", name="maths", duration=4, workload=9, seats=(Seat(resource=0, workload=5),)
    )
    rules = (
        AssignTime(id="placed", events=(0,)),
        SplitEvents(id="cut", events=(0,), longest=2, fewest=3),
        SpreadEvents(id="spread", groups=((0,),), names=("",)),
    )
    problem = replace(BARE, events=(own,), rules=rules)
    all_hours = finnish.co_teaching(problem, event=0, seat=Seat(resource=TEACHER))
    assert [s.resource for s in all_hours.events[0].seats] == [0, TEACHER]
    some = finnish.co_teaching(problem, event=0, seat=Seat(kind="Teacher"), hours=1)
    assert [x.duration for x in some.events] == [3, 1]
    assert [x.workload for x in some.events] == [7, 2]
    assert [x.seats[0].workload for x in some.events] == [4, 1]
    assert [x.id for x in some.rules] == ["placed", "cut", "cut-1", "spread"]
    cut = some.rules[2]
    assert isinstance(cut, SplitEvents)
    assert (cut.events, cut.fewest, cut.longest) == ((0, 1), 0, 2)
    assert some.rules[3].points()[0].events == (0, 1)


def test_linked_teaching_cannot_be_divided_between_one_teacher_and_two() -> None:
    linked = replace(BARE, rules=(LinkEvents(id="band", groups=((0, 1),), names=("",)),))
    event = next(e for e in range(2) if BARE.events[e].duration > 1)
    with pytest.raises(ValueError, match="band"):
        finnish.co_teaching(linked, event=event, seat=Seat(resource=TEACHER), hours=1)
    with pytest.raises(ValueError, match="hours"):
        finnish.co_teaching(BARE, event=event, seat=Seat(resource=TEACHER), hours=99)


def test_the_way_between_places_takes_free_times() -> None:
    events = PROBLEM.events_of[0][:2]
    places = [[event] for event in events]
    problem = finnish.travel(BARE, WISH, people=[0], places=places, pause=1)
    near = [
        Lesson(event=e, duration=1, start=start) for e, start in zip(events, (0, 1), strict=True)
    ]
    far = [replace(near[0]), replace(near[1], start=2)]
    assert cost(problem, Plan(tuple(near))) == Cost(0, 3)
    assert cost(problem, Plan(tuple(far))) == Cost(0, 0)
    one = finnish.one_place_a_day(BARE, MUST, people=[0], places=places)
    assert cost(one, Plan(tuple(far))) == Cost(1, 0)
    other_day = [near[0], replace(near[1], start=4)]
    assert cost(one, Plan(tuple(other_day))) == Cost(0, 0)


def test_a_shared_teacher_is_busy_at_the_other_school() -> None:
    times = starts(*PROBLEM.events_of[TEACHER])[:1]
    assert cost(finnish.elsewhere(BARE, MUST, person=TEACHER, times=times)) == Cost(1, 0)


def test_a_hall_holds_so_many_groups_and_a_pool_only_in_its_turns() -> None:
    amounts = dict.fromkeys(range(len(PROBLEM.events)), 1)
    at_once = [starts(*amounts).count(time) for time in range(PROBLEM.horizon)]
    hall = finnish.capacity(BARE, MUST, amounts=amounts, most=2, place="Liikuntasali")
    assert cost(hall) == Cost(sum(max(0, n - 2) for n in at_once), 0)
    pool = finnish.turns(BARE, MUST, amounts=amounts, most={0: 1}, place="Uimahalli")
    assert cost(pool) == Cost(max(0, at_once[0] - 1) + sum(at_once[1:]), 0)


def test_classes_eat_in_turns_that_the_dining_room_holds() -> None:
    times = [day[1:3] for day in DAYS]
    problem = finnish.lunch_waves(BARE, WISH, pupils={0: 20, 1: 25, 2: 30}, times=times, most=50)
    meals = range(len(BARE.events), len(problem.events))
    assert len(meals) == 9
    day_one = dict(zip(meals[:3], (1, 1, 2), strict=True))
    rest = {meal: DAYS[1 + i // 3][1 + i % 2] for i, meal in enumerate(meals[3:])}
    placed = {**day_one, **rest}
    lessons = [Lesson(event=e, duration=1, start=start) for e, start in placed.items()]
    report = judge(problem, Plan.complete(problem, lessons))
    assert report.cost == Cost(0, 3 * ((20 + 30 - 50) + (25 + 25 - 50) + (20 + 30 - 50)))
    crowded = [replace(x, start=2) if x.event in meals[:3] else x for x in lessons]
    assert judge(problem, Plan.complete(problem, crowded)).cost == Cost(0, 3 * 25)
    wrong = [replace(lessons[0], start=0), *lessons[1:]]
    assert judge(problem, Plan.complete(problem, wrong)).cost.hard == 1


def test_one_room_throughout_counts_rooms_beyond_the_first() -> None:
    seats = (Seat(role="room", kind="Class"),)
    roomy = replace(BARE, events=(replace(PROBLEM.events[0], duration=2, seats=seats),))
    lessons = tuple(Lesson(event=0, duration=1, start=t, resources=(t,)) for t in range(2))
    problem = finnish.same_room(roomy, WISH, events=[0], role="room")
    assert cost(problem, Plan(lessons)) == Cost(0, 3)


def test_staying_put_counts_lessons_and_rooms_that_left() -> None:
    problem = finnish.stay_put(BARE, WISH, plan=PLAN)
    assert cost(problem) == Cost(0, 0)
    event = PLAN.lessons[0].event
    away = next(t for t in range(PROBLEM.horizon) if t not in starts(event))
    left = Plan((replace(PLAN.lessons[0], start=away), *PLAN.lessons[1:]))
    assert cost(problem, left) == Cost(0, 3)
    seats = (Seat(role="room", kind="Class"),)
    roomy = replace(BARE, events=(replace(PROBLEM.events[0], duration=1, seats=seats),))
    before = Plan((Lesson(event=0, duration=1, start=0, resources=(1,)),))
    kept = finnish.stay_put(roomy, WISH, plan=before, role="room")
    assert cost(kept, before) == Cost(0, 0)
    assert cost(kept, Plan((replace(before.lessons[0], resources=(2,)),))) == Cost(0, 3)


def in_weeks(**weeks: int) -> Problem:
    """The first class's events one hour each, some of them in one kind of week only."""
    events = tuple(
        replace(x, duration=1, weeks=frozenset({weeks[f"e{n}"]} if f"e{n}" in weeks else ()))
        for n, x in enumerate(BARE.events)
    )
    rules = (
        AvoidClashes(id="one-place", resources=tuple(range(9))),
        LimitIdle(id="gaps", hard=False, resources=(0,), groups=DAYS),
    )
    calendar = replace(BARE.calendar, weeks=("A", "B"))
    return replace(BARE, events=events, rules=rules, calendar=calendar)


def test_teaching_of_a_and_b_weeks_shares_times_but_not_with_every_weeks() -> None:
    first, second, third = PROBLEM.events_of[0][:3]
    problem = in_weeks(**{f"e{first}": 0, f"e{second}": 1})
    weekly = finnish.by_week(problem)

    def at(tried: Problem, *times: int) -> Cost:
        pairs = zip((first, second, third), times, strict=True)
        lessons = [Lesson(event=event, duration=1, start=start) for event, start in pairs]
        return judge(tried, Plan.complete(tried, lessons)).cost

    assert at(problem, 0, 0, 1).hard == 1
    assert at(weekly, 0, 0, 1) == Cost(0, 0)
    assert at(weekly, 0, 1, 1).hard == 1
    assert at(weekly, 0, 1, 2) == Cost(0, 1)
    assert at(weekly, 0, 1, 3) == Cost(0, 3)


def test_where_all_weeks_are_alike_nothing_changes() -> None:
    assert finnish.by_week(PROBLEM) is PROBLEM
    problem = in_weeks()
    assert finnish.by_week(problem) == problem


def test_a_term_knows_which_day_each_date_follows() -> None:
    term = Term(
        id="autumn",
        first=date(2026, 8, 12),
        last=date(2026, 9, 4),
        rota=(0, 1),
        exceptions={date(2026, 8, 26): None, date(2026, 8, 28): (1, 2)},
    )
    assert term.follows(date(2026, 8, 11)) is None
    assert term.follows(date(2026, 8, 12)) == (0, 2)
    assert term.follows(date(2026, 8, 15)) is None
    assert term.follows(date(2026, 8, 17)) == (1, 0)
    assert term.follows(date(2026, 8, 26)) is None
    assert list(term.dates((1, 2))) == [date(2026, 8, 19), date(2026, 8, 28), date(2026, 9, 2)]


def asked(problem: Problem) -> Problem:
    """A school that asks for everything at once, all of it possible."""
    load = list(PROBLEM.events_of[0])
    two = [[e for e in load if e % 2], [e for e in load if not e % 2]]
    problem = finnish.academic_load(problem, WISH, group=0, events=load[:2], most=1)
    problem = finnish.part_time_days(problem, WISH.part("days"), teacher=TEACHER, most=2)
    problem = finnish.lunch_break(
        problem, Terms(id="lunch", weight=1), people=[0, 1], times=[d[1:3] for d in DAYS]
    )
    problem = finnish.transport(problem, Terms(id="bus", weight=2), group=1, first=0, last=2)
    problem = finnish.days_between(problem, Terms(id="apart", weight=1), events=[0], free=1)
    problem = finnish.band(problem, Terms(id="band", weight=1), events=[load[0], load[0] + 1])
    problem = finnish.travel(
        problem, Terms(id="way", weight=2), people=[0, TEACHER], places=two, pause=1
    )
    problem = finnish.one_place_a_day(
        problem, Terms(id="one", weight=1), people=[TEACHER], places=two
    )
    amounts = dict.fromkeys(range(len(PROBLEM.events)), 1)
    problem = finnish.capacity(
        problem, Terms(id="hall", weight=1), amounts=amounts, most=2, place="Sali"
    )
    problem = finnish.turns(
        problem,
        Terms(id="pool", weight=1),
        amounts={load[0]: 1},
        most={0: 1, 5: 1},
        place="Uimahalli",
    )
    problem = finnish.staggered(problem, Terms(id="edges", weight=1), events=load[1:2])
    problem = finnish.elsewhere(problem, Terms(id="other", weight=1), person=TEACHER, times=[0])
    return finnish.stay_put(problem, Terms(id="stay", weight=1), plan=PLAN)


def test_every_rule_says_itself_in_three_languages() -> None:
    for rule in asked(BARE).rules:
        for point in rule.points():
            said = {say(PROBLEM, rule, point, language) for language in LANGUAGES}
            assert len(said) == len(LANGUAGES)
            assert all(sentence.endswith(".") for sentence in said)


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
def test_the_search_keeps_what_is_asked_as_the_referee_counts_it() -> None:
    problem = asked(PROBLEM)
    board = Board(problem, together=False)
    board.load(PLAN)
    assert board.cost == judge(problem, PLAN).cost
    found = solve(problem, Options(seconds=6, workers=1))
    assert found.cost == judge(problem, found.plan).cost
    assert found.cost.hard == 0
    assert found.cost < judge(problem, PLAN).cost
    assert all(len(x.resources) == 2 for x in found.plan.lessons)


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
def test_a_week_that_is_too_full_fits_when_weeks_alternate() -> None:
    events = PROBLEM.events_of[0]
    problem = in_weeks(**{f"e{event}": number % 2 for number, event in enumerate(events)})
    own = tuple(problem.events[event] for event in events)
    first = problem.calendar.times[:2]
    two_a_half = replace(problem.calendar, times=first, names=first, groups=())
    everything = AssignTime(id="placed", events=tuple(range(4)))
    rules = (everything, AvoidClashes(id="one-place", resources=(0,)))
    problem = replace(problem, calendar=two_a_half, events=own[:4], rules=rules)
    assert solve(finnish.by_week(problem), Options(seconds=3, workers=1)).cost == Cost(0, 0)
    assert solve(problem, Options(seconds=2, workers=1)).cost.hard == 2
