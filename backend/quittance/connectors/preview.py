"""The first rows of a file as an import would read them, before anything is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import islice
from pathlib import Path

from quittance.connectors.models import FileKind
from quittance.connectors.opening import NOT_LEDGERS, TABLES, format_of, lines_in
from quittance.connectors.readers import fec, sage100
from quittance.connectors.readers.cells import Row, text_of
from quittance.connectors.readers.customers import read_contacts, read_customers
from quittance.connectors.readers.mapping import TABLES as FIELDS
from quittance.connectors.readers.mapping import TableKind, guess_kind, guess_mapping, key
from quittance.connectors.readers.problems import Problem, Problems
from quittance.connectors.readers.receivables import missing_columns, receivable_of
from quittance.connectors.readers.records import ContactRecord, CustomerRecord, ReceivableRecord
from quittance.connectors.readers.table_sides import is_customers, layout_of
from quittance.connectors.readers.tables import open_table
from quittance.connectors.readers.text import encoding_of
from quittance.connectors.readers.values import decimal_text

NO_ROW = "Le fichier ne contient aucune ligne à importer."
SHOWN = 20
SEEN = 200  # rows looked at for a sample of each column
LONGEST_CELL = 120
LARGEST_SAGE = 32 << 20  # bytes: the flat file is read whole
KINDS: dict[TableKind, FileKind] = {table: kind for kind, table in TABLES.items()}
# What a row must at least say, whatever else it does.
NEEDED: dict[TableKind, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "customers": (("nom", ("name",)),),
    "contacts": (
        ("client", ("customer_code",)),
        ("nom ou adresse", ("last_name", "first_name", "email")),
    ),
}
_SILENT = frozenset({"line", "derived", "journal", "document_no"})
Record = CustomerRecord | ContactRecord | ReceivableRecord


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: the field thought to be in it, and the first value it has."""

    header: str
    field: str | None
    sample: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: what was read of it, and what keeps it out or is doubtful."""

    line: int
    values: dict[str, str]
    problem: Problem | None


@dataclass(slots=True)
class Preview:
    """What a person sees before loading; `refusal` says, in French, why it cannot be."""

    format: str
    kind: FileKind = FileKind.AUTO
    encoding: str | None = None
    delimiter: str | None = None
    lines: int = 0
    columns: list[Column] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    rows: list[ReadRow] = field(default_factory=list)
    refusal: str = ""


def headers_digest(headers: Iterable[str]) -> bytes:
    """What files with the same headers, in the same order, have in common."""
    return sha256("\n".join(key(header) or header for header in headers).encode()).digest()


def headers_of(path: Path) -> list[str]:
    """The table's headers, none where there is no table."""
    table = open_table(path, Problems(), any_header=True)
    return table.headers if table else []


def preview(
    path: Path, *, kind: FileKind, columns: Mapping[str, str] | None, currency: str
) -> Preview:
    """The file's first rows, with its columns as given, or as guessed."""
    format = format_of(path)
    seen = Preview(format, kind=kind, refusal=NOT_LEDGERS.get(format, ""))
    if seen.refusal:
        return seen
    seen.lines = lines_in(path, format)
    if format == "fec":
        return _of_fec(path, seen)
    if format == "sage100":
        return _of_sage(path, seen)
    return _of_table(path, seen, columns, currency)


def _of_fec(path: Path, seen: Preview) -> Preview:
    """The first lines on customer accounts; their balance comes from the whole file."""
    with path.open("rb") as stream:
        seen.encoding = encoding_of(stream)
    problems = Problems()
    entries = (one for one in fec.entries(path, problems) if one.is_customers)
    seen.rows = [
        ReadRow(
            entry.line,
            {
                "customer_code": entry.customer,
                "number": entry.document,
                "entry_on": entry.entry_on.isoformat(),
                "label": entry.label,
                "amount": decimal_text(entry.amount),
                "reconciliation_code": entry.lettering,
            },
            None,
        )
        for entry in islice(entries, SHOWN)
    ]
    return _finished(seen, problems)


