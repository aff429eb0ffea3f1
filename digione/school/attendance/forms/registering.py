"""What comes from a register's page: one mark, a whole class, or topic and homework."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from digione.foundation.ui.fields import Version
from digione.school.attendance import models
from digione.school.attendance.forms.refusals import refusal
from digione.school.attendance.rules import registering as rules

_MARK, _MINUTES, _SEEN = "mark-", "minutes-", "seen-"


class BadMark(ValueError):
    """A mark that cannot be read; the message says why, in the reader's language.

    `readable` is what the form says besides, so that the page can hold it.
    """

    readable: tuple[rules.Mark, ...] = ()


def one_mark(sent: QueryDict) -> rules.Mark:
    """The mark that a tap sends."""
    learner_id = _learner(sent.get("learner", ""))
    return _mark(
        learner_id, sent.get("mark", ""), sent.get("minutes", ""), sent.get("seen") or None
    )


def all_marks(sent: QueryDict) -> list[rules.Mark]:
    """The marks of every row that the form showed."""
    marks: list[rules.Mark] = []
    refused: BadMark | None = None
    for name in sent:
        if name.startswith(_MARK):
            try:
                marks.append(_mark_of_row(sent, name.removeprefix(_MARK)))
            except BadMark as bad:
                marks.extend(bad.readable)
                refused = refused or bad
    if refused:
        refused.readable = tuple(marks)
        raise refused
    return marks


def _mark_of_row(sent: QueryDict, learner: str) -> rules.Mark:
    learner_id, status = _learner(learner), sent.get(_MARK + learner, "")
    minutes, seen = sent.get(_MINUTES + learner, ""), sent.get(_SEEN + learner) or None
    try:
        return _mark(learner_id, status, minutes, seen)
    except BadMark as bad:
        if status == rules.LATE:  # late all the same: only the minutes are to be written anew
            bad.readable = (rules.Mark(learner_id=learner_id, status=status, seen=seen),)
        raise


def _learner(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadMark(_("The learner of a mark is missing. Load the page again.")) from None


def _mark(learner_id: UUID, status: str, minutes: str, seen: str | None) -> rules.Mark:
    mark = rules.Mark(
        learner_id=learner_id,
        status=status,
        minutes=_minutes(minutes) if status == rules.LATE else None,
        seen=seen,
    )
    try:
        rules.check_mark(mark)
    except (rules.UnknownMark, rules.WrongMinutes) as why:
        raise BadMark(refusal(why)) from None
    return mark


def _minutes(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise BadMark(refusal(rules.WrongMinutes(text)))
    return int(text[:6])


class Notes(forms.Form):
    """Topic and homework, with the version that was on the page."""

    topic = forms.CharField(
        label=gettext_lazy("Topic"),
        required=False,
        max_length=models.Register._meta.get_field("topic").max_length,
    )
    homework = forms.CharField(
        label=gettext_lazy("Homework"),
        required=False,
        max_length=models.Register._meta.get_field("homework").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = Version(first=0)
