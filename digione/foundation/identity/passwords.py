"""What is asked of a password, told in the languages of the pages."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Django's own words for this speak English alone."""

    def get_error_message(self) -> str:
        said = _("The password is too short. Write at least %(num)s characters.")
        return said % {"num": self.min_length}

    def get_help_text(self) -> str:
        return _("At least %(num)s characters.") % {"num": self.min_length}
