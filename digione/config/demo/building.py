"""Builds the whole world in memory: the same for the same day and size."""

from __future__ import annotations

import datetime
from collections import defaultdict

from digione.foundation.language import LocalizedText
from digione.school.curriculum import public as curriculum

from .calendars import year_of
from .families import settle
from .fixed import fixed
from .frames import frame
from .history import remember
from .population import Learner, Registry, populate
from .rows import World
from .staffing import employ, employ_officers
from .subjects import SUBJECTS
from .teaching import teaching
from .terms import give_terms
from .towns import Municipality, municipalities
from .weeks import weeks


def build(size: str, moment: datetime.datetime) -> World:
    """`moment` is where the history ends."""
    towns = municipalities(size)
    day = moment.date()
    world = World({town.slug: frame(town, day) for town in towns})
    registry = Registry(world, year_of("koivula", day).start)
    learners: dict[str, list[Learner]] = defaultdict(list)
    for learner in populate(registry, settle(towns)):
        learners[learner.municipality].append(learner)
    for town in towns:
        _teach(registry, town, learners[town.slug], moment)
    give_terms(world)
    return world


def _teach(
    registry: Registry, town: Municipality, learners: list[Learner], moment: datetime.datetime
) -> None:
    rows = registry.world.rows[town.slug]
    year = year_of(town.slug, moment.date())
    rows.subjects.extend(
        curriculum.SubjectEntry(
            id=fixed(town.slug, "subject", subject.code),
            code=subject.code,
            names=LocalizedText(fi=subject.fi, sv=subject.sv, en=subject.en),
            colour=subject.colour,
        )
        for subject in SUBJECTS.values()
    )
    employ_officers(registry, town)
    for school in town.schools:
        planned = teaching(school)
        employ(registry, town, planned)
        meetings = weeks(town, year, planned, rows, learners)
        remember(rows, year, meetings, moment)
