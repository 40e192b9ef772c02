"""The refused rows of a file, as they stand in it, each with what is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from quittance.connectors.readers.cells import MOST_COLUMNS, text_of
from quittance.connectors.readers.fec import layout_of
from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.tables import csv_rows, open_table
from quittance.connectors.readers.text import encoding_of, lines, opened
from quittance.connectors.readers.workbooks import xlsx_rows
from quittance.platform.spreadsheet import safe_cell

LINE, REASON = "Ligne", "Erreur"
ROWS_PER_PIECE = 500


def pieces(path: Path, format: str, reasons: Mapping[int, str]) -> Iterator[str]:
    """A CSV as French spreadsheets open it, some hundred rows at a time; `reasons` by line."""
    yield "\ufeff"
    rows = _rows(path, format, reasons)
    while batch := list(islice(rows, ROWS_PER_PIECE)):
        yield as_csv(batch)


def as_csv(rows: Sequence[Sequence[str]]) -> str:
    """The rows, in which no cell is a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def _rows(path: Path, format: str, reasons: Mapping[int, str]) -> Iterator[list[str]]:
    """The header, then each refused row with its line and its reason at the end."""
    match format:
        case "csv" | "xlsx":
            found = _of_table(path)
        case "fec":
            found = _of_fec(path)
        case _:  # several lines make one record: the reason alone is told
            found = iter([(0, [])])
    waiting = set(reasons)
    last = max(waiting, default=0)
    told: set[int] = set()
    _, header = next(found, (0, []))
    width = len(header)
    yield [*header, LINE, REASON]
    for line, cells in found:
        if line in waiting:
            told.add(line)
            padded = [*cells[:width], *[""] * (width - len(cells))]
            yield [*padded, str(line), reasons[line]]
        if line >= last:
            break
    for line in sorted(waiting - told):
        yield [*[""] * width, str(line), reasons[line]]


def _of_table(path: Path) -> Iterator[tuple[int, list[str]]]:
    table = open_table(path, Problems(), any_header=True)
    if table is None:
        return
    yield 0, table.headers
    rows = (
        csv_rows(path, table.encoding, table.delimiter, Problems())
        if table.encoding and table.delimiter
        else xlsx_rows(path, Problems())
    )
    for line, cells in rows:
        yield line, [text_of(cell) for cell in cells[:MOST_COLUMNS]]


def _of_fec(path: Path) -> Iterator[tuple[int, list[str]]]:
    with opened(path) as stream:
        layout = None
        for line, text in lines(stream, encoding_of(stream)):
            if layout is None and text.strip():
                layout = layout_of(text)
                if layout is None:
                    return
            if layout is not None and text.strip():
                yield line, [cell.strip() for cell in text.split(layout.separator)[:MOST_COLUMNS]]


def pieces_without_file(reasons: Mapping[int, str]) -> Iterator[str]:
    """The reasons by line, where the file itself is gone."""
    yield "\ufeff" + as_csv(
        [(LINE, REASON), *((str(line), reasons[line]) for line in sorted(reasons))]
    )
