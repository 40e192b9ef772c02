"""Scenarios, in and out; sums in minor units of the company's currency."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import EmailStr, Field, StringConstraints

from quittance.domain import scenario as rules
from quittance.platform.schemas import Body, Day, Out
from quittance.scenarios.editing import DraftStep

ScenarioName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)
]
Address = Annotated[EmailStr, Field(max_length=254)]
# Those by which a step can really be done; nobody carries the others yet.
StepChannel = Literal["email", "letter", "registered_letter", "phone", "other"]
StepText = Literal[
    "pre_notice",
    "first_reminder",
    "reminder_1",
    "reminder_2",
    "reminder_3",
    "formal_notice",
    "payment_received",
]


class StepBody(Body):
    """One step: its days are counted from `anchor`, negative before it.

    The rank of a reminder is the level it brings a receivable to. `copies` are the addresses of
    colleagues who read an e-mail along. `minimum_minor` is the least its message may ask for.
    """

    rank: Annotated[int, Field(ge=rules.PRE_NOTICE_RANK, le=rules.THANK_YOU_RANK)]
    kind: rules.StepKind
    anchor: rules.Anchor
    offset_days: Annotated[int, Field(ge=-90, le=365)]
    channel: StepChannel
    mode: rules.SendingMode
    template_kind: StepText
    minimum_minor: Annotated[int, Field(ge=0, le=2_000_000_000)] = 0
    ignore_previous: bool = False
    is_active: bool = True
    copies: list[Address] = Field(default_factory=list, max_length=5)

    def as_rule(self) -> DraftStep:
        """The step as the rules read it, and who reads along."""
        rule = rules.Step(
            rank=self.rank,
            kind=self.kind,
            anchor=self.anchor,
            offset_days=self.offset_days,
            channel=rules.Channel(self.channel),
            mode=self.mode,
            template_kind=self.template_kind,
            minimum_amount_minor=self.minimum_minor,
            ignore_previous=self.ignore_previous,
            active=self.is_active,
        )
        return DraftStep(rule, tuple(self.copies))


Steps = Annotated[list[StepBody], Field(min_length=1, max_length=rules.THANK_YOU_RANK + 1)]


class ScenarioChanges(Body):
    """What changes of a scenario; what is not named stays. `steps` are all of them, in any order.

    By `account` one message lists the whole account at its highest level; by `level` each level
    has its own.
    """

    name: ScenarioName = Field(default_factory=str)
    grouping: rules.Grouping = rules.Grouping.LEVEL
    is_active: bool = True
    steps: Steps = Field(default_factory=list)


class TimetableBody(Body):
    """Steps to try, and the day they count from: an invoice's due date, or its own date."""

    steps: Steps
    reference_on: Day


class StepOut(Out):
    """One step of a scenario."""

    rank: int
    kind: str
    label: str
    trigger: str
    anchor: str
    offset_days: int
    channel: str
    mode: str
    template_kind: str
    minimum_minor: int
    ignore_previous: bool
    is_active: bool
    copies: list[str]


class ScenarioOut(Out):
    """The steps for one profile and audience, and how many customers follow them."""

    id: UUID
    name: str
    profile: str
    audience: str
    grouping: str
    is_active: bool
    customers: int
    version: int
    updated_at: datetime
    steps: list[StepOut]


class DatedStepOut(Out):
    """A step on the day it leaves; `code` and `reason` say what settled that day."""

    rank: int
    step_kind: str
    label: str
    on: date
    code: str
    reason: str


class TimetableOut(Out):
    """What one invoice lives through if nobody pays, working days applied."""

    reference_on: date
    steps: list[DatedStepOut]
