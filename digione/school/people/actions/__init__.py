"""What can be done in the people room; each function stands in the module of its matter."""

from .contacts import add_contact_point, change_contact_point, remove_contact_point
from .employments import Post, begin_employment, end_employment
from .guardianships import begin_guardianship, change_guardianship, end_guardianship
from .identity_codes import give_identity_code, withdraw_identity_code
from .invitations import (
    Offer,
    accept_invitation,
    invite_employee,
    invite_guardian,
    offer_of,
    was_accepted,
    withdraw_invitation,
)
from .letters import Letter, post
from .loading import (
    ContactEntry,
    EmploymentEntry,
    GuardianshipEntry,
    PersonEntry,
    load_contacts,
    load_employments,
    load_guardianships,
    load_persons,
)
from .persons import PersonFacts, add_person, change_person
from .protection import protect_person, unprotect_person
from .refusing import Outdated
from .standing import tie_person

__all__ = [
    "ContactEntry",
    "EmploymentEntry",
    "GuardianshipEntry",
    "Letter",
    "Offer",
    "Outdated",
    "PersonEntry",
    "PersonFacts",
    "Post",
    "accept_invitation",
    "add_contact_point",
    "add_person",
    "begin_employment",
    "begin_guardianship",
    "change_contact_point",
    "change_guardianship",
    "change_person",
    "end_employment",
    "end_guardianship",
    "give_identity_code",
    "invite_employee",
    "invite_guardian",
    "load_contacts",
    "load_employments",
    "load_guardianships",
    "load_persons",
    "offer_of",
    "post",
    "protect_person",
    "remove_contact_point",
    "tie_person",
    "unprotect_person",
    "was_accepted",
    "withdraw_identity_code",
    "withdraw_invitation",
]
