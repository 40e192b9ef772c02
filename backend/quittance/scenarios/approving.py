"""What a person ticked, judged: what may be confirmed, and why the rest may not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Contact
from quittance.domain.holds import RULES, HoldKind, Overrider
from quittance.domain.scenario import Channel, StepKind
from quittance.scenarios import facts, queries, wording
from quittance.scenarios.contact_cap import CAPPED
from quittance.scenarios.facts import Audience
from quittance.scenarios.models import Action, ActionStatus
from quittance.scenarios.queries import LineRow

NOT_PLANNED = "action_not_planned"
NO_ADDRESS = "no_address"
NOTHING_LEFT = "nothing_to_send"
NOT_ALLOWED = "override_not_allowed"
MANUAL_CHANNEL = "manual_channel"


@dataclass(frozen=True, slots=True)
class Choice:
    """An action a person ticked; with `receivables`, those lines instead of the ticked ones."""

    action_id: UUID
    receivables: Collection[UUID] | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An action that was not confirmed, and why."""

    action_id: UUID
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Approval:
    """An action, the lines it will speak of, whom it speaks to, and who in the house reads along.

    `copies` are addresses of colleagues (SAGE-99).
    """

    action: Action
    lines: tuple[LineRow, ...]
    contacts: tuple[Contact, ...]
    copies: tuple[str, ...]
    audience: Audience


async def approve(
    session: AsyncSession,
    company_id: UUID,
    choices: Sequence[Choice],
    *,
    may_override_stops: bool,
) -> tuple[list[Approval], list[Skipped]]:
    """The actions that may be confirmed, locked, and those that may not with the reason."""
    rows = await queries.lock(session, company_id, [one.action_id for one in choices])
    lines = await queries.lines(session, company_id, list(rows))
    customers = {row.customer_id for row in rows.values()}
    contacts = await facts.recipients(session, company_id, customers)
    audiences = await facts.audiences(session, company_id, customers)
    copies = await queries.copies(session, company_id)
    approvals: list[Approval] = []
    skipped: list[Skipped] = []
    for choice in {one.action_id: one for one in choices}.values():
        action = rows.get(choice.action_id)
        if action is None or action.status is not ActionStatus.PLANNED:
            skipped.append(
                Skipped(choice.action_id, NOT_PLANNED, wording.reason(NOT_PLANNED, None))
            )
            continue
        approval = Approval(
            action,
            chosen(lines.get(action.id, []), choice.receivables),
            tuple(contacts.get(action.customer_id, ())),
            copies.get((action.scenario_id, action.rank), ()),
            audiences[action.customer_id],
        )
        refused = _refused(approval, may_override_stops=may_override_stops)
        if refused is None:
            approvals.append(approval)
            _tick(lines[action.id], approval)
        else:
            skipped.append(Skipped(action.id, *refused))
    return approvals, skipped


def chosen(lines: Sequence[LineRow], receivables: Collection[UUID] | None) -> tuple[LineRow, ...]:
    """The lines of these receivables; without any, those that are ticked."""
    if receivables is None:
        return tuple(one for one in lines if one.line.included)
    wanted = set(receivables)
    return tuple(one for one in lines if one.line.receivable_id in wanted)


def _tick(lines: Sequence[LineRow], approval: Approval) -> None:
    """The lines are ticked as the person chose."""
    wanted = {one.line.receivable_id for one in approval.lines}
    for one in lines:
        one.line.included = one.line.receivable_id in wanted


def _refused(approval: Approval, *, may_override_stops: bool) -> tuple[str, str] | None:
    action = approval.action
    if not says_something(action, approval.lines):
        why = wording.reason(action.excluded_reason, action.excluded_until)
        return NOTHING_LEFT, why or "Aucune facture cochée."
    if action.channel != Channel.EMAIL:
        return MANUAL_CHANNEL, "Ce canal se termine à la main."
    if not approval.contacts:
        return NO_ADDRESS, "Aucune adresse ne permet de joindre le client."
    return first_refused(approval.lines, may_override_stops=may_override_stops)


def says_something(action: Action, lines: Sequence[LineRow]) -> bool:
    """Whether these lines ask for a sum, or tell a fact; a reminder has to move one of them."""
    if action.fact_rule_id is not None:  # it tells of what has happened, and asks for nothing
        return True
    is_reminder = action.step_kind in {StepKind.REMINDER, StepKind.FORMAL_NOTICE}
    return any(one.line.amount_minor > 0 for one in lines) and (
        not is_reminder or any(one.line.reaches is not None for one in lines)
    )


def first_refused(lines: Sequence[LineRow], *, may_override_stops: bool) -> tuple[str, str] | None:
    """The first ticked line whose hold this caller may not pass over (SAGE-83)."""
    for one in lines:
        if not is_overridable(one.line.excluded_reason, may_override_stops=may_override_stops):
            return NOT_ALLOWED, wording.reason(one.line.excluded_reason, one.line.excluded_until)
    return None


def is_overridable(code: str, *, may_override_stops: bool) -> bool:
    """Whether the caller may chase in spite of this reason; insolvency: nobody may.

    Nor may anybody write to a customer whose address nobody knows.
    """
    if code == NO_ADDRESS:
        return False
    if code not in set(HoldKind):
        return code in {"", CAPPED}  # the cap is ours, for fairness: no law forbids one more
    least = RULES[HoldKind(code)].overridable_by
    if least is Overrider.NOBODY:
        return False
    return least is Overrider.COLLECTOR or may_override_stops
