"""Letters: read one, print any number in one PDF, say them posted (SAGE-81, SAGE-84, MDM-19)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response, status

from quittance.accounts.access import GUARD, CanAct, CanRead, Db, Permission
from quittance.deliveries import reading
from quittance.deliveries.errors import LetterNotPrinted
from quittance.deliveries.letters import Press
from quittance.platform.clock import Now
from quittance.platform.idempotency import IdempotencyKey, IdempotencyMismatch, remember
from quittance.platform.papers import A_PDF, paper
from quittance.platform.problems import problems
from quittance.platform.settings import Settings
from quittance.platform.storage import BlobStore
from quittance.scenarios import finishing_letters, printing, showing
from quittance.scenarios.approving import Choice
from quittance.scenarios.errors import (
    ActionNotFound,
    ActionNotPlanned,
    NoMessage,
    NothingToSend,
)
from quittance.scenarios.schemas import (
    ConfirmedOut,
    FinishLettersBody,
    PrintBody,
    PrintedOut,
    SkippedOut,
)
from quittance.templates.errors import (
    ClaimTimeBarred,
    LetterUnprintable,
    MissingValue,
    RateMissing,
    SeveralCurrencies,
    TemplateNotFound,
    UnsafeLink,
)

router = APIRouter(prefix="/v1", tags=["scenarios"])


@router.get(
    "/actions/{action_id}/letter",
    operation_id="scenarios_read_letter",
    response_class=Response,
    responses=GUARD
    | problems(
        ActionNotFound,
        ActionNotPlanned,
        NoMessage,
        NothingToSend,
        MissingValue,
        SeveralCurrencies,
        TemplateNotFound,
        UnsafeLink,
        RateMissing,
        ClaimTimeBarred,
        LetterUnprintable,
    )
    | A_PDF,
)
async def read_letter(
    action_id: UUID,
    request: Request,
    *,
    caller: CanRead,
    db: Db,
    now: Now,
    receivable_ids: Annotated[list[UUID] | None, Query(max_length=500)] = None,
) -> Response:
    """The letter of this customer as it would be printed now; its link leads nowhere yet."""
    settings: Settings = request.app.state.settings
    shown = await printing.show(
        db,
        caller.company_id,
        action_id,
        receivables=receivable_ids,
        sales_rep=caller.sales_rep,
        actor=caller.actor,
        storage=request.app.state.storage,
        public_url=settings.public_url,
        now=now,
    )
    return paper(shown.pdf, "lettre")


@router.post(
    "/actions/print",
    operation_id="scenarios_print_letters",
    status_code=status.HTTP_201_CREATED,
    responses=GUARD | problems(IdempotencyMismatch, LetterUnprintable),
)
async def print_letters(
    body: PrintBody, request: Request, *, caller: CanAct, db: Db, now: Now, key: IdempotencyKey
) -> PrintedOut:
    """Put the letters of these actions in one PDF; nothing counts as posted."""
    remembered = await remember(
        db, caller.company_id, key=key, operation="print", body=body, now=now
    )
    if remembered.answer is not None:
        return PrintedOut.model_validate(remembered.answer)
    printed = await printing.print_letters(
        db,
        caller.company_id,
        [Choice(one.id, one.receivable_ids) for one in body.actions],
        Press(storage=request.app.state.storage, links=request.app.state.links),
        duplex=body.duplex,
        actor=caller.actor,
        may_override_stops=Permission.CONFIGURE in caller.permissions,
        now=now,
    )
    sheaf = printed.sheaf
    answer = PrintedOut(
        id=sheaf.id if sheaf else None,
        letters=sheaf.letters if sheaf else 0,
        pages=sheaf.pages if sheaf else 0,
        skipped=[SkippedOut.model_validate(one) for one in printed.skipped],
    )
    remembered.keep(answer)
    return answer


@router.get(
    "/letter-prints/{print_id}/file",
    operation_id="scenarios_read_letter_print",
    response_class=Response,
    responses=GUARD | problems(LetterNotPrinted) | A_PDF,
)
async def read_print(print_id: UUID, request: Request, caller: CanAct, db: Db) -> Response:
    """The PDF of letters printed together, the very bytes that were made (SAGE-74)."""
    storage: BlobStore = request.app.state.storage
    sheaf, content = await reading.sheaf(db, caller.company_id, print_id, storage)
    return paper(content, f"lettres-{sheaf.printed_at:%Y-%m-%d}")


@router.post(
    "/actions/finish",
    operation_id="scenarios_finish_letters",
    status_code=status.HTTP_202_ACCEPTED,
    responses=GUARD | problems(IdempotencyMismatch),
)
async def finish_letters(
    body: FinishLettersBody, caller: CanAct, db: Db, now: Now, key: IdempotencyKey
) -> ConfirmedOut:
    """Say the printed letters of these actions posted; it counts once the undo is over (MDM-25)."""
    remembered = await remember(
        db, caller.company_id, key=key, operation="finish", body=body, now=now
    )
    if remembered.answer is not None:
        return ConfirmedOut.model_validate(remembered.answer)
    finished = await finishing_letters.finish_letters(
        db,
        caller.company_id,
        body.actions,
        comment=body.comment,
        actor=caller.actor,
        now=now,
    )
    answer = showing.confirmed_out(finished)
    remembered.keep(answer)
    return answer
