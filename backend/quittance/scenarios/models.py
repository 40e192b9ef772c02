"""Who to chase, when, how: scenarios, their steps, and the actions planned from them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from quittance.platform.tables import (
    Base,
    Owned,
    as_text,
    currency_code,
    minor,
    owned_by_company,
    refers_to,
)


class ActionStatus(StrEnum):
    """A planned step of one customer, until it is done or dropped."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"  # approved, its deliveries are queued
    DONE = "done"
    DROPPED = "dropped"  # the last look found nothing left to claim
    SKIPPED = "skipped"  # by a person
    FAILED = "failed"


class Scenario(Owned, Base):
    """The steps for one profile and audience (SAGE-96)."""

    __tablename__ = "scenarios"
    __table_args__ = (
        owned_by_company(),
        refers_to("profiles", "profile_id"),
        UniqueConstraint("company_id", "profile_id", "audience"),
    )

    name: Mapped[str] = mapped_column(String(100))
    profile_id: Mapped[UUID]
    audience: Mapped[str] = mapped_column(String(20))  # with_email, without_email
    grouping: Mapped[str] = mapped_column(String(20), default="level")  # level, account
    is_active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]


class ScenarioStep(Owned, Base):
    """One step of a scenario (SAGE-97…99)."""

    __tablename__ = "scenario_steps"
    __table_args__ = (
        owned_by_company(),
        refers_to("scenarios", "scenario_id"),
        UniqueConstraint("company_id", "scenario_id", "rank"),
    )

    scenario_id: Mapped[UUID]
    rank: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str] = mapped_column(String(20))
    anchor: Mapped[str] = mapped_column(String(20))
    offset_days: Mapped[int] = mapped_column(SmallInteger)
    channel: Mapped[str] = mapped_column(String(20))
    mode: Mapped[str] = mapped_column(String(20))
    template_kind: Mapped[str] = mapped_column(String(40))
    minimum_minor: Mapped[int] = mapped_column(default=0)
    ignore_previous: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    copies: Mapped[list[str]] = mapped_column(default=list)


class FactRule(Owned, Base):
    """What a fact sets off: a message, its channel, and who says yes to it (QUA-20).

    It answers facts since `active_since`, so that nothing is said of what came before.
    `threshold_minor` is what makes a balance large, `threshold_percent` what share of a credit
    limit is close to it.
    """

    __tablename__ = "fact_rules"
    __table_args__ = (owned_by_company(), UniqueConstraint("company_id", "fact"))

    fact: Mapped[str] = mapped_column(String(40))
    template_kind: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(20))
    mode: Mapped[str] = mapped_column(String(20))
    delay_days: Mapped[int] = mapped_column(SmallInteger, default=0)
    threshold_minor: Mapped[int | None] = mapped_column(BigInteger)
    threshold_percent: Mapped[int] = mapped_column(SmallInteger, default=90)
    active_since: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]


class AnsweredFact(Base):
    """A fact that a rule has answered: it never does so twice, whoever asks again."""

    __tablename__ = "answered_facts"
    __table_args__ = (owned_by_company(), refers_to("fact_rules", "rule_id"))

    company_id: Mapped[UUID] = mapped_column(primary_key=True)
    rule_id: Mapped[UUID] = mapped_column(primary_key=True)
    fact_id: Mapped[UUID] = mapped_column(primary_key=True)
    answered_at: Mapped[datetime]


