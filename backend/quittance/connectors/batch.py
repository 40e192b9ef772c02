"""Customers and lines pushed by programs: the same engine as files, an answer for each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.connectors import loading, service
from quittance.connectors.ingest import Loaded, NothingRead, Order, ingest
from quittance.connectors.models import FileKind, RunStatus
from quittance.connectors.readers.problems import Problem, Problems
from quittance.connectors.readers.records import (
    ContactRecord,
    CustomerRecord,
    Ledger,
    ReceivableRecord,
)
from quittance.connectors.rows import RefusedRow, RowProblem
from quittance.connectors.schemas import CustomerRow, ReceivableRow
from quittance.connectors.service import Asked
from quittance.customers import ingest as customers
from quittance.domain.money import EXPONENTS, Money
from quittance.platform import due_work, staging
from quittance.platform.events import Actor
from quittance.receivables import ingest as receivables

PATIENCE = "20s"  # a large file may be loading; past this the program is told to come back
PLAN_CUSTOMER = "plan_customer"


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row."""

    index: int
    key: str | None
    outcome: str
    id: UUID | None
    problems: tuple[RowProblem, ...] = ()


async def load_customers(
    session: AsyncSession,
    company_id: UUID,
    rows: Sequence[CustomerRow | RefusedRow],
    *,
    actor: Actor,
    now: datetime,
) -> list[RowResult]:
    """Each customer is in, or refused by itself."""
    company = await accounts.company(session, company_id)
    good = {i: row for i, row in enumerate(rows) if isinstance(row, CustomerRow)}
    ledger = Ledger(
        [_customer(i, row, row.currency or company.currency) for i, row in good.items()],
        [_contact(i, row, rank) for i, row in good.items() for rank in range(len(row.contacts))],
        (),
        Problems(),
        full=False,
    )
    loaded = await _load(session, company_id, ledger, FileKind.CUSTOMERS, actor=actor, now=now)
    known: dict[int, tuple[UUID, str]] = {}
    if loaded.counts:
        known = {one.line: (one.id, one.outcome) for one in await customers.outcomes(session)}
    touched = [id for id, outcome in known.values() if outcome != "unchanged"]
    await due_work.schedule(session, company_id, PLAN_CUSTOMER, touched, now)
    keys = {i: row.code for i, row in good.items()}
    return _results(rows, keys, "code", known, loaded)


async def load_receivables(
    session: AsyncSession,
    company_id: UUID,
    rows: Sequence[ReceivableRow | RefusedRow],
    *,
    actor: Actor,
    now: datetime,
) -> list[RowResult]:
    """Each line is in, or refused by itself; the customers touched are planned again."""
    company = await accounts.company(session, company_id)
    good = {i: row for i, row in enumerate(rows) if isinstance(row, ReceivableRow)}
    lines = [_receivable(i, row, row.currency or company.currency) for i, row in good.items()]
    ledger = Ledger((), (), lines, Problems(), full=False)
    loaded = await _load(session, company_id, ledger, FileKind.RECEIVABLES, actor=actor, now=now)
    known: dict[int, tuple[UUID, str]] = {}
    touched: set[UUID] = set()
    if loaded.counts:
        for one in await receivables.outcomes(session):
            known[one.line] = (one.id, one.outcome)
            if one.outcome != "unchanged":
                touched.add(one.customer_id)
    await due_work.schedule(session, company_id, PLAN_CUSTOMER, touched, now)
    keys = {i: row.external_id for i, row in good.items()}
    return _results(rows, keys, "external_id", known, loaded)


async def _load(
    session: AsyncSession,
    company_id: UUID,
    ledger: Ledger,
    kind: FileKind,
    *,
    actor: Actor,
    now: datetime,
) -> Loaded:
    """The rows went through the engine in this transaction, under a run of their own."""
    await session.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}'"))
    await staging.serialise(session, service.turn_of(company_id), wait=True)
    run = service.receive(
        session, company_id, Asked(kind), file_name="", blob_key="", actor=actor, now=now
    )
    run.format = "rest"
    await session.flush()
    loaded = Loaded()
    order = Order(run.id, is_full=False, holds_back=False, actor=actor, now=now)
    try:
        await ingest(session, company_id, ledger, order, loaded)
    except NothingRead:  # every row was refused: the answer says so row by row
        loaded.counts, loaded.moves_receivables = {}, False
    await loading.end(session, run, loaded, RunStatus.APPLIED, now=now)
    return loaded


def _customer(index: int, row: CustomerRow, currency: str) -> CustomerRecord:
    address = [*(row.address_lines or ()), None, None, None][:3]
    return CustomerRecord(
        line=index,
        code=row.code,
        name=row.name,
        siret=row.registration,  # whichever register it is of
        vat_number=row.vat_number,
        address1=address[0],
        address2=address[1],
        address3=address[2],
        postcode=row.postcode,
        city=row.city,
        country=row.country,
        phone=row.phone,
        mobile=row.mobile,
        sales_rep=row.sales_rep,
        category=row.category,
        payment_method=row.payment_method,
        payment_terms=row.payment_terms,
        credit_limit=_decimal(row.credit_limit_minor, currency),
        language=row.language,
        currency=row.currency,
        free1=row.free1,
        free2=row.free2,
    )


def _contact(index: int, row: CustomerRow, rank: int) -> ContactRecord:
    contact = row.contacts[rank]
    return ContactRecord(line=index, customer_code=row.code, **contact.model_dump())


def _receivable(index: int, row: ReceivableRow, currency: str) -> ReceivableRecord:
    balance = row.amount_minor if row.balance_minor is None else row.balance_minor
    return ReceivableRecord(
        line=index,
        external_id=row.external_id,
        customer_code=row.customer_code,
        customer_name=row.customer_name,
        kind=row.kind,
        number=row.number,
        label=row.label or "",
        entry_on=row.entry_on or row.invoiced_on,
        invoiced_on=row.invoiced_on,
        due_on=row.due_on,
        amount=_decimal(row.amount_minor, currency) or Decimal(0),
        balance=_decimal(balance, currency) or Decimal(0),
        currency=currency,
        reconciliation_code=row.reconciliation_code,
        reconciled_on=row.reconciled_on,
        payment_method=row.payment_method,
        order_no=row.order_no,
        free1=row.free1,
        free2=row.free2,
        free3=row.free3,
        document_url=row.document_url,
        level=row.level,
    )


def _decimal(minor: int | None, currency: str) -> Decimal | None:
    """The sum in currency units; a currency nobody knows is refused further on."""
    if minor is None:
        return None
    return Money(minor, currency).to_decimal() if currency in EXPONENTS else Decimal(minor)


def _results(
    rows: Sequence[object],
    keys: dict[int, str],
    name: str,
    known: dict[int, tuple[UUID, str]],
    loaded: Loaded,
) -> list[RowResult]:
    results: list[RowResult] = []
    for index, row in enumerate(rows):
        if isinstance(row, RefusedRow):
            results.append(RowResult(index, row.key(name), "refused", None, row.problems))
        elif index in known:
            id, outcome = known[index]
            results.append(RowResult(index, keys[index], outcome, id))
        else:
            why = loaded.remarks.refused_lines.get(index)
            results.append(RowResult(index, keys[index], "refused", None, _said(why)))
    return results


def _said(problem: Problem | None) -> tuple[RowProblem, ...]:
    if problem is None:
        return ()
    return (RowProblem(problem.field or "", problem.code, problem.message),)
