"""The uploaded file, and what of it was shown and is to be taken."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

_BIGGEST: Final = 5 * 1024 * 1024  # bytes; the biggest provider's branch is about a tenth


class Upload(forms.Form):
    file = forms.FileField(
        label=_("The register's file"),
        help_text=_("The hierarchy as JSON, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": "application/json,.json"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > _BIGGEST:
            raise forms.ValidationError(
                _("The file is bigger than 5 MB. Fetch your own organisation's hierarchy alone.")
            )
        return file


class Apply(forms.Form):
    """`shown` is signed: what is taken is what was shown."""

    shown = forms.CharField(widget=forms.HiddenInput)
    closing = forms.BooleanField(required=False, label=_("Close these schools"))
