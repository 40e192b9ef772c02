"""The scene of a message, read once from the rooms below, and the message written from it.

The claim and the preview a collector sees go through here both, so they can only differ by facts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.models import Company
from quittance.customers import queries as customers
from quittance.customers.models import Contact, Customer
from quittance.deliveries import mime, queries
from quittance.deliveries.compose import Facts, compose, compose_letter, locale_of
from quittance.deliveries.judgement import Judgement, judge
from quittance.deliveries.mime import Letter, Mailbox
from quittance.deliveries.models import Delivery
from quittance.deliveries.ports import PortalUrls
from quittance.deliveries.queries import Earlier
from quittance.domain.legal_rates import FRENCH_RATES, LegalRates
from quittance.domain.money import Money
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import Channel, StepKind
from quittance.platform.clock import day_in
from quittance.receivables import snapshots
from quittance.templates import queries as templates
from quittance.templates import rates as legal_rates
from quittance.templates.context import MessageContext
from quittance.templates.errors import TemplateNotFound
from quittance.templates.kinds import Locale, TemplateKind
from quittance.templates.queries import Text
from quittance.templates.render import RenderedMessage, Words

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
    rates: LegalRates = FRENCH_RATES


# A manner nobody wrote a text for holds its refusal: only the message that speaks so is stopped.
Texts = Mapping[tuple[str, str, str], Text | TemplateNotFound]


async def scenes(
    session: AsyncSession, company_id: UUID, deliveries: Sequence[Delivery], *, now: datetime
) -> list[Scene]:
    """The facts of this transaction for each delivery, judged, in as many reads as for one.

    Days are those of the company's zone.
    """
    if not deliveries:
        return []
    company = await accounts.company(session, company_id)
    as_of = day_in(company.time_zone, now)
    wanted = {one.customer_id for one in deliveries}
    known = await customers.by_ids(session, company_id, wanted)
    contacts = await customers.contacts_by_ids(
        session, company_id, {one.contact_id for one in deliveries if one.contact_id}
    )
    lines = await _accounts(session, company_id, wanted, as_of)
    minimum = Money(company.minimum_minor, company.currency)
    earlier = await queries.earlier(session, company_id, wanted)
    is_claiming = any(one.kind == TemplateKind.FORMAL_NOTICE for one in deliveries)
    rates = await legal_rates.of_company(session, company_id) if is_claiming else FRENCH_RATES
    return [
        Scene(
            company=company,
            customer=known[one.customer_id],
            contact=contacts.get(one.contact_id) if one.contact_id else None,
            account=tuple(line for line in lines.get(one.customer_id, ()) if not line.paid_on),
            judgement=await _judgement(
                session, one, lines.get(one.customer_id, ()), as_of=as_of, minimum=minimum
            ),
            earlier=[
                past for past in earlier.get(one.customer_id, ()) if past.source_id != one.source_id
            ],
            as_of=as_of,
            rates=rates,
        )
        for one in deliveries
    ]


async def _accounts(
    session: AsyncSession, company_id: UUID, wanted: Collection[UUID], as_of: date
) -> dict[UUID, tuple[OpenReceivable, ...]]:
    """Every line of these customers, those paid lately too: thank-yous speak of them."""
    found = await snapshots.accounts(session, company_id, wanted, paid_since=as_of - THANKED_WITHIN)
    return {one.customer_id: one.lines for one in found}


async def _judgement(
    session: AsyncSession,
    delivery: Delivery,
    account: Sequence[OpenReceivable],
    *,
    as_of: date,
    minimum: Money,
) -> Judgement:
    """What may be said; a step another recipient was just told of is not yet told to this one."""
    found = judge(delivery, account, as_of=as_of, minimum=minimum)
    is_doubtful = found.is_already_said or (
        delivery.step_kind == StepKind.THANK_YOU and bool(found.removed)
    )
    if is_doubtful and await queries.has_sent_sibling(session, delivery.company_id, delivery):
        return judge(delivery, account, as_of=as_of, minimum=minimum, is_sibling_sent=True)
    return found


async def texts(session: AsyncSession, company_id: UUID, deliveries: Sequence[Delivery]) -> Texts:
    """The template of each kind, channel and language these deliveries speak in."""
    wanted = {_manner(one) for one in deliveries}
    found: dict[tuple[str, str, str], Text | TemplateNotFound] = {}
    for kind, channel, locale in wanted:
        language: Locale = "en" if locale == "en" else "fr"
        try:
            found[kind, channel, locale] = await templates.spoken(
                session, company_id, TemplateKind(kind), Channel(channel), language
            )
        except TemplateNotFound as refusal:
            found[kind, channel, locale] = refusal
    return found


def _manner(delivery: Delivery) -> tuple[str, str, str]:
    return delivery.kind, delivery.channel, locale_of(delivery)


def rendered(delivery: Delivery, scene: Scene, known: Texts, urls: PortalUrls) -> RenderedMessage:
    """The words of the message on these facts; raises the refusals of `templates`."""
    return compose(delivery, _text(delivery, known), _facts(scene, urls))


def on_paper(
    delivery: Delivery, scene: Scene, known: Texts, urls: PortalUrls
) -> tuple[Words, MessageContext]:
    """What a letter says and of what, on these facts; raises the refusals of `templates`."""
    return compose_letter(delivery, _text(delivery, known), _facts(scene, urls))


def _text(delivery: Delivery, known: Texts) -> Text:
    text = known[_manner(delivery)]
    if isinstance(text, TemplateNotFound):
        raise text
    return text


def _facts(scene: Scene, urls: PortalUrls) -> Facts:
    zone = scene.company.time_zone
    about = scene.judgement.asked.keys()
    days = [
        day_in(zone, one.sent_at)
        for one in scene.earlier
        if one.step_kind in REMINDERS and not one.spoken.isdisjoint(about)
    ]
    return Facts(
        company=scene.company,
        customer=scene.customer,
        contact=scene.contact,
        account=scene.account,
        asked=scene.judgement.asked,
        reminded_on=list(dict.fromkeys(days)),
        urls=urls,
        as_of=scene.as_of,
        rates=scene.rates,
    )


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
