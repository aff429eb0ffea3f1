"""Nothing in an XHSTT file is passed over: what no reader looks at is refused, with its line."""

import os
from pathlib import Path

import pytest

from timetabler.cli import main
from timetabler.formats import InputFault, read_problem
from timetabler.formats.markup import parse
from timetabler.tests.small_archive import (
    DAY,
    TERMS,
    TIMES,
    TO_EVENTS,
    TO_GROUP,
    TO_PEOPLE,
    archive,
    constraint,
)

SPREAD = constraint(
    "SpreadEvents",
    TO_GROUP,
    '<TimeGroups><TimeGroup Reference="D1"><Minimum>0</Minimum><Maximum>1</Maximum></TimeGroup>'
    "</TimeGroups>",
)
ORDER = constraint(
    "OrderEvents",
    '<EventPairs><EventPair><FirstEvent Reference="E1"/><SecondEvent Reference="E2"/>'
    "<MinSeparation>1</MinSeparation></EventPair></EventPairs>",
)
BOUNDS = "<Minimum>0</Minimum><Maximum>1</Maximum>"
CUTS = "<MinimumDuration>1</MinimumDuration><MaximumAmount>1</MaximumAmount>"
IDLE = constraint("LimitIdleTimes", TO_PEOPLE, DAY + BOUNDS)
SPLIT = constraint("SplitEvents", TO_EVENTS, CUTS)
KEPT = [
    SPREAD,
    ORDER,
    IDLE,
    SPLIT,
    constraint("AssignResource", TO_EVENTS, "<Role>room</Role>"),
    constraint("AvoidUnavailableTimes", TO_PEOPLE, TIMES),
    constraint("LinkEvents", "<EventGroups/>"),
    constraint("AssignResource", "<Events/>", "<Role>nobody</Role>"),
]
PLACE = '<Time Reference="t1"/>'
WRONG: list[tuple[str, str, str]] = [
    (archive("</Constraints>\n<Constraints>"), "<Constraints>", "is there twice in <Instance>"),
    (
        archive().replace("<Constraints>", "\n<Events/><Constraints>"),
        "<Events>",
        "is there twice in <Instance>",
    ),
    (archive().replace("<SolutionGroups/>", "\n<Instances/>"), "<Instances>", "is there twice"),
    (archive().replace("<SolutionGroups/>", "<SolutionGroups/>\n<SolutionGroups/>"), "", "twice"),
    (
        archive().replace("</Instance>", "\n<Konstraints/></Instance>"),
        "<Konstraints>",
        "not known in <Instance>",
    ),
    (
        archive().replace("</Times>", '\n<Tiem Id="t7"/></Times>', 1),
        '<Tiem "t7">',
        "not known in <Times>",
    ),
    (archive().replace("</Events>", "\n<Evnet/></Events>", 1), "<Evnet>", "not known in <Events>"),
    (archive(constraint("SpreadEvents", TO_EVENTS, DAY)), "<Events>", "which has EventGroups"),
    (archive(constraint("LinkEvents", TO_EVENTS)), "<Events>", "not known in <AppliesTo>"),
    (
        archive(constraint("AvoidUnavailableTimes", TO_EVENTS, TIMES)),
        "<Events>",
        "which has ResourceGroups, Resources",
    ),
    (archive(constraint("LinkEvents", "")), "<AppliesTo>", "<EventGroups> is missing"),
    (
        archive(SPLIT.replace("</AppliesTo>", "</AppliesTo><AppliesTo/>")),
        "<AppliesTo>",
        "is there twice",
    ),
    (
        archive(SPLIT.replace("</Split", "<MaximumAmount>9</MaximumAmount></Split")),
        "<MaximumAmount>",
        "is there twice",
    ),
    (
        archive(SPLIT.replace("</Split", "<Minimum>1</Minimum></Split")),
        "<Minimum>",
        "not known in <SplitEventsConstraint>",
    ),
    (archive(IDLE.replace("</Limit", f"{TIMES}</Limit")), "<Times>", "not known in <LimitIdle"),
    (archive(SPREAD.replace("Maximum", "Maximmum")), "<Maximmum>", "not known in <TimeGroup>"),
    (
        archive(ORDER.replace("MinSeparation", "MinSeperation")),
        "<MinSeperation>",
        "not known in <EventPair>",
    ),
    (
        archive(constraint("PreferResources", TO_EVENTS, "<Role>raum</Role>")),
        "<Role>",
        "no event has a resource with the role 'raum'",
    ),
    (
        archive(constraint("AssignResource", TO_EVENTS, "<Role>raum</Role>")),
        "<Role>",
        "no event has a resource with the role 'raum'",
    ),
    (
        archive(lesson='<Tiem Reference="t1"/>'),
        '<Tiem "t1">',
        "not known in <Event>",
    ),
    (
        archive(seats='<Resource Refrence="R1"><Role>r</Role></Resource>'),
        "<Resource>",
        "attribute Refrence is not known",
    ),
    (archive(IDLE + SPLIT), '<SplitEventsConstraint "k">', "constraint 'k' is declared twice"),
]


