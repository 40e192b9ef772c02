"""Act by scenario: today's groups, the real message, confirm any number at once (SAGE-76…87)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, status

from quittance.accounts import queries as accounts
from quittance.accounts.access import GUARD, CanAct, CanRead, Db, Permission
from quittance.accounts.errors import NotAllowed
from quittance.deliveries import letter_queries
from quittance.deliveries import queries as deliveries
from quittance.domain.explain import Caution
from quittance.domain.fact_rules import Fact
from quittance.platform.clock import Now, day_in
from quittance.platform.idempotency import IdempotencyKey, IdempotencyMismatch, remember
from quittance.platform.pages import Cursor, CursorInvalid, Limit, Page
from quittance.platform.problems import problems
from quittance.platform.settings import Settings
from quittance.scenarios import confirmation_queries as confirmations
from quittance.scenarios import (
    confirming,
    facts,
    finishing,
    planning,
    previewing,
    queries,
    showing,
)
from quittance.scenarios.approving import Choice
from quittance.scenarios.errors import (
    ActionNotFound,
    ActionNotManual,
    ActionNotPlanned,
    ConfirmationNotFound,
    LetterChanged,
    NoAddress,
    NoMessage,
    NothingToSend,
    OverrideNotAllowed,
    TooLateToUndo,
)
from quittance.scenarios.models import ActionStatus, Confirmation
from quittance.scenarios.queries import ActionFilter
from quittance.scenarios.schemas import (
    ActionOut,
    ConfirmationOut,
    ConfirmBody,
    ConfirmedOut,
    FinishBody,
    FreshnessOut,
    GroupsOut,
    PreviewOut,
    SkipBody,
)
from quittance.templates.errors import (
    ClaimTimeBarred,
    LetterUnprintable,
    MissingValue,
    RateMissing,
    UnsafeLink,
)

router = APIRouter(prefix="/v1", tags=["scenarios"])


@router.get("/actions/groups", operation_id="scenarios_list_groups", responses=GUARD)
async def list_groups(caller: CanRead, db: Db, now: Now) -> GroupsOut:
    """Today's work, by channel and by step of each scenario (SAGE-77, SAGE-78)."""
    company = await accounts.company(db, caller.company_id)
    known = await planning.setting(db, company.id, as_of=planning.plan_day(company, now))
    groups = await showing.groups(db, company.id, sales_rep=caller.sales_rep)
    return GroupsOut(
        as_of=known.as_of,
        fresh=FreshnessOut(
            ok=Caution.STALE_LEDGER not in known.cautions,
            last_success_at=company.ledger_fresh_at,
        ),
        tiles=showing.tiles(groups),
        groups=groups,
    )


