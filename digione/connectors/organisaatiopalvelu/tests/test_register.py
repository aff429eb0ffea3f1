"""The national register is read whole, compared, and taken once."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from digione.connectors.organisaatiopalvelu import importing, telling
from digione.connectors.organisaatiopalvelu.checking import BadRegister
from digione.connectors.organisaatiopalvelu.comparing import compare
from digione.connectors.organisaatiopalvelu.importing import ClosesTooMuch
from digione.connectors.organisaatiopalvelu.reading import Register, read
from digione.foundation.access import acting
from digione.foundation.identity.models import Tenant
from digione.school.organisations import public as organisations
from digione.school.organisations.ports import RegisterFacts

TODAY = datetime.date(2026, 11, 21)
REAL = Path(__file__).parents[5] / "shared/data/organisations/helsinki-tree.json"


def node(number: int, type_: int, name: str, *children: Any, **more: Any) -> dict[str, Any]:
    return {
        "oid": f"1.2.246.562.10.{number}",
        "nimi": {"fi": name},
        "organisaatiotyypit": [f"organisaatiotyyppi_0{type_}"],
        "alkuPvm": 694216800000,
        "status": "AKTIIVINEN",
        "children": list(children),
        **more,
    }


def school(number: int, name: str, *units: Any, **more: Any) -> dict[str, Any]:
    facts = {
        "oppilaitosKoodi": f"{number:05}",
        "oppilaitostyyppi": "oppilaitostyyppi_11#1",
        "kieletUris": ["oppilaitoksenopetuskieli_2#1"],
    }
    return node(number, 2, name, *units, **{**facts, **more})


def file_of(*tops: Any) -> bytes:
    return orjson.dumps({"numHits": len(tops), "organisaatiot": list(tops)})


def havsnas(*schools: Any) -> bytes:
    return file_of(node(1, 1, "Hamnnäsin kunta", *schools, kotipaikkaUri="kunta_999"))


def taken(content: bytes, **how: Any) -> Any:
    (branch,) = read(content).branches.values()
    return importing.apply_branch(branch, **how)


def row_versions() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, xmin::text FROM organisations_school UNION ALL"
            " SELECT id, xmin::text FROM organisations_unit UNION ALL"
            " SELECT id, xmin::text FROM organisations_provider ORDER BY 1"
        )
        return list(cursor.fetchall())


def test_providers_schools_and_their_places_are_read() -> None:
    content = havsnas(
        school(2, "Havsnäs skola", node(3, 3, "Byavägen", node(4, 3, "Baracken"))),
        node(5, 8, "Päiväkoti Aalto"),
    )
    register = read(content)
    (branch,) = register.branches.values()
    (found,) = branch.schools.values()
    assert (found.code, found.language, found.forms) == ("00002", "sv", ("basic",))
    assert found.opened_on == datetime.date(1992, 1, 1)
    assert {u.school_oid for u in branch.units.values()} == {found.oid}
    assert len(branch.units) == 2
    assert register.left_out == {"organisaatiotyyppi_08": 1}
    assert register.nodes == 5


@pytest.mark.django_db
def test_the_first_import_makes_the_municipality_and_the_second_changes_nothing() -> None:
    content = havsnas(school(2, "Havsnäs skola", node(3, 3, "Byavägen")))
    slug, done = taken(content)
    assert slug == "hamnnasin-kunta"
    assert len(done.schools.new) == len(done.units.new) == 1
    tenant = Tenant.objects.get(slug=slug)
    with acting(importing.operator(tenant.id)) as actor:
        before = row_versions()
        (row,) = organisations.schools(actor)
        assert (str(row.names), row.code) == ("Havsnäs skola", "00002")
    _, again = taken(content)
    assert again.is_empty
    with acting(importing.operator(tenant.id)):
        assert row_versions() == before
    assert list(telling.lines_of("Hamnnäs", again))[1] == "  nothing differs"


@pytest.mark.django_db
def test_a_change_is_told_field_by_field_and_what_is_missing_stays() -> None:
    taken(havsnas(school(2, "Havsnäs skola"), school(6, "Merituulen koulu")))
    slug, done = taken(havsnas(school(2, "Havsnäs skolcentrum")))
    (change,) = done.schools.changed
    assert (change.field, change.here, change.there) == (
        "names",
        {"fi": "Havsnäs skola"},
        {"fi": "Havsnäs skolcentrum"},
    )
    assert done.schools.missing == ("1.2.246.562.10.6",)
    with acting(importing.operator(Tenant.objects.get(slug=slug).id)) as actor:
        rows = organisations.schools(actor)
    assert [(str(r.names), r.version) for r in rows] == [
        ("Havsnäs skolcentrum", 2),
        ("Merituulen koulu", 1),
    ]


@pytest.mark.django_db
def test_a_file_that_closes_one_school_in_five_is_refused() -> None:
    open_schools = [school(n, f"Koulu {n}") for n in range(2, 12)]
    closed = [school(n, f"Koulu {n}", lakkautusPvm=1577829600000) for n in range(2, 12)]
    taken(havsnas(*open_schools))
    with pytest.raises(ClosesTooMuch, match="10 of 10"):
        taken(havsnas(*closed))
    _, done = taken(havsnas(*closed[:2], *open_schools[2:]))
    assert len(done.schools.closing) == 2
    _, done = taken(havsnas(*closed), closing=True)
    assert len(done.schools.closing) == 8


@pytest.mark.django_db
def test_two_municipalities_of_one_name_get_addresses_of_their_own() -> None:
    tops = [node(n, 1, "Pyhtään kunta") for n in (1, 2)]
    slugs = [importing.apply_branch(b)[0] for b in read(file_of(*tops)).branches.values()]
    assert slugs == ["pyhtaan-kunta", "pyhtaan-kunta-2"]


NOT_JSON_ENOUGH = [
    (b"{", "line 1, column 2", "not JSON"),
    (b"[]", "organisaatiot", "missing"),
    (b'{"organisaatiot": 3}', "organisaatiot", "missing"),
    (b'{"organisaatiot": [3]}', "organisaatiot[0]", "must be an organisation"),
]
NODES: list[tuple[dict[str, Any], str, str]] = [
    ({"nimi": {}}, "nimi", "no name"),
    ({"nimi": {"fi": " "}}, "nimi", "no name"),
    ({"oid": "1.2"}, "oid", "“1.2” is not an OID"),
    ({"oid": "1.2.246.562.10.1"}, "oid", "stands at organisaatiot[0] already"),
    ({"oppilaitosKoodi": "12"}, "oppilaitosKoodi", "five digits"),
    ({"alkuPvm": "eilen"}, "alkuPvm", "“eilen” is not a date"),
    ({"alkuPvm": 10**18}, "alkuPvm", "not a date"),
    ({"children": {}}, "children", "must be a list"),
    ({"organisaatiotyypit": []}, "organisaatiotyypit", "types are missing"),
]
WRONG = NOT_JSON_ENOUGH + [
    (havsnas({**school(2, "Skola"), **facts}), f"organisaatiot[0].children[0].{place}", what)
    for facts, place, what in NODES
]


@pytest.mark.parametrize(("content", "place", "what"), WRONG)
def test_what_is_wrong_is_said_with_its_place_and_how_to_mend_it(
    content: bytes, place: str, what: str
) -> None:
    with pytest.raises(BadRegister) as refusal:
        read(content)
    problem = refusal.value.problems[0]
    assert problem.place == place
    assert what in problem.what
    assert problem.mend


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.text(st.characters(codec="utf-8"), max_size=8)
    | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["organisaatiot", "children", "oid", "nimi", "organisaatiotyypit", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(st.binary(max_size=60) | _JSON.map(orjson.dumps))
def test_anything_at_all_is_read_or_refused_with_reasons(content: bytes) -> None:
    problems: list[object] = []
    register = None
    try:
        register = read(content)
    except BadRegister as refusal:
        problems = list(refusal.problems)
    assert isinstance(register, Register) != bool(problems)


@given(st.text(max_size=80))
def test_every_name_has_an_address(name: str) -> None:
    slug = importing.slug_of(name)
    assert 0 < len(slug) <= 50
    assert slug.replace("-", "").isalnum()
    assert slug.isascii()


@pytest.fixture(scope="module")
def real() -> Register:
    if not REAL.exists():
        pytest.skip(f"no register to read: {REAL.name} lies in ../shared/data")
    return read(REAL.read_bytes())


def test_the_real_tree_is_read_to_its_last_node(real: Register) -> None:
    branches = real.branches.values()
    taken_in = sum(1 + len(b.schools) + len(b.units) for b in branches)
    assert real.nodes == 991
    assert taken_in + sum(real.left_out.values()) == real.nodes
    assert len(real.branches) == 24
    for branch in branches:
        difference = compare(branch.facts, branch.facts, today=TODAY)
        assert difference.is_empty
        assert compare(RegisterFacts(), branch.facts, today=TODAY).to_put.units == branch.units


@pytest.mark.slow
@pytest.mark.django_db
def test_the_real_tree_is_taken_once_and_the_second_time_changes_nothing(real: Register) -> None:
    for _ in range(2):
        done = [importing.apply_branch(branch)[1] for branch in real.branches.values()]
    assert all(difference.is_empty for difference in done)
    assert Tenant.objects.count() == len(real.branches)
