"""A collector reads an answer and says yes or no to what it brought, in one transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.disputes import queries as dispute_queries
from quittance.disputes import service as disputes
from quittance.domain.lifecycle import DisputeStatus
from quittance.payments import queries as payment_queries
from quittance.payments import service as payments
from quittance.platform.events import Actor
from quittance.portal import queries, service
from quittance.portal.errors import AnswerNotRefusable
from quittance.portal.models import Answer, AnswerKind
from quittance.promises import queries as promise_queries
from quittance.promises import settling

REFUSABLE = {AnswerKind.PAID, AnswerKind.UPCOMING, AnswerKind.DISPUTE}


async def accept(
    session: AsyncSession, company_id: UUID, answer_id: UUID, *, actor: Actor, now: datetime
) -> Answer:
    """What the debtor said is believed: a payment is waited for; promise and dispute stand."""
    answer = await queries.lock_answer(session, company_id, answer_id)
    if answer.kind is AnswerKind.PAID:
        for id in await payment_queries.to_review_of_answer(session, company_id, answer_id):
            await payments.accept(session, company_id, id, actor=actor, now=now)
    return await service.review_answer(session, company_id, answer_id, actor=actor, now=now)


async def refuse(
    session: AsyncSession,
    company_id: UUID,
    answer_id: UUID,
    *,
    note: str,
    actor: Actor,
    now: datetime,
) -> Answer:
    """What the debtor said does not hold: its receivables may be chased again.

    The payment was not found, the promise is not counted on, the dispute is not founded. Raises
    `AnswerNotRefusable` for an answer that brought none of them.
    """
    answer = await queries.lock_answer(session, company_id, answer_id)
    if answer.kind not in REFUSABLE:
        raise AnswerNotRefusable("There is nothing in this answer to say no to.")
    for id in await payment_queries.to_review_of_answer(session, company_id, answer_id):
        await payments.reject(session, company_id, id, note=note, actor=actor, now=now)
    for id in await promise_queries.pending_of_answer(session, company_id, answer_id):
        await settling.cancel(session, company_id, id, reason="refused", actor=actor, now=now)
    for id in await dispute_queries.open_of_answer(session, company_id, answer_id):
        await disputes.close_dispute(
            session,
            company_id,
            id,
            outcome=DisputeStatus.REJECTED,
            note=note,
            actor=actor,
            now=now,
        )
    return await service.review_answer(session, company_id, answer_id, actor=actor, now=now)
