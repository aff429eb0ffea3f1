"""A small problem with every kind of rule at random: for testing evaluations, not for planning."""

from collections.abc import Callable
from random import Random
from typing import TypedDict

from timetabler.chances import chances
from timetabler.model import Calendar, Event, Group, Problem, Resource, Seat
from timetabler.rules import (
    AllowTravel,
    Among,
    AssignResource,
    AssignTime,
    AvoidClashes,
    AvoidLonely,
    AvoidSplitAssignments,
    AvoidUnavailable,
    BeginEarly,
    ClusterBusy,
    CostFunction,
    DistributeSplits,
    GatherEvents,
    LimitAtOnce,
    LimitBusy,
    LimitIdle,
    LimitKinds,
    LimitMixed,
    LimitMoves,
    LimitWorkload,
    LinkEvents,
    OrderEvents,
    PreferResources,
    PreferTimes,
    ResourceRule,
    Rule,
    SplitEvents,
    SpreadEvents,
    Window,
)

DAYS, HOURS, PEOPLE, ROOMS, EVENTS = 3, 4, 4, 3, 6
TIMES = DAYS * HOURS
WEEK = tuple(tuple(range(day * HOURS, (day + 1) * HOURS)) for day in range(DAYS))


class _Terms(TypedDict):
    id: str
    hard: bool
    weight: int
    cost: CostFunction


def medley(seed: int) -> Problem:
    """A problem of six events with two or three rules of each kind."""
    random = chances(seed)
    names = tuple(f"t{time}" for time in range(TIMES))
    days = [Group(id=f"d{i}", name="", members=day, kind="Day") for i, day in enumerate(WEEK)]
    people = [Resource(id=f"p{i}", name="", kind="Person") for i in range(PEOPLE)]
    rooms = [Resource(id=f"r{i}", name="", kind="Room") for i in range(ROOMS)]
    makers = (_EVENT_RULES, _GROUP_RULES, _RESOURCE_RULES, _PART_RULES)
    return Problem(
        id=f"medley-{seed}",
        calendar=Calendar(times=names, names=names, groups=tuple(days)),
        kinds=("Person", "Room"),
        resources=(*people, *rooms),
        events=tuple(_event(number, random) for number in range(EVENTS)),
        rules=tuple(
            make(random, _terms(f"{number}-{copy}", random))
            for number, make in enumerate(maker for group in makers for maker in group)
            for copy in range(2 + number % 2)
        ),
    )


def _event(number: int, random: Random) -> Event:
    people = random.sample(range(PEOPLE), random.randint(1, 2))
    seats = [Seat(role=f"person-{i}", resource=person) for i, person in enumerate(people)]
    workload = random.choice((None, 5))
    return Event(
        id=f"e{number}",
        name="",
        duration=random.randint(1, 4),
        workload=workload,
        seats=(*seats, Seat(role="room", kind="Room", workload=random.choice((None, 3)))),
    )


def _terms(name: str, random: Random) -> _Terms:
    return _Terms(
        id=name,
        hard=random.random() < 0.5,  # noqa: PLR2004 - as often hard as soft
        weight=random.randint(1, 9),
        cost=random.choice(list(CostFunction)),
    )


def _events(random: Random) -> tuple[int, ...]:
    return tuple(sorted(random.sample(range(EVENTS), random.randint(1, EVENTS))))


def _resources(random: Random) -> tuple[int, ...]:
    return tuple(sorted(random.sample(range(PEOPLE + ROOMS), random.randint(1, PEOPLE))))


def _times(random: Random) -> tuple[int, ...]:
    return tuple(sorted(random.sample(range(TIMES), random.randint(1, TIMES - 1))))


def _bounds(random: Random, most: int) -> tuple[int, int]:
    low, high = sorted(random.sample(range(most + 1), 2))
    return low, high


def _windows(random: Random) -> tuple[Window, ...]:
    return tuple(Window(day, *_bounds(random, 3)) for day in (*WEEK, _times(random)))


class _Bunches(TypedDict):
    groups: tuple[tuple[int, ...], ...]
    names: tuple[str, ...]


def _bunches(random: Random) -> _Bunches:
    one, two = _events(random), _events(random)
    return _Bunches(groups=(one, two), names=(f"events {one}", f"events {two}"))


def _prefer_times(random: Random, terms: _Terms) -> Rule:
    times, duration = frozenset(_times(random)), random.choice((None, 1, 2))
    return PreferTimes(**terms, events=_events(random), times=times, duration=duration)


def _prefer_resources(random: Random, terms: _Terms) -> Rule:
    resources = frozenset(random.sample(range(PEOPLE, PEOPLE + ROOMS), 2))
    return PreferResources(**terms, events=_events(random), role="room", resources=resources)


def _split(random: Random, terms: _Terms) -> Rule:
    (short, long), (few, most) = _bounds(random, 3), _bounds(random, 3)
    return SplitEvents(
        **terms, events=_events(random), shortest=short, longest=long, fewest=few, most=most
    )


def _distribute(random: Random, terms: _Terms) -> Rule:
    low, high = _bounds(random, 3)
    duration = random.randint(1, 2)
    events = _events(random)
    return DistributeSplits(**terms, events=events, duration=duration, minimum=low, maximum=high)


