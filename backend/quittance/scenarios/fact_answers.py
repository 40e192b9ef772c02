"""What a customer's sealed events set off: thanks for a payment, the receipt of a promise (QUA-20).

The events themselves are the list of what is to be answered, so nothing is lost between the fact
and its message, whenever the worker dies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.disputes import queries as disputes
from quittance.disputes.events import DisputeClosed, DisputeOpened
from quittance.disputes.models import Dispute
from quittance.domain.fact_rules import OLDEST_FACT, Fact
from quittance.platform.clock import day_in
from quittance.platform.events import EventRow
from quittance.promises.events import PromiseBroken, PromiseMade
from quittance.receivables.events import ReceivablePaid, ReceivablePartPaid
from quittance.scenarios import fact_rules, planning
from quittance.scenarios.fact_actions import Told, plan_facts
from quittance.scenarios.models import Action, AnsweredFact, FactRule

FACT_OF: Mapping[str, Fact] = {
    ReceivablePaid.type: Fact.PAYMENT_RECEIVED,
    ReceivablePartPaid.type: Fact.PARTIAL_PAYMENT,
    PromiseMade.type: Fact.PROMISE_MADE,
    PromiseBroken.type: Fact.PROMISE_BROKEN,
    DisputeOpened.type: Fact.DISPUTE_OPENED,
    DisputeClosed.type: Fact.DISPUTE_CLOSED,
}


async def answer_customer(
    session: AsyncSession, company_id: UUID, customer_id: UUID, *, now: datetime
) -> list[Action]:
    """The actions that what happened to this customer sets off; none for what is answered."""
    rules = await fact_rules.awake(session, company_id, set(FACT_OF.values()))
    if not rules:
        return []
    rows = await _unanswered(session, company_id, customer_id, rules, now)
    by_fact: dict[Fact, list[EventRow]] = defaultdict(list)
    for row in rows:
        by_fact[FACT_OF[row.type]].append(row)
    if not by_fact:
        return []
    company = await accounts.company(session, company_id)
    as_of = planning.plan_day(company, now)
    known = await planning.setting(session, company_id, as_of=as_of)
    named = {UUID(row.payload["dispute_id"]) for row in rows if "dispute_id" in row.payload}
    contested = await disputes.by_ids(session, company_id, named)
    actions: list[Action] = []
    for fact, several in by_fact.items():
        told = (
            _payments(customer_id, several)
            if fact is Fact.PAYMENT_RECEIVED
            else [_told(customer_id, row, company.time_zone, contested) for row in several]
        )
        actions += await plan_facts(session, known, rules[fact], told, now=now)
    return actions


async def _unanswered(
    session: AsyncSession,
    company_id: UUID,
    customer_id: UUID,
    rules: Mapping[Fact, FactRule],
    now: datetime,
) -> list[EventRow]:
    """The customer's sealed facts of the last days that a rule was awake for, in their order."""
    types = [type for type, fact in FACT_OF.items() if fact in rules]
    answered = select(AnsweredFact.fact_id).where(
        AnsweredFact.company_id == company_id,
        AnsweredFact.rule_id.in_([rule.id for rule in rules.values()]),
        AnsweredFact.fact_id == EventRow.id,
    )
    rows = await session.scalars(
        select(EventRow)
        .where(
            EventRow.company_id == company_id,
            EventRow.customer_id == customer_id,
            EventRow.seq.is_not(None),
            EventRow.type.in_(types),
            EventRow.occurred_at > now - OLDEST_FACT,
            ~answered.exists(),
        )
        .order_by(EventRow.seq)
    )
    return [row for row in rows if _is_awake(rules[FACT_OF[row.type]], row)]


def _is_awake(rule: FactRule, row: EventRow) -> bool:
    """Whether the rule was awake when it happened."""
    return rule.active_since is not None and row.occurred_at >= rule.active_since


def _payments(customer_id: UUID, rows: Sequence[EventRow]) -> list[Told]:
    """One word of thanks for all that was paid, in each currency."""
    paid: dict[str, list[EventRow]] = defaultdict(list)
    for row in rows:
        paid[row.payload["currency"]].append(row)
    return [
        Told(
            ids=tuple(row.id for row in several),
            customer_id=customer_id,
            currency=currency,
            on=max(date.fromisoformat(row.payload["paid_on"]) for row in several),
            receivables=tuple(dict.fromkeys(UUID(row.payload["receivable_id"]) for row in several)),
        )
        for currency, several in paid.items()
    ]


def _told(customer_id: UUID, row: EventRow, zone: str, contested: Mapping[UUID, Dispute]) -> Told:
    payload = row.payload
    on = day_in(zone, row.occurred_at)
    match FACT_OF[row.type]:
        case Fact.PARTIAL_PAYMENT:
            named = [payload["receivable_id"]]
            on = date.fromisoformat(payload["paid_on"])
            tells = {"amount_minor": payload["received_minor"], "on": payload["paid_on"]}
        case Fact.PROMISE_MADE | Fact.PROMISE_BROKEN:
            named = payload["receivable_ids"]
            tells = {"amount_minor": payload["amount_minor"], "on": payload["due_on"]}
        case _:
            named = payload["receivable_ids"]
            dispute = contested[UUID(payload["dispute_id"])]
            tells = {
                "amount_minor": dispute.contested_minor,
                "on": on.isoformat(),
                "reason": dispute.reason.value,
                "outcome": payload.get("outcome", ""),
            }
    return Told(
        ids=(row.id,),
        customer_id=customer_id,
        currency=payload.get("currency") or _currency(payload, contested),
        on=on,
        receivables=tuple(UUID(id) for id in named),
        tells=tells,
    )


def _currency(payload: Mapping[str, Any], contested: Mapping[UUID, Dispute]) -> str:
    return contested[UUID(payload["dispute_id"])].currency
