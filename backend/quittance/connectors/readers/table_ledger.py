"""A table of customers, contacts or receivables as a ledger to import."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice

from quittance.connectors.readers.customers import read_contacts, read_customers
from quittance.connectors.readers.lettering import Lettering
from quittance.connectors.readers.mapping import TableKind, guess_kind, guess_mapping
from quittance.connectors.readers.problems import MOST_OF_A_LOAD, Problems
from quittance.connectors.readers.receivables import missing_columns, read_receivables
from quittance.connectors.readers.records import Ledger, ReceivableRecord
from quittance.connectors.readers.table_sides import Layout, layout_of
from quittance.connectors.readers.tables import Table, open_table
from quittance.connectors.readers.text import Source

SAMPLE = 1_000  # rows that tell how the others are written


def ledger(
    source: Source,
    *,
    kind: TableKind | None = None,
    mapping: Mapping[str, str] | None = None,
    currency: str = "EUR",
    full: bool = False,
    closed: bool = False,
) -> Ledger:
    """What the table lists; kind and mapping (field → header) are guessed unless given.

    With `closed`, settled lines come too, at balance zero. The source must stay readable until
    the records are consumed.
    """
    problems = Problems(MOST_OF_A_LOAD)
    table = open_table(source, problems, any_header=mapping is not None)
    kind = kind or (guess_kind(table.headers) if table else None)
    if table is None or kind is None:
        if not problems:
            problems.add("header_missing")
        return Ledger((), (), (), problems, full=False)

    columns = mapping or columns_of(table, kind)
    match kind:
        case "customers":
            return Ledger(
                read_customers(table.rows, columns, problems), (), (), problems, full=full
            )
        case "contacts":
            return Ledger((), read_contacts(table.rows, columns, problems), (), problems, full=full)
        case "receivables":
            found = _receivables(
                source, table, columns, currency=currency, problems=problems, closed=closed
            )
            return Ledger((), (), found, problems, full=full)


def columns_of(table: Table, kind: TableKind) -> dict[str, str]:
    """The guessed header of each field."""
    return {field: guess.header for field, guess in guess_mapping(table.headers, kind).items()}


def sampled(table: Table, columns: Mapping[str, str], currency: str) -> tuple[Table, Layout]:
    """The layout that the first thousand rows show, and the table with all its rows."""
    sample = list(islice(table.rows, SAMPLE))
    whole = replace(table, rows=chain(sample, table.rows))
    return whole, layout_of(sample, columns, currency)


def _receivables(
    source: Source,
    table: Table,
    columns: Mapping[str, str],
    *,
    currency: str,
    problems: Problems,
    closed: bool,
) -> Iterator[ReceivableRecord]:
    table, layout = sampled(table, columns, currency)
    if missing := missing_columns(layout):
        problems.add("column_missing", value=", ".join(missing))
        return iter(())
    if "balance" in layout.mapping or not (
        layout.by_account or "reconciliation_code" in layout.mapping
    ):
        return read_receivables(table.rows, layout, problems)

    def again() -> Iterator[ReceivableRecord]:
        silent = Problems()  # told on the first reading
        second = open_table(source, silent, any_header=True)
        return read_receivables(second.rows, layout, silent) if second else iter(())

    first = read_receivables(table.rows, layout, problems)
    return lettered(first, again, layout, problems, closed=closed)


def lettered(
    first: Iterator[ReceivableRecord],
    again: Callable[[], Iterator[ReceivableRecord]],
    layout: Layout,
    problems: Problems,
    *,
    closed: bool = False,
) -> Iterator[ReceivableRecord]:
    """The open lines of a journal that says by lettering, or not at all, what is settled.

    With `closed`, all its lines.
    """
    lettering = Lettering()
    for record in first:
        lettering.learn(
            record.customer_code,
            record.line,
            record.entry_on,
            record.amount,
            record.reconciliation_code or "",
        )
    if lettering.derived and not layout.by_account:  # a list of open items: all of it is open
        yield from again()
        return

    lettering.settle(problems)
    for record in again():
        code = record.reconciliation_code or ""
        balance = lettering.balance(record.customer_code, record.line, record.amount, code)
        if balance or closed:
            yield record._replace(balance=balance, derived=lettering.derived)
