"""Any supported file as a ledger to import: its content, not its name, says what it is."""

from __future__ import annotations

from pathlib import Path

from quittance.connectors.models import FileKind
from quittance.connectors.readers import fec, fec_ledger, sage100, table_ledger
from quittance.connectors.readers.mapping import TableKind
from quittance.connectors.readers.records import Ledger
from quittance.connectors.readers.tables import ZIP
from quittance.connectors.readers.text import encoding_of

HEAD = 1 << 16
TABLES: dict[FileKind, TableKind] = {
    FileKind.CUSTOMERS: "customers",
    FileKind.CONTACTS: "contacts",
    FileKind.RECEIVABLES: "receivables",
}


def format_of(path: Path) -> str:
    """`fec`, `sage100`, `xlsx` or `csv`, which is tried when nothing else fits."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
        if head.startswith(ZIP):
            return "xlsx"
        stream.seek(0)
        text = head.decode(encoding_of(stream), "replace").lstrip("\ufeff \t\r\n")
    if fec.layout_of(text.partition("\n")[0].rstrip("\r")) is not None:
        return "fec"
    return "sage100" if text.startswith(sage100.STARTS) else "csv"


def open_ledger(path: Path, format: str, *, kind: FileKind, currency: str, full: bool) -> Ledger:
    """The customers, contacts and lines of the file; settled lines come too, at balance zero.

    A ledger's file asked for its customers gives them alone. The file must stay readable until
    the records are consumed.
    """
    if format not in {"fec", "sage100"}:
        return table_ledger.ledger(
            path, kind=TABLES.get(kind), currency=currency, full=full, closed=True
        )
    ledger = (
        fec_ledger.ledger(path, currency=currency, closed=True)
        if format == "fec"
        else sage100.ledger(path, closed=True)
    )
    if kind in {FileKind.CUSTOMERS, FileKind.CONTACTS}:
        return Ledger(ledger.customers, (), (), ledger.problems, full=False)
    return ledger
