"""Rules for facts, in and out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from quittance.domain.fact_rules import Fact
from quittance.domain.scenario import SendingMode
from quittance.platform.schemas import Body, Out

RuleChannel = Literal["email", "letter"]


class FactRuleBody(Body):
    """What changes of a rule; what is not named stays.

    `delay_days` are counted from the fact. `threshold_minor` is what makes a balance large, in the
    company's currency; `threshold_percent` what share of a credit limit is close to it.
    """

    channel: RuleChannel = "email"
    mode: SendingMode = SendingMode.TO_CONFIRM
    delay_days: Annotated[int, Field(ge=0, le=15)] = 0
    threshold_minor: Annotated[int, Field(gt=0, le=10**15)] | None = None
    threshold_percent: Annotated[int, Field(ge=50, le=100)] = 90
    is_active: bool = False


class FactRuleOut(Out):
    """What a fact sets off: the text, the channel, who says yes, and whether it is awake.

    `missing` says why it cannot be woken: `text` (nobody wrote one), `source` (nothing tells us of
    this fact yet), or nothing.
    """

    fact: Fact
    trigger: str
    template_kind: str
    channel: str
    mode: str
    delay_days: int
    threshold_minor: int | None
    threshold_percent: int
    is_active: bool
    active_since: datetime | None
    missing: Literal["", "text", "source"]
    version: int
