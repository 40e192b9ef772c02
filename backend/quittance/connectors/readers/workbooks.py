"""XLSX workbooks: bounded before they are unzipped, values instead of formulas, no outside link."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import repeat
from typing import Any, BinaryIO

import openpyxl
from openpyxl.workbook import Workbook

from quittance.connectors.readers.cells import MOST_COLUMNS, Cell, Uncomputed
from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.text import Source, opened

ROW = re.compile(rb"<(?:/?\w+:)?/?row[ />]")
# A formula, then the end of its cell: no value was kept beside it.
UNCOMPUTED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?: [^<>]*)?/>)\s*"
    rb"(?:<(?:\w+:)?v ?/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
LONGEST_END = 200  # bytes of such an end, which two pieces read may share
MOST_UNPACKED = 1 << 30
MOST_RATIO = 200
RATIO_FROM = 10 << 20  # bytes unpacked: small sheets may well shrink a hundredfold and more
MOST_PARTS = 2_000
MOST_STRINGS = 128 << 20  # bytes of the texts that cells share, which are read at once
MOST_OF_A_PART = 32 << 20  # bytes of any other part that is read at once: styles, names…
MOST_OF_A_ROW = 16 << 20  # bytes: a row is read at once, and 16,384 cells need far less
MOST_ROWS = 1 << 20  # of a sheet, by the format; a forged row number would count for ever


def xlsx_rows(source: Source, problems: Problems) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows of the first sheet that has any; none, and a problem, when it cannot be read."""
    with opened(source) as stream:
        refusal = _refusal(stream)
        if refusal:
            problems.add(refusal)
            return
        stream.seek(0)
        try:
            yield from _rows(stream)
        except Exception:  # noqa: BLE001 - openpyxl raises whatever the broken part provoked
            problems.add("workbook_unreadable")


def _refusal(stream: BinaryIO) -> str | None:
    """Why the archive must not be unpacked, if so."""
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            packed = sum(part.compress_size for part in parts)
            too_dense = unpacked > RATIO_FROM and unpacked > MOST_RATIO * packed
            if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or too_dense:
                return "archive_too_large"
            if any(_is_too_large(archive, part) for part in parts):
                return "archive_too_large"
            if any(_declares_a_type(archive, part) for part in parts):
                return "xml_forbidden"
    except Exception:  # noqa: BLE001 - zipfile too has no single error for a damaged archive
        return "workbook_unreadable"
    return None


def _is_too_large(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether reading this part would fill the memory; sheets are read row by row."""
    name = part.filename.lower()
    if not name.endswith((".xml", ".rels")):
        return False  # pictures and macros are not read
    if "/worksheets/" in name:
        return part.file_size > MOST_OF_A_ROW and _has_endless_row(archive, part)
    return part.file_size > (MOST_STRINGS if name.endswith("sharedstrings.xml") else MOST_OF_A_PART)


def _has_endless_row(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether the sheet goes on for too long without beginning or ending a row."""
    since = 0
    with archive.open(part) as content:
        while chunk := content.read(1 << 20):
            if b"<!" in chunk:
                return True  # a comment or raw text, where a row would only seem to be
            marks = [match.end() for match in ROW.finditer(chunk)]
            since = len(chunk) - marks[-1] if marks else since + len(chunk)
            if since > MOST_OF_A_ROW:
                return True
    return False


def _declares_a_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if not part.filename.lower().endswith((".xml", ".rels")):
        return False
    with archive.open(part) as content:
        head = content.read(4096).replace(b"\0", b"").upper()
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head


def _rows(stream: BinaryIO) -> Iterator[tuple[int, Sequence[Cell]]]:
    values = _workbook(stream, values=True)
    formulas = _workbook(stream, values=False) if _has_uncomputed(stream) else None
    for place, sheet in enumerate(values.worksheets):
        seen = False
        beside = repeat(()) if formulas is None else _cells(formulas.worksheets[place])
        for line, (row, written) in enumerate(zip(_cells(sheet), beside, strict=False), start=1):
            cells = [_cell(value) for value in row]
            for column, formula in enumerate(written):
                if formula is not None and row[column] is None:
                    cells[column] = Uncomputed()
            seen = seen or any(cell != "" for cell in cells)
            yield line, cells
        if seen:
            return


def _workbook(stream: BinaryIO, *, values: bool) -> Workbook:
    """The workbook, to be read row by row: what its formulas gave, or the formulas themselves."""
    stream.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles and extensions that do not matter to us
        return openpyxl.load_workbook(
            stream, read_only=True, data_only=values, keep_links=False, keep_vba=False
        )


def _cells(sheet: Any) -> Iterator[Sequence[object]]:  # noqa: ANN401  of a library without types
    rows: Iterator[Sequence[object]] = sheet.iter_rows(
        values_only=True, max_row=MOST_ROWS, max_col=MOST_COLUMNS + 1
    )
    return rows


def _has_uncomputed(stream: BinaryIO) -> bool:
    """Whether some formula of the workbook came without its value."""
    with zipfile.ZipFile(stream) as archive:
        return any(
            _is_uncomputed(archive, part)
            for part in archive.infolist()
            if "/worksheets/" in part.filename.lower()
        )


def _is_uncomputed(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    last = b""
    with archive.open(part) as content:
        while chunk := content.read(1 << 20):
            if UNCOMPUTED.search(last + chunk):
                return True
            last = chunk[-LONGEST_END:]
    return False


def _cell(value: object) -> Cell:
    """Text, exact number or civil day; what Excel shows of a float, not its binary tail."""
    match value:
        case None:
            return ""
        case int():  # and True, which is 1
            return Decimal(value)
        case float():
            return Decimal(f"{value:.15g}") if value - value == 0 else ""
        case datetime():
            return value.date()
        case date():
            return value
        case _:
            return str(value).strip()
