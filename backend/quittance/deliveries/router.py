"""Activities: what was sent to whom, what became of it, and the message itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.access import GUARD, Caller, CanAct, CanRead, Db
from quittance.customers import queries as customers
from quittance.customers.models import Customer
from quittance.deliveries import activities, queries, service, sheet
from quittance.deliveries.activities import Filter
from quittance.deliveries.errors import (
    DeliveryNotFound,
    DeliveryNotUnconfirmed,
    LetterNotPrinted,
    MessageNotWritten,
    MessageOnPaper,
)
from quittance.deliveries.letter_queries import ON_PAPER
from quittance.deliveries.models import Delivery, DeliveryStatus
from quittance.deliveries.ports import Outcomes
from quittance.deliveries.reading import file_of, read
from quittance.deliveries.schemas import (
    AttemptOut,
    DeliveryCountOut,
    DeliveryCustomerOut,
    DeliveryDetailOut,
    DeliveryLineOut,
    DeliveryOut,
    DeliverySummaryOut,
    Fate,
    MessageOut,
    SettleBody,
)
from quittance.platform.clock import Now, day_in
from quittance.platform.database import Database
from quittance.platform.pages import Cursor, CursorInvalid, Limit, Page
from quittance.platform.papers import A_PDF, paper
from quittance.platform.problems import problems
from quittance.platform.storage import BlobStore
from quittance.templates.errors import LetterUnprintable

router = APIRouter(prefix="/v1", tags=["deliveries"])

Code = Annotated[str | None, Query(max_length=40, pattern=r"^[a-z0-9_]+$")]
Day = Annotated[date | None, Query(ge=date(1990, 1, 1), le=date(2100, 12, 31))]


async def wanted(
    caller: CanRead,
    db: Db,
    *,
    channel: Code = None,
    status: Annotated[
        list[DeliveryStatus] | None, Query(max_length=12, description="Any of these; all without.")
    ] = None,
    kind: Code = None,
    step_kind: Code = None,
    first_on: Annotated[Day, Query(alias="from")] = None,
    last_on: Annotated[Day, Query(alias="to")] = None,
    customer_id: UUID | None = None,
    sender_id: UUID | None = None,
) -> Filter:
    """The filters of the list (SAGE-57): medium, state, type, days, customer, actor."""
    company = await accounts.company(db, caller.company_id)
    return Filter(
        channel=channel,
        statuses=tuple(status or ()),
        kind=kind,
        step_kind=step_kind,
        first_on=first_on,
        last_on=last_on,
        customer_id=customer_id,
        sender_id=sender_id,
        sales_rep=caller.sales_rep,
        time_zone=company.time_zone,
    )


Wanted = Annotated[Filter, Depends(wanted)]


@router.get(
    "/deliveries",
    operation_id="deliveries_list_deliveries",
    responses=GUARD | problems(CursorInvalid),
)
async def list_deliveries(
    caller: CanRead, db: Db, filters: Wanted, cursor: Cursor = None, limit: Limit = 50
) -> Page[DeliveryOut]:
    """Every message on every channel, the newest first."""
    rows, following = await activities.page(
        db, caller.company_id, filters, cursor=cursor, limit=limit
    )
    named = await customers.by_ids(db, caller.company_id, {row.customer_id for row in rows})
    return Page(items=[DeliveryOut(**_shown(row, named)) for row in rows], next_cursor=following)


@router.get("/deliveries/summary", operation_id="deliveries_count_deliveries", responses=GUARD)
async def count_deliveries(caller: CanRead, db: Db, filters: Wanted) -> DeliverySummaryOut:
    """How many messages the same filters find, by state and currency."""
    found = await activities.counts(db, caller.company_id, filters)
    return DeliverySummaryOut(
        deliveries=sum(one.deliveries for one in found),
        counts=[DeliveryCountOut.model_validate(one) for one in found],
    )


@router.get(
    "/deliveries/export",
    operation_id="deliveries_export_deliveries",
    responses=GUARD | {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
    response_class=StreamingResponse,
)
async def export_deliveries(
    request: Request, caller: CanRead, filters: Wanted, now: Now
) -> StreamingResponse:
    """Every message the same filters find, for a spreadsheet; any number of them (SAGE-49)."""
    database: Database = request.app.state.database
    day = day_in(filters.time_zone, now)
    return StreamingResponse(
        sheet.lines(database, caller.company_id, filters),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="activites-{day}.csv"'},
    )


@router.get(
    "/deliveries/{delivery_id}",
    operation_id="deliveries_read_delivery",
    responses=GUARD | problems(DeliveryNotFound),
)
async def read_delivery(delivery_id: UUID, caller: CanRead, db: Db) -> DeliveryDetailOut:
    """One message with its receivables and every try to hand it over."""
    row = await _visible(db, caller, delivery_id)
    return await _detail(db, row)


@router.get(
    "/deliveries/{delivery_id}/message",
    operation_id="deliveries_read_message",
    responses=GUARD | problems(DeliveryNotFound, MessageNotWritten, MessageOnPaper),
)
async def read_message(delivery_id: UUID, request: Request, caller: CanRead, db: Db) -> MessageOut:
    """The message as it was sent, from the bytes that left (SAGE-119)."""
    row = await _visible(db, caller, delivery_id)
    if not row.message_key:
        raise MessageNotWritten("The message is written when it leaves.")
    if row.channel in ON_PAPER:
        raise MessageOnPaper("This message is a letter: read its pages.")
    storage: BlobStore = request.app.state.storage
    try:
        message = read(await storage.get(row.message_key))
    except FileNotFoundError as error:
        raise MessageNotWritten("The bytes of this message are no longer kept.") from error
    return MessageOut.model_validate(
        {
            "subject": message.subject,
            "from": message.sender,
            "to": message.to,
            "reply_to": message.reply_to,
            "date": message.date,
            "text": message.text,
            "html": message.html,
            "attachments": list(message.attachments),
        }
    )


@router.get(
    "/deliveries/{delivery_id}/letter",
    operation_id="deliveries_read_letter",
    response_class=Response,
    responses=GUARD | problems(DeliveryNotFound, LetterNotPrinted, LetterUnprintable) | A_PDF,
)
async def read_letter(delivery_id: UUID, request: Request, caller: CanRead, db: Db) -> Response:
    """The letter again, from the pages that were printed (SAGE-74)."""
    row = await _visible(db, caller, delivery_id)
    content = await file_of(row, request.app.state.storage)
    return paper(content, f"lettre-{(row.sent_at or row.created_at):%Y-%m-%d}")


@router.post(
    "/deliveries/{delivery_id}/settle",
    operation_id="deliveries_settle_delivery",
    responses=GUARD | problems(DeliveryNotFound, DeliveryNotUnconfirmed),
)
async def settle_delivery(
    delivery_id: UUID, body: SettleBody, request: Request, *, caller: CanAct, db: Db, now: Now
) -> DeliveryDetailOut:
    """Say what became of a message nobody could confirm."""
    outcomes: Outcomes = request.app.state.outcomes
    row = await service.resolve(
        db,
        caller.company_id,
        delivery_id,
        was_sent=body.outcome is Fate.SENT,
        outcomes=outcomes,
        actor=caller.actor,
        now=now,
    )
    return await _detail(db, row)


async def _visible(session: AsyncSession, caller: Caller, delivery_id: UUID) -> Delivery:
    return await queries.find(session, caller.company_id, delivery_id, sales_rep=caller.sales_rep)


async def _detail(session: AsyncSession, row: Delivery) -> DeliveryDetailOut:
    named = await customers.by_ids(session, row.company_id, [row.customer_id])
    tries = await queries.attempts(session, row.company_id, row.id)
    return DeliveryDetailOut(
        **_shown(row, named),
        reply_to=row.reply_to,
        message_id=row.message_id,
        lines=[DeliveryLineOut.model_validate(line) for line in row.lines],
        attempts=[AttemptOut.model_validate(one) for one in tries],
    )


def _shown(row: Delivery, named: Mapping[UUID, Customer]) -> dict[str, object]:
    return {
        "id": row.id,
        "customer": DeliveryCustomerOut.model_validate(named[row.customer_id]),
        "contact_id": row.contact_id,
        "source_id": row.source_id,
        "channel": row.channel,
        "kind": row.kind,
        "step_kind": row.step_kind,
        "level": row.level,
        "role": row.role,
        "status": row.status,
        "reason": row.reason,
        "detail": row.detail,
        "recipient_name": row.recipient_name,
        "recipient_address": row.recipient_address,
        "sender_id": row.sent_by,
        "sender_name": row.sender_name,
        "currency": row.currency,
        "amount_minor": row.amount_minor,
        "approved_minor": sum(line["approved_minor"] for line in row.lines),
        "receivables": len(row.lines),
        "subject": row.subject,
        "release_at": row.release_at,
        "created_at": row.created_at,
        "sent_at": row.sent_at,
        "settled_at": row.settled_at,
        "opened_at": row.opened_at,
        "has_message": bool(row.message_key),
    }
