"""What a roster of supervision duties is made from, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Reason(Enum):
    """What speaks for or against a teacher at a break."""

    COMES_FROM_NEAR = "has a lesson near the place just before"
    GOES_NEAR = "has a lesson near the place just after"
    AT_SCHOOL = "is at school at that time anyway"
    COMES_FROM_FAR = "has a lesson far from the place just before"
    GOES_FAR = "has a lesson far from the place just after"
    OUTSIDE_OWN_DAY = "would come earlier or stay longer for it"
    WITHIN_SHARE = "carries no more minutes than falls to them"


@dataclass(frozen=True, slots=True)
class Break:
    """A break of the week: between the end of time `before` and the begin of time `after`.

    Before school `before` is None, after it `after` is; they are times of one day of the calendar.
    `lunch` marks the breaks in which teachers eat.
    """

    id: str
    before: int | None
    after: int | None
    minutes: int = 15
    lunch: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A place that so many teachers watch in some breaks (all, if none is named)."""

    place: str
    need: int = 1
    breaks: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Watcher:
    """A teacher (a resource of the problem) who may have duties.

    `share` is what they should carry in proportion to others: contract hours, or 0 for somebody
    who is exempt. `minutes` they have carried before. `away` are breaks that do not suit at all.
    """

    teacher: int
    share: int = 1
    minutes: int = 0
    away: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Roster:
    """All that a roster is made from.

    `near` says which places each room (a resource) is near; a room it does not name is near
    everything. Nobody has more than `most_a_day` duties on one day.
    """

    breaks: tuple[Break, ...]
    posts: tuple[Post, ...]
    watchers: tuple[Watcher, ...]
    near: Mapping[int, frozenset[str]] = field(default_factory=dict)
    most_a_day: int = 1


@dataclass(frozen=True)
class Duty:
    """One post in one break: who watches, why each of them, and how many are missing."""

    break_: int
    place: str
    minutes: int
    watchers: tuple[tuple[int, tuple[Reason, ...]], ...]
    missing: int
