"""A weekly plan comes in whole, the second time changes nothing, and faults name their cell."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from digione.connectors.weekplan import importing, naming, telling
from digione.connectors.weekplan.findings import Refused
from digione.connectors.weekplan.importing import Report, Wish
from digione.foundation import clock
from digione.foundation.access import Actor, acting, operator
from digione.foundation.audit.reading import deeds_about
from digione.foundation.outbox.models import Envelope
from digione.school.enrolment import testing as enrolment
from digione.school.organisations import public as registered
from digione.school.organisations import testing as organisations
from digione.school.people import testing as people
from digione.school.timetable import public as timetable

TENANT = 7
MONDAY = datetime.datetime(2026, 11, 23, 9, tzinfo=clock.HELSINKI)
HEADER = "viikonpäivä;alkaa;päättyy;ryhmä;oppiaine;opettaja;tila"
MATHS = "ma;8.15;9.00;7B;matematiikka;Minna Lahtinen;B204"
HISTORY = "ti;9:15;10:00;7b;HI;LAHTINEN, MINNA;B204"
WEEK = f"{HEADER}\n{MATHS}\n{HISTORY}\n"


@pytest.fixture(autouse=True)
def at_school(db: None) -> Iterator[None]:
    with clock.held(MONDAY), acting(operator(TENANT, "operator:test")):
        school, year = organisations.school(), organisations.school_year()
        enrolment.group(school_id=school, school_year_id=year)
        minna = people.a_teacher(school)
        people.a_contact_point(minna, "email", "minna@koivula.example")
    with clock.held(MONDAY):
        yield


def taken(text: str, **wish: Any) -> Report:
    wished = Wish(tenant_id=TENANT, school="männikön koulu", **wish)
    return importing.import_plan("viikko.csv", text.encode(), wished)


def refused(text: str, **wish: Any) -> str:
    with pytest.raises(Refused) as refusal:
        taken(text, **wish)
    assert lessons() == []
    return "\n".join(telling.reasons(refusal.value.findings))


def asked() -> Any:
    return acting(operator(TENANT, "operator:test"))


def _school(actor: Actor) -> UUID:
    (school,) = registered.schools(actor)
    return school.school_id


def lessons(*, later: int = 0) -> list[timetable.LessonRow]:
    day = MONDAY.date() + datetime.timedelta(later)
    with asked() as actor:
        return timetable.lessons_of_school(actor, _school(actor), day)


def plans() -> list[timetable.PlanRow]:
    with asked() as actor:
        return timetable.plans_of_school(actor, _school(actor))


def test_a_published_plan_gives_the_school_its_week() -> None:
    report = taken(WEEK, publish=True)
    assert (report.lessons, report.is_new, report.is_published) == (2, True, True)
    assert (report.rooms, report.first) == (["B204"], MONDAY.date())
    (lesson,) = lessons()
    assert (lesson.starts_at, lesson.room) == (datetime.time(8, 15), "B204")
    assert len(lessons(later=1)) == 1


def test_a_second_load_changes_nothing() -> None:
    taken(WEEK, publish=True)
    before = plans(), lessons()
    with clock.held(MONDAY + datetime.timedelta(days=2)):
        report = taken(f"{HEADER}\n{HISTORY}\n\n{MATHS}\n", publish=True)
    assert (report.is_new, report.is_published) == (False, True)
    assert (plans(), lessons()) == before
    assert "nothing was written again" in "\n".join(telling.lines_of(report))


def test_a_draft_is_published_by_loading_it_again() -> None:
    assert not taken(WEEK).is_published
    assert lessons() == []
    assert taken(WEEK, publish=True).is_published
    assert len(lessons()) == 1


def test_another_plan_takes_over_from_today_and_leaves_what_was() -> None:
    taken(WEEK, publish=True)
    with clock.held(MONDAY + datetime.timedelta(days=7)):
        other = MATHS.replace("8.15;9.00", "12.15;13.00") + ";1.8.2026"
        report = taken(f"{HEADER};alkaen\n{other}\n", publish=True)
        assert any("in force" in str(one) for one in report.findings.warnings)
        (lesson,) = lessons(later=7)
        assert lesson.starts_at == datetime.time(12, 15)
    (lesson,) = lessons()
    assert lesson.starts_at == datetime.time(8, 15)


def test_a_dry_run_tells_the_same_and_leaves_nothing() -> None:
    told = list(telling.lines_of(taken(WEEK, dry_run=True, publish=True)))
    assert plans() == []
    assert list(telling.lines_of(taken(WEEK, publish=True))) == told


@pytest.mark.parametrize(
    "header",
    [
        "weekday,starts,ends,group,subject,teacher",
        "Veckodag,Börjar,Slutar,Grupp,Ämne,Lärare",
        "Viikonpäivä,Alkaa,Loppuu,Luokka,Aine,Opettaja",
    ],
)
def test_headers_are_read_in_three_languages(header: str) -> None:
    assert taken(f"{header}\nmåndag,08:15,09:00,7B,MA,minna@koivula.example\n").lessons == 1


def test_every_fault_names_its_line_and_column_and_nothing_comes_in() -> None:
    told = refused(
        f"{HEADER};alkaen\n{MATHS}\n"
        "kesä;8.15;9.00;7B;MA;Minna Lahtinen;;\n"
        "ma;25.15;9.00;7B;MA;Minna Lahtinen;;\n"
        "ma;8.15;8.00;7B;MA;Minna Lahtinen;;\n"
        "ma;8.15;9.00;7C;MA;Minna Lahtinen;;\n"
        "ma;8.15;9.00;7B;taikuus;Mina Lahtinen;;31.2.2026\n"
        ";8.15;9.00;|;MA;Minna Lahtinen;;9999-01-01\n"
    )
    for line in (
        "line 3, column weekday: “kesä” is no weekday.",
        "line 4, column starts: “25.15” is no time.",
        "line 5, column ends: The lesson ends at 08.00",
        "line 7, column from: “31.2.2026” is no day",
        "line 8, column weekday: There is nothing.",
        "line 8, column group: There is nothing.",
        "line 8, column from: “9999-01-01” is no day",
    ):
        assert line in told
    assert plans() == []


def test_a_word_that_is_not_known_brings_the_nearest_one() -> None:
    told = refused(f"{HEADER}\nma;8.15;9.00;7C;taikuus;Mina Lahtinen;\n")
    assert "line 2, column group: “7C” is not known at the school." in told
    assert "column subject: “taikuus”" in told
    assert "Is it minna lahtinen?" in told


def test_a_name_that_two_bear_is_asked_for_by_another() -> None:
    with asked() as actor:
        other = people.a_teacher(_school(actor))
        people.a_contact_point(other, "email", "minna.lahtinen@koivula.example")
    assert "may be any of 2 here. Write the e-mail or source id." in refused(WEEK)
    by_mail = WEEK.replace("Minna Lahtinen", "minna@koivula.example").replace(
        "LAHTINEN, MINNA", "MINNA.LAHTINEN@koivula.example"
    )
    assert taken(by_mail).lessons == 2


def test_clashing_lessons_are_told_and_not_published_unless_accepted() -> None:
    clash = f"{HEADER}\n{MATHS}\n{MATHS.replace('8.15', '8.30').replace('B204', 'C1')}\n"
    (warning,) = taken(clash).findings.warnings
    assert "line 2: The lesson takes the same teacher, group or room as that of line 3" in str(
        warning
    )
    with pytest.raises(Refused, match="1 pairs of lessons clash"):
        taken(clash, publish=True)
    assert lessons() == []
    assert taken(clash, publish=True, accept_clashes=True).is_published


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (WEEK.encode("cp1252"), "is not UTF-8"),
        (WEEK.encode("utf-16"), "is not UTF-8"),
        (b"", "Missing in the header"),
        (HEADER.encode(), "There are no lessons"),
        (b"weekday,starts\n", "Missing in the header: ends, group, subject, teacher."),
        (f"{HEADER}\n{MATHS};x;y\n".encode(), "There are 9 fields; the header has 7."),
        (f'{HEADER}\nma;"8.15;9.00\n'.encode(), "cannot be read"),
        (b"a\0b", "zero byte"),
    ],
)
def test_what_is_no_plan_is_refused_with_its_reason(content: bytes, what: str) -> None:
    with pytest.raises(Refused, match=what):
        importing.import_plan("x.csv", content, Wish(tenant_id=TENANT, school="Männikön koulu"))


def test_a_school_that_is_not_there_is_asked_for() -> None:
    with pytest.raises(Refused, match="0 schools here are called “Ei ole”"):
        importing.import_plan("x.csv", WEEK.encode(), Wish(tenant_id=TENANT, school="Ei ole"))


def test_the_teacher_can_see_that_it_was_done_by_a_command() -> None:
    taken(WEEK)
    with asked() as actor:
        (minna,) = naming.known(actor, _school(actor)).teachers["minna lahtinen"]
        names = {deed.actor_name for deed in deeds_about(minna)}
    assert "operator:plan" in names


def test_a_plan_is_announced_when_it_is_new_and_not_again() -> None:
    taken(WEEK)
    taken(WEEK, publish=True)
    taken(f"{HEADER}\n{MATHS}\n", dry_run=True)
    (fact,) = Envelope.objects.filter(name="weekplan.plan_imported.v1")
    assert fact.facts["lessons"] == 2


def test_a_plan_for_another_school_year_holds_in_that_year() -> None:
    with asked():
        organisations.school_year(datetime.date(2027, 9, 1))
    for written in ("2027–2028", "2027-2028", "2027 / 2028"):
        report = taken(WEEK, year=written, dry_run=True)
        assert (report.first.year, report.last and report.last.year) == (2027, 2028)
    assert taken(WEEK, year="2026-2027").first == MONDAY.date()


def test_a_school_year_that_is_not_there_is_refused() -> None:
    assert "--year" in refused(WEEK, year="2031-2032")
