"""Links to debtors' spaces, one for each state a visitor may want to see."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.cli.seed_summary import Summary, Visit
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.settings import Settings
from quittance.portal import links, queries, service, statement
from quittance.portal.links import NewLink
from quittance.portal.models import AnswerKind
from quittance.portal.replies import StatusReply

LONG_AGO = timedelta(days=60)
SAID = "Facture transmise à notre direction pour visa."

Shown = tuple[str, str]


async def portal_links(settings: Settings, summary: Summary) -> tuple[str, list[Shown]]:
    """A new link to one debtor's space, as a reminder would carry it; then the other states."""
    now = Clock().now()
    main = Visit("", summary.company_id, summary.customer_id, summary.contact_email)
    database = Database(settings.database_url)
    others: list[Shown] = []
    async with database.transaction(summary.company_id) as session:
        first = await _link(session, settings, main, now)
        begun = await _link(session, settings, main, now)
        if await _answer_one(session, summary.company_id, begun.id, now):
            others.append(("answering", begun.url))
        ended = await _link(session, settings, main, now - LONG_AGO)
    for visit in summary.visits:
        async with database.transaction(visit.company_id) as session:
            others.append((visit.what, (await _link(session, settings, visit, now)).url))
    await database.close()
    return first.url, [*others, ("expired", ended.url)]


async def _link(session: AsyncSession, settings: Settings, visit: Visit, now: datetime) -> NewLink:
    return await links.create_link(
        session,
        visit.company_id,
        public_url=settings.public_url,
        customer_id=visit.customer_id,
        sent_to=visit.contact_email,
        now=now,
    )


async def _answer_one(
    session: AsyncSession, company_id: UUID, link_id: UUID, now: datetime
) -> bool:
    """The oldest invoice behind the link has an answer that waits for "Terminer"."""
    link = await queries.lock_link(session, company_id, link_id)
    account = await statement.read(session, company_id, link, now=now)
    if not account.lines:
        return False
    await service.save_draft(
        session,
        company_id,
        link_id,
        reply=StatusReply(kind=AnswerKind.STATUS, text=SAID),
        receivable_ids=[account.lines[0].id],
        now=now,
    )
    return True
