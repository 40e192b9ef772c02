"""The real message of one action, as it would leave now: nothing is stored, no link is made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.models import Company
from quittance.deliveries import letter_queries
from quittance.deliveries import service as deliveries
from quittance.domain.scenario import Channel
from quittance.platform.events import Actor
from quittance.platform.storage import BlobStore
from quittance.scenarios import facts, planning, printing, queries
from quittance.scenarios.approving import Approval, chosen, says_something
from quittance.scenarios.confirming import UNDO_TIME
from quittance.scenarios.errors import (
    ActionNotFound,
    ActionNotPlanned,
    NoAddress,
    NoMessage,
    NothingToSend,
)
from quittance.scenarios.models import Action, ActionStatus
from quittance.scenarios.orders import orders_of, release, sender_of
from quittance.scenarios.schemas import PreviewNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """A message before it is written: who speaks, who reads, the words, and the instant."""

    sender: str
    to: tuple[str, ...]
    reply_to: str
    subject: str
    html: str
    text: str
    release_at: datetime
    notes: tuple[PreviewNote, ...] = ()


async def preview(
    session: AsyncSession,
    company_id: UUID,
    action_id: UUID,
    *,
    receivables: Collection[UUID] | None,
    sales_rep: str | None,
    actor: Actor,
    storage: BlobStore,
    public_url: str,
    mail_domain: str,
    now: datetime,
) -> Previewed:
    """The message to the first contact, as the claim would write it at `release_at`.

    That is when it would leave, were it confirmed now; its days late are those of that day. The
    others get the same one.
    """
    company = await accounts.company(session, company_id)
    action = await queries.action(session, company_id, action_id)
    if action.channel in letter_queries.ON_PAPER:
        return await _of_letter(
            session,
            company,
            action,
            receivables,
            sales_rep=sales_rep,
            actor=actor,
            storage=storage,
            public_url=public_url,
            now=now,
        )
    approval = await _approval(session, company, action, receivables, sales_rep)
    day = planning.plan_day(company, now)
    leaves_at = release(company, approval.audience, not_before=now + UNDO_TIME, day=day)
    orders = orders_of(approval, await sender_of(session, company, actor), leaves_at)
    written = await deliveries.preview(
        session,
        company_id,
        orders[0],
        public_url=public_url,
        mail_domain=mail_domain,
        now=leaves_at,
    )
    if not written.asked and action.fact_rule_id is None:
        raise NothingToSend("The last look would leave nothing of this message.")
    return Previewed(
        sender=written.sender,
        to=tuple(order.recipient_address for order in orders),
        reply_to=written.reply_to,
        subject=written.subject,
        html=written.html,
        text=written.text,
        release_at=leaves_at,
    )


async def _of_letter(
    session: AsyncSession,
    company: Company,
    action: Action,
    receivables: Collection[UUID] | None,
    *,
    sales_rep: str | None,
    actor: Actor,
    storage: BlobStore,
    public_url: str,
    now: datetime,
) -> Previewed:
    """The envelope of a letter; what it says is read in its PDF."""
    order = await printing.order_of(
        session, company.id, action.id, receivables, sales_rep=sales_rep, actor=actor, now=now
    )
    shown = await printing.show_order(
        session, company.id, order, storage=storage, public_url=public_url, now=now
    )
    return Previewed(
        sender=f"{order.sender.full_name} ({company.name})",
        to=(order.recipient_address,),
        reply_to="",
        subject=shown.subject,
        html="",
        text="",
        release_at=now,
        notes=(PreviewNote.INTEREST_WITHHELD,) if shown.lacks_interest else (),
    )


async def _approval(
    session: AsyncSession,
    company: Company,
    action: Action,
    receivables: Collection[UUID] | None,
    sales_rep: str | None,
) -> Approval:
    """What would be approved if these lines were confirmed now."""
    audiences = await facts.audiences(
        session, company.id, [action.customer_id], sales_rep=sales_rep
    )
    if action.customer_id not in audiences:
        raise ActionNotFound(f"No action {action.id}.")
    if action.status is not ActionStatus.PLANNED:
        raise ActionNotPlanned("This action is no longer planned.")
    if action.channel != Channel.EMAIL:
        raise NoMessage("Only e-mails are written before they leave.")
    lines = (await queries.lines(session, company.id, [action.id])).get(action.id, [])
    said = chosen(lines, receivables)
    if not says_something(action, said):
        raise NothingToSend("None of these receivables is left to speak of.")
    contacts = (await facts.recipients(session, company.id, [action.customer_id])).get(
        action.customer_id, []
    )
    if not contacts:
        raise NoAddress("No contact of this customer receives reminders by e-mail.")
    copies = await queries.copies(session, company.id)
    return Approval(
        action,
        said,
        tuple(contacts),
        copies.get((action.scenario_id, action.rank), ()),
        audiences[action.customer_id],
    )
