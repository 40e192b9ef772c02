"""What follows from what happened; read it to know how the product behaves.

The sealer calls `react` once for each batch of facts of one company, in the transaction that
seals them: what follows is due exactly when the fact is in the chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import events as accounts
from quittance.customers import events as customers
from quittance.deliveries import events as deliveries
from quittance.domain.fact_rules import Fact
from quittance.payments import service as payment_service
from quittance.platform import due_work
from quittance.platform.events import EventRow
from quittance.portal import events as portal
from quittance.portal import messages as portal_messages
from quittance.promises import events as promises
from quittance.promises import service as promise_service
from quittance.receivables import events as receivables
from quittance.scenarios import definitions, fact_rules
from quittance.scenarios import events as scenarios
from quittance.scenarios.fact_answers import FACT_OF
from quittance.scenarios.fact_watch import WATCHED
from quittance.webhooks import service as webhooks

# A fact about a customer after which its plan is computed again. What a load changes is not here:
# the load itself asks for one plan of all it touched.
REPLAN_CUSTOMER: frozenset[str] = frozenset(
    event.type
    for event in (
        receivables.LevelChanged,
        receivables.HoldPlaced,
        receivables.HoldReleased,
        promises.PromiseBroken,
        deliveries.DeliveryRefused,
        deliveries.DeliveryReturned,
        scenarios.ReminderDone,
    )
)

# The settings of the company by which all its customers are planned.
PLANNED_BY: frozenset[str] = frozenset(
    {"minimum_minor", "contacts_per_period", "contact_period_days", "time_zone"}
)

# A fact about a customer after which its pending promises are judged again.
JUDGE_PROMISES: frozenset[str] = frozenset(
    event.type
    for event in (
        receivables.ReceivablePaid,
        receivables.ReceivablePartPaid,
        receivables.ReceivableReopened,
    )
)


async def react(
    session: AsyncSession, company_id: UUID, rows: Sequence[EventRow], now: datetime
) -> None:
    """Plans are due again, promises judged, rules awake, links renewed, partners told."""
    await due_work.schedule(
        session, company_id, "plan_customer", _customers(rows, REPLAN_CUSTOMER), now
    )
    paying = _customers(rows, JUDGE_PROMISES)
    if paying:
        await promise_service.settle_on_payment(session, company_id, paying, now=now)
        await payment_service.confirm_paid(session, company_id, paying, now=now)
    changed = _changed_scenarios(rows)
    if _is_planned_otherwise(rows):
        changed.update(await definitions.ids(session, company_id))
    await due_work.schedule(session, company_id, "plan_scenario", changed, now)
    await _set_off_messages(session, company_id, rows, now)
    await _start(session, company_id, rows, now)
    await portal_messages.send_renewals(session, company_id, _renewals(rows), now=now)
    await webhooks.fan_out(session, company_id, rows, now)


async def _set_off_messages(
    session: AsyncSession, company_id: UUID, rows: Sequence[EventRow], now: datetime
) -> None:
    """Rules that are awake answer what happened, and what a load has shown (QUA-20)."""
    told = _customers(rows, frozenset(FACT_OF))
    is_loaded = any(row.type == receivables.LedgerLoaded.type for row in rows)
    if not told and not is_loaded:
        return
    awake = await fact_rules.awake(session, company_id, list(Fact))
    if awake.keys() & set(FACT_OF.values()):
        await due_work.schedule(session, company_id, "answer_facts", told, now)
    if is_loaded and awake.keys() & set(WATCHED):
        await due_work.schedule(session, company_id, "answer_load", company_id, now)


async def _start(
    session: AsyncSession, company_id: UUID, rows: Sequence[EventRow], now: datetime
) -> None:
    """A new company has the rules for facts, a new profile the stock scenarios (SAGE-96)."""
    if any(row.type == accounts.CompanyOpened.type for row in rows):
        await fact_rules.write_stock(session, company_id, now=now)
    profiles = {
        UUID(row.payload["profile_id"]) for row in rows if row.type == customers.ProfileCreated.type
    }
    await definitions.start_profiles(session, company_id, profiles, now=now)


def _customers(rows: Sequence[EventRow], types: frozenset[str]) -> set[UUID]:
    return {row.customer_id for row in rows if row.customer_id and row.type in types}


def _changed_scenarios(rows: Sequence[EventRow]) -> set[UUID]:
    changed = scenarios.ScenarioChanged.type
    return {UUID(row.payload["scenario_id"]) for row in rows if row.type == changed}


def _is_planned_otherwise(rows: Sequence[EventRow]) -> bool:
    settings = accounts.CompanyChanged.type
    return any(row.type == settings and PLANNED_BY & {*row.payload["fields"]} for row in rows)


def _renewals(rows: Sequence[EventRow]) -> dict[UUID, UUID]:
    """The links asked for again, by the fact that says so."""
    asked = portal.PortalRenewalRequested.type
    return {row.id: UUID(row.payload["link_id"]) for row in rows if row.type == asked}
