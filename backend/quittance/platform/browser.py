"""What browsers get: the console's files, and headers that shut the usual doors."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fastapi import APIRouter
from fastapi.responses import FileResponse, PlainTextResponse, Response
from starlette.convertors import Convertor, register_url_convertor
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CSP: Final = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " frame-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


class SecurityHeaders:
    """Adds the headers to every answer that does not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith(("/v1/", "/portal/v1/")):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, with_headers)


def _inside(root: Path, path: str) -> Path | None:
    """The file of that name, unless the name leads out of the folder or to nothing."""
    try:
        file = (root / path).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None
    except (ValueError, OSError):  # a NUL, or a name too long for the file system
        return None


class ConsolePath(Convertor[str]):
    """Any address but those of the endpoints and the debtor's pages: these answer for themselves.

    A wrong method is 405 there and an unknown path 404, instead of the console's page.
    """

    regex = r"(?!(?:v1|portal|portail|p|health)(?:/|$)).*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("console", ConsolePath())


def console_router(folder: Path) -> APIRouter:
    """The single-page application: its files by name, its page for every other address."""
    router = APIRouter(include_in_schema=False)
    root = folder.resolve()

    @router.api_route("/{path:console}", methods=["GET", "HEAD"])
    async def console(path: str) -> Response:
        file = _inside(root, path)
        if file is not None:
            immutable = "/assets/" in file.as_posix()
            age = "public, max-age=31536000, immutable" if immutable else "no-cache"
            return FileResponse(file, headers={"Cache-Control": age})
        page = root / "index.html"
        if not page.is_file():
            return PlainTextResponse("The console is not built: make setup.", status_code=404)
        return FileResponse(page, headers={"Cache-Control": "no-cache"})

    return router
