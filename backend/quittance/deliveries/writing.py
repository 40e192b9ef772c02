"""The scene of a message, read once from the rooms below, and the message written from it.

The claim and the preview a collector sees go through here both, so they can only differ by facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.models import Company
from quittance.customers import queries as customers
from quittance.customers.models import Contact, Customer
from quittance.deliveries import mime, queries
from quittance.deliveries.compose import Facts, compose, locale_of
from quittance.deliveries.judgement import Judgement, judge
from quittance.deliveries.mime import Letter, Mailbox
from quittance.deliveries.models import Delivery
from quittance.deliveries.ports import PortalUrls
from quittance.deliveries.queries import Earlier
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import Channel, StepKind
from quittance.platform.clock import day_in
from quittance.receivables import snapshots
from quittance.templates import queries as templates
from quittance.templates.kinds import TemplateKind
from quittance.templates.render import RenderedMessage

THANKED_WITHIN = timedelta(days=60)
REMINDERS = frozenset({StepKind.REMINDER.value, StepKind.FORMAL_NOTICE.value})
SUBJECT_LENGTH = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Who writes to whom, what stands on the account today, and what may be said of it."""

    company: Company
    customer: Customer
    contact: Contact | None
    account: tuple[OpenReceivable, ...]
    judgement: Judgement
    earlier: Sequence[Earlier]
    as_of: date


async def scene(session: AsyncSession, delivery: Delivery, *, now: datetime) -> Scene:
    """The facts of this transaction, judged; days are those of the company's zone."""
    company_id, customer_id = delivery.company_id, delivery.customer_id
    company = await accounts.company(session, company_id)
    customer, contact = await customers.addressee(
        session, company_id, customer_id, delivery.contact_id
    )
    as_of = day_in(company.time_zone, now)
    account = await _account(session, delivery, as_of)
    return Scene(
        company=company,
        customer=customer,
        contact=contact,
        account=account,
        judgement=await _judgement(session, delivery, account, as_of),
        earlier=await queries.earlier(session, company_id, customer_id, but=delivery.source_id),
        as_of=as_of,
    )


async def _account(
    session: AsyncSession, delivery: Delivery, as_of: date
) -> tuple[OpenReceivable, ...]:
    is_thanks = delivery.step_kind == StepKind.THANK_YOU
    found = await snapshots.accounts(
        session,
        delivery.company_id,
        [delivery.customer_id],
        paid_since=as_of - THANKED_WITHIN if is_thanks else None,
    )
    return found[0].lines if found else ()


async def _judgement(
    session: AsyncSession, delivery: Delivery, account: Sequence[OpenReceivable], as_of: date
) -> Judgement:
    """What may be said; a step another recipient was just told of is not yet told to this one."""
    found = judge(delivery, account, as_of=as_of)
    is_doubtful = found.is_already_said or (
        delivery.step_kind == StepKind.THANK_YOU and bool(found.removed)
    )
    if is_doubtful and await queries.has_sent_sibling(session, delivery.company_id, delivery):
        return judge(delivery, account, as_of=as_of, is_sibling_sent=True)
    return found


async def rendered(
    session: AsyncSession, delivery: Delivery, scene: Scene, urls: PortalUrls
) -> RenderedMessage:
    """The words of the message on these facts; raises the refusals of `templates`."""
    text = await templates.find(
        session,
        delivery.company_id,
        TemplateKind(delivery.kind),
        Channel(delivery.channel),
        locale_of(delivery),
    )
    zone = scene.company.time_zone
    days = [day_in(zone, one.sent_at) for one in scene.earlier if one.step_kind in REMINDERS]
    facts = Facts(
        company=scene.company,
        customer=scene.customer,
        contact=scene.contact,
        account=scene.account,
        asked=scene.judgement.asked,
        reminded_on=list(dict.fromkeys(days)),
        urls=urls,
        as_of=scene.as_of,
    )
    return compose(delivery, text.template, facts)


def letter(
    delivery: Delivery, scene: Scene, words: RenderedMessage, *, domain: str, now: datetime
) -> Letter:
    """The collector and the creditor before a technical address; answers reach the collector.

    Messages to one address are one thread: each one answers those before (SID-5).
    """
    known = [
        one.message_id
        for one in scene.earlier
        if one.message_id and one.recipient_address == delivery.recipient_address
    ]
    signature = f"{delivery.sender_name} ({scene.company.name})"
    has_reply = mime.is_address(delivery.reply_to)
    return Letter(
        message_id=delivery.message_id or "",
        sender=Mailbox(signature, f"no-reply@{domain}"),
        recipient=Mailbox(delivery.recipient_name, delivery.recipient_address),
        reply_to=Mailbox(delivery.sender_name, delivery.reply_to) if has_reply else None,
        subject=words.subject[:SUBJECT_LENGTH],
        text=words.text,
        html=words.html,
        references=known,
        written_at=now,
    )
