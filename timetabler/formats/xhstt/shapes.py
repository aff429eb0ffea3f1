"""What each element of an archive may hold; the readers look at all of it and at nothing else."""

from collections.abc import Mapping

from timetabler.formats.markup import ANYTHING, LEAF, Node, Shape, leaves

NAMED = Shape(once=leaves("Name"))
TIMES, TIME_GROUPS = Shape(many=leaves("Time")), Shape(many=leaves("TimeGroup"))
RESOURCES, RESOURCE_GROUPS = Shape(many=leaves("Resource")), Shape(many=leaves("ResourceGroup"))
EVENTS, EVENT_GROUPS = Shape(many=leaves("Event")), Shape(many=leaves("EventGroup"))
WINDOWS = Shape(many={"TimeGroup": Shape(once=leaves("Minimum", "Maximum"))})
PAIR = Shape(once=leaves("FirstEvent", "SecondEvent", "MinSeparation", "MaxSeparation"))

_CALENDAR = Shape(
    once={
        "TimeGroups": Shape(many={"TimeGroup": NAMED, "Day": NAMED, "Week": NAMED}),
    },
    many={
        "Time": Shape(
            once={"Name": LEAF, "TimeGroups": TIME_GROUPS},
            many=leaves("Day", "Week"),
        ),
    },
)
_PEOPLE = Shape(
    once={
        "ResourceTypes": Shape(many={"ResourceType": NAMED}),
        "ResourceGroups": Shape(
            many={"ResourceGroup": Shape(once=leaves("Name", "ResourceType"))},
        ),
    },
    many={
        "Resource": Shape(
            once={**leaves("Name", "ResourceType"), "ResourceGroups": RESOURCE_GROUPS},
        ),
    },
)
_SEATS = Shape(many={"Resource": Shape(once=leaves("Role", "ResourceType", "Workload"))})
_TEACHING = Shape(
    once={"EventGroups": Shape(many={"EventGroup": NAMED, "Course": NAMED})},
    many={
        "Event": Shape(
            once={
                **leaves("Name", "Duration", "Workload", "Time"),
                "Resources": _SEATS,
                "ResourceGroups": RESOURCE_GROUPS,
                "EventGroups": EVENT_GROUPS,
            },
            many=leaves("Course"),
        ),
    },
)
INSTANCE = Shape(
    once={
        "MetaData": ANYTHING,
        "Times": _CALENDAR,
        "Resources": _PEOPLE,
        "Events": _TEACHING,
        "Constraints": ANYTHING,
    },
)
_TAKEN = Shape(many={"Resource": Shape(once=leaves("Role"))})
_LESSON = Shape(once={**leaves("Duration", "Time"), "Resources": _TAKEN})
_SOLUTION = Shape(
    once={
        "MetaData": ANYTHING,
        "Description": ANYTHING,
        "Remarks": ANYTHING,
        "RunningTime": ANYTHING,
        "Events": Shape(many={"Event": _LESSON}),
        "Report": ANYTHING,
    },
)
ARCHIVE = Shape(
    once={
        "MetaData": ANYTHING,
        "Instances": Shape(many={"Instance": ANYTHING}),
        "SolutionGroups": Shape(
            many={"SolutionGroup": Shape(once={"MetaData": ANYTHING}, many={"Solution": _SOLUTION})}
        ),
    },
)

_TO_EVENTS = {"EventGroups": EVENT_GROUPS, "Events": EVENTS}
_TO_GROUPS = {"EventGroups": EVENT_GROUPS}
_TO_PAIRS = {"EventPairs": Shape(many={"EventPair": PAIR})}
_TO_PEOPLE = {"ResourceGroups": RESOURCE_GROUPS, "Resources": RESOURCES}
_AT_TIMES = {"TimeGroups": TIME_GROUPS, "Times": TIMES}
_BOUNDS = leaves("Minimum", "Maximum")
_GROUPS = {"TimeGroups": TIME_GROUPS}


def _constraint(applies: Mapping[str, Shape], *parts: Mapping[str, Shape]) -> Shape:
    every = leaves("Name", "Required", "Weight", "CostFunction")
    own = {tag: shape for part in parts for tag, shape in part.items()}
    return Shape(once={**every, "AppliesTo": Shape(once=applies), **own})


_ROLE = leaves("Role")
_CUTS = leaves("MinimumDuration", "MaximumDuration", "MinimumAmount", "MaximumAmount")
_ROOMS = {"ResourceGroups": RESOURCE_GROUPS, "Resources": RESOURCES}
CONSTRAINTS: Mapping[str, Shape] = {
    "AssignResourceConstraint": _constraint(_TO_EVENTS, _ROLE),
    "AssignTimeConstraint": _constraint(_TO_EVENTS),
    "SplitEventsConstraint": _constraint(_TO_EVENTS, _CUTS),
    "DistributeSplitEventsConstraint": _constraint(_TO_EVENTS, leaves("Duration"), _BOUNDS),
    "PreferResourcesConstraint": _constraint(_TO_EVENTS, _ROLE, _ROOMS),
    "PreferTimesConstraint": _constraint(_TO_EVENTS, _AT_TIMES, leaves("Duration")),
    "AvoidSplitAssignmentsConstraint": _constraint(_TO_GROUPS, _ROLE),
    "SpreadEventsConstraint": _constraint(_TO_GROUPS, {"TimeGroups": WINDOWS}),
    "LinkEventsConstraint": _constraint(_TO_GROUPS),
    "OrderEventsConstraint": _constraint(_TO_PAIRS),
    "AvoidClashesConstraint": _constraint(_TO_PEOPLE),
    "AvoidUnavailableTimesConstraint": _constraint(_TO_PEOPLE, _AT_TIMES),
    "LimitIdleTimesConstraint": _constraint(_TO_PEOPLE, _GROUPS, _BOUNDS),
    "ClusterBusyTimesConstraint": _constraint(_TO_PEOPLE, _GROUPS, _BOUNDS),
    "LimitBusyTimesConstraint": _constraint(_TO_PEOPLE, {"TimeGroups": WINDOWS}, _BOUNDS),
    "LimitWorkloadConstraint": _constraint(_TO_PEOPLE, _BOUNDS),
}


def check_constraint(node: Node) -> None:
    """Refuse a constraint of no known kind, with a foreign part, or that applies to nothing."""
    shape = CONSTRAINTS.get(node.tag)
    if shape is None:
        raise node.fault("this kind of constraint is not known")
    shape.check(node)
    applies = node.need("AppliesTo")
    if not applies.children:
        lists = " or ".join(f"<{tag}>" for tag in sorted(shape.once["AppliesTo"].once))
        raise applies.fault(f"applies to nothing: {lists} is missing")
