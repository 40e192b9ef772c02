"""CSV and XLSX as numbered rows by column name, wherever the header row may be."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, islice

from quittance.connectors.readers.cells import MOST_COLUMNS, Cell, Row
from quittance.connectors.readers.mapping import recognised
from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.text import LONGEST_LINE, Source, decoded, encoding_of, opened
from quittance.connectors.readers.values import one_line
from quittance.connectors.readers.workbooks import xlsx_rows

ZIP = b"PK\x03\x04"
DELIMITERS = ";,\t|"
HEADER_WITHIN = 20  # rows: titles and export dates may stand above the header


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header is known and whose rows are still to be read, once."""

    format: str
    encoding: str | None
    headers: list[str]
    rows: Iterator[tuple[int, Row]]
    delimiter: str | None = None


def open_table(source: Source, problems: Problems, *, any_header: bool = False) -> Table | None:
    """The table in this file, None when no header row was found; the source must stay readable.

    With `any_header`, names we do not know may head it: a person says what they mean.
    """
    with opened(source) as stream:
        zipped = stream.read(4) == ZIP
    if zipped:
        return _table("xlsx", None, xlsx_rows(source, problems), problems, any_header=any_header)
    return _open_csv(source, problems, any_header=any_header)


def _open_csv(source: Source, problems: Problems, *, any_header: bool) -> Table | None:
    with opened(source) as stream:
        encoding = encoding_of(stream)
        with decoded(stream, encoding, newline="") as text:
            # Not `for line in text`: a gigabyte without a line end must not fill the memory.
            sample = [text.readline(LONGEST_LINE) for _ in range(2 * HEADER_WITHIN)]
    delimiter = delimiter_of(sample)
    if delimiter is None:
        problems.add("header_missing")
        return None
    rows = csv_rows(source, encoding, delimiter, problems)
    table = _table("csv", encoding, rows, problems, any_header=any_header)
    return replace(table, delimiter=delimiter) if table else None


def delimiter_of(sample: Sequence[str]) -> str | None:
    """The separator that shows most column names, then cuts most lines alike."""
    best, best_score = None, (0, 0)
    for delimiter in DELIMITERS:
        rows: list[list[str]] = []
        with suppress(csv.Error):  # what stands above an unclosed quote may tell
            rows.extend(row for row in csv.reader(sample, delimiter=delimiter) if len(row) > 1)
        widths = Counter(len(row) for row in rows)
        alike = max((count * (width - 1) for width, count in widths.items()), default=0)
        score = max((recognised(row[:MOST_COLUMNS]) for row in rows), default=0), alike
        if score > best_score:
            best, best_score = delimiter, score
    return best


def csv_rows(
    source: Source, encoding: str, delimiter: str, problems: Problems
) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Every row with the number of its first line; a row that cannot be read leaves a problem."""
    with opened(source) as stream, decoded(stream, encoding, newline="") as text:
        reader = csv.reader(iter(lambda: text.readline(LONGEST_LINE), ""), delimiter=delimiter)
        lossy = False
        while True:
            line = reader.line_num + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                problems.add("row_unreadable", line)
                continue
            if not lossy and any("\ufffd" in value for value in row):
                lossy = True
                problems.add("characters_lost", line)
            yield line, [value.strip() for value in row]


def _table(
    format: str,
    encoding: str | None,
    rows: Iterator[tuple[int, Sequence[Cell]]],
    problems: Problems,
    *,
    any_header: bool,
) -> Table | None:
    """The table below the row, among the first twenty, with most column names we know."""
    first = list(islice(rows, HEADER_WITHIN))
    scores = [recognised(one_line(c) for c in row if isinstance(c, str)) for _, row in first]
    if not any(scores) and any_header:
        scores = [_could_head(row) for _, row in first]
    if not any(scores):
        if not problems:  # a workbook may have been refused already
            problems.add("header_missing")
        return None
    place = scores.index(max(scores))
    if _width(first[place][1]) > MOST_COLUMNS:
        problems.add("columns_too_many", first[place][0], most=MOST_COLUMNS)
        return None
    headers = _named(first[place][1])
    return Table(format, encoding, headers, _by_name(chain(first[place + 1 :], rows), headers))


def _could_head(row: Sequence[Cell]) -> int:
    """1 of a row of several texts, 0 of one with a figure, a day or a single word."""
    filled = [cell for cell in row if cell != ""]
    return int(
        len(filled) > 1 and all(isinstance(cell, str) and not _figure(cell) for cell in filled)
    )


def _figure(text: str) -> bool:
    return any(character.isdigit() for character in text) and not any(map(str.isalpha, text))


def _width(row: Sequence[Cell]) -> int:
    """How many cells there are up to the last one that is filled."""
    return max((place for place, cell in enumerate(row, start=1) if cell != ""), default=0)


def _named(cells: Sequence[Cell]) -> list[str]:
    """Distinct names, in order: a second "Nom" becomes "Nom (2)", a blank "Colonne 4"."""
    seen: Counter[str] = Counter()
    headers = []
    for position, cell in enumerate(cells[: _width(cells)], start=1):
        name = one_line(str(cell)) or f"Colonne {position}"
        seen[name] += 1
        headers.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return headers


def _by_name(
    rows: Iterator[tuple[int, Sequence[Cell]]], headers: Sequence[str]
) -> Iterator[tuple[int, Row]]:
    for line, cells in rows:
        if any(cell != "" for cell in cells):
            yield line, dict(zip(headers, cells, strict=False))
