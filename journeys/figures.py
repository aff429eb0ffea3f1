"""What the stories counted, in a few lines at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

_SCHEMES = 2


def lines(reports: Iterable[Any]) -> Iterator[str]:
    known = [(report.nodeid.partition("::")[2], dict(report.user_properties)) for report in reports]
    walks = [properties["pages"] for _name, properties in known if "pages" in properties]
    if walks:
        yield from _walked(walks)
    for _name, properties in known:
        for page, seen in properties.get("transfer", {}).items():
            yield f"{page}: " + "; ".join(
                f"{when} {one['size']} bytes, {one['requests']} requests"
                for when, one in seen.items()
            )
    for name, properties in known:
        if properties.get("taps"):
            yield f"{properties['taps']} taps: {name}"


def _walked(walks: list[dict[str, int]]) -> Iterator[str]:
    pages = sum(map(len, walks))
    kinds = {kind for walk in walks for kind in walk}
    size, kind = max((size, kind) for walk in walks for kind, size in walk.items())
    yield (
        f"{pages * _SCHEMES} combinations of page, role, language and scheme looked at:"
        f" {len(kinds)} kinds of pages; the biggest has {size} bytes of HTML with gzip: {kind}"
    )
