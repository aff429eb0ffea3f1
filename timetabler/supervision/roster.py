"""The roster: every post watched by those whom it suits, in proportion to contracts."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from timetabler.exact.waiting import never
from timetabler.fairness import People, Task, share_out
from timetabler.model import Plan, Problem
from timetabler.patience import Hearer, Limits, Patience
from timetabler.supervision.day import DISLIKE, Days
from timetabler.supervision.duties import Break, Duty, Post, Reason, Roster

UNIT = 5  # minutes
USUAL = Limits(seconds=10.0)
LEVEL = 2 * -min(DISLIKE.values())  # lifts every dislike to 0 or more


def make_roster(
    problem: Problem,
    plan: Plan,
    roster: Roster,
    limits: Limits = USUAL,
    *,
    listener: Hearer | None = None,
    cancelled: Callable[[], bool] = never,
) -> tuple[Duty, ...]:
    """Duties for all posts in all their breaks, in the order of breaks.

    As few as can be stay unwatched, whatever anybody has carried before; then load in proportion to
    shares is weighed against the way to the place and the length of everybody's day. Nobody is
    asked who is away, has no lesson on that day, teaches through the break or would not get to eat.

    The listener hears of better rosters: their costs are people missing, and what was weighed. When
    `cancelled` says so, the best so far is returned. Raises ValueError for a break at times, or a
    watcher, that the problem does not have.
    """
    _check(problem, roster)
    days = Days(problem, plan, roster)
    wanted = list(_wanted(roster))
    tasks = [_task(days, roster, number, post) for number, post in wanted]
    patience = Patience.of(limits, listener=listener, cancelled=cancelled)
    found = share_out(tasks, _people(days, roster, wanted), patience)
    carried = {own.teacher: own.minutes for own in roster.watchers}
    for (number, _), doing in zip(wanted, found.doing, strict=True):
        for teacher in doing:
            carried[teacher] += roster.breaks[number].minutes
    level = _level(roster, carried)
    return tuple(
        Duty(
            break_=number,
            place=post.place,
            minutes=roster.breaks[number].minutes,
            watchers=tuple(
                (t, _why(days.reasons(t, roster.breaks[number], post.place), level[t]))
                for t in sorted(doing)
            ),
            missing=missing,
        )
        for (number, post), doing, missing in zip(wanted, found.doing, found.missing, strict=True)
    )


def _check(problem: Problem, roster: Roster) -> None:
    """Refuse breaks and people that the problem does not know."""
    day_of = {time: n for n, day in enumerate(problem.calendar.days()) for time in day}
    for pause in roster.breaks:
        times = [time for time in (pause.before, pause.after) if time is not None]
        if unknown := [time for time in times if time not in day_of]:
            raise ValueError(f"break {pause.id!r} is at times {unknown} that no day has")
        if len({day_of[time] for time in times}) > 1:
            raise ValueError(f"break {pause.id!r} begins on one day and ends on another")
    for own in roster.watchers:
        if not 0 <= own.teacher < len(problem.resources):
            raise ValueError(f"watcher {own.teacher} is no resource of the problem")


def _wanted(roster: Roster) -> Iterator[tuple[int, Post]]:
    for number in range(len(roster.breaks)):
        for post in roster.posts:
            if number in post.breaks or not post.breaks:
                yield number, post


def _size(pause: Break) -> int:
    return max(1, round(pause.minutes / UNIT))


def _task(days: Days, roster: Roster, number: int, post: Post) -> Task:
    pause = roster.breaks[number]
    able = [
        own.teacher
        for own in roster.watchers
        if own.share > 0 and number not in own.away and days.can(own.teacher, pause)
    ]
    return Task(
        times=days.gaps(pause),
        dislike={
            teacher: LEVEL
            + sum(DISLIKE.get(x, 0) for x in days.reasons(teacher, pause, post.place))
            for teacher in able
        },
        need=post.need,
        size=_size(pause),
    )


def _people(days: Days, roster: Roster, wanted: list[tuple[int, Post]]) -> People:
    by_day: dict[int, set[int]] = defaultdict(set)
    for task, (number, _) in enumerate(wanted):
        by_day[days.day_of(roster.breaks[number])].add(task)
    limits = [(frozenset(tasks), roster.most_a_day) for tasks in by_day.values()]
    able = [own for own in roster.watchers if own.share > 0]
    before = {own.teacher: round(own.minutes / UNIT) for own in able}
    shares = {own.teacher: own.share for own in able}
    return People(
        shares=shares,
        before=before,
        limits=limits,
        own={teacher: _meals(days, roster, wanted, teacher) for teacher in shares},
    )


def _meals(
    days: Days, roster: Roster, wanted: list[tuple[int, Post]], teacher: int
) -> list[tuple[frozenset[int], int]]:
    """Duties in lunch breaks, and of how many of them a teacher can do and still eat."""
    return [
        (frozenset(task for task, (number, _) in enumerate(wanted) if number in lunches), most)
        for lunches, most in days.meals(teacher, roster.breaks)
    ]


def _level(roster: Roster, carried: dict[int, int]) -> dict[int, bool]:
    """Whether each teacher carries no more than what falls to them of all minutes."""
    shares = {own.teacher: own.share for own in roster.watchers}
    total, whole = sum(carried.values()), max(1, sum(shares.values()))
    return {teacher: carried[teacher] * whole <= total * share for teacher, share in shares.items()}


def _why(reasons: tuple[Reason, ...], level: bool) -> tuple[Reason, ...]:
    return (*reasons, Reason.WITHIN_SHARE) if level else reasons
