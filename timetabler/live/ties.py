"""What moves well together without having to: events linked by wishes, seats for one resource."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from timetabler.live.monitors import Monitors
from timetabler.live.ragged import ragged
from timetabler.live.state import DIFFERENT, LONGEST_CHAIN, RUNNING, Numbers, Table


def partners_of(monitors: Monitors) -> tuple[Numbers, Numbers]:
    """For each bundle, the others that some rule links to it but that move by themselves."""
    links: dict[int, set[int]] = defaultdict(set)
    for bundle, hooks in enumerate(monitors.hooks):
        for kind, _, _, _, link, _ in hooks:
            if kind == RUNNING:
                links[link].add(bundle)
    found: list[set[int]] = [set() for _ in monitors.bundles]
    for members in links.values():
        for bundle in members:
            found[bundle] |= members - {bundle}
    return ragged([sorted(own)[: LONGEST_CHAIN - 1] for own in found])


@dataclass(frozen=True)
class Kin:
    """Groups of seats that one resource should take, as (bundle, position) pairs."""

    group: Mapping[int, int]  # of a seat, by its row
    start: Numbers
    members: Numbers
    strict: frozenset[int]  # groups that a hard rule makes


def kin_of(monitors: Monitors, bundles: Table) -> Kin:
    """Seats under the rules that want no split assignments."""
    members: list[list[int]] = [[] for _ in range(monitors.lone)]
    group: dict[int, int] = {}
    strict: set[int] = set()
    for bundle, hooks in enumerate(monitors.hooks):
        for kind, monitor, position, lone, _, _ in hooks:
            hard, _, _, _, most, *_ = monitors.monitors[monitor]
            if kind == DIFFERENT and most <= 1:
                seat = int(bundles["seat"][bundle]) + position
                if hard:
                    strict.add(lone)
                if seat not in group or (hard and group[seat] not in strict):
                    group[seat] = lone
                members[lone] += [bundle, position]
    return Kin(group, *ragged(members), frozenset(strict))


def writes(monitors: Monitors, bundles: Table, cells: int) -> Numbers:
    """How many numbers one change of a piece of each bundle can write at most.

    `cells` is the most that watch one resource at one time.
    """
    clashes = max((len(own) for own in monitors.clashes.values()), default=0)
    loads = max((len(own) for own in monitors.loads.values()), default=0)
    windows = _deepest(monitors)
    duration = bundles["duration"]
    seats = bundles["seats"] * (duration * (2 + clashes + 3 * cells) + loads)
    hooks = bundles["hooks"] * (3 * max(1, windows) + 3 * duration)
    return np.asarray(2 * (seats + hooks) + 8, np.int64)


def _deepest(monitors: Monitors) -> int:
    """The most windows of one set that hold the same time."""
    return max(
        (
            max(Counter(time for window in own for time in window.times).values(), default=0)
            for own in monitors.window_sets
        ),
        default=0,
    )
