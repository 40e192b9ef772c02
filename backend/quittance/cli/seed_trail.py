"""The messages of the past year, and what the trail tells of the last months."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts.models import User
from quittance.cli.seed_debtors import Debtor, Story
from quittance.cli.seed_history import Reminder
from quittance.cli.seed_ledger import Line
from quittance.cli.seed_rows import morning
from quittance.customers.models import Contact
from quittance.deliveries import service as deliveries
from quittance.deliveries.events import DeliveryOpened, DeliverySent, DeliveryUnconfirmed
from quittance.deliveries.models import Delivery, DeliveryStatus
from quittance.deliveries.service import ApprovedLine, Order, Past, Sender
from quittance.domain.scenario import Channel
from quittance.platform import sealer, statistics
from quittance.platform.events import SYSTEM, Actor, Event, EventRow, payload_of
from quittance.platform.ids import new_id
from quittance.receivables.events import LedgerLoaded, ReceivablePaid
from quittance.receivables.models import ReceivableKind
from quittance.scenarios.events import ReminderDone
from quittance.templates.kinds import Locale, TemplateKind
from quittance.templates.stock import stock

TOLD = timedelta(days=120)  # how far back the trail tells each reminder and payment
OPENED_PERCENT = 40
BOUNCED = 5
BROKEN_OFF = "La liaison s’est coupée avant la réponse du serveur."

Told = tuple[datetime, Actor, Event]


async def write_messages(
    session: AsyncSession,
    company_id: UUID,
    story: Story,
    reminders: Sequence[Reminder],
    *,
    sender: User,
    chance: Random,
) -> list[Told]:
    """The e-mails of these reminders were sent, some were opened; what the trail tells of them."""
    contacts = await _main_contacts(session, company_id)
    written = [one for one in reminders if one.step.channel is Channel.EMAIL]
    pasts = [_past(story, one, contacts[one.debtor.id], sender, chance) for one in written]
    ids = await deliveries.record_past(session, company_id, pasts)
    await _spoil(session, company_id, story, written, ids)
    await statistics.refresh(session, Delivery.__tablename__)
    told: list[Told] = []
    for one, delivery_id, past in zip(written, ids, pasts, strict=True):
        if one.is_in_doubt:
            told.append((past.sent_at, SYSTEM, _doubted(delivery_id, past)))
            continue
        told.append((past.sent_at, SYSTEM, _sent(delivery_id, past)))
        if past.opened_at:
            told.append((past.opened_at, SYSTEM, _opened(delivery_id, past)))
    return told


async def _spoil(
    session: AsyncSession,
    company_id: UUID,
    story: Story,
    written: Sequence[Reminder],
    ids: Sequence[UUID],
) -> None:
    """Some messages came back from addresses replaced since; of one nobody knows the end."""
    mine = Delivery.company_id == company_id
    long_ago = story.today - timedelta(days=75)
    both = list(zip(written, ids, strict=True))
    for one, id in [pair for pair in both if pair[0].on < long_ago][-BOUNCED:]:
        await session.execute(
            update(Delivery)
            .where(mine, Delivery.id == id)
            .values(
                status=DeliveryStatus.BOUNCED,
                reason="address_dead",
                detail="550 5.1.1 Adresse inconnue.",
                recipient_address=f"comptabilite@{one.debtor.code.lower()}.example",
                recipient_name="Service comptabilité",
                contact_id=None,
                opened_at=None,
            )
        )
    await session.execute(
        update(Delivery)
        .where(mine, Delivery.id.in_([id for one, id in both if one.is_in_doubt]))
        .values(status=DeliveryStatus.UNCONFIRMED, detail=BROKEN_OFF, sent_at=None, opened_at=None)
    )


async def _main_contacts(session: AsyncSession, company_id: UUID) -> dict[UUID, Contact]:
    rows = await session.scalars(
        select(Contact).where(Contact.company_id == company_id, Contact.is_main)
    )
    return {row.customer_id: row for row in rows}


def _past(story: Story, one: Reminder, contact: Contact, sender: User, chance: Random) -> Past:
    at = morning(story, one.on)
    is_opened = chance.randint(1, 100) <= OPENED_PERCENT
    return Past(
        order=Order(
            source_id=one.id,
            customer_id=one.debtor.id,
            contact_id=contact.id,
            recipient_name=f"{contact.first_name} {contact.last_name}",
            recipient_address=contact.email,
            kind=one.step.template_kind,
            step_kind=one.step.kind.value,
            level=one.step.rank,
            currency=story.currency,
            lines=tuple(
                ApprovedLine(
                    receivable_id=spoken.line.id,
                    amount_minor=spoken.amount_minor,
                    reaches=spoken.reaches,
                )
                for spoken in one.spoken
            ),
            sender=Sender(
                user_id=sender.id,
                full_name=sender.full_name,
                email=sender.email,
                job_title=sender.job_title,
                phone=sender.phone,
            ),
            release_at=at,
            locale=one.debtor.language,
        ),
        sent_at=at + timedelta(minutes=1),
        subject=_subject(one.step.template_kind, one.debtor),
        opened_at=at + timedelta(minutes=chance.randint(4, 900)) if is_opened else None,
    )


def _subject(kind: str, debtor: Debtor) -> str:
    locale: Locale = "en" if debtor.language == "en" else "fr"
    template = stock(TemplateKind(kind), locale)
    return template.subject.replace("{{ customer.code }}", debtor.code) if template else ""


def _sent(delivery_id: UUID, past: Past) -> DeliverySent:
    order = past.order
    asked = sum(line.amount_minor for line in order.lines)
    return DeliverySent(
        customer_id=order.customer_id,
        delivery_id=delivery_id,
        source_id=order.source_id,
        channel=order.channel,
        kind=order.kind,
        level=order.level,
        recipient=order.recipient_address,
        subject=past.subject,
        currency=order.currency,
        amount_minor=asked,
        approved_minor=asked,
    )


def _doubted(delivery_id: UUID, past: Past) -> DeliveryUnconfirmed:
    return DeliveryUnconfirmed(
        customer_id=past.order.customer_id,
        delivery_id=delivery_id,
        source_id=past.order.source_id,
        channel=past.order.channel,
        kind=past.order.kind,
        recipient=past.order.recipient_address,
        detail=BROKEN_OFF,
    )


def _opened(delivery_id: UUID, past: Past) -> DeliveryOpened:
    return DeliveryOpened(
        customer_id=past.order.customer_id,
        delivery_id=delivery_id,
        source_id=past.order.source_id,
        channel=past.order.channel,
        kind=past.order.kind,
    )


def reminders_told(story: Story, reminders: Sequence[Reminder], actor: Actor) -> list[Told]:
    """Each reminder as the fact it was."""
    return [
        (
            morning(story, one.on, minute=1),
            SYSTEM if one.step.channel is Channel.EMAIL else actor,
            ReminderDone(
                customer_id=one.debtor.id,
                action_id=one.id,
                step_kind=one.step.kind.value,
                level=one.step.rank,
                channel=one.step.channel.value,
                receivables=tuple(spoken.line.id for spoken in one.spoken),
                amount_minor=sum(spoken.amount_minor for spoken in one.spoken),
                currency=story.currency,
                comment="",
            ),
        )
        for one in reminders
        if not one.is_in_doubt
    ]


def ledger_told(story: Story, lines: Sequence[Line]) -> list[Told]:
    """The first load, then each invoice that was paid."""
    loaded = [line for line in lines if line.invoiced_on < story.loaded_on]
    first = LedgerLoaded(
        run_id=new_id(), created=len(loaded), updated=0, closed=0, reopened=0, refused=0
    )
    return [
        (morning(story, story.loaded_on), SYSTEM, first),
        *(
            (
                morning(story, line.paid_on),
                SYSTEM,
                ReceivablePaid(
                    customer_id=line.debtor.id,
                    receivable_id=line.id,
                    number=line.number,
                    amount_minor=line.amount_minor,
                    currency=story.currency,
                    paid_on=line.paid_on,
                ),
            )
            for line in lines
            if line.paid_on and line.kind is ReceivableKind.INVOICE
        ),
    ]


async def write_trail(
    session: AsyncSession, company_id: UUID, story: Story, told: Sequence[Told], now: datetime
) -> None:
    """The facts of the last months and the first load are in the trail, in their order."""
    since = morning(story, story.today - TOLD)
    kept = [one for one in told if since <= one[0] <= now or isinstance(one[2], LedgerLoaded)]
    rows = [
        {
            "company_id": company_id,
            "id": new_id(),
            "type": event.type,
            "occurred_at": at,
            "actor_kind": actor.kind.value,
            "actor_id": actor.id,
            "actor_name": actor.name,
            "customer_id": event.customer_id,
            "payload": payload_of(event),
            "salt": secrets.token_bytes(16),
        }
        for at, actor, event in sorted(kept, key=lambda one: one[0])
    ]
    await session.execute(insert(EventRow), rows)
    await statistics.refresh(session, EventRow.__tablename__)


async def seal(session: AsyncSession, company_id: UUID, now: datetime) -> None:
    """The facts are numbered and chained; nothing follows from them, they are the past."""
    while await sealer.seal(session, company_id, react=_nothing, now=now):
        pass


async def _nothing(
    _session: AsyncSession, _company_id: UUID, _rows: Sequence[EventRow], _now: datetime
) -> None:
    """The past has had its consequences."""
