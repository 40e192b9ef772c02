"""A stored message read back: the very bytes that left, never written again (SAGE-119)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMessage:
    """A message as its reader sees it."""

    subject: str
    sender: str
    to: str
    reply_to: str
    date: datetime | None
    text: str
    html: str
    attachments: tuple[str, ...]


def read(content: bytes) -> ReadMessage:
    """What the bytes say."""
    message = message_from_bytes(content, policy=policy.default)
    date = message["Date"]
    return ReadMessage(
        subject=str(message["Subject"] or ""),
        sender=_mailbox(message, "From"),
        to=_mailbox(message, "To"),
        reply_to=_mailbox(message, "Reply-To"),
        date=date.datetime if date is not None else None,
        text=_body(message, "plain"),
        html=_body(message, "html"),
        attachments=tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )


def _mailbox(message: EmailMessage, header: str) -> str:
    """A name and an address as people read them; the parser's own value tears long names apart."""
    raw = next((value for name, value in message.raw_items() if name == header), "")
    return str(make_header(decode_header("".join(str(raw).splitlines()))))


def _body(message: EmailMessage, subtype: str) -> str:
    part = message.get_body(preferencelist=("plain",) if subtype == "plain" else ("html",))
    return str(part.get_content()) if part is not None else ""
