"""From facts to actions: each fact a rule answers becomes one action, once (QUA-20).

Whoever finds facts (a customer's events, a look at the ledger) hands them in here; the fact is
noted as answered in the transaction that plans its message, so asking twice plans it once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain.business_days import first_open_day
from quittance.domain.explain import Caution
from quittance.domain.fact_rules import STOCK_RULES, Fact, is_too_old
from quittance.domain.holds import HoldKind
from quittance.domain.next_step import SILENCES_THANKS
from quittance.domain.scenario import THANK_YOU_RANK, Channel, SendingMode, StepKind
from quittance.platform.ids import new_id
from quittance.receivables import holds
from quittance.receivables import queries as receivables
from quittance.receivables.models import Receivable, ReceivableStatus
from quittance.scenarios import facts
from quittance.scenarios.approving import NO_ADDRESS
from quittance.scenarios.models import Action, ActionLine, ActionStatus, FactRule
from quittance.scenarios.planning import Setting
from quittance.scenarios.portions import portions_of_lines

# A load tells of tens of thousands at once: they are one parameter, not four each.
NOTE = text("""
    INSERT INTO answered_facts (company_id, rule_id, fact_id, answered_at)
    SELECT :company, :rule, id, :now FROM unnest(CAST(:facts AS uuid[])) AS told (id)
    ON CONFLICT DO NOTHING RETURNING fact_id
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A fact about a customer: its day, the receivables it bears on, and what a message tells.

    `ids` are the facts it answers: several payments of a day are thanked for together.
    """

    ids: tuple[UUID, ...]
    customer_id: UUID
    currency: str
    on: date
    receivables: tuple[UUID, ...] = ()
    tells: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Known:
    """What there is to know of the customers the facts are about."""

    rows: Mapping[UUID, Receivable]
    audiences: Mapping[UUID, facts.Audience]
    reachable: Collection[UUID]
    silenced: Mapping[UUID, HoldKind]


async def plan_facts(
    session: AsyncSession, known: Setting, rule: FactRule, told: Sequence[Told], *, now: datetime
) -> list[Action]:
    """The actions these facts set off, planned; those already answered set off nothing.

    A customer nothing may be said to, or who cannot be written to, gets none: the action is there,
    dropped, with the reason. Nothing is said of facts over fifteen days old.
    """
    fresh = [one for one in told if not is_too_old(one.on, known.as_of)]
    news = await _note(session, rule, {id for one in fresh for id in one.ids}, now)
    unsaid = [one for one in fresh if news.issuperset(one.ids)]
    actions: list[Action] = []
    for some in portions_of_lines(unsaid, lambda one: max(len(one.receivables), 10)):
        actions += await _plan_some(session, known, rule, some, now=now)
    return actions


async def _plan_some(
    session: AsyncSession, known: Setting, rule: FactRule, unsaid: Sequence[Told], *, now: datetime
) -> list[Action]:
    """The actions of facts nobody has answered, in as many statements as for one."""
    company_id = known.company.id
    about = await _known(session, company_id, unsaid, as_of=known.as_of)
    actions: list[Action] = []
    lines: list[ActionLine] = []
    for one in unsaid:
        rows = [about.rows[id] for id in one.receivables if id in about.rows]
        if Fact(rule.fact) is Fact.PAYMENT_RECEIVED:
            rows = _to_thank_for(rows, known, about.audiences[one.customer_id])
            if not rows:
                continue
        reason = _objection(rule, one.customer_id, about)
        action = _action(rule, one, rows, known, reason=reason, now=now)
        actions.append(action)
        lines += [_line(action, row) for row in rows]
    session.add_all(actions)
    await session.flush()
    session.add_all(lines)
    await session.flush()
    return actions


async def _note(
    session: AsyncSession, rule: FactRule, ids: Collection[UUID], now: datetime
) -> set[UUID]:
    """The facts nobody had answered by this rule; from here on they are."""
    if not ids:
        return set()
    noted = await session.scalars(
        NOTE,
        {"company": rule.company_id, "rule": rule.id, "facts": sorted(ids), "now": now},
    )
    return set(noted)


async def _known(
    session: AsyncSession, company_id: UUID, told: Sequence[Told], *, as_of: date
) -> _Known:
    customers = {one.customer_id for one in told}
    standing = await holds.standing(session, company_id, customers)
    silenced = {
        row.customer_id: rule.kind
        for row in standing
        if row.receivable_id is None
        and (rule := holds.as_rule(row)).kind in SILENCES_THANKS
        and rule.is_active(as_of)
    }
    named = {id for one in told for id in one.receivables}
    return _Known(
        await receivables.by_ids(session, company_id, named),
        await facts.audiences(session, company_id, customers),
        set(await facts.recipients(session, company_id, customers)),
        silenced,
    )


def _to_thank_for(
    rows: Sequence[Receivable], known: Setting, audience: facts.Audience
) -> list[Receivable]:
    """What is paid, lettered and not thanked for; none of it where the scenario does the thanks."""
    defined = known.definitions.of(audience.profile_id, has_email=audience.has_email)
    if defined and defined.rules.active and defined.rules.thank_you:
        return []
    return [
        row
        for row in rows
        if row.status is ReceivableStatus.CLOSED
        and row.reconciled_on is not None
        and not is_too_old(row.reconciled_on, known.as_of)
        and row.thanked_on is None
        and not row.first_load
    ]


def _action(
    rule: FactRule,
    told: Told,
    rows: Sequence[Receivable],
    known: Setting,
    *,
    reason: str,
    now: datetime,
) -> Action:
    stock = STOCK_RULES[Fact(rule.fact)]
    is_thanks = stock.step_kind is StepKind.THANK_YOU
    return Action(
        company_id=rule.company_id,
        id=new_id(),
        customer_id=told.customer_id,
        scenario_id=None,
        fact_rule_id=rule.id,
        rank=THANK_YOU_RANK if is_thanks else 0,
        step_kind=stock.step_kind.value if stock.step_kind else "",
        channel=rule.channel,
        mode=_mode(rule, known.cautions, reads_ledger=stock.reads_ledger),
        template_kind=rule.template_kind,
        currency=told.currency,
        amount_minor=sum(_said_minor(row) for row in rows),
        level=max((row.level for row in rows), default=0),
        due_on=first_open_day(told.on + timedelta(days=rule.delay_days), known.calendar),
        status=ActionStatus.DROPPED if reason else ActionStatus.PLANNED,
        excluded_reason=reason,
        fact=dict(told.tells),
        finished_at=now if reason else None,
        created_at=now,
    )


def _objection(rule: FactRule, customer_id: UUID, about: _Known) -> str:
    """Why nothing is said to the customer, if so."""
    if customer_id in about.silenced:
        return about.silenced[customer_id].value
    is_mute = rule.channel == Channel.EMAIL and customer_id not in about.reachable
    return NO_ADDRESS if is_mute else ""


def _mode(rule: FactRule, cautions: Collection[Caution], *, reads_ledger: bool) -> str:
    """A caution makes what would leave by itself wait for a person.

    A stale ledger says nothing against answering what a person has just told us.
    """
    against = set(cautions) if reads_ledger else set(cautions) - {Caution.STALE_LEDGER}
    is_automatic = rule.mode == SendingMode.AUTOMATIC
    return SendingMode.TO_CONFIRM.value if is_automatic and against else rule.mode


def _said_minor(row: Receivable) -> int:
    """What the message shows of a receivable: the sum paid if it is settled, else what is owed."""
    is_paid = row.status is ReceivableStatus.CLOSED
    return row.amount_minor if is_paid else max(row.balance_minor, 0)


def _line(action: Action, row: Receivable) -> ActionLine:
    return ActionLine(
        company_id=action.company_id,
        action_id=action.id,
        receivable_id=row.id,
        amount_minor=_said_minor(row),
        level=row.level,
        reaches=None,
        included=True,
    )
