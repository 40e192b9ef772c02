"""A door: letters on paper, shown one by one or printed together in one PDF.

Printing marks nothing: the letters lie `printed` until a person has posted them (`posting`). Each
is compared with the facts first, and counts as made only once its file was read back
(`templates.letters.require_sound`). History gives back the pages that were printed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts.models import Company
from quittance.deliveries import writing
from quittance.deliveries.events import LettersPrinted
from quittance.deliveries.judgement import Judgement
from quittance.deliveries.models import Delivery, DeliveryStatus, LetterPrint
from quittance.deliveries.orders import Order, row_of
from quittance.deliveries.ports import LinkAsk, PortalLinks, PortalUrls
from quittance.deliveries.settlement import TO_CONFIRM_AGAIN
from quittance.deliveries.writing import Scene, Texts
from quittance.domain.last_look import Verdict
from quittance.platform import events
from quittance.platform.errors import AppError
from quittance.platform.events import Actor
from quittance.platform.ids import new_id
from quittance.platform.storage import BlobStore
from quittance.receivables import queries as receivables
from quittance.templates.letters import Letter, PrintedLetters, bound, laid_out

log = logging.getLogger(__name__)

REPRINTED = "reprinted"
UNPRINTABLE = "letter_unprintable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What printing needs besides the database."""

    storage: BlobStore
    links: PortalLinks


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A letter that was not made, and why."""

    source_id: UUID
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """One PDF, the letters in it, and those that are not; `sheaf` is None where none was made."""

    sheaf: LetterPrint | None
    letters: tuple[Delivery, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One letter as it would be printed now; what it would ask, and whether interest is missing."""

    pdf: bytes
    subject: str
    asked: Mapping[UUID, int]
    lacks_interest: bool


async def show(
    session: AsyncSession,
    company_id: UUID,
    order: Order,
    *,
    storage: BlobStore,
    public_url: str,
    now: datetime,
) -> Shown:
    """The letter as it would be printed at this instant; nothing is kept, its link leads nowhere.

    Raises the refusals of `templates`.
    """
    [delivery] = await _written(session, company_id, [order], now=now)
    [scene] = await writing.scenes(session, company_id, [delivery], now=now)
    texts = await writing.texts(session, company_id, [delivery])
    site = f"{public_url.rstrip('/')}/p/apercu"
    urls = PortalUrls(url=site, payment_url=site, dispute_url=site)
    logo = await _logo(scene.company, storage)
    words, spoken_of = writing.on_paper(delivery, scene, texts, urls)

    def made() -> bytes:
        letter = laid_out(words, spoken_of, has_logo=logo is not None)
        return bound([letter], logo=logo).pdf

    return Shown(
        pdf=await asyncio.to_thread(made),
        subject=words.subject,
        asked=scene.judgement.asked,
        lacks_interest=spoken_of.terms.is_interest_withheld,
    )


async def print_letters(
    session: AsyncSession,
    company_id: UUID,
    orders: Sequence[Order],
    press: Press,
    *,
    duplex: bool = False,
    actor: Actor,
    now: datetime,
) -> Printing:
    """The letters lie in one PDF, in the order they were asked; what was paid since is not asked.

    A letter printed before for the same source is worth nothing any more.
    """
    deliveries = await _written(session, company_id, orders, now=now)
    scenes = await writing.scenes(session, company_id, deliveries, now=now)
    left_out: list[LeftOut] = []
    to_make: list[tuple[Delivery, Scene]] = []
    for delivery, scene in zip(deliveries, scenes, strict=True):
        if reason := _objection(scene.judgement):
            left_out.append(LeftOut(delivery.source_id, reason, scene.judgement.reason))
        else:
            _note(delivery, scene.judgement)
            delivery.status = DeliveryStatus.PRINTED
            to_make.append((delivery, scene))
    await _replace(session, company_id, [one.source_id for one, _ in to_make], now=now)
    session.add_all([delivery for delivery, _ in to_make])
    await session.flush()  # what bears a link must be there before it
    made = await _made(session, company_id, to_make, left_out, press, now=now)
    if not made:
        return Printing(sheaf=None, letters=(), left_out=tuple(left_out))

    logo = await _logo(scenes[0].company, press.storage)
    pages = [letter for _, letter in made]
    title = f"{len(pages)} lettres, {scenes[0].company.name}" if len(pages) > 1 else ""
    printed = await asyncio.to_thread(bound, pages, logo=logo, title=title, duplex=duplex)
    sheaf = LetterPrint(
        company_id=company_id,
        id=new_id(),
        message_key=await press.storage.put(company_id, printed.pdf),
        letters=len(made),
        pages=printed.pages,
        printed_by=actor.id,
        printed_by_name=actor.name[:200],
        printed_at=now,
    )
    letters = [delivery for delivery, _ in made]
    session.add(sheaf)
    _bind(made, sheaf, printed)
    fact = LettersPrinted(print_id=sheaf.id, letters=sheaf.letters, pages=sheaf.pages)
    await events.record(session, company_id, fact, actor=actor, now=now)
    await session.flush()
    return Printing(sheaf=sheaf, letters=tuple(letters), left_out=tuple(left_out))


