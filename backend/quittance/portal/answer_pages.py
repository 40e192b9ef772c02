"""Pages of the five answers: choose one, fill in its form, come back to it, take it out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.platform.clock import Now
from quittance.portal import forms, queries, service, statement
from quittance.portal.access import PAGES_PATH, AtTheDoor, Db, Debtor
from quittance.portal.errors import AnswerInvalid, NothingSelected
from quittance.portal.models import AnswerKind
from quittance.portal.page_requests import account_of, form_of, ids_in, to
from quittance.portal.refusals import PortalRoute
from quittance.portal.rendering import page
from quittance.portal.statement import Line, Statement, Tab
from quittance.portal.words import Words
from quittance.promises.service import latest_day

router = APIRouter(prefix=PAGES_PATH, route_class=PortalRoute, include_in_schema=False)


@router.get("/reponse")
async def choose_kind(request: Request, db: Db, now: Now, door: AtTheDoor) -> Response:
    """What is ticked, and the five answers."""
    account, words = await account_of(request, db, door, now)
    if not account.selected:
        return to("?note=none_ticked")
    return page(
        "choose",
        words,
        account=account,
        lines=account.selected,
        sums=statement.sums(account.selected),
        kinds=list(AnswerKind),
        statuses=", ".join(dict.fromkeys(words.status(line.shown) for line in account.selected)),
    )


@router.get("/reponse/{kind}")
async def write_answer(
    request: Request, db: Db, now: Now, door: AtTheDoor, kind: AnswerKind
) -> Response:
    """The empty form of one answer, about what is ticked."""
    account, words = await account_of(request, db, door, now)
    if not account.selected:
        return to("?note=none_ticked")
    return _form_page(
        words, account, door, kind, account.selected, typed=forms.blank(kind), answer_id=None
    )


@router.post("/reponse/{kind}")
async def save_answer(
    request: Request, db: Db, now: Now, door: AtTheDoor, kind: AnswerKind
) -> Response:
    """Behind "Continuer": the answer is a draft, and further invoices may be answered (SID-27)."""
    return await _save(request, db, now, door, kind, answer_id=None)


@router.get("/modifier/{answer_id}")
async def reopen_answer(
    request: Request, db: Db, now: Now, door: AtTheDoor, answer_id: UUID
) -> Response:
    """The form of a draft as it was filled in (SID-29)."""
    await queries.draft(db, door.company_id, door.link.id, answer_id)
    account, words = await account_of(request, db, door, now)
    given = next(one for one in account.drafts if one.id == answer_id)
    if not given.lines:
        return to("/recapitulatif")
    typed = forms.as_typed(given.reply, given.lines[0].currency)
    return _form_page(
        words, account, door, given.kind, given.lines, typed=typed, answer_id=answer_id
    )


@router.post("/modifier/{answer_id}")
async def change_answer(
    request: Request, db: Db, now: Now, door: AtTheDoor, answer_id: UUID
) -> Response:
    """The draft says something else."""
    draft = await queries.draft(db, door.company_id, door.link.id, answer_id)
    return await _save(request, db, now, door, draft.kind, answer_id=answer_id)


@router.post("/retirer/{answer_id}")
async def remove_answer(
    request: Request, db: Db, now: Now, door: AtTheDoor, answer_id: UUID
) -> Response:
    """The draft is gone."""
    await form_of(request, door)
    await service.remove_draft(db, door.company_id, door.link.id, answer_id)
    account, _ = await account_of(request, db, door, now)
    return to("/recapitulatif" if account.drafts else "?note=removed")


async def _save(
    request: Request,
    db: AsyncSession,
    now: datetime,
    door: Debtor,
    kind: AnswerKind,
    *,
    answer_id: UUID | None,
) -> Response:
    """The answer is kept, or its form comes back with what is wrong; then nothing was written."""
    form = await form_of(request, door)
    about = set(ids_in(form, "about"))
    account, words = await account_of(request, db, door, now)
    lines = [line for line in account.lines if line.id in about]
    currency = lines[0].currency if lines else "EUR"
    reply, typed, errors = forms.read_reply(kind, form, currency)
    if reply is not None:
        try:
            await service.save_draft(
                db,
                door.company_id,
                door.link.id,
                reply=reply,
                receivable_ids=about,
                answer_id=answer_id,
                now=now,
            )
        except AnswerInvalid as unfit:
            errors = {unfit.field: unfit.why}
        except NothingSelected:
            return to("?note=none_ticked")
        else:
            account, _ = await account_of(request, db, door, now)
            is_done = answer_id is not None or not account.of_tab(Tab.LEFT)
            return to("/recapitulatif" if is_done else "?note=saved")
    return _form_page(
        words, account, door, kind, lines, typed=typed, errors=errors, answer_id=answer_id
    )


def _form_page(
    words: Words,
    account: Statement,
    door: Debtor,
    kind: AnswerKind,
    lines: list[Line] | tuple[Line, ...],
    *,
    typed: forms.Typed,
    errors: forms.Errors | None = None,
    answer_id: UUID | None,
) -> Response:
    return page(
        "answer",
        words,
        status=422 if errors else 200,
        account=account,
        mark=door.form_mark,
        kind=kind,
        lines=lines,
        sums=statement.sums(lines),
        typed=typed,
        errors=errors or {},
        answer_id=answer_id,
        latest_on=latest_day(account.today),
    )
