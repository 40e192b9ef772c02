"""What the rules say of a customer, as actions: one for each step and currency that is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from quittance.domain.chaseable import Chase
from quittance.domain.dunning import CustomerPlan, chases_of
from quittance.domain.explain import Exclusion
from quittance.domain.message import Line, Message
from quittance.domain.next_step import Excluded
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import Grouping, SendingMode, Step, StepKind
from quittance.scenarios.definitions import Defined

Key = tuple[UUID, UUID, int, str]


class DesiredLine(NamedTuple):
    """One receivable of an action: ticked, or left out with the reason and its end."""

    receivable_id: UUID
    amount_minor: int
    level: int
    reaches: int | None
    included: bool = True
    excluded_reason: str = ""
    excluded_until: date | None = None


@dataclass(frozen=True, slots=True)
class DesiredAction:
    """What one step asks of one customer in one currency; its lines are in the order of ids."""

    customer_id: UUID
    scenario_id: UUID
    currency: str
    step: Step
    mode: str
    due_on: date
    lines: tuple[DesiredLine, ...]

    @property
    def key(self) -> Key:
        """What can be planned once only."""
        return self.customer_id, self.scenario_id, self.step.rank, self.currency

    def columns(self) -> dict[str, Any]:
        """The values of its row that the rules give.

        The amount of an action nothing leaves of is what it would ask for.
        """
        asked = [line for line in self.lines if line.included]
        reason = None if asked else next((one for one in self.lines if one.excluded_reason), None)
        return {
            "customer_id": self.customer_id,
            "scenario_id": self.scenario_id,
            "rank": self.step.rank,
            "step_kind": self.step.kind.value,
            "channel": self.step.channel.value,
            "mode": self.mode,
            "template_kind": self.step.template_kind,
            "currency": self.currency,
            "amount_minor": sum(line.amount_minor for line in asked or self.lines),
            "level": max(line.level for line in self.lines),
            "due_on": self.due_on,
            "excluded_reason": reason.excluded_reason if reason else "",
            "excluded_until": reason.excluded_until if reason else None,
        }


@dataclass(slots=True)
class _Draft:
    """An action while its lines are gathered."""

    step: Step
    mode: SendingMode
    due_on: date
    lines: list[DesiredLine] = field(default_factory=list)


def actions_of(
    plan: CustomerPlan, scenario: Defined, lines: Sequence[OpenReceivable], *, as_of: date
) -> list[DesiredAction]:
    """What leaves to this customer, and what is left out of it.

    A receivable that is due but held is listed in the action of its step, unticked (SAGE-83);
    by account situation, in the one message of the account. Each message is in one currency.
    """
    drafts: dict[tuple[int, str], _Draft] = {}
    of_account: dict[str, int] = {}
    for message in plan.messages:
        currency = message.lines[0].currency
        drafts[message.rank, currency] = _draft_of(message)
        if scenario.rules.grouping is Grouping.ACCOUNT and message.step.is_reminder:
            of_account[currency] = message.rank

    held = [one for one in plan.left_out if one.due_on is not None and one.due_on <= as_of]
    chases = chases_of(lines, as_of) if held else {}
    for left in held:
        if left.step is None or left.due_on is None:
            continue
        currency = left.receivable.currency
        rank = left.step.rank
        if left.step.is_reminder:
            rank = of_account.get(currency, rank)
        draft = drafts.get((rank, currency))
        if draft is None:
            draft = drafts[rank, currency] = _Draft(left.step, left.step.mode, left.due_on)
        draft.due_on = min(draft.due_on, left.due_on)
        draft.lines.append(_left_out(left, left.step, chases.get(left.receivable.id)))
    return [
        DesiredAction(
            customer_id=plan.customer_id,
            scenario_id=scenario.id,
            currency=currency,
            step=draft.step,
            mode=draft.mode.value,
            due_on=draft.due_on,
            lines=tuple(sorted(draft.lines, key=lambda one: one.receivable_id)),
        )
        for (_, currency), draft in drafts.items()
    ]


def cautious(action: DesiredAction) -> DesiredAction:
    """The same action, which a person has to send."""
    if action.mode != SendingMode.AUTOMATIC:
        return action
    return replace(action, mode=SendingMode.TO_CONFIRM.value)


def unaddressed(action: DesiredAction) -> DesiredAction:
    """The same action with nothing ticked: no letter finds this customer."""
    return replace(
        action,
        lines=tuple(
            line._replace(included=False, excluded_reason=Exclusion.NO_ADDRESS.value)
            if line.included
            else line
            for line in action.lines
        ),
    )


def _draft_of(message: Message) -> _Draft:
    lines = [_ticked(line) for line in message.lines]
    return _Draft(message.step, message.mode, message.due_on, lines)


def _ticked(line: Line) -> DesiredLine:
    return DesiredLine(line.receivable_id, line.amount_minor, line.level, line.reaches)


def _left_out(left: Excluded, step: Step, chase: Chase | None) -> DesiredLine:
    """The line unticked, with what it would ask for if a person ticked it."""
    is_notice = step.kind is StepKind.PRE_NOTICE
    amount_minor = left.receivable.paid_minor
    if chase is not None:
        amount_minor = chase.before_credits_minor if is_notice else chase.amount_minor
    return DesiredLine(
        receivable_id=left.receivable.id,
        amount_minor=max(amount_minor, 0),
        level=left.receivable.level,
        reaches=step.rank if step.is_reminder else None,
        included=False,
        excluded_reason=left.code.value,
        excluded_until=left.until_on,
    )
