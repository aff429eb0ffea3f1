"""One person's week as a drawing (SVG), for guides and for a quick look."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from timetabler.model import Lesson, Plan, Problem

COLUMN, ROW, LEFT, TOP = 130, 44, 60, 34
HUES = 12


def draw_week(problem: Problem, plan: Plan, resource: int) -> str:
    """The lessons of one resource, a column for each day and a row for each time of the day."""
    days = problem.calendar.days()
    longest = max((len(day) for day in days), default=0)
    width, height = LEFT + COLUMN * len(days), TOP + ROW * longest
    title = escape(problem.resources[resource].name or problem.resources[resource].id)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'font-family="sans-serif" font-size="12" role="img"><title>{title}</title>'
        ),
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="6" y="22" font-weight="bold">{title}</text>',
        *_grid(problem, days),
        *(line for x in plan.lessons if resource in x.resources for line in _box(problem, x, days)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _grid(problem: Problem, days: tuple[tuple[int, ...], ...]) -> Iterator[str]:
    named = {group.members: group.name for group in problem.calendar.groups if group.kind == "Day"}
    for column, day in enumerate(days):
        x = LEFT + COLUMN * column
        yield f'<text x="{x + 6}" y="22">{escape(named.get(day, ""))}</text>'
        for position in range(len(day)):
            y = TOP + ROW * position
            yield (
                f'<rect x="{x}" y="{y}" width="{COLUMN}" height="{ROW}" fill="none" stroke="#ccc"/>'
            )


def _box(problem: Problem, lesson: Lesson, days: tuple[tuple[int, ...], ...]) -> Iterator[str]:
    for column, day in enumerate(days):
        if lesson.start not in day:
            continue
        x, y = LEFT + COLUMN * column, TOP + ROW * day.index(lesson.start)
        hue = 360 * (lesson.event % HUES) // HUES
        event = problem.events[lesson.event]
        yield (
            f'<rect x="{x + 2}" y="{y + 2}" width="{COLUMN - 4}" '
            f'height="{ROW * lesson.duration - 4}" rx="4" fill="hsl({hue} 70% 88%)"/>'
        )
        yield f'<text x="{x + 8}" y="{y + 26}">{escape(event.name or event.id)}</text>'
