"""A link's code → a session, or a friendly page; looking uses nothing up."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from quittance.platform.clock import Now
from quittance.portal import answer_pages, links, pages, refusals
from quittance.portal.access import PAGES_PATH, Db, keep
from quittance.portal.refusals import PortalRoute
from quittance.portal.rendering import locale_for, page
from quittance.portal.words import Words

router = APIRouter(prefix="/p", route_class=PortalRoute, include_in_schema=False)

STATIC = Path(__file__).parent / "static"


@router.get("/{code}")
async def open_link(request: Request, code: str, db: Db, now: Now) -> Response:
    """The debtor's space on a clean address, or the offer of a new link."""
    opened = await links.open_link(db, code, now=now)
    if opened is None:
        # The same page for a link that was ours and for one that never was.
        return page("expired", Words(locale_for(request)), status=410, code=code[:64])
    answer = RedirectResponse(PAGES_PATH, status_code=303, headers={"Cache-Control": "no-store"})
    keep(answer, request, opened, now=now)
    return answer


@router.post("/{code}/renew")
async def ask_renewal(request: Request, code: str, db: Db, now: Now) -> Response:
    """A new link is asked for; the answer is the same whether or not the old one was ours."""
    await links.ask_renewal(db, code, now=now)
    return page("asked", Words(locale_for(request)))


class KeptFiles(StaticFiles):
    """Files a browser may keep for an hour, then asks again by their ETag."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        answer.headers.setdefault("Cache-Control", "public, max-age=3600")
        return answer


def install(app: FastAPI) -> None:
    """The debtor's pages are served: links, the space behind them, its files."""
    refusals.install(app)
    app.mount(f"{PAGES_PATH}/static", KeptFiles(directory=STATIC), name="portal-static")
    app.include_router(router)
    app.include_router(pages.router)
    app.include_router(answer_pages.router)
