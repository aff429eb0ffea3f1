"""What a good plan keeps: one class per kind of rule."""

from timetabler.rules.events import (
    AssignResource,
    AssignTime,
    DistributeSplits,
    PreferResources,
    PreferTimes,
    SplitEvents,
)
from timetabler.rules.groups import (
    AvoidSplitAssignments,
    GatherEvents,
    LinkEvents,
    OrderEvents,
    SpreadEvents,
)
from timetabler.rules.holding import among, holding_in
from timetabler.rules.parts import AllowTravel, Among, LimitAtOnce, LimitKinds, LimitMoves
from timetabler.rules.points import without
from timetabler.rules.resources import (
    AvoidClashes,
    AvoidLonely,
    AvoidUnavailable,
    BeginEarly,
    ClusterBusy,
    LimitBusy,
    LimitIdle,
    LimitMixed,
    LimitWorkload,
)
from timetabler.rules.rule import (
    UNLIMITED,
    CostFunction,
    EventRule,
    GroupRule,
    Point,
    ResourceRule,
    Rule,
    Window,
    outside,
)

__all__ = [
    "UNLIMITED",
    "AllowTravel",
    "Among",
    "AssignResource",
    "AssignTime",
    "AvoidClashes",
    "AvoidLonely",
    "AvoidSplitAssignments",
    "AvoidUnavailable",
    "BeginEarly",
    "ClusterBusy",
    "CostFunction",
    "DistributeSplits",
    "EventRule",
    "GatherEvents",
    "GroupRule",
    "LimitAtOnce",
    "LimitBusy",
    "LimitIdle",
    "LimitKinds",
    "LimitMixed",
    "LimitMoves",
    "LimitWorkload",
    "LinkEvents",
    "OrderEvents",
    "Point",
    "PreferResources",
    "PreferTimes",
    "ResourceRule",
    "Rule",
    "SplitEvents",
    "SpreadEvents",
    "Window",
    "among",
    "holding_in",
    "outside",
    "without",
]
