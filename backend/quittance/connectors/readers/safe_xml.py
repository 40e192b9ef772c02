"""XML from strangers: no document type, no entity, no network, bounded in size and depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

MOST_BYTES = 64 << 20
MOST_DEPTH = 100
MOST_ELEMENTS = 2_000_000
CHUNK = 1 << 16


class XmlRefused(Exception):
    """The document cannot or must not be read; `root` is its first element, if it got that far."""

    def __init__(self, code: str, line: int, root: str | None) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.root = root


class _Forbidden(Exception):
    """Raised inside expat's callbacks to stop it."""


class _Builder:
    """Builds the tree by local names, within the limits."""

    def __init__(self) -> None:
        self.tree = TreeBuilder()
        self.root: str | None = None
        self._depth = self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > MOST_DEPTH or self._count > MOST_ELEMENTS:
            raise _Forbidden("xml_too_large")
        local = name.rpartition("}")[2]
        self.root = self.root or local
        self.tree.start(local, attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        self.tree.end(name.rpartition("}")[2])


def parse(stream: BinaryIO) -> Element:
    """The root element; names have lost their namespaces, whose versions change no meaning."""
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.tree.data
    parser.StartDoctypeDeclHandler = _forbid
    parser.EntityDeclHandler = _forbid
    try:
        for chunk in _bounded(stream):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except _Forbidden as refusal:
        raise XmlRefused(str(refusal), parser.CurrentLineNumber, builder.root) from None
    except (expat.ExpatError, ValueError, LookupError, AssertionError):
        line = parser.CurrentLineNumber
        raise XmlRefused("xml_unreadable", line, builder.root) from None
    return builder.tree.close()


def _bounded(stream: BinaryIO) -> Iterator[bytes]:
    read = 0
    while chunk := stream.read(CHUNK):
        read += len(chunk)
        if read > MOST_BYTES:
            raise _Forbidden("xml_too_large")
        yield chunk


def _forbid(*_: object) -> None:
    raise _Forbidden("xml_forbidden")


def text_at(element: Element, *paths: str) -> str:
    """The first non-empty text at these paths, on one line; empty when there is none."""
    for path in paths:
        for found in element.iterfind(path):
            if text := " ".join((found.text or "").split()):
                return text
    return ""


def declared_encoding(head: bytes) -> str:
    """What the XML declaration says, else UTF-8 (or UTF-16 by its mark), in lower case."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    match = re.search(rb"""^\s*<\?xml[^>]*\sencoding=["']([A-Za-z0-9._-]{1,40})["']""", head)
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    return match[1].decode("ascii").lower() if match else "utf-8"
