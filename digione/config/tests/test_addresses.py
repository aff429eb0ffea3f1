"""The lists of addresses may change places: below the first, no address is of two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.urls import Resolver404, URLPattern, URLResolver

from digione.config.urls import urlpatterns

_CODE = str(UUID(int=7))
_EXAMPLES = {
    "slug": "lessons",  # a municipality may be called as some page is
    "uuid": _CODE,
    "uuidstr": _CODE,
    "int": "4",
    "str": "new",
    "day": "2026-11-23",
}
_PART = re.compile(r"<(?:(\w+):)?\w+>")
_RESET = re.compile(r"\^account/password/reset/key/.*")


def _written(routes: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for route in routes:
        address = before + str(route.pattern)
        if isinstance(route, URLResolver):
            yield from _written(route.url_patterns, address)
        else:
            example = _RESET.sub("account/password/reset/key/1a-2b/", address)
            yield _PART.sub(lambda part: _EXAMPLES[part[1] or "str"], example)


def _leads(route: URLPattern | URLResolver, address: str) -> bool:
    try:
        return route.resolve(address) is not None
    except Resolver404:
        return False


@pytest.mark.parametrize("address", sorted(_written(urlpatterns[1:])))
def test_an_address_is_of_one_list_only(address: str) -> None:
    assert sum(_leads(route, address) for route in urlpatterns) == 1
