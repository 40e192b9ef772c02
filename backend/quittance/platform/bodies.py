"""No request brings more than it may: counted as it comes, refused in the shape of every refusal.

The framework receives a whole body before a route asks who calls. So a large one is only let in as
a file, and only from somebody who is known.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quittance.platform.errors import AppError
from quittance.platform.problems import BodyTooLarge, answer_of

FILES = "multipart/form-data"


class BoundedBodies:
    """Refuses a body above the bound: before it comes where it says its length, else meanwhile.

    `know` raises the refusal of whoever may not bring more than `most`.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        most: int,
        most_of_files: int,
        know: Callable[[Request], Awaitable[object]],
    ) -> None:
        self._app = app
        self._most = most
        self._most_of_files = most_of_files
        self._know = know

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, as long as the body is within the bound."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            bound = await self._bound_of(scope)
        except AppError as refusal:
            await answer_of(refusal)(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > bound:
                # The framework takes any other exception of a body for a body it cannot read.
                raise HTTPException(413, _too_large(bound))
            return message

        await self._app(scope, counted, send)

    async def _bound_of(self, scope: Scope) -> int:
        """How much this request may bring; raises the refusal of what it announces."""
        headers = Headers(scope=scope)
        told = headers.get("content-length", "")
        announced = int(told[:20]) if told.isascii() and told.isdecimal() else None
        if announced is not None and announced <= self._most:
            return self._most
        if not headers.get("content-type", "").lower().startswith(FILES):
            return self._refuse_above(self._most, announced)
        bound = self._refuse_above(self._most_of_files, announced)
        try:
            await self._know(Request(scope))
        except AppError:
            if announced is not None:
                raise
            return self._most  # it says no length: perhaps it is small
        return bound

    def _refuse_above(self, bound: int, announced: int | None) -> int:
        if announced is not None and announced > bound:
            raise BodyTooLarge(_too_large(bound))
        return bound


def _too_large(bound: int) -> str:
    return f"This request brings at most {bound} bytes."
