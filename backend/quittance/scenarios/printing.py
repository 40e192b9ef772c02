"""Letters of planned actions: shown one by one, printed together in one PDF (SAGE-84).

Printing leaves the actions as they are: `finishing_letters` is for when they were posted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.models import Company
from quittance.customers import queries as customers
from quittance.customers.models import Contact, Customer
from quittance.deliveries import letter_queries, letters
from quittance.deliveries.letters import LeftOut, Press, Shown
from quittance.deliveries.models import LetterPrint
from quittance.deliveries.service import Order, Sender
from quittance.domain.explain import Exclusion
from quittance.domain.scenario import StepKind
from quittance.platform.clock import day_in
from quittance.platform.events import Actor
from quittance.platform.storage import BlobStore
from quittance.scenarios import facts, orders, planning, queries, wording
from quittance.scenarios.approving import (
    NO_ADDRESS,
    NOT_PLANNED,
    NOTHING_LEFT,
    Choice,
    Skipped,
    chosen,
    first_refused,
    says_something,
)
from quittance.scenarios.errors import ActionNotFound, ActionNotPlanned, NoMessage, NothingToSend
from quittance.scenarios.models import Action, ActionStatus
from quittance.scenarios.queries import LineRow

NOT_A_LETTER = "not_a_letter"
NOT_PRINTED = "letter_not_printed"
ADDRESS_LENGTH = 320
REASON_LENGTH = 40
NO_POSTAL_ADDRESS = NO_ADDRESS, "Aucune adresse postale sur la fiche du client."


@dataclass(frozen=True, slots=True)
class Printed:
    """One PDF, and the actions that have no letter in it; `sheaf` is None where none has."""

    sheaf: LetterPrint | None
    skipped: tuple[Skipped, ...]


async def show(
    session: AsyncSession,
    company_id: UUID,
    action_id: UUID,
    *,
    receivables: Collection[UUID] | None,
    sales_rep: str | None,
    actor: Actor,
    storage: BlobStore,
    public_url: str,
    now: datetime,
) -> Shown:
    """The letter of one action as it would be printed now; nothing is stored."""
    order = await order_of(
        session, company_id, action_id, receivables, sales_rep=sales_rep, actor=actor, now=now
    )
    return await show_order(
        session, company_id, order, storage=storage, public_url=public_url, now=now
    )


async def show_order(
    session: AsyncSession,
    company_id: UUID,
    order: Order,
    *,
    storage: BlobStore,
    public_url: str,
    now: datetime,
) -> Shown:
    """The letter asked for, as it would be printed now; raises `NothingToSend`."""
    shown = await letters.show(
        session, company_id, order, storage=storage, public_url=public_url, now=now
    )
    if not shown.asked and order.fact is None:
        raise NothingToSend("The last look would leave nothing of this letter.")
    return shown


async def order_of(
    session: AsyncSession,
    company_id: UUID,
    action_id: UUID,
    receivables: Collection[UUID] | None,
    *,
    sales_rep: str | None,
    actor: Actor,
    now: datetime,
) -> Order:
    """What would be asked of deliveries for the letter of this action."""
    company = await accounts.company(session, company_id)
    action = await queries.action(session, company_id, action_id)
    seen = await _known(session, company, [action], sales_rep=sales_rep)
    if not seen:
        raise ActionNotFound(f"No action {action_id}.")
    [known] = seen
    if action.status is not ActionStatus.PLANNED:
        raise ActionNotPlanned("This action is no longer planned.")
    if action.channel not in letter_queries.ON_PAPER:
        raise NoMessage("This action goes by no letter.")
    said = _late(action, chosen(known.lines, receivables), company, now)
    if not says_something(action, said):
        raise NothingToSend("None of these receivables is left to speak of.")
    return _order(known, said, await orders.sender_of(session, company, actor), now)


async def print_letters(
    session: AsyncSession,
    company_id: UUID,
    choices: Sequence[Choice],
    press: Press,
    *,
    duplex: bool,
    actor: Actor,
    may_override_stops: bool,
    now: datetime,
) -> Printed:
    """The letters of the chosen actions lie in one PDF, in the order they were chosen."""
    await planning.take_turn(session, company_id)
    company = await accounts.company(session, company_id)
    wanted = {one.action_id: one for one in choices}
    rows = await queries.lock(session, company_id, wanted)
    known = {one.action.id: one for one in await _known(session, company, list(rows.values()))}
    sender = await orders.sender_of(session, company, actor)
    skipped: list[Skipped] = []
    wished: list[Order] = []
    for choice in wanted.values():
        one = known.get(choice.action_id)
        said = _said(one, choice, company, now)
        refused = _refused(one, choice, said, may_override_stops=may_override_stops)
        if one is None or refused is not None:
            skipped.append(Skipped(choice.action_id, *(refused or why_not(NOT_PLANNED))))
        else:
            wished.append(_order(one, said, sender, now))
    if not wished:
        return Printed(None, tuple(skipped))
    printing = await letters.print_letters(
        session, company_id, wished, press, duplex=duplex, actor=actor, now=now
    )
    skipped += [_left_out(one) for one in printing.left_out]
    return Printed(printing.sheaf, tuple(skipped))


@dataclass(frozen=True, slots=True)
class _Known:
    """An action with what its letter needs."""

    action: Action
    lines: Sequence[LineRow]
    customer: Customer
    contact: Contact | None


async def _known(
    session: AsyncSession,
    company: Company,
    actions: Sequence[Action],
    *,
    sales_rep: str | None = None,
) -> list[_Known]:
    """The actions of customers the caller may see, in their order."""
    wanted = {one.customer_id for one in actions}
    seen = await customers.by_ids(session, company.id, wanted)
    lines = await queries.lines(session, company.id, [one.id for one in actions])
    people = await facts.addressees(session, company.id, wanted)
    return [
        _Known(one, lines.get(one.id, []), customer, people.get(one.customer_id))
        for one in actions
        if (customer := seen.get(one.customer_id))
        and (sales_rep is None or customer.sales_rep == sales_rep)
    ]


def _refused(
    one: _Known | None,
    choice: Choice,
    said: Sequence[LineRow],
    *,
    may_override_stops: bool,
) -> tuple[str, str] | None:
    """Why no letter of this action may be printed."""
    if one is None or one.action.status is not ActionStatus.PLANNED:
        return why_not(NOT_PLANNED)
    if one.action.channel not in letter_queries.ON_PAPER:
        return why_not(NOT_A_LETTER)
    if not _postal(one.customer):
        return NO_POSTAL_ADDRESS
    if not says_something(one.action, said):
        if says_something(one.action, chosen(one.lines, choice.receivables)):
            return why_not(Exclusion.NOT_OVERDUE)
        why = wording.reason(one.action.excluded_reason, one.action.excluded_until)
        return (NOTHING_LEFT, why) if why else why_not(NOTHING_LEFT)
    return first_refused(said, may_override_stops=may_override_stops)


def _said(
    one: _Known | None, choice: Choice, company: Company, now: datetime
) -> tuple[LineRow, ...]:
    if one is None:
        return ()
    return _late(one.action, chosen(one.lines, choice.receivables), company, now)


def _late(
    action: Action, lines: Sequence[LineRow], company: Company, now: datetime
) -> tuple[LineRow, ...]:
    """What a letter dated today may speak of, although the plan of a closed day is the next one's.

    What is late on that day only is not late on paper; a formal notice never claims it (LEG-2).
    """
    today, planned_for = day_in(company.time_zone, now), planning.plan_day(company, now)
    if action.step_kind not in {StepKind.REMINDER, StepKind.FORMAL_NOTICE}:
        return tuple(lines)
    is_notice = action.step_kind == StepKind.FORMAL_NOTICE
    return tuple(
        one
        for one in lines
        if one.due_on < today
        or not (is_notice or one.line.reaches is None or one.due_on < planned_for)
    )


def why_not(code: str) -> tuple[str, str]:
    """The code and what it says in French."""
    return code, wording.reason(code, None)


def _left_out(one: LeftOut) -> Skipped:
    """A letter that could not be made, in French."""
    return Skipped(one.source_id, one.code[:REASON_LENGTH], wording.reason(one.code, None))


def _postal(customer: Customer) -> tuple[str, ...]:
    town = " ".join(filter(None, [customer.postcode, customer.city]))
    return tuple(filter(None, [*customer.address_lines, town]))


def _order(one: _Known, said: Sequence[LineRow], sender: Sender, now: datetime) -> Order:
    address = ", ".join([one.customer.name, *_postal(one.customer)])[:ADDRESS_LENGTH]
    return orders.order_of(
        one.action,
        said,
        sender,
        now,
        address=address,
        contact=one.contact,
        language=one.customer.language,
    )
