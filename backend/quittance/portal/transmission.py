"""Behind "Terminer": every draft becomes what it says, in one transaction (SID-28, SID-35)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.disputes import service as disputes
from quittance.disputes.queries import contested_among
from quittance.domain.holds import answer_hold
from quittance.payments import service as payments
from quittance.platform import events
from quittance.platform.events import Actor
from quittance.portal import queries, statement
from quittance.portal.events import AnswerReceived
from quittance.portal.models import PortalLink
from quittance.portal.replies import (
    ConfirmReply,
    DisputeReply,
    PaidReply,
    StatusReply,
    UpcomingReply,
    words_of,
)
from quittance.portal.service import debtor
from quittance.portal.statement import GivenAnswer, Line
from quittance.promises import service as promises
from quittance.receivables import holds

ADDRESS_CHARACTERS = 45
USER_AGENT_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from: the trace of an answer (SID-35)."""

    ip: str
    user_agent: str


@dataclass(frozen=True, slots=True)
class _Sending:
    """One answer on its way: to whom it belongs, through which link, when."""

    company_id: UUID
    link: PortalLink
    answer_id: UUID
    today: date
    holds_disputes: bool
    actor: Actor
    now: datetime


async def finish(
    session: AsyncSession, company_id: UUID, link_id: UUID, *, origin: Origin, now: datetime
) -> Sequence[GivenAnswer]:
    """Every draft of the link is sent; the answers sent now. A second press finds none to send.

    A receivable settled since it was answered is left out of what its answer starts.
    """
    link = await queries.lock_link(session, company_id, link_id)
    account = await statement.read(session, company_id, link, now=now)
    company = await accounts.company(session, company_id)
    actor = debtor(link)
    for given in account.drafts:
        answer = await queries.draft(session, company_id, link_id, given.id)
        answer.sent_at = now
        answer.ip = origin.ip[:ADDRESS_CHARACTERS]
        answer.user_agent = origin.user_agent[:USER_AGENT_CHARACTERS]
        received = AnswerReceived(
            customer_id=link.customer_id,
            answer_id=given.id,
            kind=given.kind.value,
            receivable_ids=given.receivable_ids,
            text=words_of(given.reply),
        )
        await events.record(session, company_id, received, actor=actor, now=now)
        sending = _Sending(
            company_id, link, given.id, account.today, company.disputes_hold, actor, now
        )
        for lines in _by_currency(given.lines):
            await _start(session, sending, given, lines)
    link.selected = []
    await session.flush()
    return account.drafts


def _by_currency(lines: Sequence[Line]) -> list[list[Line]]:
    """Rooms deal in one currency at a time."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.currency].append(line)
    return [groups[currency] for currency in sorted(groups)]


async def _start(
    session: AsyncSession, sending: _Sending, given: GivenAnswer, lines: list[Line]
) -> None:
    """The answer's promise, notice or dispute is there, or a person has five days to read it."""
    match given.reply:
        case UpcomingReply() as reply:
            await _promise(session, sending, reply, lines)
        case PaidReply() as reply:
            await payments.announce(
                session,
                sending.company_id,
                customer_id=sending.link.customer_id,
                receivables=[line.id for line in lines],
                paid_on=reply.paid_on,
                method=reply.method.value,
                reference=reply.reference,
                details=reply.remarks,
                actor=sending.actor,
                now=sending.now,
                answer_id=sending.answer_id,
            )
        case DisputeReply() as reply:
            await _contest(session, sending, reply, lines)
        case StatusReply():
            await _wait_for_review(session, sending, lines)
        case ConfirmReply():
            pass  # the debtor agrees: nothing changes


async def _contest(
    session: AsyncSession, sending: _Sending, reply: DisputeReply, lines: list[Line]
) -> None:
    """A dispute about the lines on which none is open; of the others a person reads what is new."""
    ids = [line.id for line in lines]
    known = await contested_among(session, sending.company_id, ids)
    new = [line for line in lines if line.id not in known]
    if new:
        owed = sum(line.balance_minor for line in new)
        part = reply.amount_minor if len(lines) == 1 else None
        await disputes.open_dispute(
            session,
            sending.company_id,
            customer_id=sending.link.customer_id,
            receivables=[line.id for line in new],
            reason=reply.reason,
            details=reply.details,
            amount_minor=min(part, owed) if part is not None else None,
            source="portal",
            actor=sending.actor,
            now=sending.now,
            answer_id=sending.answer_id,
        )
    to_read = [line for line in lines if line.id in known or not sending.holds_disputes]
    if to_read:
        await _wait_for_review(session, sending, to_read)


async def _promise(
    session: AsyncSession, sending: _Sending, reply: UpcomingReply, lines: list[Line]
) -> None:
    """One promise, or two: the first sum to the oldest debts, the rest on the second day."""
    left = {line.id: line.balance_minor for line in lines}
    parts: list[tuple[date, dict[UUID, int]]] = []
    owed = sum(left.values())
    if reply.first_minor is not None and reply.second_on is not None and reply.first_minor < owed:
        first: dict[UUID, int] = {}
        to_place = reply.first_minor
        for line in lines:  # the oldest due first (LEG-14)
            share = min(to_place, left[line.id])
            if share:
                first[line.id] = share
                left[line.id] -= share
                to_place -= share
        parts = [(reply.due_on, first), (reply.second_on, left)]
    else:
        parts = [(reply.due_on, left)]
    for due_on, shares in parts:
        await promises.make_promise(
            session,
            sending.company_id,
            customer_id=sending.link.customer_id,
            receivables={id: share for id, share in shares.items() if share},
            currency=lines[0].currency,
            due_on=due_on,
            method=reply.method.value,
            details=reply.remarks,
            source="portal",
            actor=sending.actor,
            now=sending.now,
            answer_id=sending.answer_id,
        )


async def _wait_for_review(session: AsyncSession, sending: _Sending, lines: Sequence[Line]) -> None:
    """Nobody is chased about these until a person has read the answer, five days at most."""
    await holds.place_all(
        session,
        sending.company_id,
        sending.link.customer_id,
        [answer_hold(line.id, sending.today) for line in lines],
        source=("answer", sending.answer_id),
        actor=sending.actor,
        now=sending.now,
    )
