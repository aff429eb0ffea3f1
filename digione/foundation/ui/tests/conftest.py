"""The pillar alone: its pages without accounts and without a database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings

MIDDLEWARE = [
    "digione.foundation.ui.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]


@pytest.fixture(autouse=True)
def _own_pages() -> Iterator[None]:
    ours = override_settings(
        MIDDLEWARE=MIDDLEWARE,
        ROOT_URLCONF="digione.foundation.ui.tests.urls",
        ALLOWED_HOSTS=["*"],
        DEMO=True,
        UI_SHELL="",
    )
    with ours:
        yield


@pytest.fixture
def reader() -> Client:
    return Client()
