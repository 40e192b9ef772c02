"""Any supported file as a ledger to import: its content, not its name, says what it is."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from quittance.connectors.models import FileKind
from quittance.connectors.readers import cfonb120, fec, fec_ledger, mt940, sage100, table_ledger
from quittance.connectors.readers.mapping import TableKind
from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.records import Ledger
from quittance.connectors.readers.tables import ZIP, open_table
from quittance.connectors.readers.text import encoding_of

HEAD = 1 << 16
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Excel wrote before 2007, and writes encrypted
WORKBOOK = "xl/workbook.xml"
LEDGERS = frozenset({"fec", "sage100"})
TABLE_FORMATS = frozenset({"csv", "xlsx"})
TABLES: dict[FileKind, TableKind] = {
    FileKind.CUSTOMERS: "customers",
    FileKind.CONTACTS: "contacts",
    FileKind.RECEIVABLES: "receivables",
}
# What people hand in by mistake, and what they can do instead.
NOT_LEDGERS = {
    "empty": "Le fichier est vide.",
    "xls": "Classeur protégé par un mot de passe, ou au format ancien .xls :"
    " enregistrez-le au format .xlsx, sans mot de passe.",
    "zip": "Cette archive n’est pas un classeur Excel : décompressez-la,"
    " ou enregistrez le tableau au format .xlsx ou .csv.",
    "pdf": "Un PDF ne contient pas d’écritures : exportez la liste au format .csv ou .xlsx.",
    "xml": "Ce fichier est du XML ou une page web, pas une liste :"
    " exportez-la au format .csv ou .xlsx.",
    "cfonb120": "Ce fichier est un relevé bancaire CFONB 120 : il ne contient pas de créances.",
    "mt940": "Ce fichier est un relevé bancaire MT940 : il ne contient pas de créances.",
}


class NotALedger(Exception):
    """The file is something else; says what, in French."""


def format_of(path: Path) -> str:
    """`fec`, `sage100`, `xlsx`, one of `NOT_LEDGERS`, or `csv`, tried when nothing else fits."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
        if not head.strip(b"\x00\t\r\n \xef\xbb\xbf"):
            return "empty"
        if head.startswith(ZIP):
            return "xlsx" if _may_be_workbook(path) else "zip"
        if head.startswith(OLE):
            return "xls"
        if b"%PDF-" in head[:1024]:
            return "pdf"
        stream.seek(0)
        text = head.decode(encoding_of(stream), "replace").lstrip("\ufeff \t\r\n")
    return _text_format(text)


def _text_format(text: str) -> str:
    if fec.layout_of(text.partition("\n")[0].rstrip("\r")) is not None:
        return "fec"
    if text.startswith(sage100.STARTS):
        return "sage100"
    if text.startswith("<"):
        return "xml"
    if cfonb120.RECORD.match(text):
        return "cfonb120"
    return "mt940" if mt940.STARTS.search(text.replace("\r\n", "\n")) else "csv"


def _may_be_workbook(path: Path) -> bool:
    """Whether the archive is a workbook, or too damaged to tell."""
    try:
        with zipfile.ZipFile(path) as archive:
            return WORKBOOK in archive.namelist()
    except Exception:  # noqa: BLE001  zipfile has no single error for a damaged archive
        return True


def open_ledger(
    path: Path,
    format: str,
    *,
    kind: FileKind,
    currency: str,
    full: bool,
    columns: Mapping[str, str] | None = None,
) -> Ledger:
    """The customers, contacts and lines of the file; settled lines come too, at balance zero.

    A ledger's file asked for its customers gives them alone. `columns` (field → header) are
    guessed unless given. The file must stay readable until the records are consumed; raises
    `NotALedger`.
    """
    if format in NOT_LEDGERS:
        raise NotALedger(NOT_LEDGERS[format])
    if format not in LEDGERS:
        return table_ledger.ledger(
            path,
            kind=TABLES.get(kind),
            mapping=columns or None,
            currency=currency,
            full=full,
            closed=True,
        )
    ledger = (
        fec_ledger.ledger(path, currency=currency, closed=True)
        if format == "fec"
        else sage100.ledger(path, closed=True)
    )
    if kind in {FileKind.CUSTOMERS, FileKind.CONTACTS}:
        return Ledger(ledger.customers, (), (), ledger.problems, full=False)
    return ledger


def refusal_of(path: Path, format: str) -> str:
    """Why nothing of the file can ever be loaded, in French; empty where it may be looked at."""
    if format in NOT_LEDGERS:
        return NOT_LEDGERS[format]
    if format not in TABLE_FORMATS:
        return ""
    problems = Problems()
    if open_table(path, problems, any_header=True) is not None:
        return ""
    return next(one.message for one in problems)


def lines_in(path: Path, format: str) -> int:
    """About how many lines the file has; 0 where only reading it would tell."""
    if format == "xlsx":
        return 0
    count = 0
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            count += chunk.count(b"\n") or chunk.count(b"\r")
    return count
