"""What holds for persons, whoever asks: names, identity codes, ages, guardianships, work."""

from .ages import ADULT, OWN_DEEDS, birthday, latest_birth
from .employment import checked_post
from .faults import Fault, Refused
from .guardianship import Rights, Span, checked_rights, guardianship_span, joined
from .identity_code import IdentityCode, identity_code
from .names import Names, checked_names

__all__ = [
    "ADULT",
    "OWN_DEEDS",
    "Fault",
    "IdentityCode",
    "Names",
    "Refused",
    "Rights",
    "Span",
    "birthday",
    "checked_names",
    "checked_post",
    "checked_rights",
    "guardianship_span",
    "identity_code",
    "joined",
    "latest_birth",
]
