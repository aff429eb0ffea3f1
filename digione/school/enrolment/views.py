"""Pages of the enrolment room: read the request, call one thing, render."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from digione.foundation.access import Request, address, page

from . import actions, forms, models, queries, rules
from .policy import Permission

_PAGE = "enrolment/group.html"


@page(Permission.GROUP)
@require_safe
def group(request: Request, group_id: UUID) -> HttpResponse:
    found = queries.group_page(request.actor, group_id)
    form = forms.GroupName(initial={"name": found.name, "version": found.version})
    return render(request, _PAGE, _shown(found, form))


@page(Permission.CHANGE)
@require_POST
def rename(request: Request, group_id: UUID) -> HttpResponse:
    form = forms.GroupName(request.POST)
    if form.is_valid():
        try:
            actions.rename_group(request.actor, group_id=group_id, **form.cleaned_data)
        except rules.NameTaken:
            form.add_error("name", _("The school has a group of this name. Choose another name."))
        except rules.ChangedMeanwhile:
            form.add_error(
                "name", _("Somebody else has changed the group. Read the page again first.")
            )
        else:
            messages.success(request, _("The group has a new name"))
            here = address(request, "enrolment:group", group_id=group_id)
            return HttpResponseRedirect(here, status=303)
    found = queries.group_page(request.actor, group_id)
    return render(request, _PAGE, _shown(found, form), status=422)


def _shown(found: queries.GroupPage, form: forms.GroupName) -> dict[str, object]:
    """What the page shows besides the group itself: duties in words, members as rows."""
    members = found.members or ()
    return {
        "group": found,
        "form": form,
        "kind": models.GroupKind(found.kind).label,
        "teachers": [(models.GroupDuty(t.duty).label, t.name) for t in found.teachers],
        "rows": [
            {"number": n, "family": m.family_name, "call": m.call_name}
            for n, m in enumerate(members, start=1)
        ],
    }
