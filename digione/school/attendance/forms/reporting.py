"""The form of an absence report: who, when and why."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from digione.foundation import clock
from digione.foundation.ui.words import time
from digione.school.attendance.queries.classes import ClassRow
from digione.school.attendance.queries.homes import HourRow
from digione.school.attendance.rules import reporting
from digione.school.attendance.rules.reporting import Hours, Span

TODAY, TOMORROW, PART, LESSONS, DAYS, OPEN = "today", "tomorrow", "part", "lessons", "days", "open"
WHENS: Final = (
    (TODAY, _("Today")),
    (TOMORROW, _("Tomorrow")),
    (PART, _("Part of a day")),
    (LESSONS, _("Some lessons today")),
    (DAYS, _("Several days")),
    (OPEN, _("Until further notice")),
)


def _day_input() -> forms.DateInput:
    """Browsers take a day in one form only, whatever the reader's language."""
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class ReportAbsence(forms.Form):
    """`cleaned_data["spans"]` holds what the answers mean; the rules have let it through."""

    learners = forms.TypedMultipleChoiceField(
        label=_("Who?"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who is away.")},
    )
    when = forms.ChoiceField(label=_("When?"), choices=WHENS, widget=forms.RadioSelect)
    lessons = forms.MultipleChoiceField(
        label=_("Which lessons?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    day = forms.DateField(label=_("Day"), widget=_day_input(), required=False)
    starts = forms.TimeField(
        label=_("From"), widget=forms.TimeInput({"type": "time"}), required=False
    )
    ends = forms.TimeField(label=_("To"), widget=forms.TimeInput({"type": "time"}), required=False)
    first = forms.DateField(label=_("First day"), widget=_day_input(), required=False)
    last = forms.DateField(label=_("Last day"), widget=_day_input(), required=False)
    absence_class = forms.ChoiceField(label=_("Why?"), widget=forms.RadioSelect)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        learners: Iterable[tuple[UUID, str]],
        classes: Iterable[ClassRow],
        hours: Sequence[HourRow] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.hours = hours
        self._field("learners").choices = [(str(one), name) for one, name in learners]
        self._field("absence_class").choices = [(row.code, str(row.names)) for row in classes]
        self._field("lessons").choices = [(written(hour), _named(hour)) for hour in hours]
        if not hours:
            self._field("when").choices = [pair for pair in WHENS if pair[0] != LESSONS]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if when := answers.get("when"):
            try:
                answers["spans"] = list(_MEANT[when](self))
                for span in answers["spans"]:
                    reporting.check_reportable(span, today=clock.today())
            except reporting.NotReportable as refusal:
                place = _PLACES.get(when, "when")
                if place not in self.errors:
                    self.add_error(place, why_not(refusal))
        return answers

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def answer(self, name: str) -> Any:
        """What was answered; raises a refusal where the answer is missing."""
        value = self.cleaned_data.get(name)
        if value in (None, "", []):
            raise Missing(name)
        return value


class Missing(reporting.NotReportable):
    """A part of the answer is not there, or could not be read."""


def _whole_day(days_ahead: int) -> Callable[[ReportAbsence], Sequence[Span]]:
    def meant(form: ReportAbsence) -> Sequence[Span]:
        day = clock.today() + datetime.timedelta(days_ahead)
        return [reporting.whole_days(day, day)]

    return meant


def _part(form: ReportAbsence) -> Sequence[Span]:
    hours = form.answer("starts"), form.answer("ends")
    return [reporting.part_of_day(form.cleaned_data.get("day") or clock.today(), hours)]


def _lessons(form: ReportAbsence) -> Sequence[Span]:
    chosen = [read(text) for text in form.answer("lessons")]
    every = [(hour.starts_at, hour.ends_at) for hour in form.hours]
    return reporting.chosen_lessons(clock.today(), chosen, every)


def _days(form: ReportAbsence) -> Sequence[Span]:
    return [reporting.whole_days(form.answer("first"), form.answer("last"))]


def _open(form: ReportAbsence) -> Sequence[Span]:
    return [reporting.until_further_notice(clock.today())]


_MEANT: Final[Mapping[str, Callable[[ReportAbsence], Sequence[Span]]]] = {
    TODAY: _whole_day(0),
    TOMORROW: _whole_day(1),
    PART: _part,
    LESSONS: _lessons,
    DAYS: _days,
    OPEN: _open,
}
_PLACES: Final = {PART: "starts", LESSONS: "lessons", DAYS: "first"}


def written(hour: HourRow) -> str:
    """A lesson's hours as the form carries them: `08:15-09:00`."""
    return f"{hour.starts_at:%H:%M}-{hour.ends_at:%H:%M}"


def read(text: str) -> Hours:
    starts, ends = text.split("-")
    return datetime.time.fromisoformat(starts), datetime.time.fromisoformat(ends)


def _named(hour: HourRow) -> str:
    return f"{time(hour.starts_at)} {hour.subject}"


def why_not(refusal: reporting.NotReportable) -> str:
    """What is wrong and what to do, in the reader's language."""
    match refusal:
        case reporting.InThePast():
            return gettext("That day has passed. Explain the absence on the start page instead.")
        case reporting.TooFarAhead():
            return gettext(
                "A report reaches two weeks ahead. Apply to the school for a longer leave."
            )
        case reporting.EndsBeforeItStarts():
            return gettext("The end comes before the beginning. Check both.")
        case reporting.NothingChosen():
            return gettext("Choose at least one lesson.")
        case _:
            return gettext("Something is missing here. Fill it in, or choose another time above.")
