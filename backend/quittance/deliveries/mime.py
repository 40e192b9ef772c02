"""The message as bytes: headers that no value can break, a text and an HTML of the same words.

Written by hand rather than with `email.message`, whose quoted-printable in Python costs more than
all the rest of a sending; a test reads every message back with `email.parser`.
"""

from __future__ import annotations

import binascii
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from functools import lru_cache
from uuid import UUID

CRLF = "\r\n"
CONTROLS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_FORBIDDEN = r"\s@<>()\[\]\\,;:\"\x00-\x1f\x7f"
ADDRESS = re.compile(rf"[^{_FORBIDDEN}]{{1,64}}@[^{_FORBIDDEN}]{{1,253}}")
# RFC 5322 `atext` and spaces: a name of these stands without quotes or encoding.
PLAIN_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
BOUNDARY = re.compile(rb'; boundary="(=_[0-9a-f]{24})"')
LONGEST_HEAD = 20_000
MOST_REFERENCES = 10
SHORT = 60  # fits on a line with its header, escapes included in all but the oddest names


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name as people write it, and an address."""

    name: str
    address: str

    @property
    def shown(self) -> str:
        """The mailbox as people read it."""
        return f"{self.name} <{self.address}>" if self.name else self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """All that is written on and in one e-mail."""

    message_id: str
    sender: Mailbox
    recipient: Mailbox
    reply_to: Mailbox | None
    subject: str
    text: str
    html: str
    references: Sequence[str] = ()
    written_at: datetime


def is_address(text: str) -> bool:
    """Whether mail can be sent there at all: one mailbox, with nothing that could be a command."""
    return ADDRESS.fullmatch(text) is not None


def new_message_id(delivery_id: UUID, domain: str) -> str:
    """A name for the message that nobody can guess and that tells us the delivery (RFC 5322)."""
    return f"<{delivery_id}.{secrets.token_hex(4)}@{domain}>"


def bounce_address(delivery_id: UUID, domain: str) -> str:
    """Where the network returns what it cannot deliver; the delivery is in the address."""
    return f"bounce+{delivery_id.hex}@{domain}"


def written(letter: Letter) -> bytes:
    """The whole message, in lines of CRLF, ready for the wire (RFC 5322, RFC 2045)."""
    boundary = f"=_{secrets.token_hex(12)}"
    headers = [
        ("Date", format_datetime(letter.written_at)),
        ("From", _mailbox(letter.sender)),
        ("To", _mailbox(letter.recipient)),
        ("Message-ID", letter.message_id),
        ("Subject", _words(letter.subject, len("Subject"))),
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/alternative; boundary="{boundary}"'),
    ]
    if letter.reply_to is not None:
        headers.append(("Reply-To", _mailbox(letter.reply_to)))
    if letter.references:
        known = list(letter.references)[-MOST_REFERENCES:]
        headers.append(("In-Reply-To", known[-1]))
        headers.append(("References", f"{CRLF} ".join(known)))
    head = "".join(f"{name}: {value}{CRLF}" for name, value in headers).encode("ascii")
    opening, closing = f"--{boundary}{CRLF}".encode(), f"--{boundary}--{CRLF}".encode()
    return b"".join(
        (
            *(head, CRLF.encode()),
            *(opening, _part("plain", letter.text)),
            *(opening, _part("html", letter.html)),
            closing,
        )
    )


def messages_in(content: bytes) -> Iterator[bytes]:
    """The messages that `written` made and somebody put one after the other; none of other bytes.

    Each tells its end by the boundary it announced, which nobody could guess.
    """
    start = 0
    while found := BOUNDARY.search(content, start, start + LONGEST_HEAD):
        closing = b"--" + found[1] + b"--" + CRLF.encode()
        at = content.find(closing, found.end())
        if at < 0:
            return
        yield content[start : at + len(closing)]
        start = at + len(closing)


def _part(subtype: str, content: str) -> bytes:
    head = (
        f"Content-Type: text/{subtype}; charset=utf-8{CRLF}"
        f"Content-Transfer-Encoding: quoted-printable{CRLF}{CRLF}"
    )
    lines = CRLF.join(content.splitlines()) + CRLF  # the encoder copies the first line's ending
    return head.encode() + binascii.b2a_qp(lines.encode(), istext=True)


def _mailbox(mailbox: Mailbox) -> str:
    """A name and an address as one header value; the name cannot leave its place."""
    name = _plain(mailbox.name)
    if not name:
        return mailbox.address
    if PLAIN_NAME.fullmatch(name) and len(name) < SHORT:
        shown = name
    elif name.isascii() and len(name) < SHORT:
        shown = '"' + name.replace("\\", r"\\").replace('"', r"\"") + '"'
    else:
        shown = _encoded(name, len("Reply-To"))
    return f"{shown}{CRLF} <{mailbox.address}>"


def _words(text: str, header_length: int) -> str:
    text = _plain(text)
    is_short = len(text) + header_length < 75
    return text if text.isascii() and is_short else _encoded(text, header_length)


@lru_cache(maxsize=512)  # the same names and subjects again and again
def _encoded(text: str, header_length: int) -> str:
    header = Header(text, "utf-8", maxlinelen=75, header_name="x" * header_length)
    return header.encode(linesep=CRLF)


def _plain(text: str) -> str:
    """The text on one line, without anything that ends a header."""
    return CONTROLS.sub(" ", text).strip()
