"""The tables of aSc's XML: which there are, what their rows know, and what nobody reads."""

from collections import Counter
from collections.abc import Iterator, Mapping

from timetabler.formats.faults import shortened
from timetabler.formats.markup import ANYTHING, LEAF, Node, Shape

MOST_DAYS, MOST_PERIODS = 60, 60
# Tag of the rows of each table, and the attributes that are read or only describe.
_NAMED = ("id", "name", "short", "partner_id")
ROWS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "periods": ("period", ("period", "name", "short", "starttime", "endtime")),
    "daysdefs": ("daysdef", (*_NAMED, "days")),
    "weeksdefs": ("weeksdef", (*_NAMED, "weeks")),
    "termsdefs": ("termsdef", (*_NAMED, "terms")),
    "days": ("day", ("day", "name", "short")),
    "subjects": ("subject", _NAMED),
    "teachers": (
        "teacher",
        (*_NAMED, "firstname", "lastname", "gender", "color", "email", "mobile"),
    ),
    "buildings": ("building", _NAMED),
    "classrooms": ("classroom", (*_NAMED, "capacity", "buildingid")),
    "grades": ("grade", (*_NAMED, "grade")),
    "classes": ("class", (*_NAMED, "teacherid", "classroomids", "grade")),
    "groups": (
        "group",
        ("id", "classid", "name", "entireclass", "divisiontag", "studentcount"),
    ),
    "lessons": (
        "lesson",
        (
            *("id", "classids", "subjectid", "periodspercard", "periodsperweek", "teacherids"),
            *("classroomids", "groupids", "termsdefid", "weeksdefid", "daysdefid", "partner_id"),
            "capacity",
        ),
    ),
    "cards": ("card", ("lessonid", "classroomids", "period", "weeks", "terms", "days")),
}
_TABLES = {table: Shape(many={tag: LEAF}) for table, (tag, _) in ROWS.items()}
# By what a row is known; cards have no name.
_KEYS = {"periods": "period", "days": "day", "grades": "grade"}


def check_tables(root: Node) -> None:
    """Refuse a table that is there again, a row of no known kind, and an id that is taken."""
    others = {node.tag: ANYTHING for node in root.children if node.tag not in ROWS}
    Shape(once={**others, **_TABLES}).check(root)
    for table in ROWS.keys() - {"cards"}:
        seen: set[str] = set()
        for node in root.inside(table):
            key = node.attributes.get(_KEYS.get(table, "id"), "")
            if key in seen:
                raise node.fault(f"{node.tag} {key!r} is declared twice")
            seen.update({key} - {""})


def unread(root: Node) -> Iterator[str]:
    """Remarks on tables, and attributes of rows, that are not taken over."""
    for table in root.children:
        if table.tag not in ROWS and table.children:
            yield f"{len(table.children)} x <{shortened(table.tag)}>: not taken over"
    found = Counter(
        f"{node.tag} {shortened(name)}"
        for table, (_, known) in ROWS.items()
        for node in root.inside(table)
        for name, value in node.attributes.items()
        if name not in known and value
    )
    for what, count in found.items():
        yield f"{count} x {what}: this attribute is not taken over"


def ids(node: Node, name: str) -> list[str]:
    """The parts of an attribute that lists ids."""
    return [part for part in node.attributes.get(name, "").split(",") if part]


def masks_of_days(root: Node) -> Mapping[str, list[str]]:
    """Days by the id that lessons use, as rows of 0 and 1 that are all equally long."""
    found: dict[str, list[str]] = {}
    size = 0
    for node in root.inside("daysdefs"):
        found[node.get("id")] = masks = ids(node, "days")
        for mask in masks:
            if set(mask) - {"0", "1"}:
                raise node.fault("days are written with 0 and 1")
            size = size or len(mask)
            if len(mask) != size or size > MOST_DAYS:
                raise node.fault(f"{len(mask)} days: every week has the same, at most {MOST_DAYS}")
    return found if size else {**found, **_numbered(root)}


def _numbered(root: Node) -> Mapping[str, list[str]]:
    """Days of older files, which number them from 0 or from 1."""
    nodes = root.inside("days")
    numbers = [_number(node, len(nodes)) for node in nodes]
    first = min(numbers, default=0)
    for node, number in zip(nodes, numbers, strict=True):
        if first > 1 or number - first >= len(nodes):
            raise node.fault(f"day {number} is not one of {len(nodes)} days in a row")
    row = "0" * len(nodes)
    return {
        f"day {number}": [f"{row[: number - first]}1{row[number - first + 1 :]}"]
        for number in numbers
    }


def _number(node: Node, count: int) -> int:
    text = node.get("day")
    if count > MOST_DAYS:
        raise node.fault(f"{count} days are more than {MOST_DAYS}")
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST_DAYS))):
        raise node.fault(f"day {text!r} is not a number from 0 to {MOST_DAYS}")
    return int(text)
