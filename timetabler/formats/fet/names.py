"""Names as FET tells them apart: by every character, spaces at either end included."""

from timetabler.formats.markup import Node


def name_of(node: Node) -> str:
    """The name that an element holds; where it stands on lines of its own, without the layout."""
    return node.text.strip() if "\n" in node.text else node.text


def name_in(node: Node, tag: str, default: str | None = None) -> str:
    """The name in a child; the default where the child is absent."""
    child = node.first(tag)
    if child is None and default is not None:
        return default
    return name_of(node.need(tag))
