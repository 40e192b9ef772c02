"""What staff do about debtors' answers: read them, note that they were read, hand over a link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, status
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts.access import GUARD, CanAct, CanRead, Db
from quittance.customers import queries as customers
from quittance.customers.errors import ContactNotFound, CustomerNotFound
from quittance.platform.clock import Now
from quittance.platform.pages import Cursor, Limit, Page, encode_cursor, id_in
from quittance.platform.problems import problems
from quittance.platform.settings import Settings
from quittance.portal import links, queries, review, service
from quittance.portal.errors import AnswerNotFound, AnswerNotRefusable
from quittance.portal.models import Answer
from quittance.portal.queries import AnswerFilter
from quittance.portal.schemas import (
    AnsweredLineOut,
    AnswerRefusalBody,
    PortalLinkBody,
    PortalLinkOut,
    StaffAnswerOut,
)
from quittance.receivables import queries as receivables

router = APIRouter(prefix="/v1", tags=["portal"])


@router.get("/answers", operation_id="portal_list_answers", responses=GUARD)
async def list_answers(
    caller: CanRead,
    db: Db,
    *,
    customer_id: UUID | None = None,
    to_review: Annotated[bool, Query(description="Only those nobody has read.")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[StaffAnswerOut]:
    """What debtors sent through their links, the newest first."""
    wanted = AnswerFilter(customer_id, to_review, caller.sales_rep)
    after = id_in(cursor) if cursor else None
    rows = await queries.sent_page(db, caller.company_id, wanted, after=after, limit=limit + 1)
    shown = await _shown(db, caller.company_id, rows[:limit])
    more = len(rows) > limit
    return Page(items=shown, next_cursor=encode_cursor(rows[limit - 1].id) if more else None)


@router.post(
    "/answers/{answer_id}/review",
    operation_id="portal_review_answer",
    responses=GUARD | problems(AnswerNotFound),
)
async def review_answer(answer_id: UUID, caller: CanAct, db: Db, now: Now) -> StaffAnswerOut:
    """Note that the answer was read; it holds nothing by itself any more."""
    answer = await service.review_answer(
        db, caller.company_id, answer_id, actor=caller.actor, now=now
    )
    return (await _shown(db, caller.company_id, [answer]))[0]


@router.post(
    "/answers/{answer_id}/accept",
    operation_id="portal_accept_answer",
    responses=GUARD | problems(AnswerNotFound),
)
async def accept_answer(answer_id: UUID, caller: CanAct, db: Db, now: Now) -> StaffAnswerOut:
    """Believe the answer: a payment is waited for, a promise counted on, a dispute looked into."""
    answer = await review.accept(db, caller.company_id, answer_id, actor=caller.actor, now=now)
    return (await _shown(db, caller.company_id, [answer]))[0]


@router.post(
    "/answers/{answer_id}/refuse",
    operation_id="portal_refuse_answer",
    responses=GUARD | problems(AnswerNotFound, AnswerNotRefusable),
)
async def refuse_answer(
    answer_id: UUID, body: AnswerRefusalBody, caller: CanAct, db: Db, now: Now
) -> StaffAnswerOut:
    """Say no: payment not found, promise not counted on, dispute not founded; chased again."""
    answer = await review.refuse(
        db, caller.company_id, answer_id, note=body.note, actor=caller.actor, now=now
    )
    return (await _shown(db, caller.company_id, [answer]))[0]


@router.post(
    "/customers/{customer_id}/portal-links",
    operation_id="portal_create_link",
    status_code=status.HTTP_201_CREATED,
    responses=GUARD | problems(CustomerNotFound, ContactNotFound),
)
async def create_link(
    request: Request, customer_id: UUID, body: PortalLinkBody, caller: CanAct, db: Db, *, now: Now
) -> PortalLinkOut:
    """Make a link to the customer's space, to hand over by oneself."""
    settings: Settings = request.app.state.settings
    link = await links.hand_over(
        db,
        caller.company_id,
        public_url=settings.public_url,
        customer_id=customer_id,
        contact_id=body.contact_id,
        sent_to=body.sent_to,
        actor=caller.actor,
        now=now,
    )
    return PortalLinkOut(id=link.id, url=link.url, expires_at=link.expires_at)


async def _shown(
    session: AsyncSession, company_id: UUID, rows: Sequence[Answer]
) -> list[StaffAnswerOut]:
    """The answers with their customer, receivables and the address behind the link."""
    people = await customers.by_ids(session, company_id, {row.customer_id for row in rows})
    named = await queries.answered(session, company_id, [row.id for row in rows])
    sent_to = await queries.addresses(session, company_id, {row.link_id for row in rows})
    spoken = {one.receivable_id for of_answer in named.values() for one in of_answer}
    lines = {
        id: AnsweredLineOut(
            receivable_id=id,
            number=line.number,
            due_on=line.due_on,
            currency=line.currency,
            balance_minor=line.balance_minor,
        )
        for id, line in (await receivables.by_ids(session, company_id, spoken)).items()
    }
    return [
        StaffAnswerOut(
            id=row.id,
            customer_id=row.customer_id,
            customer_code=people[row.customer_id].code,
            customer_name=people[row.customer_id].name,
            kind=row.kind,
            fields=row.fields,
            receivable_ids=[one.receivable_id for one in named[row.id]],
            lines=[lines[one.receivable_id] for one in named[row.id]],
            sent_to=sent_to[row.link_id],
            sent_at=row.sent_at or row.saved_at,
            ip=row.ip,
            user_agent=row.user_agent,
            reviewed_at=row.reviewed_at,
        )
        for row in rows
    ]
