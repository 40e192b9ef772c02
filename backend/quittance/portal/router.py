"""The debtor's endpoints: what the pages' script calls, and any other portal may."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, status
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts.errors import ForeignOrigin
from quittance.platform.clock import Now
from quittance.platform.problems import problems
from quittance.portal import service, statement, transmission
from quittance.portal.access import AtTheDoor, Db, Debtor
from quittance.portal.errors import (
    AnswerInvalid,
    AnswerNotFound,
    NothingSelected,
    PortalSessionOver,
)
from quittance.portal.page_requests import origin_of
from quittance.portal.rendering import locale_for
from quittance.portal.replies import stored
from quittance.portal.schemas import (
    BalanceOut,
    CollectorOut,
    DraftBody,
    MoneyOut,
    PortalAnswerOut,
    PortalAnswersOut,
    PortalReceivableOut,
    PortalReceivablesOut,
    PortalSessionOut,
    SelectionBody,
    SelectionOut,
    TabOut,
)
from quittance.portal.statement import GivenAnswer, Line, Statement, Tab
from quittance.portal.words import Locale, Words
from quittance.promises.errors import PromiseInPast, TooManyPromises
from quittance.promises.service import latest_day
from quittance.receivables.errors import ReceivableNotFound

router = APIRouter(prefix="/portal/v1", tags=["portal"])

DOOR = problems(PortalSessionOver, ForeignOrigin)


@router.get("/session", operation_id="portal_read_session", responses=DOOR)
async def read_session(request: Request, db: Db, now: Now, door: AtTheDoor) -> PortalSessionOut:
    """Whose account this is, what is owed, whom to ask."""
    account = await statement.read(db, door.company_id, door.link, now=now)
    return PortalSessionOut(
        creditor_name=account.creditor.name,
        bank_details="" if account.is_payment_closed else account.creditor.bank_details,
        customer_name=account.customer_name,
        customer_code=account.customer_code,
        collector=CollectorOut.model_validate(account.collector),
        language=locale_for(request, account.language),
        today=account.today,
        expires_on=account.expires_on,
        latest_promise_on=latest_day(account.today),
        balances=[BalanceOut.model_validate(one) for one in account.balances],
        tabs=[TabOut(tab=one, count=len(account.of_tab(one))) for one in Tab],
        draft_count=len(account.drafts),
    )


@router.get("/receivables", operation_id="portal_list_receivables", responses=DOOR)
async def list_receivables(
    db: Db,
    now: Now,
    door: AtTheDoor,
    *,
    tab: Tab = Tab.ALL,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> PortalReceivablesOut:
    """Thirty receivables of a tab, the oldest due first."""
    account = await statement.read(db, door.company_id, door.link, now=now)
    shown = statement.list_page(account.of_tab(tab), page)
    return PortalReceivablesOut(
        items=[_receivable(line) for line in shown.lines],
        page=shown.number,
        pages=shown.count,
        total=shown.total,
    )


@router.get("/selection", operation_id="portal_read_selection", responses=DOOR)
async def read_selection(request: Request, db: Db, now: Now, door: AtTheDoor) -> SelectionOut:
    """What is ticked over all pages."""
    account = await statement.read(db, door.company_id, door.link, now=now)
    return _selection(account, locale_for(request, account.language))


@router.put(
    "/selection",
    operation_id="portal_keep_selection",
    responses=DOOR | problems(ReceivableNotFound),
)
async def keep_selection(
    request: Request, body: SelectionBody, db: Db, now: Now, door: AtTheDoor
) -> SelectionOut:
    """Tick and untick what is shown; other pages stay as they are."""
    account = await service.tick(
        db, door.company_id, door.link.id, shown=body.shown, chosen=body.ticked, now=now
    )
    return _selection(account, locale_for(request, account.language))


@router.get("/drafts", operation_id="portal_list_drafts", responses=DOOR)
async def list_drafts(db: Db, now: Now, door: AtTheDoor) -> PortalAnswersOut:
    """What is answered and not sent yet."""
    account = await statement.read(db, door.company_id, door.link, now=now)
    return PortalAnswersOut(items=[_answer(one) for one in account.drafts])


SAVING = DOOR | problems(AnswerInvalid, NothingSelected, ReceivableNotFound)


@router.post(
    "/drafts",
    operation_id="portal_save_draft",
    status_code=status.HTTP_201_CREATED,
    responses=SAVING,
)
async def save_draft(body: DraftBody, db: Db, now: Now, door: AtTheDoor) -> PortalAnswerOut:
    """Keep an answer; it replaces older drafts about the same receivables. Nothing is sent."""
    saved = await service.save_draft(
        db,
        door.company_id,
        door.link.id,
        reply=body.reply,
        receivable_ids=body.receivable_ids,
        now=now,
    )
    return await _reread(db, door, saved.id, now)


@router.put(
    "/drafts/{answer_id}",
    operation_id="portal_change_draft",
    responses=SAVING | problems(AnswerNotFound),
)
async def change_draft(
    answer_id: UUID, body: DraftBody, db: Db, now: Now, door: AtTheDoor
) -> PortalAnswerOut:
    """Change what a draft says, or of what."""
    await service.save_draft(
        db,
        door.company_id,
        door.link.id,
        reply=body.reply,
        receivable_ids=body.receivable_ids,
        answer_id=answer_id,
        now=now,
    )
    return await _reread(db, door, answer_id, now)


@router.delete(
    "/drafts/{answer_id}",
    operation_id="portal_remove_draft",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=DOOR | problems(AnswerNotFound),
)
async def remove_draft(answer_id: UUID, db: Db, door: AtTheDoor) -> None:
    """Take an answer back before it is sent."""
    await service.remove_draft(db, door.company_id, door.link.id, answer_id)


@router.post(
    "/finish",
    operation_id="portal_finish",
    responses=DOOR | problems(PromiseInPast, TooManyPromises),
)
async def finish(request: Request, db: Db, now: Now, door: AtTheDoor) -> PortalAnswersOut:
    """Send every draft at once; pressed twice, it sends nothing more. The answers sent now."""
    sent = await transmission.finish(
        db, door.company_id, door.link.id, origin=origin_of(request), now=now
    )
    of = {one.id for one in sent}
    account = await statement.read(db, door.company_id, door.link, now=now)
    return PortalAnswersOut(items=[_answer(one) for one in account.sent if one.id in of])


async def _reread(
    db: AsyncSession, door: Debtor, answer_id: UUID, now: datetime
) -> PortalAnswerOut:
    account = await statement.read(db, door.company_id, door.link, now=now)
    return _answer(next(one for one in account.drafts if one.id == answer_id))


def _receivable(line: Line) -> PortalReceivableOut:
    return PortalReceivableOut(
        id=line.id,
        number=line.number,
        order_no=line.order_no,
        buyer_code=line.buyer_code,
        buyer_name=line.buyer_name,
        invoiced_on=line.invoiced_on,
        due_on=line.due_on,
        amount_minor=line.amount_minor,
        balance_minor=line.balance_minor,
        currency=line.currency,
        days_late=line.days_late,
        status=line.shown.status,
        status_until=line.shown.until,
        answer=line.answer,
        answer_is_draft=line.answer_is_draft,
        is_selected=line.is_selected,
    )


def _answer(given: GivenAnswer) -> PortalAnswerOut:
    return PortalAnswerOut(
        id=given.id,
        kind=given.kind,
        fields=stored(given.reply),
        receivable_ids=list(given.receivable_ids),
        sent_at=given.sent_at,
    )


def _selection(account: Statement, locale: Locale) -> SelectionOut:
    words = Words(locale)
    ticked = account.selected
    owed = statement.sums(ticked)
    return SelectionOut(
        receivable_ids=[line.id for line in ticked],
        sums=[MoneyOut(amount_minor=one.minor, currency=one.currency) for one in owed],
        count_text=words("ticked", n=len(ticked)),
        sum_text=words.sums(owed),
        answer_text=words("answer_n", n=len(ticked)),
    )
