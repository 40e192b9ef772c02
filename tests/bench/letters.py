"""A thousand letters in one PDF, against bare reportlab drawing the very same words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from quittance.platform.clock import stopwatch
from quittance.platform.embedded import Running
from quittance.templates.context import MessageContext
from quittance.templates.kinds import TemplateKind
from quittance.templates.letter_paper import HEIGHT, PAGE_WIDTH, Sheet
from quittance.templates.letters import bound, laid_out
from quittance.templates.render import render_words
from quittance.templates.stock import STOCK
from tests.bench.figures import ALTERNATIONS, Figure, in_turns
from tests.factories.messages import HAMON, line, message

PAGES = 1_000
REMINDER = STOCK[TemplateKind.REMINDER_1, "fr", "page"]


async def measure(
    _running: Running, _folder: Path, *, pages: int = PAGES, times: int = ALTERNATIONS
) -> list[Figure]:
    """Pages a second: text filled, laid out, drawn and checked; and only drawn."""
    contexts = [_a_customer(number) for number in range(pages)]
    sheets = [
        sheet
        for context in contexts
        for sheet in laid_out(render_words(REMINDER, context, "fr"), context).sheets
    ]

    async def ours() -> float:
        began = stopwatch()
        printed = bound([laid_out(render_words(REMINDER, one, "fr"), one) for one in contexts])
        return printed.pages / (stopwatch() - began)

    async def limit() -> float:
        began = stopwatch()
        _draw_bare(sheets)
        return len(sheets) / (stopwatch() - began)

    return [await in_turns("letter", "pages/s", ours, limit, times=times)]


def _a_customer(number: int) -> MessageContext:
    """Each letter has a name, numbers and sums of its own."""
    lines = tuple(
        line(f"FA-{number}-{place}", 1_000_00 + number * 37 + place * 1_000)
        for place in range(1 + number % 4)
    )
    name = f"Client {number} du Ponant"
    return message(customer=replace(HAMON, name=name, code=f"C{number:05}"), lines=lines)


def _draw_bare(sheets: Sequence[Sheet]) -> bytes:
    """Every word where we put it, by the plainest calls reportlab has."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(PAGE_WIDTH, HEIGHT))
    for sheet in sheets:
        for rule in sheet.rules:
            canvas.setStrokeColor(rule.color)
            canvas.setLineWidth(rule.thickness)
            canvas.line(rule.left, rule.base, rule.right, rule.base)
        for mark in sheet.marks:
            canvas.setFont(mark.face.font, mark.face.size)
            canvas.setFillColor(mark.face.color)
            canvas.drawString(mark.left, mark.base, mark.words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
