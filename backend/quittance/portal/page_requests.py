"""What the pages' requests carry: the account, a form of this session, where they come from."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qsl
from uuid import UUID

from fastapi import Request
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import FormData, UploadFile

from quittance.portal import forms, statement
from quittance.portal.access import PAGES_PATH, Debtor
from quittance.portal.errors import AnswerInvalid
from quittance.portal.rendering import locale_for
from quittance.portal.statement import Statement, Tab
from quittance.portal.transmission import Origin
from quittance.portal.words import Words

MAX_FORM_BYTES = 512 * 1024
MAX_FORM_FIELDS = 10_000


async def account_of(
    request: Request, db: AsyncSession, door: Debtor, now: datetime
) -> tuple[Statement, Words]:
    """The account behind the session, and the words to show it with."""
    account = await statement.read(db, door.company_id, door.link, now=now)
    return account, Words(locale_for(request, account.language))


async def form_of(request: Request, door: Debtor) -> FormData:
    """The fields of a form of this very session; raises `FormNotOurs`."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM_BYTES:
            raise AnswerInvalid("form", "too_long")
    try:
        sent = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MAX_FORM_FIELDS)
    except ValueError as error:
        raise AnswerInvalid("form", "invalid") from error
    fields: list[tuple[str, str | UploadFile]] = list(sent)
    form = FormData(fields)
    door.refuse_foreign_form(forms.text_of(form, "mark"))
    return form


def ids_in(form: FormData, name: str) -> list[UUID]:
    """The ids sent under a name; raises `AnswerInvalid`."""
    ids = forms.ids_of(form, name)
    if ids is None:
        raise AnswerInvalid(name, "invalid")
    return ids


def tab_of(text: str) -> Tab:
    """The tab of that name, or all."""
    return Tab(text) if text in set(Tab) else Tab.ALL


def to(path: str) -> RedirectResponse:
    """On to another page, by GET, so that reloading it sends nothing again."""
    return RedirectResponse(
        PAGES_PATH + path, status_code=303, headers={"Cache-Control": "no-store"}
    )


def origin_of(request: Request) -> Origin:
    """Where the request comes from."""
    address = request.client.host if request.client else ""
    return Origin(address, request.headers.get("user-agent", ""))
