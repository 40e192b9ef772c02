"""The five answers a debtor may give (SID-14…18), as forms and programs send them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from quittance.domain.dispute_reason import DisputeReason
from quittance.platform.schemas import Body, Day, Sum
from quittance.portal.models import AnswerKind

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class PayBy(StrEnum):
    """How a debtor pays or has paid."""

    TRANSFER = "transfer"
    CHEQUE = "cheque"
    CARD = "card"
    DIRECT_DEBIT = "direct_debit"
    CASH = "cash"
    OTHER = "other"


class PaidReply(Body):
    """Payment already made (SID-14)."""

    kind: Literal[AnswerKind.PAID]
    paid_on: Day
    method: PayBy
    reference: Annotated[str, StringConstraints(strip_whitespace=True, max_length=140)] = ""
    remarks: Text = ""


class UpcomingReply(Body):
    """Upcoming payment (SID-15, SID-30); `method` is the mandatory "Détails" (SID-39).

    With `first_minor` and `second_on`, that much is paid on `due_on` and the rest on `second_on`.
    """

    kind: Literal[AnswerKind.UPCOMING]
    due_on: Day
    method: PayBy
    first_minor: Sum | None = None
    second_on: Day | None = None
    remarks: Text = ""


class DisputeReply(Body):
    """Dispute (SID-16); a part may be contested of exactly one receivable."""

    kind: Literal[AnswerKind.DISPUTE]
    reason: DisputeReason
    details: Text = ""
    amount_minor: Sum | None = None


class StatusReply(Body):
    """Free text (SID-17)."""

    kind: Literal[AnswerKind.STATUS]
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class ConfirmReply(Body):
    """The debtor agrees with the status shown (SID-18)."""

    kind: Literal[AnswerKind.CONFIRM]
    remarks: Text = ""


Reply = Annotated[
    PaidReply | UpcomingReply | DisputeReply | StatusReply | ConfirmReply,
    Field(discriminator="kind"),
]
REPLY: TypeAdapter[Reply] = TypeAdapter(Reply)


def stored(reply: Reply) -> dict[str, Any]:
    """The fields of a reply as a row keeps them."""
    return reply.model_dump(mode="json", exclude={"kind"}, exclude_none=True)


def reread(kind: AnswerKind, fields: dict[str, Any]) -> Reply:
    """The reply a row keeps."""
    return REPLY.validate_python({"kind": kind, **fields})


def words_of(reply: Reply) -> str:
    """What the debtor wrote in their own words."""
    match reply:
        case StatusReply(text=text):
            return text
        case DisputeReply(details=details):
            return details
        case _:
            return reply.remarks
