"""What the one-tap buttons of an explanation and of a follow-up send."""

from __future__ import annotations

from django import forms

from digione.school.attendance.models import ReactionKind


class OfOneDay(forms.Form):
    """A learner's day, or one lesson of it."""

    learner = forms.UUIDField()
    day = forms.DateField()
    lesson = forms.UUIDField(required=False)


class ExplainAbsence(OfOneDay):
    absence_class = forms.CharField(max_length=30)


class NoteReaction(OfOneDay):
    kind = forms.ChoiceField(choices=ReactionKind.choices)
