"""Turns what people type into what actions take."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from digione.foundation.ui.fields import Version


class GroupName(forms.Form):
    """The group's new name, and the version that the name was read with."""

    name = forms.CharField(label=_("Name of the group"), max_length=60)
    version = Version(first=1)
