"""What a person ticked, judged: what may be confirmed, and why the rest may not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Contact
from quittance.domain.holds import RULES, HoldKind, Overrider
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
    receivables: frozenset[UUID] | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An action that was not confirmed, and why."""

    action_id: UUID
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Approval:
    """An action, the lines it will speak of, and whom it speaks to."""

    action: Action
    lines: tuple[LineRow, ...]
    contacts: tuple[Contact, ...]
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
    approvals: list[Approval] = []
    skipped: list[Skipped] = []
    for choice in {one.action_id: one for one in choices}.values():
        action = rows.get(choice.action_id)
        if action is None or action.status is not ActionStatus.PLANNED:
            skipped.append(Skipped(choice.action_id, NOT_PLANNED, "Déjà traitée ou replanifiée."))
            continue
        chosen = _chosen(lines[action.id], choice)
        refused = _refused(action, chosen, contacts.get(action.customer_id, []))
        refused = refused or _not_overridable(chosen, may_override_stops=may_override_stops)
        if refused is not None:
            skipped.append(Skipped(action.id, *refused))
            continue
        approvals.append(
            Approval(
                action,
                tuple(chosen),
                tuple(contacts.get(action.customer_id, ())),
                audiences[action.customer_id],
            )
        )
    return approvals, skipped


def _chosen(lines: Sequence[LineRow], choice: Choice) -> list[LineRow]:
    if choice.receivables is None:
        return [one for one in lines if one.line.included]
    return [one for one in lines if one.line.receivable_id in choice.receivables]


def _refused(
    action: Action, chosen: Sequence[LineRow], contacts: Sequence[Contact]
) -> tuple[str, str] | None:
    if not chosen:
        return NOTHING_LEFT, wording.reason(action.excluded_reason, action.excluded_until) or (
            "Aucune facture cochée."
        )
    if action.channel != "email":
        return MANUAL_CHANNEL, "Ce canal se termine à la main."
    if not contacts:
        return NO_ADDRESS, "Aucune adresse ne permet de joindre le client."
    return None


def _not_overridable(
    chosen: Sequence[LineRow], *, may_override_stops: bool
) -> tuple[str, str] | None:
    """The first ticked line whose hold this caller may not pass over (SAGE-83)."""
    for one in chosen:
        if not is_overridable(one.line.excluded_reason, may_override_stops=may_override_stops):
            return NOT_ALLOWED, wording.reason(one.line.excluded_reason, one.line.excluded_until)
    return None


def is_overridable(code: str, *, may_override_stops: bool) -> bool:
    """Whether the caller may chase in spite of this reason; insolvency: nobody may."""
    if code not in set(HoldKind):
        return code in {"", CAPPED}
    least = RULES[HoldKind(code)].overridable_by
    if least is Overrider.NOBODY:
        return False
    return least is Overrider.COLLECTOR or may_override_stops
