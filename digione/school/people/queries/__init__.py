"""What can be asked in the people room; each function stands in the module of its matter."""

from .contacts import ContactRow, contact_points_of
from .deeds import DeedSeen, DeedsPage, deeds_page, home_of, may_see_deeds
from .guardians import GuardianRow, guardians_of
from .names import NameRow, names_of, persons_found
from .places import hidden_places, hidden_sql
from .profiles import ProfileRow, identity_code_of, profile
from .staff import StaffRow, staff_of_school

__all__ = [
    "ContactRow",
    "DeedSeen",
    "DeedsPage",
    "GuardianRow",
    "NameRow",
    "ProfileRow",
    "StaffRow",
    "contact_points_of",
    "deeds_page",
    "guardians_of",
    "hidden_places",
    "hidden_sql",
    "home_of",
    "identity_code_of",
    "may_see_deeds",
    "names_of",
    "persons_found",
    "profile",
    "staff_of_school",
]
