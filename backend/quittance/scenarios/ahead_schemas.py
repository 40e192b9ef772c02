"""Why a customer is reminded or not, and the days ahead, as they leave through HTTP."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from quittance.platform.schemas import Out


class AheadOut(Out):
    """One message to come: its day, its step, what it would ask for and of which receivables."""

    on: date
    rank: int
    step_kind: str
    label: str
    channel: str
    mode: str
    currency: str
    amount_minor: int
    receivable_ids: list[UUID]


class AgendaOut(Out):
    """What leaves in so many days from `as_of` on, if nothing is paid meanwhile."""

    as_of: date
    days: int
    steps: list[AheadOut]


class NextStepOut(Out):
    """What comes next for a customer, and when."""

    label: str
    channel: str
    due_on: date


class LineExplainedOut(Out):
    """One receivable: `due_today`, `later`, `excluded`, `in_flight` or `done`, and why."""

    receivable_id: UUID
    number: str
    verdict: str
    code: str
    reason: str
    due_on: date | None
    step_label: str
    until: date | None


class ExplainedOut(Out):
    """Why this customer is, or is not, reminded on that day."""

    as_of: date
    may_be_reminded: bool
    code: str
    reason: str
    scenario_name: str
    next_step: NextStepOut | None
    due_today: int
    left_out: int
    receivables: list[LineExplainedOut]