class Action(Owned, Base):
    """One step for one customer and currency, with the receivables it speaks of.

    A rule's action has no scenario and no step: `fact` keeps what its message tells of.

    `excluded_reason` says why nothing can leave (all lines held, no address, cap…).
    `pinned` marks what a person touched: replanning may take lines out, never add.
    """

    __tablename__ = "actions"
    __table_args__ = (
        owned_by_company(),
        refers_to("customers", "customer_id"),
        refers_to("scenarios", "scenario_id"),
        refers_to("fact_rules", "fact_rule_id"),
        CheckConstraint("num_nonnulls(scenario_id, fact_rule_id) = 1", name="one_origin"),
        Index(
            "uq_actions_planned",
            "company_id",
            "customer_id",
            "scenario_id",
            "rank",
            "currency",
            unique=True,
            postgresql_where=text("status = 'planned'"),
        ),
        Index(
            "ix_actions_to_do",  # a group, in the order of its list
            "company_id",
            "scenario_id",
            "rank",
            "currency",
            text("(excluded_reason <> '')"),
            text("amount_minor DESC"),
            "id",
            postgresql_where=text("status = 'planned'"),
        ),
        Index(
            "ix_actions_confirmed",
            "company_id",
            "customer_id",
            postgresql_where=text("status = 'confirmed'"),
        ),
        Index(None, "company_id", "customer_id", "created_at"),
        Index(
            "ix_actions_done",
            "company_id",
            "done_on",
            postgresql_include=["channel", "customer_id"],
            postgresql_where=text("done_on IS NOT NULL"),
        ),
        Index(
            "ix_actions_confirmation_id",
            "company_id",
            "confirmation_id",
            postgresql_where=text("confirmation_id IS NOT NULL"),
        ),
    )

    customer_id: Mapped[UUID]
    scenario_id: Mapped[UUID | None]
    fact_rule_id: Mapped[UUID | None]
    rank: Mapped[int] = mapped_column(SmallInteger)
    step_kind: Mapped[str] = mapped_column(String(20))  # empty where no step is done
    channel: Mapped[str] = mapped_column(String(20))
    mode: Mapped[str] = mapped_column(String(20))
    template_kind: Mapped[str] = mapped_column(String(40))
    currency: Mapped[str] = currency_code()
    amount_minor: Mapped[int] = minor()
    level: Mapped[int] = mapped_column(SmallInteger)
    due_on: Mapped[date]
    status: Mapped[ActionStatus] = mapped_column(as_text(ActionStatus))
    excluded_reason: Mapped[str] = mapped_column(String(40), default="")
    excluded_until: Mapped[date | None]
    pinned: Mapped[bool] = mapped_column(default=False)
    confirmation_id: Mapped[UUID | None]
    confirmed_by: Mapped[UUID | None]
    confirmed_at: Mapped[datetime | None]
    approved: Mapped[dict[str, Any] | None]  # receivable → amount
    fact: Mapped[dict[str, Any] | None]
    planned_for: Mapped[date | None]  # the day a confirmed action leaves
    done_on: Mapped[date | None]  # the company's day it was really done
    finished_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class ActionLine(Base):
    """One receivable of an action; a held one is listed, unticked, with its reason (SAGE-83).

    `reaches` is the level it has once the action is done; None for one that is only shown.
    """

    __tablename__ = "action_lines"
    __table_args__ = (
        owned_by_company(),
        refers_to("actions", "action_id", ondelete="CASCADE"),
        refers_to("receivables", "receivable_id"),
        Index(None, "company_id", "receivable_id"),
    )

    company_id: Mapped[UUID] = mapped_column(primary_key=True)
    action_id: Mapped[UUID] = mapped_column(primary_key=True)
    receivable_id: Mapped[UUID] = mapped_column(primary_key=True)
    amount_minor: Mapped[int] = minor()
    level: Mapped[int] = mapped_column(SmallInteger)
    reaches: Mapped[int | None] = mapped_column(SmallInteger)
    included: Mapped[bool]
    excluded_reason: Mapped[str] = mapped_column(String(40), default="")
    excluded_until: Mapped[date | None]


class Confirmation(Owned, Base):
    """One confirmation of any number of actions; it can be undone until the messages are due."""

    __tablename__ = "confirmations"
    __table_args__ = (owned_by_company(),)

    confirmed_by: Mapped[UUID | None]
    confirmed_at: Mapped[datetime]
    undo_until: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    actions: Mapped[int]
