"""No request brings more than it may: counted as it comes, refused in the shape of every refusal.

The framework's own limit answers in plain text; this one is told as `body_too_large`.
"""

from __future__ import annotations

from typing import ClassVar

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quittance.platform.errors import AppError, Kind


class BodyTooLarge(AppError):
    """The request brings more bytes than any request may."""

    code: ClassVar[str] = "body_too_large"
    kind: ClassVar[Kind] = Kind.TOO_LARGE


class BoundedBodies:
    """Refuses a body above the bound: before it comes where it says its length, else meanwhile."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, as long as the body is within the bound."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        is_too_long = announced.isdecimal() and int(announced[:20]) > self._most
        # The framework takes any other exception of a body for a body it cannot read.
        too_large = HTTPException(413, f"A request brings at most {self._most} bytes.")
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            if is_too_long:
                raise too_large
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._most:
                raise too_large
            return message

        await self._app(scope, counted, send)
