"""Builds the whole world in memory: the same for the same day and size."""

from __future__ import annotations

import datetime

from .calendars import year_of
from .families import settle
from .frames import frame
from .population import Registry, populate
from .rows import World
from .towns import municipalities


def build(size: str, day: datetime.date) -> World:
    towns = municipalities(size)
    world = World({town.slug: frame(town, day) for town in towns})
    registry = Registry(world, year_of("koivula", day).start)
    populate(registry, settle(towns))
    return world
