"""Rows → domain values: the only translator. A door: planning and the last look read it.

Both read the same rows through the same functions, so what is planned at night and what is
claimed at the moment of speaking can only differ by facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, cast
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain import holds as rules
from quittance.domain.chaseable import Chase
from quittance.domain.dunning import chases_of
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
    """All the lines of one customer, whatever their currency, as the rules read them."""

    customer_id: UUID
    lines: tuple[OpenReceivable, ...]

    def chases(self, as_of: date) -> dict[UUID, Chase]:
        """What there is to ask for each debit that day, by receivable."""
        return chases_of(self.lines, as_of)


async def accounts(
    session: AsyncSession,
    company_id: UUID,
    customers: Collection[UUID],
    *,
    paid_since: date | None = None,
    in_flight: Collection[UUID] = frozenset(),
) -> list[Account]:
    """The accounts of these customers, standing holds included, in the order of their ids.

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
        in_flight=frozenset(in_flight),
    )


def grouped(
    rows: Iterable[ReceivableRow],
    held: Iterable[HoldRow],
    *,
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

    lines: dict[UUID, list[OpenReceivable]] = defaultdict(list)
    for row in rows:
        holds = (*of_customer.get(row.customer_id, ()), *of_receivable.get(row.id, ()))
        under_way = row.id in in_flight
        lines[row.customer_id].append(_snapshot(row, holds, in_flight=under_way))
    return [Account(customer_id, _named(lines[customer_id])) for customer_id in sorted(lines)]


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


def _named(lines: list[OpenReceivable]) -> tuple[OpenReceivable, ...]:
    """The lines, where a credit that bears the document of an open debit names that debit.

    Of several instalments it names the one due first, in whatever order the rows came.
    """
    if all(line.balance_minor >= 0 for line in lines):
        return tuple(lines)
    debits: dict[tuple[str, str], UUID] = {}
    for line in sorted(lines, key=lambda one: (one.due_on, one.id)):
        if line.balance_minor > 0 and line.document_key:
            debits.setdefault((line.document_key, line.currency), line.id)
    return tuple(
        replace(line, settles_id=debits.get((line.document_key, line.currency)))
        if line.balance_minor < 0
        else line
        for line in lines
    )
