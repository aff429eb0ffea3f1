"""Fields that a page fills in by itself, and nobody sees."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

_MISSING = _("A part of the page was missing when it was sent. Open the page again.")


class Version(forms.IntegerField):
    """The version that was read: whatever is amiss with it, the reader can do one thing."""

    widget = forms.HiddenInput

    def __init__(self, *, first: int) -> None:
        told = dict.fromkeys(("required", "invalid", "min_value"), _MISSING)
        super().__init__(min_value=first, error_messages=told)
