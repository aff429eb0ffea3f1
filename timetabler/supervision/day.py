"""Where a teacher is around a break, and what that says for or against watching a place then."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from timetabler.model import Lesson, Plan, Problem
from timetabler.supervision.duties import Break, Reason, Roster

# Beside fairness: a second quarter of an hour for somebody costs 1,800 more than a first.
FAR, OUTSIDE = 400, 1_600
DISLIKE: Mapping[Reason, int] = {
    Reason.COMES_FROM_FAR: FAR,
    Reason.GOES_FAR: FAR,
    Reason.OUTSIDE_OWN_DAY: OUTSIDE,
    Reason.COMES_FROM_NEAR: -FAR // 4,
    Reason.GOES_NEAR: -FAR // 4,
}


class Days:
    """The lessons of every teacher, asked about breaks and places."""

    def __init__(self, problem: Problem, plan: Plan, roster: Roster) -> None:
        self._near = roster.near
        self._day_of = {t: d for d, day in enumerate(problem.calendar.days()) for t in day}
        self._lessons: dict[tuple[int, int], Lesson] = {}
        self._taught: dict[tuple[int, int], list[int]] = defaultdict(list)
        for lesson in plan.lessons:
            for resource in {r for r in lesson.resources if r is not None}:
                for time in lesson.times():
                    self._lessons[resource, time] = lesson
                    self._taught[resource, self._day_of.get(time, -1)].append(time)

    def day_of(self, pause: Break) -> int:
        """The day on which a break is."""
        time = pause.after if pause.before is None else pause.before
        return -1 if time is None else self._day_of.get(time, -1)

    def gaps(self, pause: Break) -> frozenset[int]:
        """The gaps between times that a break takes up, as numbers of the whole calendar.

        Each day has gaps of its own, so that after school is not before school the next morning.
        """
        first = pause.after if pause.before is None else pause.before + 1
        end = first if pause.after is None else pause.after
        base = self.day_of(pause) * (len(self._day_of) + 1)
        return frozenset(base + gap for gap in range(first or 0, (end or 0) + 1))

    def can(self, teacher: int, pause: Break) -> bool:
        """Whether a teacher is at school on that day and is not teaching on.

        A lesson of several times that runs through the break keeps its teacher, and so does one
        that lies within it.
        """
        return bool(self._taught[teacher, self.day_of(pause)]) and not self._through(teacher, pause)

    def meals(self, teacher: int, breaks: Sequence[Break]) -> Iterator[tuple[frozenset[int], int]]:
        """Lunch breaks of a day, by position, and in how many of them a teacher may watch.

        Whoever teaches both before and after each lunch break that is left free needs one of them
        for eating. A lunch break with a free time beside it is enough for eating and watching.
        """
        lunches: dict[int, set[int]] = defaultdict(set)
        for number, pause in enumerate(breaks):
            if pause.lunch and not self._through(teacher, pause):
                lunches[self.day_of(pause)].add(number)
        for own in lunches.values():
            if all(None not in self._beside(teacher, breaks[n]) for n in own):
                apart = {self.gaps(breaks[n]) for n in own}
                yield frozenset(own), len(apart) - 1

    def _through(self, teacher: int, pause: Break) -> bool:
        before, after = self._beside(teacher, pause)
        if pause.before is None or pause.after is None:
            return False
        within = range(pause.before + 1, pause.after)
        inside = any((teacher, time) in self._lessons for time in within)
        return inside or (before is not None and before is after)

    def reasons(self, teacher: int, pause: Break, place: str) -> tuple[Reason, ...]:
        """What speaks for and against one teacher at one place in one break."""
        before, after = self._beside(teacher, pause)
        found = []
        if before is not None:
            near = self._is_near(before, place)
            found.append(Reason.COMES_FROM_NEAR if near else Reason.COMES_FROM_FAR)
        if after is not None:
            found.append(Reason.GOES_NEAR if self._is_near(after, place) else Reason.GOES_FAR)
        if not found:
            there = self._within(teacher, pause)
            found.append(Reason.AT_SCHOOL if there else Reason.OUTSIDE_OWN_DAY)
        return tuple(found)

    def _beside(self, teacher: int, pause: Break) -> tuple[Lesson | None, Lesson | None]:
        sides = (pause.before, pause.after)
        first, second = (
            None if time is None else self._lessons.get((teacher, time)) for time in sides
        )
        return first, second

    def _within(self, teacher: int, pause: Break) -> bool:
        """Whether a break lies between the teacher's first and last lesson of the day."""
        taught = self._taught[teacher, self.day_of(pause)]
        if not taught or pause.before is None or pause.after is None:
            return False
        return min(taught) <= pause.before and pause.after <= max(taught)

    def _is_near(self, lesson: Lesson, place: str) -> bool:
        rooms = [self._near[r] for r in lesson.resources if r is not None and r in self._near]
        return not rooms or any(place in places for places in rooms)
