"""Pages about whom to write to: one's own details, and the right person (SID-10, SID-31…33).

Looking sends nothing; what leaves, and to whom, is said before it is confirmed.
"""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from quittance.customers import queries as customers
from quittance.platform.clock import Now, day_in
from quittance.portal import change_queries, changes, forms
from quittance.portal.access import PAGES_PATH, AtTheDoor, Db, Debtor
from quittance.portal.coming_in_force import OLD_RECEIVES
from quittance.portal.errors import ContactInvalid, ContactsClosed
from quittance.portal.models import ChangeKind, ChangeStatus, LinkScope
from quittance.portal.page_requests import account_of, form_of, origin_of, to
from quittance.portal.people import FIELDS, as_typed, full_name
from quittance.portal.places import FUNCTIONS, functions_of
from quittance.portal.refusals import PortalRoute
from quittance.portal.rendering import page
from quittance.portal.statement import Statement
from quittance.portal.words import Words

router = APIRouter(prefix=PAGES_PATH, route_class=PortalRoute, include_in_schema=False)

NOTHING: forms.Typed = dict.fromkeys(FIELDS, "")


@router.get("/coordonnees")
async def show_contact(request: Request, db: Db, now: Now, door: AtTheDoor) -> Response:
    """The debtor's details as we know them, to correct."""
    _refuse_narrow(door)
    account, words = await account_of(request, db, door, now)
    known = await customers.contacts(db, door.company_id, door.link.customer_id)
    contact = changes.contact_of(door.link, tuple(known))
    return _form_page("details", words, account, door, typed=as_typed(contact, door.link.sent_to))


@router.post("/coordonnees")
async def save_contact(request: Request, db: Db, now: Now, door: AtTheDoor) -> Response:
    """Behind "Confirmer": the form is saved, and nothing else (SID-33, SID-40).

    The button that only shows a department's functions saves nothing (SID-32).
    """
    form = await form_of(request, door)
    account, words = await account_of(request, db, door, now)
    typed = forms.typed_person(form)
    if forms.text_of(form, "go") == "functions":
        return _form_page(
            "details", words, account, door, typed=_of_department(typed), asks_function=True
        )
    person, errors = forms.read_person(typed)
    if person is not None:
        try:
            await changes.ask_update(
                db,
                door.company_id,
                door.link.id,
                person,
                origin=origin_of(request),
                now=now,
            )
        except ContactInvalid as unfit:
            errors = {unfit.field: unfit.why}
        else:
            return to("/coordonnees/recues")
    return _form_page("details", words, account, door, typed=typed, errors=errors)


@router.get("/coordonnees/recues")
async def show_kept(request: Request, db: Db, now: Now, door: AtTheDoor) -> Response:
    """What became of the details: known from now on, from a day on, or being checked."""
    account, words = await account_of(request, db, door, now)
    change = await change_queries.last_of_link(db, door.company_id, door.link.id, ChangeKind.UPDATE)
    counts_on = change and change.counts_at and day_in(account.time_zone, change.counts_at)
    return page(
        "kept",
        words,
        account=account,
        state=change.status.value if change else "nothing",
        change=change,
        counts_on=counts_on,
    )


# ── The right person ─────────────────────────────────────────────────────────


@router.get("/transmettre")
async def show_forwarding(request: Request, db: Db, now: Now, door: AtTheDoor) -> Response:
    """Who is the right person? Looking forwards nothing (SID-10)."""
    _refuse_narrow(door)
    account, words = await account_of(request, db, door, now)
    return _form_page("forward", words, account, door, typed=NOTHING)


@router.post("/transmettre")
async def forward(request: Request, db: Db, now: Now, door: AtTheDoor) -> Response:
    """First what would leave and to whom, then, confirmed, it leaves."""
    form = await form_of(request, door)
    account, words = await account_of(request, db, door, now)
    typed = forms.typed_person(form)
    go = forms.text_of(form, "go")
    if go == "functions":
        return _form_page(
            "forward", words, account, door, typed=_of_department(typed), asks_function=True
        )
    person, errors = forms.read_person(typed)
    if person is None or go == "change":
        return _form_page("forward", words, account, door, typed=typed, errors=errors)
    try:
        if go != "send":
            leaves_at_once = await changes.check_forwarding(
                db, door.company_id, door.link.id, person, now=now
            )
            return page(
                "forward_check",
                words,
                account=account,
                mark=door.form_mark,
                typed=typed,
                whom=full_name(person.first_name, person.last_name),
                address=person.email,
                leaves_at_once=leaves_at_once,
                until=day_in(account.time_zone, now + OLD_RECEIVES),
                sent_to=door.link.sent_to,
            )
        await changes.ask_forwarding(
            db, door.company_id, door.link.id, person, origin=origin_of(request), now=now
        )
    except ContactInvalid as unfit:
        return _form_page(
            "forward", words, account, door, typed=typed, errors={unfit.field: unfit.why}
        )
    return to("/transmis")


@router.get("/transmis")
async def show_forwarded(request: Request, db: Db, now: Now, door: AtTheDoor) -> Response:
    """What became of it: sent, or waiting for the collector."""
    account, words = await account_of(request, db, door, now)
    change = await change_queries.last_of_link(
        db, door.company_id, door.link.id, ChangeKind.FORWARD
    )
    if change is None:
        return to("")
    return page(
        "forwarded",
        words,
        account=account,
        change=change,
        is_sent=change.status in (ChangeStatus.WAITING, ChangeStatus.APPLIED),
        until=change.counts_at and day_in(account.time_zone, change.counts_at),
    )


def _refuse_narrow(door: Debtor) -> None:
    """Raise `ContactsClosed` for a link that was passed on to a new address."""
    if door.link.scope is not LinkScope.FULL:
        raise ContactsClosed("This link changes no contact yet.")


def _of_department(typed: forms.Typed) -> forms.Typed:
    """A function of another department is not one to keep."""
    if typed["function"] in functions_of(typed["department"]):
        return typed
    return typed | {"function": ""}


def _form_page(
    name: str,
    words: Words,
    account: Statement,
    door: Debtor,
    *,
    typed: forms.Typed,
    errors: forms.Errors | None = None,
    asks_function: bool = False,
) -> Response:
    return page(
        name,
        words,
        status=422 if errors else 200,
        account=account,
        mark=door.form_mark,
        typed=typed,
        errors=errors or {},
        functions=FUNCTIONS,
        own_functions=functions_of(typed["department"]),
        asks_function=asks_function,
    )
