"""The days ahead as they leave through HTTP."""

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
