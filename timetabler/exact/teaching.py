"""Rules on lessons in a model: when they start, how events are cut, who sits in them."""

from collections import defaultdict

from timetabler.exact.decisions import Decisions
from timetabler.exact.freed import Start
from timetabler.exact.terms import Expression
from timetabler.live.state import (
    AWAY,
    DIFFERENT,
    EMPTY_SEAT,
    OF_LENGTH,
    ORDER,
    PIECES_HOOK,
    RUNNING,
    SPREAD,
    UNPLACED,
    WRONG_LENGTH,
    WRONG_SEAT,
    Row,
)


def feed(d: Decisions) -> None:
    """Let every freed lesson feed the monitors and cells of its bundle's hooks."""
    running: Running = {}
    used: Used = defaultdict(list)
    for bundle, lessons in d.starts.items():
        for hook in _hooks(d, bundle):
            if hook["kind"] >= EMPTY_SEAT:
                _feed_seat(d, hook, lessons, used)
            elif hook["kind"] in {PIECES_HOOK, SPREAD}:
                _feed_cells(d, hook, lessons)
            elif hook["kind"] == RUNNING:
                _feed_link(hook, lessons, running)
            elif hook["kind"] != ORDER:
                _feed_value(d, hook, lessons)
    _link(d, running)
    _one_resource(d, used)


Running = dict[tuple[int, int], dict[tuple[int, int], list[Expression]]]
Used = dict[tuple[int, int, int], list[Expression]]


def _hooks(d: Decisions, bundle: int) -> list[Row]:
    """Hooks of a bundle that feed what the model looks at."""
    row = d.state.bundles[bundle]
    own = d.state.hooks[row["hook"] : row["hook"] + row["hooks"]]
    return [hook for hook in own if d.matters(int(hook["monitor"]))]


def _feed_value(d: Decisions, hook: Row, lessons: list[Start]) -> None:
    values = d.values[int(hook["monitor"])]
    if hook["kind"] == UNPLACED and d.aim.literals:
        values.append(d.lifted.duration[lessons[0].bundle] if lessons else 0)
    weights = ((_weight(d, hook, x), x) for x in lessons)
    values += [weight * x.chosen for weight, x in weights if weight]


def _weight(d: Decisions, hook: Row, lesson: Start) -> int:
    """What a lesson adds to the monitor of a hook."""
    kind, a, b = int(hook["kind"]), int(hook["a"]), int(hook["b"])
    if kind == AWAY:
        away = not d.state.time_sets[a, lesson.start] and b in {0, lesson.length}
        return lesson.length if away else 0
    if kind == UNPLACED:
        return -lesson.length if d.aim.literals else 0
    if kind == WRONG_LENGTH:
        return int(not a <= lesson.length <= b)
    return int(kind == OF_LENGTH and lesson.length == a)


def _feed_cells(d: Decisions, hook: Row, lessons: list[Start]) -> None:
    if hook["kind"] == PIECES_HOOK:
        d.counts[int(hook["a"])] += [x.chosen for x in lessons]
        return
    horizon = d.state.attendance.shape[1]
    for x in lessons:
        place = int(hook["a"]) * horizon + x.start
        first, end = d.state.window_start[place], d.state.window_start[place + 1]
        for window in d.state.window_list[first:end]:
            d.counts[int(hook["b"] + window)].append(x.chosen)


def _feed_link(hook: Row, lessons: list[Start], running: Running) -> None:
    own = running.setdefault((int(hook["monitor"]), int(hook["b"])), defaultdict(list))
    for x in lessons:
        for time in x.times():
            own[int(hook["a"]), time].append(x.chosen)


def _feed_seat(d: Decisions, hook: Row, lessons: list[Start], used: Used) -> None:
    values, seat = d.values[int(hook["monitor"])], int(hook["seat"])
    choices = [c for x in lessons for c in d.choices.get(x, []) if c.seat == seat]
    fixed = _fixed(d, hook, lessons)
    if hook["kind"] == EMPTY_SEAT and fixed < 0:
        values += [x.length * x.chosen for x in lessons]
        values += [-c.lesson.length * c.chosen for c in choices]
    elif hook["kind"] == WRONG_SEAT:
        allowed = d.state.resource_sets[int(hook["a"])]
        values += [c.lesson.length * c.chosen for c in choices if not allowed[c.resource]]
        if fixed >= 0 and not allowed[fixed]:
            values += [x.length * x.chosen for x in lessons]
    elif hook["kind"] == DIFFERENT:
        own = int(hook["monitor"]), int(hook["a"])
        for choice in choices:
            used[(*own, choice.resource)].append(choice.chosen)
        if fixed >= 0:
            used[(*own, fixed)] += [x.chosen for x in lessons]


def _fixed(d: Decisions, hook: Row, lessons: list[Start]) -> int:
    if not lessons:
        return -1
    row = d.state.bundles[lessons[0].bundle]
    return int(d.state.seats[row["seat"] + hook["seat"]]["fixed"])


def _link(d: Decisions, running: Running) -> None:
    """Deviation of links: times at which some but not all of the events run."""
    for (monitor, link), parts in running.items():
        runs = {run for run, _ in parts}
        for time in {time for _, time in parts}:
            d.values[monitor].append(_partly(d, link, time, {r: parts[r, time] for r in runs}))


def _partly(d: Decisions, link: int, time: int, parts: dict[int, list[Expression]]) -> Expression:
    """Whether a link is broken at a time, less what stands there now."""
    size, events = int(d.state.link_size[link]), int(d.state.linked[link, time])
    free = [part for run, part in parts.items() if not d.state.running[run, time]]
    running = sum(sum(part) for part in free) + events
    partly, full = d.terms.flag(), d.terms.flag()
    d.terms.model.add(running <= size * partly + size * full)
    d.terms.model.add(running >= size * full)
    return partly - int(0 < events < size)


def _one_resource(d: Decisions, used: Used) -> None:
    for (monitor, row, resource), chosen in used.items():
        if d.state.used[row, resource] == 0:
            taken = d.terms.flag()
            for x in chosen:
                d.terms.model.add(taken >= x)
            d.values[monitor].append(taken)
