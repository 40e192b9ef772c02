"""Two debtors say whom to write to, and wait for a collector's yes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from quittance.cli.seed_debtors import Debtor
from quittance.cli.seed_rows import morning
from quittance.cli.seed_situations import Stage
from quittance.customers.models import Contact
from quittance.platform import events
from quittance.platform.events import Actor, ActorKind
from quittance.platform.ids import new_id
from quittance.portal import links
from quittance.portal.events import ContactChangeAsked
from quittance.portal.models import ChangeKind, ChangeStatus, ContactChange

HEIR: dict[str, Any] = {
    "civility": "Mme",
    "first_name": "Solène",
    "last_name": "Le Guen",
    "email": "s.leguen@cabinet-armor.example",
    "phone": "02 99 00 14 22",
    "department": "Comptabilité",
    "function": "Cabinet comptable",
}


async def ask_contacts(stage: Stage, people: Sequence[Debtor]) -> None:
    """One gives a new address on another domain, one names an accountant outside the house."""
    first, second, *_ = (one for one in people if one.writable)
    address = f"compta.{first.code.lower()}@facturation.example"
    await _ask(stage, first, ChangeKind.UPDATE, {"email": address}, days_ago=1)
    await _ask(stage, second, ChangeKind.FORWARD, HEIR, days_ago=2)


async def _ask(
    stage: Stage, debtor: Debtor, kind: ChangeKind, facts: dict[str, Any], *, days_ago: int
) -> None:
    """What was asked behind a link, some mornings ago; no message is told of it again."""
    at = morning(stage.story, stage.story.today - timedelta(days=days_ago), minute=35)
    contact = await _main_contact(stage, debtor)
    if contact is None:
        return
    link = await links.create_link(
        stage.session,
        stage.company_id,
        public_url="",
        customer_id=debtor.id,
        contact_id=contact.id,
        sent_to=contact.email,
        now=at - timedelta(days=3),
    )
    is_update = kind is ChangeKind.UPDATE
    change = ContactChange(
        company_id=stage.company_id,
        id=new_id(),
        customer_id=debtor.id,
        link_id=link.id,
        contact_id=contact.id,
        kind=kind,
        status=ChangeStatus.TO_REVIEW,
        facts=facts,
        previous={name: getattr(contact, name) for name in facts} if is_update else {},
        address=facts["email"],
        asked_by=contact.email,
        asked_at=at,
        ip="203.0.113.24",
        user_agent="Mozilla/5.0",
    )
    stage.session.add(change)
    asked = ContactChangeAsked(
        customer_id=debtor.id,
        change_id=change.id,
        kind=kind.value,
        status=change.status.value,
        address=change.address,
    )
    actor = Actor(ActorKind.DEBTOR, link.id, contact.email)
    await events.record(stage.session, stage.company_id, asked, actor=actor, now=at)


async def _main_contact(stage: Stage, debtor: Debtor) -> Contact | None:
    return await stage.session.scalar(
        select(Contact).where(
            Contact.company_id == stage.company_id,
            Contact.customer_id == debtor.id,
            Contact.is_main,
            Contact.email != "",
        )
    )
