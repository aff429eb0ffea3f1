"""The municipal administrator's import: upload, see what would change, take it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from digione.foundation.access import Request, address, page
from digione.school.organisations import public as organisations

from . import forms, importing, keeping, words
from .checking import BadRegister
from .comparing import Difference
from .reading import Branch, read

_PAGE = "organisaatiopalvelu/import.html"
_REFUSED = 422


@page(organisations.Permission.IMPORT)
@require_http_methods(["GET", "POST"])
def upload(request: Request) -> HttpResponse:
    """The form; after a file, what the file would change, and the button that takes it."""
    sent = request.method == "POST"
    form = forms.Upload(request.POST if sent else None, request.FILES if sent else None)
    if not form.is_valid():
        return render(request, _PAGE, {"form": form}, status=_REFUSED if form.errors else 200)
    try:
        branch = _own(request, read(form.cleaned_data["file"].read()).branches)
    except BadRegister as refusal:
        values = {"form": form, "problems": words.problems(refusal.problems)}
        return render(request, _PAGE, values, status=_REFUSED)
    if branch is None:
        form.add_error("file", _("Your organisation is not in this file. Fetch its own hierarchy."))
        return render(request, _PAGE, {"form": form}, status=_REFUSED)
    return _preview(request, importing.preview(request.actor, branch.facts))


@page(organisations.Permission.IMPORT)
@require_POST
def apply(request: Request) -> HttpResponse:
    form = forms.Apply(request.POST)
    here = address(request, "organisaatiopalvelu:import")
    try:
        shown = request.POST.get("shown", "")
        facts = keeping.opened(shown, tenant_id=request.actor.tenant_id)
        closing = form.is_valid() and form.cleaned_data["closing"]
        done = importing.apply(request.actor, facts, closing=closing)
    except keeping.NotKept:
        messages.error(request, _("The preview is too old. Choose the file again."))
        return HttpResponseRedirect(here, status=303)
    except importing.ClosesTooMuch:
        return _preview(request, importing.preview(request.actor, facts), status=_REFUSED)
    number = len(done.schools.touched) + len(done.units.touched)
    text = ngettext("%(num)s change taken", "%(num)s changes taken", number)
    messages.success(request, text % {"num": number})
    return HttpResponseRedirect(here, status=303)


def _own(request: Request, branches: dict[str, Branch]) -> Branch | None:
    """The asker's own provider; a municipality without an OID takes a file of one provider."""
    provider = organisations.register_facts(request.actor).provider
    if provider and provider.oid:
        return branches.get(provider.oid)
    return next(iter(branches.values())) if len(branches) == 1 else None


def _preview(request: Request, difference: Difference, *, status: int = 200) -> HttpResponse:
    values = {
        "difference": difference,
        "parts": words.parts(difference),
        "changes": words.changes(difference),
        "shown": keeping.kept(difference.facts, tenant_id=request.actor.tenant_id),
    }
    return render(request, _PAGE, values, status=status)
