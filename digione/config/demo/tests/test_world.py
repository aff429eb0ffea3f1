"""What the demo promises: who lives there, how they are taught, and what happened to them."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from uuid import UUID

import pytest

from digione.config.demo.building import build
from digione.config.demo.calendars import year_of
from digione.config.demo.codes import identity_code
from digione.config.demo.people import PEOPLE
from digione.config.demo.population import class_id
from digione.config.demo.rows import Rows, World
from digione.config.demo.weeks import TIMES
from digione.foundation.access import Role
from digione.foundation.clock import HELSINKI
from digione.school.attendance.public import Status
from digione.school.enrolment.public import GroupDuty, GroupKind
from digione.school.people.public import ContactKind, GuardianshipKind

pytestmark = pytest.mark.slow
MOMENT = datetime.datetime(2026, 11, 23, 9, 20, tzinfo=HELSINKI)
K, H = "koivula", "havsnas"


@pytest.fixture(scope="module")
def world() -> World:
    return build("town", MOMENT)


def _both(world: World) -> Iterator[Rows]:
    yield from world.rows.values()


def test_the_same_day_gives_the_same_world() -> None:
    one, other = build("village", MOMENT), build("village", MOMENT)
    assert asdict(one) == asdict(other)


def test_the_people_are_the_same_on_every_day_of_a_school_year() -> None:
    one, other = build("village", MOMENT), build("village", MOMENT - datetime.timedelta(7))
    assert one.rows[K].persons == other.rows[K].persons
    assert one.accounts == other.accounts
    assert one.rows[K].lessons == other.rows[K].lessons
    assert one.rows[K].registers != other.rows[K].registers


def test_about_fifteen_hundred_learners_go_to_six_schools(world: World) -> None:
    learners = [right.learner_id for rows in _both(world) for right in rows.study_rights]
    assert len(set(learners)) == len(learners)
    assert 1400 <= len(learners) <= 1600
    assert [school.names["fi"] for rows in _both(world) for school in rows.schools] == [
        "Koivulan koulu",
        "Männikön koulu",
        "Koivulan lukio",
        "Havsnäs skola",
        "Merituulen koulu",
        "Havsnäs gymnasium",
    ]


def test_classes_have_sensible_sizes_and_8c_has_25(world: World) -> None:
    for rows in _both(world):
        members = Counter(membership.group_id for membership in rows.memberships)
        classes = [group for group in rows.groups if group.kind == GroupKind.CLASS]
        assert all(18 <= members[group.id] <= 28 for group in classes)
        teaching = [group for group in rows.groups if group.kind == GroupKind.TEACHING]
        assert all(1 <= members[group.id] <= 34 for group in teaching)
    eighth = class_id(K, "mannikko", "8C")
    assert sum(m.group_id == eighth for m in world.rows[K].memberships) == 25


def test_every_named_person_is_there_and_can_sign_in(world: World) -> None:
    accounts = {account.id: account.email for account in world.accounts}
    ties = {(tie.account_id, tie.tenant_id, tie.person_id, tie.role) for tie in world.ties}
    for named in PEOPLE.values():
        assert accounts[named.account_id] == named.email
        for town, roles in named.ties:
            rows = world.rows[town]
            person = next(p for p in rows.persons if p.id == named.person_id(town))
            assert f"{person.call_name} {person.family_name}" == named.name
            for role in roles:
                assert (named.account_id, rows.tenant.id, person.id, role) in ties


def test_every_guardian_and_employee_has_an_account(world: World) -> None:
    tied = {(tie.tenant_id, tie.person_id) for tie in world.ties}
    for rows in _both(world):
        adults = {guardianship.guardian_id for guardianship in rows.guardianships}
        adults |= {employment.person_id for employment in rows.employments}
        assert {(rows.tenant.id, adult) for adult in adults} <= tied


def test_accounts_addresses_and_numbers_are_each_somebodys_own(world: World) -> None:
    emails = [account.email for account in world.accounts]
    assert len(set(emails)) == len(emails)
    assert all(email.endswith("@posti.example") for email in emails)
    phones = [
        c.value for rows in _both(world) for c in rows.contacts if c.kind == ContactKind.PHONE
    ]
    assert all(phone.startswith("+358 50 000 ") for phone in phones)
    homes = [c.value for rows in _both(world) for c in rows.contacts if c.kind == ContactKind.HOME]
    assert all(", 00000 " in home for home in homes)


def test_identity_codes_are_well_formed_and_nobodys(world: World) -> None:
    for rows in _both(world):
        codes = [p.identity_code for p in rows.persons if p.identity_code]
        assert len(set(codes)) == len(codes)
        for person in rows.persons:
            if person.identity_code and person.birth_date:
                number = int(person.identity_code[7:10])
                assert 900 <= number <= 999
                assert person.identity_code == identity_code(person.birth_date, number)


def test_the_check_character_is_the_one_of_the_population_register() -> None:
    assert identity_code(datetime.date(1952, 10, 13), 308) == "131052-308T"


def test_learner_oids_are_of_the_test_ranges(world: World) -> None:
    oids = [p.learner_oid for rows in _both(world) for p in rows.persons if p.learner_oid]
    assert len(set(oids)) == len(oids)
    assert {oid.split(".")[4] for oid in oids} == {"98", "198"}


def test_someone_has_no_identity_code(world: World) -> None:
    yusuf = PEOPLE["yusuf-ahmed"].person_id(K)
    person = next(p for p in world.rows[K].persons if p.id == yusuf)
    assert person.identity_code is None
    assert person.birth_date is not None


def test_the_protected_live_with_the_protected(world: World) -> None:
    for town, least in ((K, 4), (H, 1)):
        rows = world.rows[town]
        protected = {p.id for p in rows.persons if p.protected}
        assert least <= len(protected) <= 40
        for g in rows.guardianships:
            if g.learner_id in protected and g.lives_with:
                assert g.guardian_id in protected
    assert {PEOPLE["lilja-salo"].person_id(K), PEOPLE["anna-salo"].person_id(K)} <= {
        p.id for p in world.rows[K].persons if p.protected
    }


def test_separated_guardians_know_or_do_not_know(world: World) -> None:
    guardianships = world.rows[K].guardianships
    knows = [g for g in guardianships if g.may_know and not g.may_decide]
    neither = [g for g in guardianships if not g.may_know and not g.may_decide]
    apart = [g for g in guardianships if not g.lives_with and g.may_decide]
    assert len(knows) >= 5
    assert len(neither) >= 3
    assert len(apart) >= 50
    assert all(g.kind == GuardianshipKind.LIMITED for g in (*knows, *neither))
    kinds = defaultdict(list)
    for g in guardianships:
        kinds[g.learner_id].append((g.kind, g.may_decide))
    for learner in kinds.values():
        sole = [kind for kind, _ in learner if kind == GuardianshipKind.SOLE]
        assert not sole or [decides for _, decides in learner].count(True) == 1


def test_families_live_across_both_municipalities(world: World) -> None:
    tenants: dict[UUID, set[int]] = defaultdict(set)
    for tie in world.ties:
        if tie.role == Role.GUARDIAN:
            tenants[tie.account_id].add(tie.tenant_id)
    assert sum(len(both) == 2 for both in tenants.values()) >= 20


def test_one_human_being_has_one_identity_code_in_both_municipalities(world: World) -> None:
    for named in PEOPLE.values():
        codes = {
            person.identity_code
            for town, _roles in named.ties
            for person in world.rows[town].persons
            if person.id == named.person_id(town)
        }
        assert len(codes) == 1


def test_a_teacher_is_a_guardian_too() -> None:
    roles = dict(PEOPLE["petri-lindholm"].ties)
    assert set(roles[K]) == {Role.TEACHER, Role.GUARDIAN}
    assert roles[H] == (Role.GUARDIAN,)


def test_an_adult_goes_to_the_upper_secondary_school_alone(world: World) -> None:
    helmi = PEOPLE["helmi-rantanen"].person_id(K)
    person = next(p for p in world.rows[K].persons if p.id == helmi)
    assert person.birth_date
    assert (MOMENT.date() - person.birth_date).days > 18 * 365.25
    assert helmi not in {g.learner_id for g in world.rows[K].guardianships}


def test_many_languages_are_spoken_at_home(world: World) -> None:
    tongues = {p.mother_tongue for rows in _both(world) for p in rows.persons}
    assert tongues >= {"fi", "sv", "se", "ru", "so", "ar", "et", "vi"}


def test_no_teacher_class_learner_or_room_is_in_two_lessons_at_once(world: World) -> None:
    for rows in _both(world):
        teachers = {lt.lesson_id: lt.teacher_id for lt in rows.lesson_teachers}
        groups = {lg.lesson_id: lg.group_id for lg in rows.lesson_groups}
        members = defaultdict(list)
        for membership in rows.memberships:
            members[membership.group_id].append(membership.learner_id)
        taken: set[object] = set()
        for lesson in rows.lessons:
            when = (lesson.span.lower, lesson.weekday, lesson.starts_at)
            busy = [teachers[lesson.id], lesson.room_id, *members[groups[lesson.id]]]
            assert not taken & {(who, *when) for who in busy}
            taken |= {(who, *when) for who in busy}


def test_lessons_are_held_between_a_quarter_past_eight_and_three(world: World) -> None:
    for rows in _both(world):
        assert all((lesson.starts_at, lesson.ends_at) in TIMES for lesson in rows.lessons)
        assert {lesson.weekday for lesson in rows.lessons} == {1, 2, 3, 4, 5}
        assert all(lesson.published for lesson in rows.lessons)


def test_a_class_has_the_lessons_of_its_grade_and_hardly_a_hole(world: World) -> None:
    rows = world.rows[K]
    eighth = class_id(K, "mannikko", "8C")
    learner = next(m.learner_id for m in rows.memberships if m.group_id == eighth)
    mine = {m.group_id for m in rows.memberships if m.learner_id == learner}
    lessons = {lg.lesson_id for lg in rows.lesson_groups if lg.group_id in mine}
    times = [(x.weekday, x.starts_at) for x in rows.lessons if x.id in lessons]
    assert len(times) == len(set(times)) == 30
    slots = [starts_at for starts_at, _ in TIMES]
    for weekday in range(1, 6):
        day = sorted(slots.index(time) for on, time in times if on == weekday)
        assert day[-1] - day[0] + 1 - len(day) <= 1


def test_teachers_have_the_load_of_a_post_at_most(world: World) -> None:
    for rows in _both(world):
        spans = {lesson.id: lesson.span.lower for lesson in rows.lessons}
        load = Counter((lt.teacher_id, spans[lt.lesson_id]) for lt in rows.lesson_teachers)
        assert max(load.values()) <= 24


def test_every_class_has_a_class_teacher_and_8c_has_minna(world: World) -> None:
    for rows in _both(world):
        duties = {
            d.group_id: d.teacher_id for d in rows.group_teachers if d.duty == GroupDuty.HOMEROOM
        }
        classes = [group.id for group in rows.groups if group.kind == GroupKind.CLASS]
        assert set(duties) == set(classes)
    minna = PEOPLE["minna-lahtinen"].person_id(K)
    rows = world.rows[K]
    eighth = class_id(K, "mannikko", "8C")
    assert (eighth, minna) in {(d.group_id, d.teacher_id) for d in rows.group_teachers}


def test_minna_meets_8c_on_the_pictures_morning_with_an_open_register(world: World) -> None:
    rows = world.rows[K]
    minna = PEOPLE["minna-lahtinen"].person_id(K)
    eighth = class_id(K, "mannikko", "8C")
    hers = {lt.lesson_id for lt in rows.lesson_teachers if lt.teacher_id == minna}
    of_8c = {lg.lesson_id for lg in rows.lesson_groups if lg.group_id == eighth}
    now = [
        lesson.id
        for lesson in rows.lessons
        if lesson.id in hers & of_8c
        and lesson.weekday == 1
        and lesson.starts_at <= MOMENT.time() < lesson.ends_at
    ]
    assert len(now) == 1
    assert (now[0], MOMENT.date()) not in {(r.lesson_id, r.day) for r in rows.registers}


def test_history_ends_today_and_has_no_register_of_a_day_without_school(world: World) -> None:
    for rows in _both(world):
        year = year_of(rows.tenant.slug, MOMENT.date())
        days = {register.day for register in rows.registers}
        assert max(days) == MOMENT.date()
        assert len(days) >= 60
        assert all(year.has_school(day) for day in days)
        assert all(register.taken_at <= MOMENT for register in rows.registers)


def test_nothing_was_told_or_done_in_the_future(world: World) -> None:
    for rows in _both(world):
        assert all(mark.marked_at <= MOMENT for mark in rows.marks)
        assert all(mark.explained_at is None or mark.explained_at <= MOMENT for mark in rows.marks)
        assert all(report.reported_at <= MOMENT for report in rows.reports)
        assert any(report.starts_at.date() > MOMENT.date() for report in rows.reports)


def test_absences_are_as_frequent_as_in_real_schools(world: World) -> None:
    for rows in _both(world):
        groups = {lg.lesson_id: lg.group_id for lg in rows.lesson_groups}
        size = Counter(membership.group_id for membership in rows.memberships)
        met = sum(size[groups[register.lesson_id]] for register in rows.registers)
        absent = sum(mark.status == Status.ABSENT for mark in rows.marks)
        late = sum(mark.status == Status.LATE for mark in rows.marks)
        assert 0.02 < absent / met < 0.07
        assert 0.0005 < late / met < 0.02
        unexplained = [m for m in rows.marks if m.status == Status.ABSENT and not m.absence_class]
        assert 5 <= len(unexplained) <= absent * 0.02


def test_marks_stand_only_in_registers_that_were_taken(world: World) -> None:
    for rows in _both(world):
        taken = {(register.lesson_id, register.day) for register in rows.registers}
        marks = [(mark.lesson_id, mark.day, mark.learner_id) for mark in rows.marks]
        assert {mark[:2] for mark in marks} <= taken
        assert len(set(marks)) == len(marks)


def test_someone_is_missing_today_without_a_word(world: World) -> None:
    today = [m for m in world.rows[K].marks if m.day == MOMENT.date()]
    assert any(m.status == Status.ABSENT and not m.absence_class for m in today)


def test_eetu_has_one_lesson_to_explain(world: World) -> None:
    eetu = PEOPLE["eetu-korhonen"].person_id(K)
    open_marks = [
        mark.day
        for mark in world.rows[K].marks
        if mark.learner_id == eetu and mark.status == Status.ABSENT and not mark.absence_class
    ]
    assert open_marks == [datetime.date(2026, 11, 20)]


def test_swedish_schools_write_in_swedish(world: World) -> None:
    rows = world.rows[H]
    swedish = {s.id for s in rows.schools if s.language == "sv"}
    lessons = {lesson.id for lesson in rows.lessons if lesson.school_id in swedish}
    topics = {register.topic for register in rows.registers if register.lesson_id in lessons}
    assert "Repetition" in topics
    assert "Kertaus" not in topics


def test_a_colleague_who_is_free_holds_the_lessons_of_an_ill_teacher(world: World) -> None:
    for rows in _both(world):
        teachers = {lt.lesson_id: lt.teacher_id for lt in rows.lesson_teachers}
        slots = {x.id: (x.starts_at, x.span) for x in rows.lessons if x.weekday == 1}
        busy = {
            (teachers[lesson], starts_at)
            for lesson, (starts_at, span) in slots.items()
            if span.lower and span.upper and span.lower <= MOMENT.date() < span.upper
        }
        substitutes = [change for change in rows.day_changes if change.teacher_id]
        assert substitutes
        for change in substitutes:
            assert (change.teacher_id, slots[change.lesson_id][0]) not in busy
