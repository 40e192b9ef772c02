"""When a page cannot be shown: a sentence and a way on, in place of a problem document."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, cast

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from quittance.platform.errors import AppError
from quittance.platform.problems import STATUS
from quittance.portal.errors import PortalSessionOver
from quittance.portal.rendering import locale_for, page
from quittance.portal.words import Words

KNOWN = frozenset(
    {
        "answer_not_found",
        "contacts_closed",
        "foreign_origin",
        "form_not_ours",
        "promise_in_past",
        "receivable_not_found",
        "too_many_contact_changes",
        "too_many_promises",
    }
)


class PageRefused(Exception):
    """A refusal on its way to a page. It passes through the transaction, which rolls back."""

    def __init__(self, refusal: AppError | None) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


class PortalRoute(APIRoute):
    """A route whose refusals are pages."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        original = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await original(request)
            except AppError as refusal:
                raise PageRefused(refusal) from refusal
            except RequestValidationError as invalid:
                raise PageRefused(None) from invalid

        return handle


async def _show(request: Request, error: Exception) -> Response:
    refusal = cast("PageRefused", error).refusal
    words = Words(locale_for(request))
    if isinstance(refusal, PortalSessionOver):
        return page("session", words, status=401)
    code = refusal.code if refusal is not None else ""
    return page(
        "refused",
        words,
        status=STATUS[refusal.kind].value if refusal is not None else 422,
        sentence=words(f"refused.{code}" if code in KNOWN else "refused"),
    )


def install(app: FastAPI) -> None:
    """From here on, what the debtor's pages refuse is a page."""
    app.add_exception_handler(PageRefused, _show)
