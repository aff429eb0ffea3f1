"""What the rules of persons accept and refuse, by example and by property."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digione.school.people.rules import (
    Fault,
    Names,
    Refused,
    Rights,
    Span,
    birthday,
    checked_names,
    checked_post,
    checked_rights,
    guardianship_span,
    identity_code,
    joined,
    latest_birth,
)
from digione.school.people.rules.identity_code import check_character

CENTURIES = {1800: "+", 1900: "-YXWVU", 2000: "ABCDEF"}
DAYS = st.dates(datetime.date(1850, 1, 1), datetime.date(2099, 12, 31))
NUMBERS = st.integers(2, 999)


def a_code(born: datetime.date, number: int, sign: int) -> str:
    signs = CENTURIES[born.year // 100 * 100]
    day = f"{born:%d%m}{born.year % 100:02}"
    return f"{day}{signs[sign % len(signs)]}{number:03}{check_character(day, f'{number:03}')}"


@given(DAYS, NUMBERS, st.integers(0, 5))
def test_every_well_made_identity_code_tells_its_birth_date(
    born: datetime.date, number: int, sign: int
) -> None:
    checked = identity_code(a_code(born, number, sign).lower() + " ")
    assert checked.birth_date == born
    assert checked.is_invented == (number >= 900)


@given(DAYS, NUMBERS, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(
    born: datetime.date, number: int, where: int, by: int
) -> None:
    code = a_code(born, number, 0)
    if not code[where].isdigit():
        return
    wrong = code[:where] + str((int(code[where]) + by) % 10) + code[where + 1 :]
    with pytest.raises(Refused):
        identity_code(wrong)


def test_the_official_example_is_accepted_with_each_new_sign() -> None:
    assert identity_code("131052-308T").birth_date == datetime.date(1952, 10, 13)
    assert {identity_code(f"131052{s}308T").birth_date.year for s in "YXWVU"} == {1952}
    assert identity_code("010516B903X").birth_date == datetime.date(2016, 5, 1)


@pytest.mark.parametrize(
    ("entered", "fault"),
    [
        ("131052-308", Fault.CODE_FORM),
        ("131052/308T", Fault.CODE_FORM),
        ("١٣١٠٥٢-308T", Fault.CODE_FORM),
        ("131052-308U", Fault.CODE_CHECK),
        ("310200A000" + check_character("310200", "000"), Fault.CODE_NUMBER),
        ("310200A905" + check_character("310200", "905"), Fault.CODE_DAY),
    ],
)
def test_a_wrong_code_is_refused_for_its_own_reason(entered: str, fault: Fault) -> None:
    with pytest.raises(Refused) as refused:
        identity_code(entered)
    assert refused.value.fault == fault


def names(given_names: str, call_name: str) -> Names:
    return Names(given_names=given_names, call_name=call_name, family_name="Korhonen")


@pytest.mark.parametrize(
    "call_name", ["Anna-Liisa", "Liisa", "anna", " Maria ", "Anna-Liisa Maria"]
)
def test_the_call_name_is_a_given_name_or_a_part_of_one(call_name: str) -> None:
    assert checked_names(names("Anna-Liisa  Maria", call_name)).given_names == "Anna-Liisa Maria"


@pytest.mark.parametrize("call_name", ["Ann", "Korhonen", "Liisa Anna"])
def test_another_call_name_is_refused(call_name: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_names(names("Anna-Liisa Maria", call_name))
    assert refused.value.fault == Fault.CALL_NAME_NOT_GIVEN


def test_a_name_of_spaces_is_no_name() -> None:
    with pytest.raises(Refused) as refused:
        checked_names(names("  ", "Anna"))
    assert (refused.value.fault, refused.value.field) == (Fault.NAME_MISSING, "given_names")


@given(DAYS, DAYS, st.integers(0, 100))
def test_the_birthday_and_the_latest_birth_say_the_same(
    born: datetime.date, day: datetime.date, age: int
) -> None:
    assert (birthday(born, age) <= day) == (born <= latest_birth(age, day))


@given(DAYS, st.integers(0, 9000), st.none() | st.integers(0, 9000))
def test_no_guardianship_reaches_beyond_the_eighteenth_birthday(
    born: datetime.date, after: int, length: int | None
) -> None:
    starts = born + datetime.timedelta(days=after)
    last = None if length is None else starts + datetime.timedelta(days=length)
    of_age = birthday(born, 18)
    if starts >= of_age:
        with pytest.raises(Refused):
            guardianship_span(starts, last, born)
        return
    span = guardianship_span(starts, last, born)
    assert span.end is not None
    assert starts < span.end <= of_age


def test_a_guardianship_ends_on_or_after_its_first_day() -> None:
    day = datetime.date(2026, 8, 10)
    assert guardianship_span(day, day, None).last_day == day
    with pytest.raises(Refused):
        guardianship_span(day, day - datetime.timedelta(days=1), None)


def test_only_divided_rights_are_divided() -> None:
    assert checked_rights(Rights(kind="limited", may_decide=False), []).may_know
    with pytest.raises(Refused) as refused:
        checked_rights(Rights(kind="joint", may_decide=False), [])
    assert refused.value.fault == Fault.RIGHTS_UNDIVIDED


def test_a_sole_guardian_is_the_only_one_who_decides() -> None:
    sole, joint = Rights(kind="sole"), Rights(kind="joint")
    knowing = Rights(kind="limited", may_decide=False)
    assert checked_rights(sole, [knowing]) == sole
    assert checked_rights(knowing, [sole]) == knowing
    for rights, other in ((sole, joint), (joint, sole), (sole, sole)):
        with pytest.raises(Refused):
            checked_rights(rights, [other])


SPANS = st.builds(
    lambda start, length: Span(
        datetime.date(2020, 1, 1) + datetime.timedelta(days=start),
        None
        if length is None
        else datetime.date(2020, 1, 1) + datetime.timedelta(days=start + length),
    ),
    st.integers(0, 60),
    st.none() | st.integers(1, 20),
)


@given(st.lists(SPANS, max_size=6))
def test_joined_spans_hold_the_same_days_and_keep_apart(spans: list[Span]) -> None:
    def holds(all_of: list[Span], day: datetime.date) -> bool:
        return any(s.start <= day and (s.end is None or day < s.end) for s in all_of)

    whole = joined(spans)
    for number in range(90):
        day = datetime.date(2020, 1, 1) + datetime.timedelta(days=number)
        assert holds(spans, day) == holds(whole, day)
    assert not any(a.overlaps(b) for a in whole for b in whole if a is not b)


def test_posts_belong_where_they_belong() -> None:
    assert checked_post("teacher", has_school=True) == "teacher"
    for role, has_school in (("teacher", False), ("administrator", True), ("guardian", False)):
        with pytest.raises(Refused):
            checked_post(role, has_school=has_school)
