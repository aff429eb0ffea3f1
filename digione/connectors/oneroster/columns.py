"""The files and columns of OneRoster that we read, and what their words mean here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from digione.foundation.access import Role


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: `taken` columns are read (needed ones first), `known` ones are passed over."""

    name: str
    needed: tuple[str, ...]
    taken: tuple[str, ...]
    known: tuple[str, ...] = ()
    days: tuple[str, ...] = ()  # besides dateLastModified, which is looked at and not used

    @property
    def every(self) -> tuple[str, ...]:
        return (*self.taken, *self.known)


def _sheet(name: str, needed: str, more: str, known: str = "", days: str = "") -> Sheet:
    required = ("sourcedId", *needed.split())
    taken = (*required, "status", "dateLastModified", *more.split())
    return Sheet(name, required, taken, tuple(known.split()), tuple(days.split()))


SHEETS: Final = {
    sheet.name: sheet
    for sheet in (
        _sheet("orgs", "name type", "identifier parentSourcedId"),
        _sheet(
            "academicSessions",
            "title type startDate endDate",
            "parentSourcedId schoolYear",
            days="startDate endDate",
        ),
        _sheet(
            "courses",
            "title",
            "courseCode grades orgSourcedId subjectCodes",
            "subjects schoolYearSourcedId",
        ),
        _sheet(
            "classes",
            "title schoolSourcedId termSourcedIds",
            "grades courseSourcedId classCode classType",
            "location subjects subjectCodes periods",
        ),
        _sheet(
            "users",
            "givenName familyName",
            "enabledUser orgSourcedIds role middleName agentSourcedIds userMasterIdentifier"
            " preferredGivenName email sms phone",
            "username userIds identifier grades password resourceSourcedIds"
            " preferredMiddleName preferredFamilyName primaryOrgSourcedId pronouns",
        ),
        _sheet(
            "roles",
            "userSourcedId role orgSourcedId",
            "roleType beginDate endDate",
            "userProfileSourcedId",
            days="beginDate endDate",
        ),
        _sheet(
            "enrollments",
            "classSourcedId userSourcedId role",
            "schoolSourcedId beginDate endDate",
            "primary",
            days="beginDate endDate",
        ),
        _sheet(
            "demographics",
            "",
            "birthDate",
            "sex americanIndianOrAlaskaNative asian blackOrAfricanAmerican"
            " nativeHawaiianOrOtherPacificIslander white demographicRaceTwoOrMoreRaces"
            " hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation cityOfBirth"
            " publicSchoolResidenceStatus",
            days="birthDate",
        ),
    )
}

PASSED_OVER: Final = (
    "categories",
    "classResources",
    "courseResources",
    "lineItemLearningObjectiveIds",
    "lineItemScoreScales",
    "lineItems",
    "resources",
    "resultLearningObjectiveIds",
    "resultScoreScales",
    "results",
    "scoreScales",
    "userProfiles",
    "userResources",
)
EMAIL: Final = r"^[^@\s]+@[^@\s]+[.][^@\s.]+$"  # as PostgreSQL and Python read it
PHONE: Final = "^[+]?[0-9]{5,15}$"
MODES: Final = frozenset({"bulk", "delta", "absent"})
VERSIONS: Final = frozenset({"1.1", "1.2"})

# A role gives a right here only where its meaning is the same; the others are given by hand.
STAFF_ROLES: Final = {"teacher": Role.TEACHER, "principal": Role.PRINCIPAL}
GUARDIANS: Final = frozenset({"guardian", "parent"})
LEARNER: Final = "student"
OTHER_ROLES: Final = frozenset(
    {
        "administrator",
        "aide",
        "counselor",
        "districtAdministrator",
        "proctor",
        "relative",
        "siteAdministrator",
        "systemAdministrator",
    }
)
ROLES: Final = frozenset(STAFF_ROLES) | GUARDIANS | {LEARNER} | OTHER_ROLES
SCHOOL_TYPES: Final = frozenset({"school"})
ORG_TYPES: Final = SCHOOL_TYPES | {"department", "district", "local", "state", "national"}
SESSION_TYPES: Final = frozenset({"gradingPeriod", "semester", "schoolYear", "term"})
CLASS_TYPES: Final = frozenset({"homeroom", "scheduled"})
