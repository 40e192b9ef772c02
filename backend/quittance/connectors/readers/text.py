"""Bytes to lines of text: which encoding this is, and where a line really ends."""

from __future__ import annotations

import codecs
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

Source = BinaryIO | Path

CHUNK = 1 << 20
LONGEST_LINE = 1 << 16
_ASCII = bytes(range(0x80))
_CP1252_HOLES = frozenset(b"\x81\x8d\x8f\x90\x9d")
# é è à ç ê ô î û ù ë ï â É ° as DOS wrote them, then as Windows and ISO 8859 do.
_CP850_LETTERS = frozenset(b"\x82\x8a\x85\x87\x88\x93\x8c\x96\x97\x89\x8b\x83\x90\xf8")
_LATIN_LETTERS = frozenset(b"\xe9\xe8\xe0\xe7\xea\xf4\xee\xfb\xf9\xeb\xef\xe2\xc9\xb0")
_LATIN9_SIGNS = frozenset(b"\xa4\xbc\xbd")  # € Œ œ: where ISO 8859-15 left 8859-1


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The bytes from their start; a stream that was handed in stays open."""
    if isinstance(source, Path):
        with source.open("rb") as stream:
            yield stream
    else:
        source.seek(0)
        yield source


def encoding_of(stream: BinaryIO) -> str:
    """The encoding of the whole stream, which is left at its start."""
    try:
        return _from_start(stream.read(4096)) or _from_content(stream)
    finally:
        stream.seek(0)


def _from_start(head: bytes) -> str | None:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.count(0) * 3 > len(head):  # Western text in UTF-16: every other byte is zero
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    return None


def _from_content(stream: BinaryIO) -> str:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _eight_bit(stream)
    return "utf-8"


def _eight_bit(stream: BinaryIO) -> str:
    stream.seek(0)
    seen: Counter[int] = Counter()
    sound = broken = 0
    while chunk := stream.read(CHUNK):
        seen.update(chunk.translate(None, _ASCII))
        text = chunk.decode("utf-8", "replace")
        broken += text.count("\ufffd")
        sound += sum(character > "\x7f" for character in text)
        if seen.total() > CHUNK:
            break

    if sound > 10 * broken:  # UTF-8 with an accident or two, rather than all mojibake
        return "utf-8"
    dos = sum(seen[byte] for byte in _CP850_LETTERS)
    windows = sum(seen[byte] for byte in _LATIN_LETTERS)
    if dos > windows or any(seen[byte] for byte in _CP1252_HOLES):
        return "cp850"
    if any(0x80 <= byte < 0xA0 for byte in seen):
        return "cp1252"
    return "iso-8859-15" if any(seen[byte] for byte in _LATIN9_SIGNS) else "iso-8859-1"


@contextmanager
def decoded(stream: BinaryIO, encoding: str, *, newline: str = "\n") -> Iterator[io.TextIOWrapper]:
    """The stream as text, handed back open and unharmed afterwards."""
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline=newline)
    try:
        yield text
    finally:
        if not stream.closed:  # an abandoned reading may outlive its stream
            text.detach()


def lines(stream: BinaryIO, encoding: str) -> Iterator[tuple[int, str]]:
    """Numbered lines that end at LF only: a lone CR is part of a label.

    A file without any LF in its first megabyte ends its lines at CR, as old Macs did.
    A line of more than 64 Ki characters comes in pieces, which no reader takes for a record.
    """
    stream.seek(0)
    head = stream.read(CHUNK)
    stream.seek(0)
    end = "\r" if b"\n" not in head and b"\r" in head else "\n"

    with decoded(stream, encoding, newline=end) as text:
        read = partial(text.readline, LONGEST_LINE)
        for number, line in enumerate(iter(read, ""), start=1):
            yield number, line.rstrip("\r\n")
