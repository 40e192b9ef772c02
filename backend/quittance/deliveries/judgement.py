"""The last look at one delivery: what was approved against the facts of this very transaction.

The rule is `domain.last_look`; here the delivery's frozen lines become what the rule compares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from quittance.deliveries.models import Delivery
from quittance.domain.explain import Exclusion
from quittance.domain.holds import Overrider
from quittance.domain.last_look import Verdict, last_look
from quittance.domain.message import Line, Message
from quittance.domain.money import Money
from quittance.domain.next_step import SILENCES_THANKS
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import Anchor, Channel, SendingMode, Step, StepKind

REOPENED = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What may leave: the sum asked of each receivable kept, and why the others are not."""

    verdict: Verdict
    asked: Mapping[UUID, int]
    removed: Mapping[UUID, str]

    @property
    def reason(self) -> str:
        """Why most receivables were taken out; the first reason where several weigh the same."""
        reasons = list(self.removed.values())
        return max(reasons, key=reasons.count) if reasons else ""

    @property
    def is_already_said(self) -> bool:
        """Whether something is out because this step was done, perhaps for another recipient."""
        return Exclusion.ALREADY_REACHED in self.removed.values()


def judge(
    delivery: Delivery,
    lines: Sequence[OpenReceivable],
    *,
    as_of: date,
    minimum: Money | None = None,
    is_sibling_sent: bool = False,
) -> Judgement:
    """What the delivery may still say on `as_of`, given the customer's account.

    `minimum` is the least the company asks of one receivable; one that a person ticked although it
    is less is asked all the same.

    Another recipient of the same step was perhaps reached a moment ago: with `is_sibling_sent`,
    the progress that made does not silence this one.
    """
    approved = {UUID(line["receivable_id"]): line for line in delivery.lines}
    if not delivery.step_kind:  # set off by a fact: it claims nothing
        silence = _silence(lines, as_of) if delivery.fact is not None else None
        return _silenced(approved, silence) if silence else _unchanged(approved)
    step_kind = StepKind(delivery.step_kind)
    if step_kind is StepKind.THANK_YOU:
        if is_sibling_sent:  # they were thanked, so they are no longer among those to thank
            return _unchanged(approved)
        lines = [one for one in lines if one.reconciled]
    looked = last_look(
        _message(delivery, step_kind, approved, as_of),
        [
            _as_approved(one, approved[one.id], is_sibling_sent=is_sibling_sent)
            if one.id in approved
            else one
            for one in lines
        ],
        as_of=as_of,
        is_text_approved=delivery.approved_text is not None,
        minimum=minimum,
        freed={id for id, line in approved.items() if Exclusion.BELOW_MINIMUM in line["overrides"]},
    )
    return Judgement(
        verdict=looked.verdict,
        asked={line.receivable_id: line.amount_minor for line in looked.message.lines},
        removed={one.receivable_id: _reason(one.code, step_kind) for one in looked.removed},
    )


def _reason(code: Exclusion, step_kind: StepKind) -> str:
    is_paid_no_more = step_kind is StepKind.THANK_YOU and code is Exclusion.PAID
    return REOPENED if is_paid_no_more else code.value


def _silence(lines: Sequence[OpenReceivable], as_of: date) -> str | None:
    """Why nothing at all may be said to the customer any more, not even thanks."""
    for line in lines:
        for hold in line.holds:
            is_whole = hold.receivable_id is None and hold.kind in SILENCES_THANKS
            if is_whole and hold.is_active(as_of):
                return hold.kind.value
    return None


def _silenced(approved: Mapping[UUID, dict[str, Any]], reason: str) -> Judgement:
    return Judgement(verdict=Verdict.DROP, asked={}, removed=dict.fromkeys(approved, reason))


def _unchanged(approved: Mapping[UUID, dict[str, Any]]) -> Judgement:
    asked = {id: line["approved_minor"] for id, line in approved.items()}
    return Judgement(verdict=Verdict.SEND, asked=asked, removed={})


def _as_approved(
    one: OpenReceivable, line: Mapping[str, Any], *, is_sibling_sent: bool
) -> OpenReceivable:
    """The receivable without the holds a person chose to ignore, where a person may (SAGE-83)."""
    holds = tuple(
        hold
        for hold in one.holds
        if hold.kind.value not in line["overrides"] or hold.rule.overridable_by is Overrider.NOBODY
    )
    if not is_sibling_sent:
        return replace(one, holds=holds)
    level = min(one.level, line["level"])
    return replace(one, holds=holds, level=level, pre_notified_on=None, thanked_on=None)


def _message(
    delivery: Delivery, step_kind: StepKind, approved: Mapping[UUID, dict[str, Any]], due_on: date
) -> Message:
    step = Step(
        rank=delivery.level,
        kind=step_kind,
        anchor=Anchor.DUE_DATE,
        offset_days=0,
        channel=Channel(delivery.channel),
        mode=SendingMode.TO_CONFIRM,
        template_kind=delivery.kind,
    )
    lines = tuple(
        Line(
            receivable_id=id,
            document_key=line["document_key"],
            due_on=date.fromisoformat(line["due_on"]),
            currency=delivery.currency,
            balance_minor=line["balance_minor"],
            amount_minor=line["approved_minor"],
            level=line["level"],
            reaches=line["reaches"],
        )
        for id, line in approved.items()
    )
    return Message(delivery.customer_id, step, step.mode, due_on, lines)