@router.get(
    "/actions", operation_id="scenarios_list_actions", responses=GUARD | problems(CursorInvalid)
)
async def list_actions(
    caller: CanRead,
    db: Db,
    now: Now,
    *,
    scenario_id: UUID | None = None,
    fact: Annotated[Fact | None, Query(description="What a rule for this fact set off.")] = None,
    rank: Annotated[int | None, Query(ge=0, le=9)] = None,
    currency: Annotated[str | None, Query(pattern="^[A-Z]{3}$")] = None,
    channel: Annotated[str | None, Query(max_length=40)] = None,
    customer_id: UUID | None = None,
    status: ActionStatus = ActionStatus.PLANNED,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[ActionOut]:
    """Actions with their lines: the ready ones first; those left out say why (SAGE-80, SAGE-83)."""
    company = await accounts.company(db, caller.company_id)
    wanted = ActionFilter(
        scenario_id=scenario_id,
        fact=fact,
        rank=rank,
        currency=currency,
        channel=channel,
        customer_id=customer_id,
        sales_rep=caller.sales_rep,
        status=status,
    )
    pairs, following = await queries.actions(db, company.id, wanted, cursor=cursor, limit=limit)
    lines = await queries.lines(db, company.id, [action.id for action, _ in pairs])
    contacts = await facts.recipients(db, company.id, {one.id for _, one in pairs})
    on_paper = [one.id for one, _ in pairs if one.channel in letter_queries.ON_PAPER]
    printed = await letter_queries.printed(db, company.id, on_paper) if on_paper else {}
    as_of = day_in(company.time_zone, now)
    items = [
        showing.action_out(
            action,
            customer,
            lines.get(action.id, []),
            contacts.get(customer.id, []),
            letter=printed.get(action.id),
            as_of=as_of,
            may_override_stops=Permission.CONFIGURE in caller.permissions,
        )
        for action, customer in pairs
    ]
    return Page(items=items, next_cursor=following)


@router.get(
    "/actions/{action_id}/preview",
    operation_id="scenarios_preview_action",
    responses=GUARD
    | problems(
        ActionNotFound,
        ActionNotPlanned,
        NothingToSend,
        NoMessage,
        NoAddress,
        MissingValue,
        UnsafeLink,
        RateMissing,
        ClaimTimeBarred,
        LetterUnprintable,
    ),
)
async def preview_action(
    action_id: UUID,
    request: Request,
    *,
    caller: CanRead,
    db: Db,
    now: Now,
    receivable_ids: Annotated[list[UUID] | None, Query(max_length=500)] = None,
) -> PreviewOut:
    """The real message of this customer as it would leave now; its links lead nowhere yet."""
    settings: Settings = request.app.state.settings
    written = await previewing.preview(
        db,
        caller.company_id,
        action_id,
        receivables=receivable_ids,
        sales_rep=caller.sales_rep,
        actor=caller.actor,
        storage=request.app.state.storage,
        public_url=settings.public_url,
        mail_domain=settings.mail_domain,
        now=now,
    )
    return PreviewOut.model_validate(written)


@router.post(
    "/actions/confirm",
    operation_id="scenarios_confirm_actions",
    status_code=status.HTTP_202_ACCEPTED,
    responses=GUARD | problems(IdempotencyMismatch),
)
async def confirm_actions(
    body: ConfirmBody, caller: CanAct, db: Db, now: Now, key: IdempotencyKey
) -> ConfirmedOut:
    """Approve any number of actions: their messages leave once the time to undo is over."""
    remembered = await remember(
        db, caller.company_id, key=key, operation="confirm", body=body, now=now
    )
    if remembered.answer is not None:
        return ConfirmedOut.model_validate(remembered.answer)
    confirmed = await confirming.confirm(
        db,
        caller.company_id,
        [Choice(one.id, one.receivable_ids) for one in body.actions],
        actor=caller.actor,
        may_override_stops=Permission.CONFIGURE in caller.permissions,
        now=now,
    )
    answer = showing.confirmed_out(confirmed)
    remembered.keep(answer)
    return answer


@router.get(
    "/confirmations/{confirmation_id}",
    operation_id="scenarios_read_confirmation",
    responses=GUARD | problems(ConfirmationNotFound),
)
async def read_confirmation(confirmation_id: UUID, caller: CanRead, db: Db) -> ConfirmationOut:
    """How far a confirmation has come, recipient by recipient (SAGE-87)."""
    confirmation = await confirmations.find(db, caller.company_id, confirmation_id)
    return await _shown(db, confirmation, caller.sales_rep)


@router.post(
    "/confirmations/{confirmation_id}/undo",
    operation_id="scenarios_undo_confirmation",
    responses=GUARD | problems(ConfirmationNotFound, TooLateToUndo),
)
async def undo_confirmation(
    confirmation_id: UUID, caller: CanAct, db: Db, now: Now
) -> ConfirmationOut:
    """Take a confirmation back before anything has left."""
    confirmation = await confirming.undo(
        db, caller.company_id, confirmation_id, actor=caller.actor, now=now
    )
    return await _shown(db, confirmation, caller.sales_rep)


async def _shown(db: Db, confirmation: Confirmation, sales_rep: str | None) -> ConfirmationOut:
    company_id = confirmation.company_id
    messages = await deliveries.of_confirmation(db, company_id, confirmation.id)
    customers_wanted = {one.customer_id for one in messages}
    names = await confirmations.names(db, company_id, customers_wanted, sales_rep=sales_rep)
    return showing.confirmation_out(confirmation, names, messages)


@router.post(
    "/actions/{action_id}/skip",
    operation_id="scenarios_skip_action",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=GUARD | problems(ActionNotFound, ActionNotPlanned),
)
async def skip_action(action_id: UUID, body: SkipBody, caller: CanAct, db: Db, now: Now) -> None:
    """Pass over an action today; it comes back with the next day's plan."""
    await finishing.skip(
        db, caller.company_id, action_id, reason=body.reason, actor=caller.actor, now=now
    )


@router.post(
    "/actions/{action_id}/finish",
    operation_id="scenarios_finish_action",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=GUARD
    | problems(
        ActionNotFound,
        ActionNotPlanned,
        ActionNotManual,
        NothingToSend,
        NotAllowed,
        OverrideNotAllowed,
        LetterChanged,
    ),
)
async def finish_action(
    action_id: UUID, body: FinishBody, caller: CanAct, db: Db, now: Now
) -> None:
    """A call, a letter or a visit was done: its receivables move to the next level (MDM-20)."""
    await finishing.finish(
        db,
        caller.company_id,
        action_id,
        receivables=body.receivable_ids,
        comment=body.comment,
        actor=caller.actor,
        may_override_stops=Permission.CONFIGURE in caller.permissions,
        now=now,
    )