def _of_sage(path: Path, seen: Preview) -> Preview:
    if path.stat().st_size > LARGEST_SAGE:
        return seen
    problems = Problems()
    ledger = sage100.ledger(path, closed=True)
    rows = islice(ledger.receivables, SHOWN)
    seen.rows = [ReadRow(one.line, _values(one), None) for one in rows]
    return _finished(seen, problems)


def _of_table(
    path: Path, seen: Preview, columns: Mapping[str, str] | None, currency: str
) -> Preview:
    problems = Problems()
    table = open_table(path, problems, any_header=True)
    if table is None:
        return _finished(seen, problems)
    seen.encoding, seen.delimiter = table.encoding, table.delimiter
    kind = TABLES.get(seen.kind) or guess_kind(table.headers) or "receivables"
    seen.kind = KINDS[kind]
    guessed = {name: one.header for name, one in guess_mapping(table.headers, kind).items()}
    chosen = {
        name: header
        for name, header in (guessed if columns is None else columns).items()
        if name in FIELDS[kind] and header in table.headers
    }
    rows = list(islice(table.rows, SEEN))
    field_of = {header: name for name, header in chosen.items()}
    seen.columns = [
        Column(header, field_of.get(header), _sample(rows, header)) for header in table.headers
    ]
    seen.fields = list(FIELDS[kind])
    seen.missing, seen.rows = _read(kind, rows, chosen, currency)
    return _finished(seen, problems)


def _read(
    kind: TableKind, rows: list[tuple[int, Row]], chosen: Mapping[str, str], currency: str
) -> tuple[list[str], list[ReadRow]]:
    """What is still to be named, and the first rows read with what is."""
    if kind != "receivables":
        missing = [word for word, names in NEEDED[kind] if chosen.keys().isdisjoint(names)]
        read: Callable[..., Iterator[Record]] = (
            read_customers if kind == "customers" else read_contacts
        )
        return missing, [
            _row(line, row, next(read([(line, row)], chosen, told), None), told, chosen)
            for line, row in rows[:SHOWN]
            for told in [Problems()]
        ]
    layout = layout_of(rows, chosen, currency)
    missing = missing_columns(layout)
    if missing:
        return missing, [_row(line, row, None, Problems(), chosen) for line, row in rows[:SHOWN]]
    ours = islice(((line, row) for line, row in rows if is_customers(row, layout)), SHOWN)
    return missing, [
        _row(line, row, receivable_of(line, row, layout, told), told, chosen)
        for line, row in ours
        for told in [Problems()]
    ]


def _row(
    line: int, row: Row, record: Record | None, told: Problems, chosen: Mapping[str, str]
) -> ReadRow:
    """The row as read, or as it stands in the file where it could not be."""
    problem = next(iter(sorted(told, key=lambda one: one.is_warning)), None)
    if record is not None:
        return ReadRow(line, _values(record), problem)
    stands = {name: _short(text_of(row.get(header, ""))) for name, header in chosen.items()}
    return ReadRow(line, {name: text for name, text in stands.items() if text}, problem)


def _values(record: Record) -> dict[str, str]:
    """The fields that say something: days in ISO, sums with a dot."""
    found = {}
    for name, value in record._asdict().items():
        if name not in _SILENT and value not in (None, "", ()):
            found["email" if name == "emails" else name] = _short(_text(value))
    return found


def _text(value: object) -> str:
    match value:
        case Decimal():
            return decimal_text(value)
        case date():
            return value.isoformat()
        case tuple():
            return ", ".join(map(str, value))
        case bool():
            return "oui" if value else "non"
        case _:
            return str(value)


def _sample(rows: list[tuple[int, Row]], header: str) -> str:
    texts: Iterator[str] = (text_of(row.get(header, "")) for _, row in rows)
    return _short(next(filter(None, texts), ""))


def _short(text: str) -> str:
    clean = text.replace("\x00", "")
    return clean if len(clean) <= LONGEST_CELL else f"{clean[: LONGEST_CELL - 1]}…"


def _finished(seen: Preview, problems: Problems) -> Preview:
    """Where no row was read, the reason is the first thing to know."""
    if not seen.rows:
        said = [one.message for one in problems if not one.is_warning]
        seen.refusal = said[0] if said else NO_ROW
    return seen