def _order(random: Random, terms: _Terms) -> Rule:
    first, second, third = random.sample(range(EVENTS), 3)
    low, high = _bounds(random, 5)
    pairs = ((first, second, low, high), (second, third, 0, high))
    return OrderEvents(**terms, pairs=pairs, day=random.choice((0, HOURS)))


def _idle(random: Random, terms: _Terms) -> ResourceRule:
    low, high = _bounds(random, 3)
    return LimitIdle(**terms, resources=_resources(random), groups=WEEK, minimum=low, maximum=high)


def _cluster(random: Random, terms: _Terms) -> ResourceRule:
    low, high = _bounds(random, DAYS)
    people, hours = _resources(random), random.random() < 0.5  # noqa: PLR2004 - as often as not
    return ClusterBusy(
        **terms, resources=people, groups=WEEK, minimum=low, maximum=high, hours=hours
    )


def _mixed(random: Random, terms: _Terms) -> ResourceRule:
    pairs = tuple((day[: HOURS // 2], day[HOURS // 2 :]) for day in WEEK)
    most = random.randint(0, DAYS)
    return LimitMixed(**terms, resources=_resources(random), pairs=pairs, maximum=most)


def _workload(random: Random, terms: _Terms) -> ResourceRule:
    low, high = _bounds(random, 12)
    return LimitWorkload(**terms, resources=_resources(random), minimum=low, maximum=high)


def _among(random: Random, terms: _Terms) -> Rule:
    inner = random.choice(_RESOURCE_RULES)(random, _terms("inner", random))
    people, rooms = _resources(random), random.choice(((), _rooms(random)))
    return Among(**terms, resources=people, inner=inner, events=_events(random), rooms=rooms)


def _at_once(random: Random, terms: _Terms) -> Rule:
    events = _events(random)
    amounts = tuple(random.randint(0, 3) for _ in events)
    limits = tuple((time, random.randint(0, 4)) for time in _times(random))
    return LimitAtOnce(**terms, events=events, amounts=amounts, limits=limits)


def _kinds(random: Random, terms: _Terms) -> Rule:
    times = random.choice((_times(random), _times(random)[:1]))
    low, high = _bounds(random, 3)
    parts = tuple(_events(random) for _ in range(3))
    people = _resources(random)
    return LimitKinds(
        **terms, resources=people, parts=parts, times=times, minimum=low, maximum=high
    )


def _travel(random: Random, terms: _Terms) -> Rule:
    places = (_events(random), _events(random))
    pauses = tuple(tuple(random.randint(0, 2) for _ in places) for _ in places)
    people = _resources(random)
    return AllowTravel(**terms, resources=people, places=places, pauses=pauses, groups=WEEK)


def _rooms(random: Random) -> tuple[int, ...]:
    return tuple(random.sample(range(PEOPLE, PEOPLE + ROOMS), 2))


def _moves(random: Random, terms: _Terms) -> Rule:
    rooms = (*((room,) for room in range(PEOPLE, PEOPLE + ROOMS)), _rooms(random), ())
    places = tuple((_events(random), random.choice(rooms)) for _ in range(3))
    pause, most = random.choice((1, 2, HOURS)), random.randint(0, 2)
    people = _resources(random)
    return LimitMoves(
        **terms, resources=people, places=places, groups=WEEK, pause=pause, maximum=most
    )


_Maker = Callable[[Random, _Terms], Rule]
_PersonalMaker = Callable[[Random, _Terms], ResourceRule]
_EVENT_RULES: tuple[_Maker, ...] = (
    lambda random, terms: AssignTime(**terms, events=_events(random)),
    lambda random, terms: AssignResource(**terms, events=_events(random), role="room"),
    _prefer_times,
    _prefer_resources,
    _split,
    _distribute,
)
_GROUP_RULES: tuple[_Maker, ...] = (
    lambda random, terms: SpreadEvents(**terms, **_bunches(random), windows=_windows(random)),
    lambda random, terms: GatherEvents(
        **terms, **_bunches(random), rows=WEEK, maximum=random.randint(0, 2)
    ),
    lambda random, terms: LinkEvents(**terms, **_bunches(random)),
    lambda random, terms: AvoidSplitAssignments(
        **terms, **_bunches(random), role="room", maximum=random.randint(1, 2)
    ),
    _order,
)
_RESOURCE_RULES: tuple[_PersonalMaker, ...] = (
    lambda random, terms: AvoidClashes(**terms, resources=_resources(random)),
    lambda random, terms: AvoidUnavailable(
        **terms, resources=_resources(random), times=_times(random)
    ),
    _idle,
    lambda random, terms: BeginEarly(
        **terms, resources=_resources(random), groups=WEEK, maximum=random.randint(0, 2)
    ),
    lambda random, terms: AvoidLonely(**terms, resources=_resources(random), groups=WEEK),
    _cluster,
    _mixed,
    lambda random, terms: LimitBusy(
        **terms, resources=_resources(random), windows=_windows(random)
    ),
    _workload,
)
_PART_RULES: tuple[_Maker, ...] = (_among, _among, _among, _at_once, _kinds, _travel, _moves)
