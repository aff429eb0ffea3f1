"""Everything of one municipality, ready for the rooms' loaders."""

from __future__ import annotations

from dataclasses import dataclass, field

from digione.foundation.identity.loading import AccountEntry, TenantEntry, TieEntry
from digione.school.attendance import public as attendance
from digione.school.curriculum import public as curriculum
from digione.school.enrolment import public as enrolment
from digione.school.organisations import public as organisations
from digione.school.people import public as people
from digione.school.timetable import public as timetable


@dataclass(slots=True)
class Rows:
    """Lists in the order in which they must be loaded."""

    tenant: TenantEntry
    providers: list[organisations.ProviderEntry] = field(default_factory=list)
    schools: list[organisations.SchoolEntry] = field(default_factory=list)
    units: list[organisations.UnitEntry] = field(default_factory=list)
    school_years: list[organisations.SchoolYearEntry] = field(default_factory=list)
    terms: list[organisations.TermEntry] = field(default_factory=list)
    holidays: list[organisations.HolidayEntry] = field(default_factory=list)
    persons: list[people.PersonEntry] = field(default_factory=list)
    contacts: list[people.ContactEntry] = field(default_factory=list)
    guardianships: list[people.GuardianshipEntry] = field(default_factory=list)
    employments: list[people.EmploymentEntry] = field(default_factory=list)
    subjects: list[curriculum.SubjectEntry] = field(default_factory=list)
    courses: list[curriculum.CourseEntry] = field(default_factory=list)
    study_rights: list[enrolment.StudyRightEntry] = field(default_factory=list)
    study_periods: list[enrolment.StudyPeriodEntry] = field(default_factory=list)
    groups: list[enrolment.GroupEntry] = field(default_factory=list)
    memberships: list[enrolment.MembershipEntry] = field(default_factory=list)
    group_teachers: list[enrolment.GroupTeacherEntry] = field(default_factory=list)
    day_periods: list[timetable.DayPeriodEntry] = field(default_factory=list)
    rooms: list[timetable.RoomEntry] = field(default_factory=list)
    plans: list[timetable.PlanEntry] = field(default_factory=list)
    lessons: list[timetable.LessonEntry] = field(default_factory=list)
    lesson_teachers: list[timetable.LessonTeacherEntry] = field(default_factory=list)
    lesson_groups: list[timetable.LessonGroupEntry] = field(default_factory=list)
    day_changes: list[timetable.DayChangeEntry] = field(default_factory=list)
    registers: list[attendance.RegisterEntry] = field(default_factory=list)
    marks: list[attendance.MarkEntry] = field(default_factory=list)
    reports: list[attendance.ReportEntry] = field(default_factory=list)


@dataclass(slots=True)
class World:
    """Two municipalities, and the accounts that may be in both."""

    rows: dict[str, Rows]
    accounts: list[AccountEntry] = field(default_factory=list)
    ties: list[TieEntry] = field(default_factory=list)
