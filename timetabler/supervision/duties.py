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
    `lunch` marks the breaks in which teachers eat. Breaks between the same times are at the same
    time, whatever they are called. Raises ValueError where it says neither time or no minutes.
    """

    id: str
    before: int | None
    after: int | None
    minutes: int = 15
    lunch: bool = False

    def __post_init__(self) -> None:
        """Refuse a break of which nobody could say when it is."""
        if self.before is None and self.after is None:
            raise ValueError(f"break {self.id!r} is neither after nor before any time")
        if self.before is not None and self.after is not None and self.before >= self.after:
            raise ValueError(
                f"break {self.id!r} ends before it begins: {self.before}, {self.after}"
            )
        if self.minutes <= 0:
            raise ValueError(f"break {self.id!r} has {self.minutes} minutes")


@dataclass(frozen=True, slots=True)
class Post:
    """A place that so many teachers watch in some breaks, by position (all, if none is named).

    Raises ValueError where fewer than no teachers are needed.
    """

    place: str
    need: int = 1
    breaks: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a need that cannot be."""
        if self.need < 0:
            raise ValueError(f"post {self.place!r} needs {self.need} teachers")


@dataclass(frozen=True, kw_only=True)
class Watcher:
    """A teacher (a resource of the problem) who may have duties.

    `share` is what they should carry in proportion to others: contract hours, or 0 for somebody
    who is exempt. `minutes` they have carried before. `away` are breaks that do not suit at all,
    by position. Raises ValueError for a negative share or negative minutes.
    """

    teacher: int
    share: int = 1
    minutes: int = 0
    away: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse what nobody can carry."""
        if self.share < 0 or self.minutes < 0:
            raise ValueError(
                f"watcher {self.teacher} has share {self.share} and {self.minutes} minutes"
            )


@dataclass(frozen=True, kw_only=True)
class Roster:
    """All that a roster is made from.

    `near` says which places each room (a resource) is near; a room it does not name is near
    everything. Nobody has more than `most_a_day` duties on one day. Raises ValueError where a post
    or an absence names a break that is not there, or a teacher is named twice.
    """

    breaks: tuple[Break, ...]
    posts: tuple[Post, ...]
    watchers: tuple[Watcher, ...]
    near: Mapping[int, frozenset[str]] = field(default_factory=dict)
    most_a_day: int = 1

    def __post_init__(self) -> None:
        """Refuse posts and people that would silently be left out."""
        if self.most_a_day < 0:
            raise ValueError(f"{self.most_a_day} duties a day cannot be")
        for post in self.posts:
            self._known(post.breaks, f"post {post.place!r}")
        seen: set[int] = set()
        for own in self.watchers:
            self._known(own.away, f"watcher {own.teacher}")
            if own.teacher in seen:
                raise ValueError(f"watcher {own.teacher} is named twice")
            seen.add(own.teacher)

    def _known(self, breaks: frozenset[int], who: str) -> None:
        if unknown := sorted(breaks - set(range(len(self.breaks)))):
            raise ValueError(f"{who} names breaks {unknown}; there are {len(self.breaks)}")


@dataclass(frozen=True)
class Duty:
    """One post in one break: who watches, why each of them, and how many are missing."""

    break_: int
    place: str
    minutes: int
    watchers: tuple[tuple[int, tuple[Reason, ...]], ...]
    missing: int
