"""Rows → domain values: the only translator. A door: planning and the last look read it.

Both read the same rows through the same functions, so what is planned at night and what is
claimed at the moment of speaking can only differ by facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, cast
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain import holds as rules
from quittance.domain.chaseable import Chase, chaseable
from quittance.domain.holds import HoldKind
from quittance.domain.receivable import OpenReceivable
from quittance.receivables.models import Hold, Receivable, ReceivableStatus

COLUMNS = (
    Receivable.id,
    Receivable.customer_id,
    Receivable.document_key,
    Receivable.invoiced_on,
    Receivable.due_on,
    Receivable.balance_minor,
    Receivable.amount_minor,
    Receivable.currency,
    Receivable.level,
    Receivable.level_reached_on,
    Receivable.pre_notified_on,
    Receivable.thanked_on,
    Receivable.known_on,
    Receivable.reconciled_on,
    Receivable.status,
    Receivable.first_load,
    Receivable.derived,
)
HOLD_COLUMNS = (
    Hold.customer_id,
    Hold.kind,
    Hold.first_on,
    Hold.last_on,
    Hold.amount_minor,
    Hold.receivable_id,
)


class ReceivableRow(Protocol):
    """What a select of `COLUMNS` answers."""

    id: UUID
    customer_id: UUID
    document_key: str
    invoiced_on: date
    due_on: date
    balance_minor: int
    amount_minor: int
    currency: str
    level: int
    level_reached_on: date | None
    pre_notified_on: date | None
    thanked_on: date | None
    known_on: date
    reconciled_on: date | None
    status: ReceivableStatus
    first_load: bool
    derived: bool


class HoldRow(Protocol):
    """What a select of `HOLD_COLUMNS` answers."""

    customer_id: UUID
    kind: str
    first_on: date
    last_on: date | None
    amount_minor: int | None
    receivable_id: UUID | None


@dataclass(frozen=True, slots=True)
class Account:
    """One customer's lines in one currency, and what there is to chase of each debit."""

    customer_id: UUID
    currency: str
    debits: tuple[OpenReceivable, ...]
    credits: tuple[OpenReceivable, ...]
    paid: tuple[OpenReceivable, ...]
    chases: Mapping[UUID, Chase]


async def accounts(
    session: AsyncSession,
    company_id: UUID,
    customers: Collection[UUID],
    *,
    as_of: date,
    paid_since: date | None = None,
    in_flight: Collection[UUID] = frozenset(),
) -> list[Account]:
    """The accounts of these customers as of a day, holds included, by customer and currency.

    With `paid_since`, receivables lettered on or after that day come too, for thank-yous.
    `in_flight` are receivables a message is under way for.
    """
    wanted = Receivable.status == ReceivableStatus.OPEN
    if paid_since is not None:
        wanted = or_(
            wanted,
            and_(
                Receivable.status == ReceivableStatus.CLOSED,
                Receivable.reconciled_on >= paid_since,
                Receivable.thanked_on.is_(None),
                Receivable.amount_minor > 0,
            ),
        )
    rows = await session.execute(
        select(*COLUMNS).where(
            Receivable.company_id == company_id, Receivable.customer_id.in_(customers), wanted
        )
    )
    held = await session.execute(
        select(*HOLD_COLUMNS).where(
            Hold.company_id == company_id,
            Hold.customer_id.in_(customers),
            Hold.released_at.is_(None),
        )
    )
    return grouped(
        cast("list[ReceivableRow]", rows.all()),
        cast("list[HoldRow]", held.all()),
        as_of=as_of,
        in_flight=frozenset(in_flight),
    )


def grouped(
    rows: Iterable[ReceivableRow],
    held: Iterable[HoldRow],
    *,
    as_of: date,
    in_flight: frozenset[UUID] = frozenset(),
) -> list[Account]:
    """The rows as accounts, in one pass over the receivables and one over the holds."""
    of_customer: dict[UUID, list[rules.Hold]] = defaultdict(list)
    of_receivable: dict[UUID, list[rules.Hold]] = defaultdict(list)
    for one in held:
        hold = rules.Hold(
            HoldKind(one.kind), one.first_on, one.last_on, one.amount_minor, one.receivable_id
        )
        if one.receivable_id is None:
            of_customer[one.customer_id].append(hold)
        else:
            of_receivable[one.receivable_id].append(hold)

    lines: dict[tuple[UUID, str], list[OpenReceivable]] = defaultdict(list)
    for row in rows:
        holds = (*of_customer.get(row.customer_id, ()), *of_receivable.get(row.id, ()))
        under_way = row.id in in_flight
        lines[row.customer_id, row.currency].append(_snapshot(row, holds, in_flight=under_way))
    return [
        _account(customer_id, currency, lines[customer_id, currency], as_of)
        for customer_id, currency in sorted(lines)
    ]


def _snapshot(
    row: ReceivableRow, holds: tuple[rules.Hold, ...], *, in_flight: bool
) -> OpenReceivable:
    is_open = row.status is ReceivableStatus.OPEN
    return OpenReceivable(
        id=row.id,
        customer_id=row.customer_id,
        document_key=row.document_key,
        invoiced_on=row.invoiced_on,
        due_on=row.due_on,
        balance_minor=row.balance_minor if is_open else 0,
        currency=row.currency,
        level=row.level,
        reached_on=row.level_reached_on,
        pre_notified_on=row.pre_notified_on,
        thanked_on=row.thanked_on,
        known_on=row.known_on,
        paid_on=None if is_open else row.reconciled_on,
        paid_minor=0 if is_open else row.amount_minor,
        reconciled=not is_open and row.reconciled_on is not None,
        in_flight=in_flight,
        first_load=row.first_load,
        derived=row.derived,
        holds=holds,
    )


def _account(customer_id: UUID, currency: str, lines: list[OpenReceivable], as_of: date) -> Account:
    debits = [line for line in lines if line.balance_minor > 0]
    granted = [line for line in lines if line.balance_minor < 0]
    by_document = {line.document_key: line.id for line in debits}
    named = [replace(line, settles_id=by_document.get(line.document_key)) for line in granted]
    return Account(
        customer_id=customer_id,
        currency=currency,
        debits=tuple(debits),
        credits=tuple(named),
        paid=tuple(line for line in lines if line.balance_minor == 0),
        chases=chaseable(
            debits,
            named,
            _parts(debits, HoldKind.PAYMENT_PENDING, as_of),
            _parts(debits, HoldKind.DISPUTE, as_of),
        ),
    )


def _parts(debits: Iterable[OpenReceivable], kind: HoldKind, on: date) -> dict[UUID, int]:
    """What holds of this kind take off each receivable that day, where they hold a part only."""
    parts: dict[UUID, int] = defaultdict(int)
    for debit in debits:
        for hold in debit.holds:
            if hold.kind is kind and hold.amount_minor is not None and hold.is_active(on):
                parts[debit.id] += hold.amount_minor
    return parts
