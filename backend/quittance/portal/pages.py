"""The debtor's pages: plain forms that work without JavaScript, on `service` and `transmission`."""

from __future__ import annotations

import asyncio
from typing import Annotated
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request, Response

from quittance.domain.money import Money
from quittance.platform.clock import Now
from quittance.platform.settings import Settings
from quittance.portal import forms, service, statement, statement_pdf, transmission
from quittance.portal.access import LINKS_PATH, PAGES_PATH, AtTheDoor, Db, debtor
from quittance.portal.page_requests import account_of, form_of, ids_in, origin_of, tab_of, to
from quittance.portal.refusals import PortalRoute
from quittance.portal.rendering import HEADERS, LANGUAGE_COOKIE, page
from quittance.portal.statement import Statement, Tab
from quittance.portal.words import Locale
from quittance.templates.transfer import Transfer, transfer_of

router = APIRouter(prefix=PAGES_PATH, route_class=PortalRoute, include_in_schema=False)

YEAR_S = 365 * 86_400
NARROW_AMOUNT = 12  # characters: beyond, the amount stands under the balance
NOTES = frozenset({"saved", "removed", "none_ticked"})


# ── The list ─────────────────────────────────────────────────────────────────


@router.get("")
async def show_list(
    request: Request,
    db: Db,
    now: Now,
    door: AtTheDoor,
    *,
    tab: Tab = Tab.ALL,
    number: Annotated[int, Query(ge=1, le=100_000, alias="page")] = 1,
    note: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """What is open, thirty a page, with what is ticked and what was answered."""
    await service.note_opening(db, door.link, now=now)
    account, words = await account_of(request, db, door, now)
    shown = statement.list_page(account.of_tab(tab), number)
    return page(
        "list",
        words,
        account=account,
        mark=door.form_mark,
        tab=tab,
        tabs=[(one, len(account.of_tab(one))) for one in Tab],
        shown=shown,
        is_wide=any(
            len(words.amount(one.amount_minor, one.currency)) > NARROW_AMOUNT for one in shown.lines
        ),
        ticked_sums=statement.sums(account.selected),
        currencies=sorted({line.currency for line in account.lines}),
        transfer=_transfer(account),
        is_payable=_is_payable(account),
        note=note if note in NOTES else "",
    )


@router.post("/selection")
async def keep_selection(request: Request, db: Db, now: Now, door: AtTheDoor) -> Response:
    """Ticks are kept on the server, whatever button carried them; then go where it leads."""
    form = await form_of(request, door)
    tab = tab_of(forms.text_of(form, "tab"))
    go, _, target = forms.text_of(form, "go").partition(":")
    where = {"tab": tab.value, "page": forms.text_of(form, "page") or "1"}
    shown, chosen = ids_in(form, "shown"), ids_in(form, "ticked")
    account = await service.tick(
        db, door.company_id, door.link.id, shown=shown, chosen=chosen, now=now
    )
    match go:
        case "all":
            await service.tick_all(db, door.company_id, door.link.id, tab=tab, now=now)
        case "none":
            await service.untick_all(db, door.company_id, door.link.id, now=now)
        case "tab":
            where = {"tab": tab_of(target).value, "page": "1"}
        case "page":
            where["page"] = target
        case "answer" if account.selected:
            return to("/reponse")
        case "answer":
            where["note"] = "none_ticked"
    if not where["page"].isdecimal() or len(where["page"]) > 5:
        where["page"] = "1"
    return to("?" + urlencode(where))


def _is_payable(account: Statement) -> bool:
    """Whether there is something to pay, a way to, and no law against asking for it."""
    has_debt = bool(account.lines) and not account.is_payment_closed
    return has_debt and bool(account.creditor.bank_details)


def _transfer(account: Statement) -> Transfer:
    """How to pay what is overdue, or all of it where nothing is."""
    [first, *_] = account.balances
    owed = Money(first.overdue_minor or max(0, first.total_minor), first.currency)
    creditor = account.creditor
    return transfer_of(creditor.name, creditor.bank_details, account.customer_code, owed)


@router.get("/releve.pdf")
async def print_statement(request: Request, db: Db, now: Now, door: AtTheDoor) -> Response:
    """The open account on paper, in the language of the pages."""
    account, words = await account_of(request, db, door, now)
    content = await asyncio.to_thread(statement_pdf.write, account, words, _transfer(account))
    name = statement_pdf.file_name(account, words)
    return Response(
        content,
        media_type="application/pdf",
        headers=HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.get("/langue/{locale}", dependencies=[Depends(debtor)])
async def choose_language(request: Request, locale: Locale) -> Response:
    """The pages speak this language from now on."""
    settings: Settings = request.app.state.settings
    answer = to("")
    for path in (PAGES_PATH, LINKS_PATH):  # a link that has expired answers in it too
        answer.set_cookie(
            LANGUAGE_COOKIE,
            locale,
            max_age=YEAR_S,
            path=path,
            httponly=True,
            secure=settings.secure_cookies,
            samesite="lax",
        )
    return answer


@router.get("/recapitulatif")
async def show_summary(request: Request, db: Db, now: Now, door: AtTheDoor) -> Response:
    """Every draft, before "Terminer"."""
    account, words = await account_of(request, db, door, now)
    return page(
        "summary",
        words,
        account=account,
        mark=door.form_mark,
        answered=sum(len(one.lines) for one in account.drafts),
        left=len(account.of_tab(Tab.LEFT)),
        sums=statement.sums,
    )


@router.post("/terminer")
async def finish(request: Request, db: Db, now: Now, door: AtTheDoor) -> Response:
    """Behind "Terminer": everything is transmitted at once; pressed twice it sends nothing more."""
    await form_of(request, door)
    await transmission.finish(db, door.company_id, door.link.id, origin=origin_of(request), now=now)
    return to("/recu")


@router.get("/recu")
async def show_receipt(request: Request, db: Db, now: Now, door: AtTheDoor) -> Response:
    """What was sent through this link, the newest first."""
    account, words = await account_of(request, db, door, now)
    zone = ZoneInfo(account.time_zone)
    return page(
        "receipt",
        words,
        account=account,
        sent=sorted(account.sent, key=lambda one: (one.sent_at, one.id), reverse=True),
        local=lambda instant: instant.astimezone(zone),
        left=len(account.of_tab(Tab.LEFT)),
        sums=statement.sums,
    )
