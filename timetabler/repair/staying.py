"""Which lessons stay where they were: as flags of a model, and counted in two plans."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from timetabler.exact.decisions import Decisions
from timetabler.exact.terms import Expression
from timetabler.live import Board
from timetabler.model import Lesson, Plan

Place = tuple[int, int, tuple[int, ...]]
Nearness = Callable[[int], int]


@dataclass(frozen=True)
class Memory:
    """Where the lessons of each bundle were: length, start and resources."""

    places: Mapping[int, tuple[Place, ...]]

    @classmethod
    def of(cls, board: Board) -> "Memory":
        """Remember a board's placed lessons."""
        state = board.state
        found: dict[int, list[Place]] = {}
        for row in state.pieces[(state.pieces["length"] > 0) & (state.pieces["start"] >= 0)]:
            end = int(row["seat"]) + int(state.bundles[row["bundle"]]["seats"])
            taken = tuple(int(r) for r in state.taken[row["seat"] : end])
            place = (int(row["length"]), int(row["start"]), taken)
            found.setdefault(int(row["bundle"]), []).append(place)
        return cls({bundle: tuple(places) for bundle, places in found.items()})


@dataclass(frozen=True)
class Moves:
    """What moving costs in a model: lessons (weighted by nearness) and people touched."""

    lessons: Expression
    people: Expression


def moves_in(decisions: Decisions, memory: Memory, nearness: Nearness) -> Moves:
    """Flags of all remembered lessons that the model might move, and of their people."""
    terms = decisions.terms
    lessons: Expression = 0
    touched: dict[int, list[Expression]] = {}
    standing = _standing(decisions, memory)
    for bundle, places in standing.items():
        for number, place in enumerate(places):
            copy = sum(other[:2] == place[:2] for other in places[:number])
            moved = 1 - _stays(decisions, bundle, place, copy)
            lessons += nearness(place[1]) * moved
            for person in place[2][: decisions.board.seats_of(bundle)]:
                touched.setdefault(person, []).append(moved)
    flags = []
    for parts in touched.values():
        flag = terms.flag()
        for moved in parts:
            terms.model.add(flag >= moved)
        flags.append(flag)
    return Moves(lessons, sum(flags))


def _standing(decisions: Decisions, memory: Memory) -> dict[int, list[Place]]:
    """Remembered lessons of the freed bundles that do not stand on the board unfreed."""
    state = decisions.state
    found = {}
    for bundle in decisions.lifted.pieces:
        row = state.bundles[bundle]
        own = state.pieces[row["piece"] : row["piece"] + row["pieces"]]
        fixed = {(int(x["length"]), int(x["start"])) for x in own if x["length"] > 0}
        found[bundle] = [p for p in memory.places.get(bundle, ()) if p[:2] not in fixed]
    return found


def _stays(decisions: Decisions, bundle: int, place: Place, copy: int) -> Expression:
    *own, taken = place
    same = [x for x in decisions.starts[bundle] if [x.length, x.start, x.copy] == [*own, copy]]
    if not same:
        return 0
    kept = [c for c in decisions.choices.get(same[0], []) if taken[c.seat] == c.resource]
    seats = {c.seat for c in decisions.choices.get(same[0], [])}
    chosen_before = {seat for seat in seats if taken[seat] >= 0}
    if {c.seat for c in kept} != chosen_before:
        return 0
    if not kept:
        return same[0].chosen
    stays = decisions.terms.flag()
    for choice in kept:
        decisions.terms.model.add(stays <= choice.chosen)
    return stays


def moved_lessons(before: Plan, after: Plan) -> list[Lesson]:
    """Lessons of the new plan that were not in the old one; new events' lessons do not count."""
    old = Counter(x for x in before.lessons if x.start is not None)
    known = {x.event for x in old}
    found = []
    for lesson in after.lessons:
        if old[lesson] > 0:
            old[lesson] -= 1
        elif lesson.event in known:
            found.append(lesson)
    return found


def people_of(lessons: list[Lesson]) -> set[int]:
    """Resources that take part in some lessons."""
    return {resource for x in lessons for resource in x.resources if resource is not None}