def refused(path: Path) -> InputFault:
    with pytest.raises(InputFault) as raised:
        read_problem(path)
    return raised.value


@pytest.mark.parametrize("rule", KEPT)
def test_a_rule_of_known_parts_is_read(tmp_path: Path, rule: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(archive(rule, lesson=PLACE))
    source = read_problem(path)
    assert [own.id for own in source.problem.rules] == ["placed", "apart", "k"]
    assert source.plans[0].lessons[0].start == 0


@pytest.mark.parametrize(("text", "element", "why"), WRONG)
def test_what_no_reader_looks_at_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, element: str, why: str
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(text)
    assert main(["evaluate", str(path)]) == 2
    said = capsys.readouterr().err
    assert f": {element}" in said
    assert why in said
    where = int(said.removeprefix(f"{path}:").split(":")[0])
    tag = element.strip("<>").split()[0] if element else "SolutionGroups"
    assert f"<{tag}" in text.splitlines()[where - 1]


def test_a_rule_that_can_cost_more_than_a_search_adds_up_is_refused(tmp_path: Path) -> None:
    terms = TERMS.replace(">1<", ">1000000<").replace("Linear", "Quadratic")
    bounds = "<Minimum>{}</Minimum><Maximum>999999999</Maximum>"
    path = tmp_path / "a.xml"
    text = archive(constraint("LimitIdleTimes", TO_PEOPLE, DAY + bounds, terms))
    path.write_text(text.format(999_999_999))
    found = refused(path)
    assert "more than 64 bits" in found.reason
    assert (found.element, found.line > 1) == ('<LimitIdleTimesConstraint "k">', True)
    path.write_text(text.format(9))
    assert read_problem(path).problem.rules[-1].weight == 1_000_000


def test_a_workload_in_parts_that_no_search_can_count_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    load = constraint("LimitWorkload", TO_PEOPLE, BOUNDS)
    path.write_text(archive(load))
    assert read_problem(path).problem.rules[-1].id == "k"
    primes = (1999, 1997, 1993, 1987, 1979, 1973)
    more = "".join(
        f'<Event Id="p{own}"><Duration>{own}</Duration><Resources/></Event>' for own in primes
    )
    path.write_text(archive(load).replace("</Events>", f"{more}</Events>", 1))
    assert "needs more than 64 bits" in refused(path).reason


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "p.xml"
    os.mkfifo(path)
    assert refused(path).reason == "this is not a regular file"


@pytest.mark.parametrize("encoding", ["idna", "hex", "rot13", "big5", "x-none"])
def test_an_encoding_that_cannot_be_read_is_called_unknown(encoding: str) -> None:
    with pytest.raises(InputFault, match=f"a.xml:1: unknown encoding '{encoding}'"):
        parse(f'<?xml version="1.0" encoding="{encoding}"?><a>x</a>'.encode(), "a.xml")


def test_long_names_are_shortened_in_what_is_said(tmp_path: Path) -> None:
    path, long = tmp_path / "a.xml", "x" * 100_000
    for text in (
        f"<{long}/>",
        f'<HighSchoolTimetableArchive><{long} Id="{long}"/></HighSchoolTimetableArchive>',
        archive(lesson=f'<Time Reference="{"y " * 90_000}"/>'),
    ):
        path.write_text(text)
        assert len(str(refused(path))) < 1500 + len(str(path))
        assert "…" in str(refused(path))
