"""The import engine: records in, one transaction, rows moved set by set.

Whatever brings the records (a file, a program's request, a demonstration) comes through `ingest`,
so that a customer or a line is known again in one way only. Two loads of a company never run at
once; a load that looks wrong raises `LooksWrong` and leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.models import Company
from quittance.connectors import journal, lines, people
from quittance.connectors.announcing import announce, announce_parts
from quittance.connectors.book import Book
from quittance.connectors.readers.records import (
    ContactRecord,
    CustomerRecord,
    Ledger,
)
from quittance.connectors.remarks import Remarks
from quittance.connectors.review import LooksWrong, doubtful
from quittance.customers import ingest as customers
from quittance.customers import ingest_contacts as contacts
from quittance.customers import queries as customer_queries
from quittance.customers import service as customer_service
from quittance.customers.ingest import Newcomers
from quittance.customers.ingest_contacts import StagedContact
from quittance.platform import events, staging, statistics
from quittance.platform.clock import day_in
from quittance.platform.events import Actor
from quittance.receivables import ingest as receivables
from quittance.receivables import queries as receivable_queries
from quittance.receivables.events import LedgerLoaded
from quittance.receivables.ingest import Load

MANY = 200
OnStep = Callable[[str, int], Awaitable[None]]


@dataclass
class Loaded:
    """What a load did: counts and sums as the run keeps them, and what it said of the rows."""

    counts: dict[str, int] = field(default_factory=dict)
    sums: dict[str, dict[str, int]] = field(default_factory=dict)
    remarks: Remarks = field(default_factory=Remarks)
    doubts: list[str] = field(default_factory=list)
    moves_receivables: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """How a ledger is to be loaded, by whom and when.

    `holds_back` says that a load which looks wrong stops and waits for a person; `keeps_changes`
    that it can be taken back for a day.
    """

    run_id: UUID
    is_full: bool
    holds_back: bool
    actor: Actor
    now: datetime
    keeps_changes: bool = False


class NothingRead(Exception):
    """Not one row of the file could be taken: this is no ledger."""


async def ingest(
    session: AsyncSession,
    company_id: UUID,
    ledger: Ledger,
    order: Order,
    loaded: Loaded,
    *,
    on_step: OnStep | None = None,
) -> None:
    """The ledger is in, in this transaction, and `loaded` tells what was done.

    Raises `LooksWrong` where a person must look first, `NothingRead` where there is no row. The
    caller holds the company's turn (`platform.staging.serialise`).
    """
    company = await accounts.company(session, company_id)
    book = Book(company.currency, company.payment_terms, loaded.remarks)
    book.terms = await customer_queries.terms_by_code(session, company_id)
    steps = _Steps(on_step)
    profile = await customer_service.default_profile(session, company_id, order.now)
    newcomers = Newcomers(company_id, profile.id, company.currency, order.now)

    staged = await _stage_people(session, ledger, book, steps)
    rows = lines.receivables(iter(ledger.receivables), book)
    has_lines = ledger.receivables != ()  # a reader of lines gives an iterator, maybe an empty one
    async with staging.ahead(rows) as batches:  # lines are read while people are written
        orphans = await _move_people(session, newcomers, loaded)
        if has_lines:
            steps.step = "receivables"
            loaded.counts["read"] = await receivables.stage(session, batches, steps)
    await _tell_orphans(session, company_id, orphans, loaded.remarks)
    loaded.remarks.take_over(ledger.problems)  # complete now that all is read
    if not staged + loaded.counts.get("read", 0):
        raise NothingRead

    if has_lines:
        load = await _load(session, company, order)
        await _recognise(session, load, newcomers, order, loaded)
        if loaded.counts["customers_created"] > MANY:
            await statistics.refresh(session, "customers")  # each new line looks its customer up
        steps.step = "writing"
        await steps(loaded.counts["read"])
        await _move(session, load, order, loaded)
    else:
        _without_lines(loaded.counts, staged)

    if order.keeps_changes:
        await journal.keep(session, company_id, order.run_id, with_lines=has_lines)
    loaded.counts["refused"] = loaded.remarks.refused
    fact = LedgerLoaded(
        run_id=order.run_id,
        created=loaded.counts["created"],
        updated=loaded.counts["updated"],
        closed=loaded.counts["closed"],
        reopened=loaded.counts["reopened"],
        refused=loaded.remarks.refused,
    )
    await events.record(session, company_id, fact, actor=order.actor, now=order.now)


async def _stage_people(session: AsyncSession, ledger: Ledger, book: Book, steps: _Steps) -> int:
    """The customers and contacts wait to be moved; how many there are."""
    named: list[ContactRecord] = []
    rows = people.customers(_noting(iter(ledger.customers), named), book)
    steps.step = "customers"
    staged = await customers.stage_customers(session, rows, steps)
    steps.step = "contacts"
    return staged + await contacts.stage(
        session, _contacts(named, iter(ledger.contacts), book), steps
    )


async def _move_people(
    session: AsyncSession, newcomers: Newcomers, loaded: Loaded
) -> list[tuple[int, str]]:
    """The staged people are in; the lines and codes of contacts whose customer nobody knows."""
    _count(loaded, "customers", await customers.move_customers(session, newcomers))
    moved, orphans = await contacts.move(session, newcomers.company_id, now=newcomers.now)
    _count(loaded, "contacts", moved)
    return orphans


async def _tell_orphans(
    session: AsyncSession, company_id: UUID, orphans: Sequence[tuple[int, str]], remarks: Remarks
) -> None:
    """Each contact without a customer is told, beside the code that was perhaps meant."""
    meant = await customer_queries.codes_alike(session, company_id, {code for _, code in orphans})
    for line, code in orphans:
        proposal = meant.get(code, "")
        remarks.add("customer_unknown", line, "customer_code", proposal=proposal, value=code)


async def _load(session: AsyncSession, company: Company, order: Order) -> Load:
    today = day_in(company.time_zone, order.now)
    is_first = not await receivable_queries.is_any_known_before(session, company.id, today)
    return Load(company.id, today, order.now, is_full=order.is_full, is_first=is_first)


async def _recognise(
    session: AsyncSession, load: Load, newcomers: Newcomers, order: Order, loaded: Loaded
) -> None:
    """Each staged line knows its customer and the row it already is."""
    for line, external_id in await receivables.refuse_twins(session):
        loaded.remarks.add("duplicate_line", line, "external_id", value=external_id)
    await receivables.rank_equals(session)
    await receivables.find_customers(session, load)
    opened = await customers.open_unknown(session, newcomers)
    if opened:
        loaded.counts["customers_created"] += opened
        await receivables.find_customers(session, load)
    loaded.counts["taken_over"] = await receivables.recognise(session, load)
    loaded.sums = {
        one.currency: {
            "lines": one.lines,
            "debit_minor": one.debit_minor,
            "credit_minor": one.credit_minor,
            "balance_minor": one.balance_minor,
        }
        for one in await receivables.sums(session)
    }
    doubts = await receivables.doubts(session, load)
    loaded.counts["absent"] = sum(one.absent_lines for one in doubts) if load.is_full else 0
    loaded.doubts = doubtful(doubts, is_full=load.is_full)
    if loaded.doubts and order.holds_back:
        raise LooksWrong


async def _move(session: AsyncSession, load: Load, order: Order, loaded: Loaded) -> None:
    """The rows are as the ledger tells them, and what was paid or is owed again is announced."""
    turns = await receivables.turns(session, load)
    parts = await receivables.part_paid(session, load)
    absent = await receivables.close_absent(session, load) if load.is_full else 0
    moved = await receivables.move(session, load)
    closed = sum(turn.closes for turn in turns)
    loaded.counts |= {
        "created": moved.created,
        "updated": max(0, moved.changed - len(turns)),
        "unchanged": moved.unchanged,
        "closed": closed,
        "reopened": len(turns) - closed,
        "closed_absent": absent,
    }
    await announce(session, load.company_id, turns, actor=order.actor, now=order.now)
    await announce_parts(
        session, load.company_id, parts, paid_on=load.today, actor=order.actor, now=order.now
    )
    loaded.moves_receivables = True


def _contacts(
    named: list[ContactRecord], records: Iterator[ContactRecord], book: Book
) -> Iterator[StagedContact]:
    """The contacts to stage: those that customers' own rows name, then the ledger's."""
    for record, is_main in chain(((one, True) for one in named), ((one, False) for one in records)):
        row = people.contact(record, book, is_main=is_main)
        if row is not None:
            yield row


def _noting(
    records: Iterator[CustomerRecord], named: list[ContactRecord]
) -> Iterator[CustomerRecord]:
    """The customers, whose own people are noted on the way."""
    for record in records:
        named.extend(people.contacts_of(record))
        yield record


def _count(loaded: Loaded, what: str, moved: customers.Moved) -> None:
    for name in ("created", "updated", "unchanged"):
        loaded.counts[f"{what}_{name}"] = getattr(moved, name)


def _without_lines(counts: dict[str, int], staged: int) -> None:
    """A load without lines counts what it did to its customers, or else to its contacts."""
    touched = sum(counts[f"customers_{name}"] for name in ("created", "updated", "unchanged"))
    subject = "customers" if touched else "contacts"
    for name in ("created", "updated", "unchanged"):
        counts[name] = counts[f"{subject}_{name}"]
    counts |= dict.fromkeys(("closed", "reopened", "closed_absent", "taken_over"), 0)
    counts["read"] = staged


class _Steps:
    """Tells how many rows of which step are read."""

    def __init__(self, on_step: OnStep | None) -> None:
        self.step = ""
        self._on_step = on_step

    async def __call__(self, rows: int) -> None:
        if self._on_step is not None:
            await self._on_step(self.step, rows)
