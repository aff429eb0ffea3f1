"""School years, terms and holidays as the schools live them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest

from digione.foundation.access import Actor, NotYours, Role, acting
from digione.foundation.language import LocalizedText
from digione.foundation.outbox.models import Envelope
from digione.foundation.tenancy import uuid7
from digione.school.organisations import actions, queries, rules, testing
from digione.school.organisations.actions import NamedDays, SchoolNames
from digione.school.organisations.rules import Days

D = datetime.date
YEAR = Days(D(2026, 8, 1), D(2027, 7, 31))
AUTUMN = NamedDays(LocalizedText(fi="Syyslukukausi"), Days(D(2026, 8, 11), D(2026, 12, 19)))
SPRING = NamedDays(LocalizedText(fi="Kevätlukukausi"), Days(D(2027, 1, 7), D(2027, 5, 29)))
ADMINISTRATOR = Actor(7, uuid7(), frozenset({Role.ADMINISTRATOR}))
SECRETARY = Actor(7, uuid7(), frozenset({Role.SECRETARY}))


@pytest.fixture
def at_work(db: None) -> Iterator[Actor]:
    with acting(ADMINISTRATOR) as actor:
        yield actor


def test_there_is_school_on_weekdays_of_the_terms_but_not_in_holidays(at_work: Actor) -> None:
    school, other = testing.school(), testing.school("Koivulan koulu")
    year = actions.open_school_year(at_work, days=YEAR, terms=[AUTUMN, SPRING])
    autumn_break = NamedDays(LocalizedText(fi="Syysloma"), Days(D(2026, 10, 12), D(2026, 10, 16)))
    own_day = NamedDays(LocalizedText(fi="Koulun juhla"), Days(D(2026, 9, 4), D(2026, 9, 4)))
    actions.add_holiday(at_work, school_year_id=year, holiday=autumn_break)
    own = actions.add_holiday(at_work, school_year_id=year, holiday=own_day, school_id=school)
    week = (D(2026, 8, 31), D(2026, 9, 6))
    assert [day.day for day in queries.school_days(school, *week)] == [31, 1, 2, 3]
    assert [day.day for day in queries.school_days(other, *week)] == [31, 1, 2, 3, 4]
    assert not queries.is_school_day(other, D(2026, 10, 14))
    assert not queries.is_school_day(other, D(2026, 12, 21))
    assert [str(f.names) for f in queries.free_days(year)] == ["Koulun juhla", "Syysloma"]
    actions.remove_holiday(at_work, holiday_id=own)
    assert queries.is_school_day(school, D(2026, 9, 4))


def test_the_school_year_of_a_day_is_found(at_work: Actor) -> None:
    actions.open_school_year(at_work, days=YEAR, terms=[AUTUMN, SPRING])
    found = queries.school_year_on(D(2027, 7, 31))
    assert found is not None
    assert (found.name, found.starts_on, found.ends_on) == ("2026–2027", *_ends(YEAR))
    assert queries.school_year_on(D(2027, 8, 1)) is None


def _ends(days: Days) -> tuple[datetime.date, datetime.date]:
    return days.starts_on, days.ends_on


def test_school_years_do_not_overlap_and_hold_their_terms_and_holidays(at_work: Actor) -> None:
    year = actions.open_school_year(at_work, days=YEAR, terms=[AUTUMN])
    with pytest.raises(rules.Overlaps):
        actions.open_school_year(at_work, days=YEAR, terms=[])
    summer = NamedDays(LocalizedText(fi="Kesä"), Days(D(2027, 8, 1), D(2027, 8, 2)))
    with pytest.raises(rules.OutsideSchoolYear):
        actions.set_terms(at_work, school_year_id=year, terms=[summer])
    with pytest.raises(rules.OutsideSchoolYear):
        actions.add_holiday(at_work, school_year_id=year, holiday=summer)
    actions.set_terms(at_work, school_year_id=year, terms=[SPRING])
    school = testing.school()
    assert not queries.is_school_day(school, D(2026, 9, 1))
    assert queries.is_school_day(school, D(2027, 2, 1))


@pytest.mark.usefixtures("db")
def test_only_the_municipal_administrator_changes_the_calendar() -> None:
    with acting(SECRETARY):
        with pytest.raises(NotYours):
            actions.open_school_year(SECRETARY, days=YEAR, terms=[])
        with pytest.raises(NotYours):
            facts = SchoolNames(names=LocalizedText(fi="Uusi koulu"))
            actions.open_school(SECRETARY, facts=facts, opened_on=None)
        assert queries.current_school_year() is None
        assert queries.schools(SECRETARY) == []


def test_a_school_opens_changes_and_closes_with_its_versions(at_work: Actor) -> None:
    facts = SchoolNames(names=LocalizedText(fi="Männikön koulu"), code="01234")
    school = actions.open_school(at_work, facts=facts, opened_on=D(2020, 8, 1))
    renamed = SchoolNames(names=LocalizedText(fi="Männikön yhtenäiskoulu"), code="01234")
    actions.change_school(at_work, school_id=school, facts=renamed, version=1)
    with pytest.raises(rules.ChangedMeanwhile):
        actions.change_school(at_work, school_id=school, facts=facts, version=1)
    assert [str(row.names) for row in queries.schools(at_work)] == ["Männikön yhtenäiskoulu"]
    actions.close_school(at_work, school_id=school, closed_on=D(2021, 8, 1), version=2)
    assert queries.schools(at_work) == []
    assert [row.version for row in queries.schools(at_work, closed=True)] == [3]
    told = {"organisations.school_changed.v1"}
    assert set(Envelope.objects.values_list("name", flat=True)) == told
    with pytest.raises(NotYours):
        queries.school(at_work, uuid7())
    with pytest.raises(rules.Malformed):
        SchoolNames(names=facts.names, code="12")
