"""In which kinds of week lessons run, and whether two of them ever meet in one."""

from timetabler.model import Lesson, Problem


def weeks_of(problem: Problem, lesson: Lesson, week: int | None = None) -> frozenset[int]:
    """Kinds of week in which a lesson runs, or of these the one that is asked about."""
    every = range(max(1, len(problem.calendar.weeks)))
    event = problem.events[lesson.event]
    return frozenset(w for w in every if event.runs_in(w) and week in {None, w})


def runs_in(problem: Problem, lesson: Lesson, week: int | None) -> bool:
    """Whether a lesson runs in a kind of week; None is any. ValueError where there is no such."""
    if week is not None and not 0 <= week < max(1, len(problem.calendar.weeks)):
        raise ValueError(f"no kind of week {week}: the calendar has {problem.calendar.weeks}")
    return bool(weeks_of(problem, lesson, week))


def meet(problem: Problem, one: Lesson, other: Lesson, week: int | None = None) -> bool:
    """Whether two lessons run in one kind of week (in the one that is asked about)."""
    return bool(weeks_of(problem, one, week) & weeks_of(problem, other, week))
