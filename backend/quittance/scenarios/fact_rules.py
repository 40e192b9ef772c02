"""The company's rules for messages that a fact sets off: the stock ones, then its own (QUA-20)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain.fact_rules import STOCK_RULES, Fact
from quittance.domain.scenario import Channel, SendingMode
from quittance.platform import events
from quittance.platform.events import Actor
from quittance.platform.ids import new_id
from quittance.scenarios.errors import (
    FactRuleNotAutomatic,
    FactRuleStale,
    FactRuleWithoutSource,
    FactRuleWithoutText,
)
from quittance.scenarios.events import FactRuleChanged
from quittance.scenarios.models import FactRule
from quittance.templates import queries as templates


async def write_stock(session: AsyncSession, company_id: UUID, *, now: datetime) -> None:
    """The company has a rule for every fact, asleep until a person wakes it; its own ones stay."""
    rows = [_stock(company_id, fact, now) for fact in Fact]
    await session.execute(insert(FactRule).values(rows).on_conflict_do_nothing())


def _stock(company_id: UUID, fact: Fact, now: datetime) -> dict[str, Any]:
    stock = STOCK_RULES[fact]
    return {
        "company_id": company_id,
        "id": new_id(),
        "fact": fact.value,
        "template_kind": stock.template_kind,
        "channel": stock.channel.value,
        "mode": stock.mode.value,
        "delay_days": stock.delay_days,
        "threshold_minor": None,
        "threshold_percent": 90,
        "active_since": None,
        "version": 1,
        "updated_at": now,
    }


async def all_of(session: AsyncSession, company_id: UUID, *, now: datetime) -> Sequence[FactRule]:
    """The company's rules in the order of the facts; the stock's where none is written yet."""
    rows = await session.scalars(select(FactRule).where(FactRule.company_id == company_id))
    known = {row.fact: row for row in rows}
    return [
        known.get(fact.value) or FactRule(**_stock(company_id, fact, now))  # never added
        for fact in Fact
    ]


async def awake(
    session: AsyncSession, company_id: UUID, facts: Collection[Fact]
) -> Mapping[Fact, FactRule]:
    """The rules that answer these facts, where a person has woken them."""
    rows = await session.scalars(
        select(FactRule).where(
            FactRule.company_id == company_id,
            FactRule.fact.in_([fact.value for fact in facts]),
            FactRule.active_since.is_not(None),
        )
    )
    return {Fact(row.fact): row for row in rows}


async def written(session: AsyncSession, company_id: UUID) -> set[tuple[str, str]]:
    """The kinds and channels somebody has written a text for, we or the company."""
    texts = await templates.all_of(session, company_id)
    return {(text.template.kind.value, text.channel.value) for text in texts}


def obstacle(rule: FactRule, texts: Collection[tuple[str, str]]) -> str:
    """Why the rule cannot be woken: `source` (nothing tells us of this fact), `text`, or empty."""
    if not STOCK_RULES[Fact(rule.fact)].has_source:
        return "source"
    return "" if (rule.template_kind, rule.channel) in texts else "text"


async def change(
    session: AsyncSession,
    company_id: UUID,
    fact: Fact,
    changes: Mapping[str, Any],
    *,
    version: int,
    actor: Actor,
    now: datetime,
) -> FactRule:
    """The rule is changed; awake, it answers what happens from now on.

    Raises `FactRuleStale` if somebody was faster, and when it cannot be woken
    `FactRuleWithoutText`, `FactRuleWithoutSource` or `FactRuleNotAutomatic`.
    """
    await write_stock(session, company_id, now=now)
    rule = (
        await session.scalars(
            select(FactRule)
            .where(FactRule.company_id == company_id, FactRule.fact == fact.value)
            .with_for_update()
        )
    ).one()
    if rule.version != version:
        raise FactRuleStale("Somebody changed this rule meanwhile: reload.")
    is_active = changes.get("is_active", rule.active_since is not None)
    changed = {name: value for name, value in changes.items() if name != "is_active"}
    for name, value in changed.items():
        setattr(rule, name, value)
    if rule.mode == SendingMode.AUTOMATIC and rule.channel != Channel.EMAIL:
        raise FactRuleNotAutomatic("Only e-mails leave by themselves.")
    if is_active:
        _refuse_obstacle(obstacle(rule, await written(session, company_id)))
    rule.active_since = (rule.active_since or now) if is_active else None
    rule.version += 1
    rule.updated_at = now
    told = FactRuleChanged(fact=fact.value, is_active=is_active, fields=tuple(sorted(changes)))
    await events.record(session, company_id, told, actor=actor, now=now)
    return rule


def _refuse_obstacle(obstacle: str) -> None:
    match obstacle:
        case "source":
            raise FactRuleWithoutSource("Nothing tells us of this fact yet.")
        case "text":
            raise FactRuleWithoutText("Nobody has written a text for this fact and channel.")
