"""The roster: every post watched by those whom it suits, in proportion to contracts."""

from collections import defaultdict
from collections.abc import Iterator

from timetabler.fairness import People, Task, share_out
from timetabler.model import Plan, Problem
from timetabler.supervision.day import DISLIKE, Days
from timetabler.supervision.duties import Break, Duty, Post, Reason, Roster

UNIT = 5  # minutes
LEVEL = 2 * -min(DISLIKE.values())  # lifts every dislike to 0 or more


def make_roster(
    problem: Problem, plan: Plan, roster: Roster, *, seconds: float = 10.0, seed: int = 1
) -> tuple[Duty, ...]:
    """Duties for all posts in all their breaks, in the order of breaks.

    As few as can be stay unwatched; then load in proportion to shares is weighed against the way
    to the place and the length of everybody's day. Nobody is asked who is away, has no lesson on
    that day, teaches through the break or would not get to eat.
    """
    days = Days(problem, plan, roster)
    wanted = list(_wanted(roster))
    tasks = [_task(days, roster, number, post) for number, post in wanted]
    found = share_out(tasks, _people(days, roster, wanted), seconds=seconds, seed=seed)
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
        times=frozenset({number}),
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
    return People(shares={own.teacher: own.share for own in able}, before=before, limits=limits)


def _level(roster: Roster, carried: dict[int, int]) -> dict[int, bool]:
    """Whether each teacher carries no more than what falls to them of all minutes."""
    shares = {own.teacher: own.share for own in roster.watchers}
    total, whole = sum(carried.values()), max(1, sum(shares.values()))
    return {teacher: carried[teacher] * whole <= total * share for teacher, share in shares.items()}


def _why(reasons: tuple[Reason, ...], level: bool) -> tuple[Reason, ...]:
    return (*reasons, Reason.WITHIN_SHARE) if level else reasons
