"""The account as a sheet of paper: what is open on a day, in the debtor's language.

Text is drawn, never parsed: no name can become markup. The same account gives the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from importlib.resources import as_file, files
from io import BytesIO
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from quittance.portal.statement import Line, Statement
from quittance.portal.words import Words
from quittance.templates.transfer import Transfer

REGULAR, BOLD = "Portal-Inter", "Portal-Inter-SemiBold"
with as_file(files("quittance.templates") / "fonts") as _fonts:
    pdfmetrics.registerFont(TTFont(REGULAR, str(_fonts / "Inter-Regular.ttf")))
    pdfmetrics.registerFont(TTFont(BOLD, str(_fonts / "Inter-SemiBold.ttf")))

INK, MUTED, HAIR = HexColor("#14181f"), HexColor("#454d5c"), HexColor("#cfd5de")
WIDTH, HEIGHT = A4
LEFT, RIGHT = 45.0, WIDTH - 45.0
FIRST_TOP, NEXT_TOP, BOTTOM = HEIGHT - 232, HEIGHT - 84, 112.0
ROW = 21.0
BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
MARKS = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its head, its edge, which side it keeps to, and how wide it may be."""

    head: str
    at: float
    side: Side
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a line; a sum is set bold under a rule."""

    cells: tuple[str, ...]
    is_sum: bool = False


def write(account: Statement, words: Words, transfer: Transfer) -> bytes:
    """The statement as PDF: who is owed, by whom, every open line, the sum of each currency."""
    rows = _rows(account, words)
    on_first = int((FIRST_TOP - BOTTOM) // ROW) - 1
    on_next = int((NEXT_TOP - BOTTOM) // ROW) - 1
    pages = [rows[:on_first]]
    pages += [rows[start : start + on_next] for start in range(on_first, len(rows), on_next)]

    file = BytesIO()
    canvas = Canvas(
        file,
        pagesize=A4,
        invariant=1,
        lang="fr-FR" if words.locale == "fr" else "en-GB",
    )
    canvas.setTitle(words("pdf.title", day=words.day(account.today)))
    canvas.setAuthor(_clean(account.creditor.name))
    for number, page in enumerate(pages, start=1):
        _head(canvas, account, words, is_first=number == 1)
        _table(canvas, words, page, FIRST_TOP if number == 1 else NEXT_TOP)
        _foot(canvas, account, words, transfer)
        label = words("pdf.page", page=number, pages=len(pages))
        _text(canvas, RIGHT, 34, label, size=8, color=MUTED, side="right")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def file_name(account: Statement, words: Words) -> str:
    """A name that every system takes."""
    code = re.sub(r"[^A-Za-z0-9-]+", "-", account.customer_code).strip("-")
    return f"{words('pdf.file')}-{code or 'compte'}-{account.today}.pdf"


def _rows(account: Statement, words: Words) -> list[Row]:
    """The lines of each currency, the oldest due first, then their sum."""
    rows: list[Row] = []
    for balance in account.balances:
        lines = [
            one for one in (*account.lines, *account.credits) if one.currency == balance.currency
        ]
        rows += [_row(one, words) for one in sorted(lines, key=lambda one: one.due_on)]
        total = words.money(balance.total_minor, balance.currency)
        rows.append(Row((words("pdf.sum"), "", "", "", "", "", total), is_sum=True))
    return rows


def _row(line: Line, words: Words) -> Row:
    return Row(
        (
            line.number,
            line.order_no,
            words.day(line.invoiced_on),
            words.day(line.due_on),
            words.late(line.days_late),
            words.amount(line.amount_minor, line.currency),
            words.money(line.balance_minor, line.currency),
        )
    )


def _columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("pdf.number"), LEFT, "left", 92),
        Column(words("pdf.order"), LEFT + 97, "left", 66),
        Column(words("pdf.issued"), LEFT + 168, "left", 54),
        Column(words("col.due"), LEFT + 232, "left", 54),
        Column(words("col.late"), LEFT + 332, "right", 46),
        Column(words("col.amount"), LEFT + 413, "right", 76),
        Column(words("col.balance"), RIGHT, "right", 88),
    )


def _head(canvas: Canvas, account: Statement, words: Words, *, is_first: bool) -> None:
    """Who is owed and by whom; the sums stand on the first page."""
    title = words("pdf.title", day=words.day(account.today))
    _text(canvas, LEFT, HEIGHT - 50, account.creditor.name, font=BOLD, size=12, width=300)
    if not is_first:
        _text(canvas, RIGHT, HEIGHT - 50, title, color=MUTED, side="right")
        return
    _text(canvas, LEFT, HEIGHT - 96, title, font=BOLD, size=17)
    who = f"{account.customer_name}, {account.customer_code}"
    _text(canvas, LEFT, HEIGHT - 116, who, size=11, color=MUTED, width=RIGHT - LEFT)
    at = LEFT
    for balance in account.balances[:2]:
        for label, minor in (
            (words("overdue", n=balance.overdue_count), balance.overdue_minor),
            (words("total", n=balance.count), balance.total_minor),
        ):
            figures = words.money(minor, balance.currency)
            _text(canvas, at, HEIGHT - 150, label, color=MUTED)
            _text(canvas, at, HEIGHT - 170, figures, font=BOLD, size=14)
            room = max(
                pdfmetrics.stringWidth(figures, BOLD, 14), pdfmetrics.stringWidth(label, REGULAR, 9)
            )
            at += room + 26
    granted = [one for one in account.balances if one.credit_minor]
    if granted:
        told = " + ".join(words.money(one.credit_minor, one.currency) for one in granted)
        _text(canvas, LEFT, HEIGHT - 188, words("credits", sum=told), color=MUTED)


def _table(canvas: Canvas, words: Words, rows: list[Row], top: float) -> None:
    columns = _columns(words)
    for column in columns:
        _text(
            canvas, column.at, top, column.head, color=MUTED, side=column.side, width=column.width
        )
    _rule(canvas, top - 7)
    for number, row in enumerate(rows, start=1):
        y = top - number * ROW
        for column, cell in zip(columns, row.cells, strict=True):
            is_bold = row.is_sum or column is columns[-1]
            _text(
                canvas,
                column.at,
                y,
                cell,
                font=BOLD if is_bold else REGULAR,
                side=column.side,
                width=RIGHT - LEFT if row.is_sum else column.width,
            )
        _rule(canvas, y - 7)


def _foot(canvas: Canvas, account: Statement, words: Words, transfer: Transfer) -> None:
    """How to pay, unless nothing may be asked for, and whom to ask."""
    y = 84.0
    if transfer.facts and account.lines and not account.is_payment_closed:
        named = [(words(f"bank.{label}"), text) for label, text in transfer.facts]
        named.append((words("reference"), account.customer_code))
        told = "  ·  ".join(f"{label} {text}" for label, text in named).replace("\n", ", ")
        _text(canvas, LEFT, y, words("transfer"), font=BOLD)
        _text(canvas, LEFT, y - 13, told, width=RIGHT - LEFT)
    who = account.collector
    reach = "  ·  ".join(filter(None, (who.name, who.phone, who.email)))
    _text(canvas, LEFT, y - 34, f"{words('contact')}  ·  {reach}", color=MUTED, width=RIGHT - LEFT)


def _rule(canvas: Canvas, y: float) -> None:
    canvas.setStrokeColor(HAIR)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, y, RIGHT, y)


def _text(
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    *,
    font: str = REGULAR,
    size: float = 9,
    color: HexColor = INK,
    side: Side = "left",
    width: float = 0,
) -> None:
    """One line at a place, made smaller, then cut, where it would not fit its width."""
    text = _clean(text)
    while width and size > 6 and pdfmetrics.stringWidth(text, font, size) > width:
        size -= 0.5
    if width and pdfmetrics.stringWidth(text, font, size) > width:
        while text and pdfmetrics.stringWidth(f"{text}…", font, size) > width:
            text = text[:-1]
        text = f"{text}…"
    canvas.setFont(font, size)
    canvas.setFillColor(color)
    (canvas.drawRightString if side == "right" else canvas.drawString)(x, y, text)


def _clean(text: str) -> str:
    """One line without controls nor marks that turn the text around them."""
    plain = MARKS.sub("", BLANKS.sub(" ", text).strip())
    return "".join(one for one in plain if unicodedata.category(one) not in {"Cc", "Cs", "Co"})
