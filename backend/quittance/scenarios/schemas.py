"""What acting by scenario takes and gives; sums in minor units of the row's currency."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from quittance.platform.schemas import Body, Out
from quittance.scenarios.models import ActionStatus

Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class FreshnessOut(Out):
    """Whether the ledger is recent enough for automatic sending (SAGE-102)."""

    ok: bool
    last_success_at: datetime | None


class TileOut(Out):
    """How many actions wait on a channel (SAGE-77)."""

    channel: str
    actions: int


class GroupOut(Out):
    """One step of one scenario, or one rule: what is ready and what is left out (SAGE-78).

    What a fact set off has a `fact` and no scenario, profile or audience.
    """

    scenario_id: UUID | None
    fact: str | None
    scenario_name: str
    profile: str
    audience: str
    rank: int
    step_kind: str
    label: str
    trigger: str
    channel: str
    mode: str
    currency: str
    ready: int
    excluded: int
    amount_minor: int


class GroupsOut(Out):
    """Today's work: tiles, then groups."""

    as_of: date
    fresh: FreshnessOut
    tiles: list[TileOut]
    groups: list[GroupOut]


class ActionCustomerOut(Out):
    """Whom an action is for."""

    id: UUID
    code: str
    name: str


class RecipientOut(Out):
    """Whom its message is written to."""

    name: str
    email: str


class ActionLineOut(Out):
    """One receivable of an action; one left out is unticked and says why (SAGE-83)."""

    receivable_id: UUID
    number: str
    due_on: date
    days_late: int
    balance_minor: int
    amount_minor: int
    level: int
    included: bool
    excluded_reason: str
    excluded_detail: str
    overridable: bool


class ActionLetterOut(Out):
    """The letter that lies printed for an action, and the file it lies in."""

    delivery_id: UUID
    print_id: UUID
    printed_at: datetime
    pages: int


class ActionOut(Out):
    """One step for one customer and currency (SAGE-80)."""

    id: UUID
    customer: ActionCustomerOut
    scenario_id: UUID | None
    rank: int
    step_kind: str
    label: str
    channel: str
    mode: str
    currency: str
    amount_minor: int
    level: int
    due_on: date
    days_waiting: int
    max_days_late: int
    status: ActionStatus
    ready: bool
    excluded_reason: str
    excluded_detail: str
    overridable: bool
    recipient: RecipientOut | None
    letter: ActionLetterOut | None
    lines: list[ActionLineOut]


class PreviewNote(StrEnum):
    """What a person should know before the message leaves."""

    INTEREST_WITHHELD = "interest_withheld"


class PreviewOut(Out):
    """The real message of this customer, as it would leave now.

    A letter is read in its PDF: `html` and `text` are empty. With `interest_withheld` the interest
    of a formal notice is not claimed, until counsel approves its rates.
    """

    sender: str
    to: list[str]
    reply_to: str
    subject: str
    html: str
    text: str
    release_at: datetime
    notes: list[PreviewNote]


class ChosenAction(Body):
    """An action to confirm; without `receivable_ids`, the ticked ones."""

    id: UUID
    receivable_ids: Annotated[list[UUID], Field(max_length=500)] | None = None


class ConfirmBody(Body):
    """The actions to confirm: any number at once (SAGE-87)."""

    actions: Annotated[list[ChosenAction], Field(min_length=1, max_length=5_000)]


class AmountOut(Out):
    """A sum in one currency."""

    currency: str
    amount_minor: int


class SkippedOut(Out):
    """An action that was not confirmed, and why."""

    action_id: UUID
    code: str
    detail: str


class ConfirmedOut(Out):
    """What was confirmed; nothing leaves before `undo_until`."""

    confirmation_id: UUID
    confirmed: int
    messages: int
    amounts: list[AmountOut]
    skipped: list[SkippedOut]
    undo_until: datetime


class ResultOut(Out):
    """What became of one message of a confirmation (SAGE-87)."""

    action_id: UUID
    customer_id: UUID
    customer_name: str
    address: str
    status: str
    reason: str


class ConfirmationOut(Out):
    """How far a confirmation has come, recipient by recipient."""

    id: UUID
    confirmed_at: datetime
    undo_until: datetime
    undone_at: datetime | None
    total: int
    done: int
    failed: int
    left_out: int
    pending: int
    leaves_at: datetime | None = Field(
        description="The first instant at which what still waits may leave."
    )
    recipients: list[ResultOut]


class SkipBody(Body):
    """Why an action is passed over."""

    reason: Reason = ""


class FinishBody(Body):
    """What was done by hand: a call, a letter posted, a visit (SAGE-69, SAGE-70, MDM-20)."""

    comment: Reason = ""
    receivable_ids: Annotated[list[UUID], Field(max_length=500)] | None = None


class PrintBody(Body):
    """The letters to print, in their order; on both sides each begins on a sheet of its own."""

    actions: Annotated[list[ChosenAction], Field(min_length=1, max_length=1_000)]
    duplex: bool = False


class PrintedOut(Out):
    """One PDF at `/v1/letter-prints/{id}/file`; `id` is null where no letter could be made."""

    id: UUID | None
    letters: int
    pages: int
    skipped: list[SkippedOut]


class FinishLettersBody(Body):
    """The actions whose printed letters were posted."""

    actions: Annotated[list[UUID], Field(min_length=1, max_length=5_000)]
    comment: Reason = ""
