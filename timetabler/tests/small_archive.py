"""A small school as an XHSTT file, for the tests of what is refused and of what is converted."""

TERMS = "<Required>true</Required><Weight>1</Weight><CostFunction>Linear</CostFunction>"
TO_EVENTS = '<Events><Event Reference="E1"/></Events>'
TO_GROUP = '<EventGroups><EventGroup Reference="both"/></EventGroups>'
TO_PEOPLE = '<Resources><Resource Reference="T1"/></Resources>'
TIMES = '<Times><Time Reference="t1"/></Times>'
DAY = '<TimeGroups><TimeGroup Reference="D1"/></TimeGroups>'
PEOPLE = (("T1", "Teacher"), ("T2", "Teacher"), ("C1", "Class"), ("R1", "Room"), ("R2", "Room"))
NAMES = ("T1", "T2", "C1", "R1", "R2")
ROOM = "<Resource><Role>room</Role><ResourceType Reference='Room'/></Resource>"


def constraint(
    kind: str, applies: str, parts: str = "", terms: str = TERMS, name: str = "k"
) -> str:
    """A constraint element with the parts that all have."""
    tag = f"{kind}Constraint"
    body = f"<Name>{name}</Name>{terms}<AppliesTo>{applies}</AppliesTo>{parts}"
    return f'<{tag} Id="{name}">{body}</{tag}>'


PLACED = constraint("AssignTime", TO_GROUP, name="placed")
APART = constraint(
    "AvoidClashes",
    "<Resources>" + "".join(f'<Resource Reference="{x}"/>' for x, _ in PEOPLE) + "</Resources>",
    name="apart",
)


def archive(
    rules: str = "",
    *,
    first: str = "",
    seats: str = ROOM,
    days: tuple[str, str] = ("Mo", "Tu"),
    names: tuple[str, ...] = NAMES,
    lesson: str = "",
) -> str:
    """Two days of three times; E1 (two hours) with T1, C1 and further seats; E2 (one) with T1."""
    lines = [
        '<HighSchoolTimetableArchive Id="a"><Instances><Instance Id="I">',
        "<MetaData><Name>School</Name></MetaData>",
        "<Times><TimeGroups>",
        *(f'<Day Id="D{n}"><Name>{day}</Name></Day>' for n, day in enumerate(days, 1)),
        "</TimeGroups>",
        *(
            f'<Time Id="t{n + 1}"><Name>t{n + 1}</Name><Day Reference="D{n // 3 + 1}"/></Time>'
            for n in range(6)
        ),
        "</Times>",
        "<Resources><ResourceTypes>",
        *(f'<ResourceType Id="{x}"><Name>{x}</Name></ResourceType>' for x in _kinds()),
        "</ResourceTypes>",
        *(
            f'<Resource Id="{x}"><Name>{name}</Name><ResourceType Reference="{kind}"/></Resource>'
            for (x, kind), name in zip(PEOPLE, names, strict=True)
        ),
        "</Resources>",
        '<Events><EventGroups><EventGroup Id="both"><Name>both</Name></EventGroup></EventGroups>',
        f'<Event Id="E1"><Name>Maths</Name><Duration>2</Duration>{first}<Resources>',
        '<Resource Reference="T1"/>',
        '<Resource Reference="C1"/>',
        f"{seats}</Resources>",
        '<EventGroups><EventGroup Reference="both"/></EventGroups></Event>',
        '<Event Id="E2"><Name>Art</Name><Duration>1</Duration><Resources>',
        '<Resource Reference="T1"/></Resources>',
        '<EventGroups><EventGroup Reference="both"/></EventGroups></Event></Events>',
        f"<Constraints>{PLACED}{APART}",
        f"{rules}</Constraints>",
        "</Instance></Instances>",
        _solution(lesson),
        "</HighSchoolTimetableArchive>",
    ]
    return "\n".join(lines)


def _kinds() -> tuple[str, ...]:
    return tuple(dict.fromkeys(kind for _, kind in PEOPLE))


def _solution(lesson: str) -> str:
    if not lesson:
        return "<SolutionGroups/>"
    event = f'<Event Reference="E1">{lesson}</Event>'
    solution = f'<Solution Reference="I"><Events>{event}</Events></Solution>'
    return f'<SolutionGroups><SolutionGroup Id="g">\n{solution}</SolutionGroup></SolutionGroups>'
