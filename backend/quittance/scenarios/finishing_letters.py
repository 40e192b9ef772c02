"""Printed letters that a person says posted, with a time to undo (MDM-25).

Their actions are confirmed like any other; once the time to undo is over each letter is compared
with the facts a last time, and the step is reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.deliveries import letter_queries, posting
from quittance.platform import events
from quittance.platform.clock import day_in
from quittance.platform.events import Actor
from quittance.scenarios import confirming, planning, queries
from quittance.scenarios.approving import NOT_PLANNED, Skipped
from quittance.scenarios.confirming import UNDO_TIME, Confirmed
from quittance.scenarios.events import ActionsConfirmed
from quittance.scenarios.models import Action, ActionStatus
from quittance.scenarios.printing import NOT_PRINTED, why_not


async def finish_letters(
    session: AsyncSession,
    company_id: UUID,
    actions: Sequence[UUID],
    *,
    comment: str,
    actor: Actor,
    undo_time: timedelta = UNDO_TIME,
    now: datetime,
) -> Confirmed:
    """The printed letters of these actions are posted, once the time to undo is over.

    One that was not printed, or no longer says what is owed, is skipped with its reason.
    """
    await planning.take_turn(session, company_id)
    company = await accounts.company(session, company_id)
    rows = await queries.lock(session, company_id, actions)
    lying = await letter_queries.printed(session, company_id, list(rows), lock=True)
    why = await posting.changed(session, company_id, list(lying.values()), now=now)
    skipped: list[Skipped] = []
    posted: list[Action] = []
    for action_id in dict.fromkeys(actions):
        action = rows.get(action_id)
        if action is None or action.status is not ActionStatus.PLANNED:
            skipped.append(Skipped(action_id, *why_not(NOT_PLANNED)))
        elif action_id not in lying:
            skipped.append(Skipped(action_id, *why_not(NOT_PRINTED)))
        elif action_id in why:
            skipped.append(Skipped(action_id, *why_not(posting.CHANGED)))
        else:
            posted.append(action)
    confirmation = confirming.begin(
        session, company_id, len(posted), actor=actor, undo_time=undo_time, now=now
    )
    today = day_in(company.time_zone, now)
    for action in posted:
        lines = lying[action.id].lines
        approved = {UUID(line["receivable_id"]): line["approved_minor"] for line in lines}
        confirming.mark(action, confirmation, approved, leaves_on=today)
        action.amount_minor = lying[action.id].amount_minor  # what the paper asks
    if posted:
        await posting.queue_posted(
            session,
            company_id,
            [lying[action.id] for action in posted],
            confirmation_id=confirmation.id,
            not_before=confirmation.undo_until,
        )
        fact = ActionsConfirmed(
            confirmation_id=confirmation.id, actions=len(posted), comment=comment
        )
        await events.record(session, company_id, fact, actor=actor, now=now)
    return Confirmed(confirmation, tuple(posted), len(posted), tuple(skipped))
