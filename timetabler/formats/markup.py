"""XML read into small nodes that know their line, and written back; entities are refused.

The parser is expat from the standard library. A document type is refused as a whole, since
entities, and with them the "billion laughs" and reads of other files, need one.
"""

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from timetabler.formats.faults import LONGEST_WORD, InputFault, shortened

DEEPEST = 100
LONGEST_NUMBER = 9
LARGEST = 200_000_000


@dataclass(slots=True)
class Node:
    """One element: `place` is its file and line."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    children: list["Node"] = field(default_factory=list)
    file: str = ""
    line: int = 0

    def fault(self, reason: str) -> InputFault:
        """A fault that points at this element."""
        name = self.attributes.get("Id") or self.attributes.get("Reference")
        tag = shortened(self.tag)
        element = f'<{tag} "{shortened(name, LONGEST_WORD)}">' if name else f"<{tag}>"
        return InputFault(reason, file=self.file, line=self.line, element=element)

    def first(self, tag: str) -> "Node | None":
        """First child with a tag."""
        return next(self.each(tag), None)

    def each(self, *tags: str) -> Iterator["Node"]:
        """Children with one of the tags."""
        return (child for child in self.children if child.tag in tags)

    def need(self, tag: str) -> "Node":
        """The child with a tag, which must be there."""
        child = self.first(tag)
        if child is None:
            raise self.fault(f"<{tag}> is missing")
        return child

    def inside(self, tag: str) -> list["Node"]:
        """Children of a child that may be absent."""
        child = self.first(tag)
        return child.children if child else []

    def get(self, name: str) -> str:
        """An attribute that must be there."""
        if name not in self.attributes:
            raise self.fault(f"attribute {name} is missing")
        return self.attributes[name]

    def word(self, tag: str, default: str | None = None) -> str:
        """Text of a child; the default where the child is absent."""
        child = self.first(tag)
        if child is None and default is not None:
            return default
        return self.need(tag).text.strip()

    def number(self, tag: str, default: int | None = None) -> int:
        """Whole number of a child, not negative; the default where the child is absent."""
        child = self.first(tag)
        if child is None and default is not None:
            return default
        return self.need(tag).whole()

    def whole(self) -> int:
        """The element's own text as a whole number, not negative."""
        text = self.text.strip()
        if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
            raise self.fault(f"{text!r} is not a whole number from 0 to 999999999")
        return int(text)

    def add(self, tag: str, text: str = "", **attributes: str) -> "Node":
        """Append a child and return it."""
        child = Node(tag, attributes, text)
        self.children.append(child)
        return child


@dataclass(frozen=True)
class Shape:
    """What may stand in an element: children at most once, children any number of times.

    Each child has a shape of its own. With `anything`, nothing inside the element is looked at.
    """

    once: Mapping[str, "Shape"] = field(default_factory=dict)
    many: Mapping[str, "Shape"] = field(default_factory=dict)
    anything: bool = False

    def check(self, node: Node) -> None:
        """Refuse what no reader would look at: a child that is not known, or is there again."""
        seen: set[str] = set()
        for child in () if self.anything else node.children:
            if child.tag not in self.once and child.tag not in self.many:
                known = ", ".join(sorted({*self.once, *self.many})) or "no parts"
                raise child.fault(f"not known in <{shortened(node.tag)}>, which has {known}")
            if child.tag in seen and child.tag in self.once:
                raise child.fault(f"is there twice in <{shortened(node.tag)}>")
            seen.add(child.tag)
            (self.once.get(child.tag) or self.many[child.tag]).check(child)


LEAF = Shape()
ANYTHING = Shape(anything=True)


def leaves(*tags: str) -> Mapping[str, Shape]:
    """Children that hold text or refer to something, and have no parts."""
    return dict.fromkeys(tags, LEAF)


class _Reader:
    def __init__(self, file: str) -> None:
        self._file = file
        self._open: list[Node] = []
        self.root: Node | None = None
        self._encoding = ""
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.XmlDeclHandler = self._declare

    def read(self, data: bytes) -> Node:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise InputFault(f"not XML: {reason}", file=self._file, line=error.lineno) from None
        except (LookupError, ValueError):
            reason = f"unknown encoding {self._encoding!r}; UTF-8 is always understood"
            raise InputFault(reason, file=self._file, line=1) from None
        if self.root is None:
            raise InputFault("not XML: no element found", file=self._file, line=1)
        return self.root

    def _declare(self, _: str, encoding: str | None, *others: object) -> None:
        self._encoding = encoding or ""

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag, attributes, file=self._file, line=self._parser.CurrentLineNumber)
        if len(self._open) >= DEEPEST:
            raise node.fault(f"elements are nested deeper than {DEEPEST}")
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def _end(self, tag: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].text += text

    def _refuse(self, name: str, *others: object) -> None:
        line = self._parser.CurrentLineNumber
        raise InputFault(
            "a document type (and with it entities) is not accepted",
            file=self._file,
            line=line,
            element="<!DOCTYPE>",
        )


def read_bytes(path: Path) -> bytes:
    """Contents of a file of a size that can be a timetable."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise InputFault("this is not a regular file", file=str(path))
        if about.st_size > LARGEST:
            raise InputFault(f"larger than {LARGEST} bytes", file=str(path))
        return path.read_bytes()
    except OSError as error:
        raise InputFault(str(error.strerror), file=str(path)) from None


def parse(data: bytes, file: str) -> Node:
    """Read XML; `file` is the name that faults mention."""
    return _Reader(file).read(data)


def render(root: Node) -> str:
    """The document as indented text."""
    return "\n".join(["<?xml version='1.0' encoding='UTF-8'?>", *_lines(root, "")]) + "\n"


def _lines(node: Node, indent: str) -> Iterator[str]:
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in node.attributes.items())
    # Names may begin with a space; between elements there is only layout.
    text = escape(node.text.strip() if node.children or node.text.isspace() else node.text)
    if not node.children:
        ending = f">{text}</{node.tag}>" if text else "/>"
        yield f"{indent}<{node.tag}{attributes}{ending}"
        return
    yield f"{indent}<{node.tag}{attributes}>{text}"
    for child in node.children:
        yield from _lines(child, indent + " ")
    yield f"{indent}</{node.tag}>"
