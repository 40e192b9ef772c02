"""PDF files as answers: only ever a file, whatever opens it."""

from __future__ import annotations

from typing import Any, Final

from fastapi import Response

PDF: Final = "application/pdf"
A_PDF: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The pages.", "content": {PDF: {}}}
}


def paper(content: bytes, name: str) -> Response:
    """The PDF to keep as `name`.pdf; no script in it runs and no page shows it as its own."""
    headers = {
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Content-Disposition": f'attachment; filename="{name}.pdf"',
    }
    return Response(content, media_type=PDF, headers=headers)
