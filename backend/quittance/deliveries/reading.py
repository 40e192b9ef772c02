"""A stored message read back: the very bytes that left, never written again (SAGE-119)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.deliveries import letter_queries
from quittance.deliveries.compose import locale_of
from quittance.deliveries.errors import LetterNotPrinted
from quittance.deliveries.letter_queries import ON_PAPER
from quittance.deliveries.models import Delivery, LetterPrint
from quittance.platform.storage import BlobStore
from quittance.templates.letters import Span, pages_of


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


async def file_of(delivery: Delivery, storage: BlobStore) -> bytes:
    """The letter's pages, from the bytes that were printed; raises `LetterNotPrinted`."""
    if delivery.channel not in ON_PAPER or not delivery.message_key or not delivery.pages:
        raise LetterNotPrinted("No letter was printed.")
    try:
        content = await storage.get(delivery.message_key)
    except FileNotFoundError as error:
        raise LetterNotPrinted("The pages of this letter are no longer kept.") from error
    span = Span(delivery.first_page, delivery.pages)
    locale = locale_of(delivery)
    return await asyncio.to_thread(pages_of, content, span, title=delivery.subject, locale=locale)


async def sheaf(
    session: AsyncSession, company_id: UUID, print_id: UUID, storage: BlobStore
) -> tuple[LetterPrint, bytes]:
    """Letters printed together, and their PDF; raises `LetterNotPrinted`."""
    row = await letter_queries.sheaf(session, company_id, print_id)
    try:
        return row, await storage.get(row.message_key)
    except FileNotFoundError as error:
        raise LetterNotPrinted("The pages of these letters are no longer kept.") from error