async def still_owed(
    session: AsyncSession, company_id: UUID, order: Order, *, now: datetime
) -> Collection[UUID]:
    """What a letter somebody wrote elsewhere may still speak of."""
    [delivery] = await _written(session, company_id, [order], now=now)
    [scene] = await writing.scenes(session, company_id, [delivery], now=now)
    return scene.judgement.asked.keys() if _objection(scene.judgement) is None else ()


async def _written(
    session: AsyncSession, company_id: UUID, orders: Sequence[Order], *, now: datetime
) -> list[Delivery]:
    """The orders as rows that nobody has kept yet."""
    named = {line.receivable_id for order in orders for line in order.lines}
    known = await receivables.by_ids(session, company_id, named)
    nobody = new_id()
    return [
        Delivery(**row_of(company_id, order, known, batch_id=nobody, now=now)) for order in orders
    ]


async def _made(
    session: AsyncSession,
    company_id: UUID,
    to_make: Sequence[tuple[Delivery, Scene]],
    left_out: list[LeftOut],
    press: Press,
    *,
    now: datetime,
) -> list[tuple[Delivery, Letter]]:
    """The letters laid out; one that cannot be made is left out and its row says why."""
    if not to_make:
        return []
    texts = await writing.texts(session, company_id, [delivery for delivery, _ in to_make])
    asks = [
        LinkAsk(
            delivery_id=one.id,
            source_id=one.source_id,
            customer_id=one.customer_id,
            contact_id=one.contact_id,
            sent_to=one.recipient_address,
        )
        for one, _ in to_make
    ]
    urls = await press.links.links(session, company_id, asks, now=now)
    has_logo = to_make[0][1].company.logo_sha256 is not None

    def laid() -> list[tuple[Delivery, Letter]]:
        made = []
        for delivery, scene in to_make:
            try:
                letter = _laid(delivery, scene, texts, urls[delivery.id], has_logo=has_logo)
            except AppError as refusal:
                left_out.append(LeftOut(delivery.source_id, refusal.code, refusal.detail))
            except Exception:
                log.exception("A letter cannot be made.", extra={"delivery_id": delivery.id})
                left_out.append(LeftOut(delivery.source_id, UNPRINTABLE))
            else:
                made.append((delivery, letter))
        return made

    made = await asyncio.to_thread(laid)
    failed = {one.source_id: one for one in left_out}
    for delivery, _ in to_make:
        if why := failed.get(delivery.source_id):
            delivery.status, delivery.settled_at = DeliveryStatus.CANCELLED, now
            delivery.reason, delivery.detail = why.code[:60], why.detail[:500]
    return made


def _laid(
    delivery: Delivery, scene: Scene, texts: Texts, urls: PortalUrls, *, has_logo: bool
) -> Letter:
    words, spoken_of = writing.on_paper(delivery, scene, texts, urls)
    return laid_out(words, spoken_of, has_logo=has_logo)


def _bind(
    made: Sequence[tuple[Delivery, Letter]], sheaf: LetterPrint, printed: PrintedLetters
) -> None:
    """Each letter knows the file it lies in, and its pages there."""
    for (letter, laid), span in zip(made, printed.spans, strict=True):
        letter.batch_id, letter.message_key = sheaf.id, sheaf.message_key
        letter.first_page, letter.pages = span.first_page, span.pages
        letter.subject = laid.title[: writing.SUBJECT_LENGTH]


async def _replace(
    session: AsyncSession, company_id: UUID, sources: Collection[UUID], *, now: datetime
) -> None:
    await session.execute(
        update(Delivery)
        .where(
            Delivery.company_id == company_id,
            Delivery.source_id.in_(sources),
            Delivery.status == DeliveryStatus.PRINTED,
        )
        .values(status=DeliveryStatus.CANCELLED, reason=REPRINTED, settled_at=now)
        .execution_options(synchronize_session=False)
    )


async def _logo(company: Company, storage: BlobStore) -> bytes | None:
    """The company's logo; without it where the file is no longer there."""
    if company.logo_sha256 is None:
        return None
    try:
        return await storage.get(f"{company.id}/{company.logo_sha256}")
    except FileNotFoundError:
        log.warning("The logo of a company is gone.", extra={"company_id": company.id})
        return None


def _objection(judgement: Judgement) -> str | None:
    """Why nothing may be printed: nothing is left, or a person has to look again."""
    match judgement.verdict:
        case Verdict.DROP:
            return judgement.reason or "paid"
        case Verdict.TO_CONFIRM:
            return TO_CONFIRM_AGAIN
        case _:
            return None


def _note(delivery: Delivery, judgement: Judgement) -> None:
    """The letter speaks of what is owed today, line by line."""
    delivery.lines = [
        line
        | {
            "sent_minor": judgement.asked.get(UUID(line["receivable_id"])),
            "removed": judgement.removed.get(UUID(line["receivable_id"])),
        }
        for line in delivery.lines
    ]
    delivery.amount_minor = sum(judgement.asked.values())
    delivery.reason = "shrunk" if judgement.verdict is Verdict.SEND_SHRUNK else ""
