"""A stored message read back: the very bytes that left, never written again (SAGE-119)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
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
        sender=str(message["From"] or ""),
        to=str(message["To"] or ""),
        reply_to=str(message["Reply-To"] or ""),
        date=date.datetime if date is not None else None,
        text=_body(message, "plain"),
        html=_body(message, "html"),
        attachments=tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )


def _body(message: EmailMessage, subtype: str) -> str:
    part = message.get_body(preferencelist=("plain",) if subtype == "plain" else ("html",))
    return str(part.get_content()) if part is not None else ""
