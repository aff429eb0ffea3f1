"""What a refusal means and what helps, in the reader's language."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_Words = tuple[Promise, Promise]

WORDS: Final[dict[HTTPStatus, _Words]] = {
    HTTPStatus.BAD_REQUEST: (
        _("Unreadable request"),
        _("The request cannot be read. Check its form and its headers."),
    ),
    HTTPStatus.UNAUTHORIZED: (
        _("Not signed in"),
        _("Nobody is signed in, or the session is over. Sign in and send the request again."),
    ),
    HTTPStatus.FORBIDDEN: (
        _("Not allowed"),
        _("Your role does not include this. Ask your school's office."),
    ),
    HTTPStatus.NOT_FOUND: (
        _("Not found"),
        _("There is nothing here that you may see. Check the address."),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        _("Method not allowed"),
        _("This address does not answer that method."),
    ),
    HTTPStatus.CONFLICT: (
        _("Changed meanwhile"),
        _("Somebody else has changed this meanwhile. Read it again."),
    ),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: (
        _("Wrong content type"),
        _("Send JSON, with the content type application/json."),
    ),
    HTTPStatus.UNPROCESSABLE_ENTITY: (
        _("Does not fit"),
        _("What was sent does not fit. Mend what the answer names."),
    ),
    HTTPStatus.TOO_MANY_REQUESTS: (
        _("Too many requests"),
        _("Too many requests came at once. Wait a minute."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        _("Fault in the service"),
        _("Something broke on our side, and nothing was saved. Try again later."),
    ),
}
_OTHER: Final = HTTPStatus.BAD_REQUEST


def of(status: HTTPStatus) -> _Words:
    """Title and detail; a status that nobody foresaw is told as the plainest of its kind."""
    fault = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return WORDS.get(status) or WORDS[HTTPStatus.INTERNAL_SERVER_ERROR if fault else _OTHER]
