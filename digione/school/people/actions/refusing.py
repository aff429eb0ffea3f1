"""Refusals of the rules in the reader's words: what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from digione.school.people.rules import Fault, Refused

_WORDS: Final = {
    Fault.NAME_MISSING: _("Enter the name."),
    Fault.CALL_NAME_NOT_GIVEN: _("The call name must be one of the given names."),
    Fault.CODE_FORM: _("Enter the identity code in the form DDMMYY-NNNX, for example 131052-308T."),
    Fault.CODE_DAY: _("The identity code begins with a day that does not exist. Check the code."),
    Fault.CODE_NUMBER: _(
        "The individual number of the identity code is too small. Check the code."
    ),
    Fault.CODE_CHECK: _("The last character does not fit the identity code. Check the code."),
    Fault.CODE_INVENTED: _("This is a test code. Enter the person's own identity code."),
    Fault.CODE_TAKEN: _("Another person here has this identity code. Find that person instead."),
    Fault.CODE_OTHER_BIRTH_DATE: _("The identity code and the date of birth differ. Check both."),
    Fault.BORN_LATER: _("The date of birth is in the future. Check it."),
    Fault.ENDS_TOO_EARLY: _("The last day is before the first. Check the days."),
    Fault.OWN_GUARDIAN: _("Nobody is their own guardian. Choose another person."),
    Fault.LEARNER_OF_AGE: _("The learner is of age on that day and needs no guardian."),
    Fault.RIGHTS_UNDIVIDED: _(
        "Joint and sole guardians both know and decide. Choose divided rights."
    ),
    Fault.SOLE_AMONG_OTHERS: _(
        "A sole guardian is the only one who decides. End the other guardianship first."
    ),
    Fault.GUARDIAN_ALREADY: _("This person is the learner's guardian already on those days."),
    Fault.NOT_A_POST: _("Choose a role of the staff."),
    Fault.SCHOOL_MISSING: _("Choose the school where the person works in this role."),
    Fault.SCHOOL_TOO_MUCH: _("This role is for the whole municipality. Leave the school out."),
    Fault.EMAIL_MISSING: _("The person has no e-mail address. Add one, then invite."),
    Fault.EMAIL_FORM: _("Enter an e-mail address such as name@example.fi."),
    Fault.PHONE_FORM: _("Enter a phone number with digits only, such as +358 40 123 4567."),
    Fault.VALUE_MISSING: _("Enter the address."),
    Fault.PROTECTION_OVER: _("The last day of the protection is over already. Check the day."),
}


class Outdated(ValidationError):
    """Somebody else was first; nothing was saved."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else changed this meanwhile. Look at the newest values and save again."),
            code="outdated",
        )


class Invalid(ValidationError):
    """One entered value speaks against a rule; `field` is where the message belongs."""

    def __init__(self, fault: Fault, field: str) -> None:
        super().__init__({field: ValidationError(_WORDS[fault], code=fault)})


@contextmanager
def in_words() -> Iterator[None]:
    """What a rule refuses in this block is told in words."""
    try:
        yield
    except Refused as refused:
        raise Invalid(refused.fault, refused.field) from None
