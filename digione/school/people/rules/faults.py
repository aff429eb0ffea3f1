"""What may be wrong with what somebody entered; the words for it stand with the actions."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    NAME_MISSING = "name_missing"
    CALL_NAME_NOT_GIVEN = "call_name_not_given"
    CODE_FORM = "code_form"
    CODE_DAY = "code_day"
    CODE_NUMBER = "code_number"
    CODE_CHECK = "code_check"
    CODE_INVENTED = "code_invented"
    CODE_TAKEN = "code_taken"
    CODE_OTHER_BIRTH_DATE = "code_other_birth_date"
    BORN_LATER = "born_later"
    ENDS_TOO_EARLY = "ends_too_early"
    OWN_GUARDIAN = "own_guardian"
    LEARNER_OF_AGE = "learner_of_age"
    RIGHTS_UNDIVIDED = "rights_undivided"
    SOLE_AMONG_OTHERS = "sole_among_others"
    GUARDIAN_ALREADY = "guardian_already"
    NOT_A_POST = "not_a_post"
    SCHOOL_MISSING = "school_missing"
    SCHOOL_TOO_MUCH = "school_too_much"
    EMAIL_MISSING = "email_missing"
    EMAIL_FORM = "email_form"
    PHONE_FORM = "phone_form"
    VALUE_MISSING = "value_missing"
    PROTECTION_OVER = "protection_over"


class Refused(ValueError):
    """The rule `fault` speaks against it; `field` is where it was entered."""

    def __init__(self, fault: Fault, field: str) -> None:
        super().__init__(fault)
        self.fault, self.field = fault, field
