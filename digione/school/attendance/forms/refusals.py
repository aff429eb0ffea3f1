"""Why something about a register is refused, and what helps, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from digione.school.attendance.rules import registering as rules

Refused = rules.NotMarkable | rules.UnknownMark | rules.WrongMinutes


def refusal(why: Refused) -> str:
    if isinstance(why, rules.UnknownMark):
        return _("Choose present, late, absent or elsewhere.")
    if isinstance(why, rules.WrongMinutes):
        return _("Minutes late: write a number from 1 to %(most)s.") % {"most": rules.LONGEST_DELAY}
    return _closed(why)


def _closed(why: rules.NotMarkable) -> str:
    if isinstance(why, rules.NotYet):
        return _("The lesson is still to come. Mark it on its day.")
    if isinstance(why, rules.NotHeld):
        return _("The lesson is cancelled, so there is nothing to mark.")
    days = rules.MENDABLE_BY_TEACHERS.days
    return _("Marks can be changed for %(days)s days. Ask the principal.") % {"days": days}
