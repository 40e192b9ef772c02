"""A link's code → a session, or a friendly page; looking uses nothing up."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.types import Scope

from quittance.accounts.access import refuse_foreign_origin
from quittance.platform.clock import Now
from quittance.portal import (
    answer_pages,
    change_queries,
    coming_in_force,
    contact_pages,
    links,
    pages,
    refusals,
)
from quittance.portal.access import LINKS_PATH, PAGES_PATH, Db, keep
from quittance.portal.models import OPEN_CHANGES, ChangeStatus
from quittance.portal.refusals import PortalRoute
from quittance.portal.rendering import locale_for, page
from quittance.portal.service import debtor
from quittance.portal.words import Words

router = APIRouter(prefix=LINKS_PATH, route_class=PortalRoute, include_in_schema=False)

STATIC = Path(__file__).parent / "static"


@router.get("/{code}")
async def open_link(request: Request, code: str, db: Db, now: Now) -> Response:
    """The debtor's space on a clean address, or the offer of a new link."""
    return await _enter(request, code, db, now, PAGES_PATH)


@router.get("/{code}/transmettre")
async def open_forwarding(request: Request, code: str, db: Db, now: Now) -> Response:
    """The page that asks for the right person; looking forwards nothing (SID-10)."""
    return await _enter(request, code, db, now, f"{PAGES_PATH}/transmettre")


async def _enter(
    request: Request, code: str, db: AsyncSession, now: datetime, path: str
) -> Response:
    opened = await links.open_link(db, code, now=now)
    if opened is None:
        return _expired(request, code)
    answer = RedirectResponse(path, status_code=303, headers={"Cache-Control": "no-store"})
    keep(answer, request, opened, now=now)
    return answer


def _expired(request: Request, code: str) -> Response:
    """The same page for a link that was ours and for one that never was."""
    return page("expired", Words(locale_for(request)), status=410, code=code[:64])


@router.get("/{code}/annuler")
async def offer_undo(request: Request, code: str, db: Db, now: Now) -> Response:
    """What would be undone; looking undoes nothing."""
    found = await links.link_to_undo(db, code, now=now)
    if found is None:
        return _expired(request, code)
    link, change_id = found
    change = (await change_queries.by_ids(db, link.company_id, [change_id]))[change_id]
    is_open = change.status in (*OPEN_CHANGES, ChangeStatus.APPLIED)
    return page(
        "undo" if is_open else "undone",
        Words(locale_for(request)),
        code=code,
        address=change.address,
    )


@router.post("/{code}/annuler")
async def undo(request: Request, code: str, db: Db, now: Now) -> Response:
    """A change of contact is undone by the address that was there before it."""
    refuse_foreign_origin(request)
    found = await links.link_to_undo(db, code, now=now)
    if found is None:
        return _expired(request, code)
    link, change_id = found
    change = await change_queries.lock(db, link.company_id, change_id)
    if change.status in (*OPEN_CHANGES, ChangeStatus.APPLIED):
        await coming_in_force.undo(db, link.company_id, change_id, actor=debtor(link), now=now)
    return page("undone", Words(locale_for(request)), code=code, address=change.address)


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
    app.include_router(contact_pages.router)
