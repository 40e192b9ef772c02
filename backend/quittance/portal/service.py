"""What a debtor does behind a link: tick, answer, change their mind; then, once, send.

Nothing is transmitted before `transmission.finish` (SID-28). Pages and endpoints call these
functions alike.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.deliveries import service as deliveries
from quittance.platform import events
from quittance.platform.events import Actor, ActorKind
from quittance.platform.ids import new_id
from quittance.portal import queries, statement
from quittance.portal.errors import NothingSelected
from quittance.portal.events import AnswerReviewed, PortalOpened
from quittance.portal.fitness import refuse_unfit
from quittance.portal.models import Answer, AnsweredReceivable, PortalLink
from quittance.portal.replies import Reply, stored
from quittance.portal.statement import Line, Statement, Tab
from quittance.promises import queries as promises
from quittance.receivables import holds
from quittance.receivables import queries as receivables
from quittance.receivables.errors import ReceivableNotFound


def debtor(link: PortalLink) -> Actor:
    """Who acts: the holder of the link, named by the address that received it (SID-35)."""
    return Actor(ActorKind.DEBTOR, link.id, link.sent_to[:200])


async def note_opening(session: AsyncSession, link: PortalLink, *, now: datetime) -> None:
    """The first look at the account is a fact; the following ones are not.

    The message that carried the link was then read (SAGE-56).
    """
    if link.first_opened_at is not None:
        return
    link = await queries.lock_link(session, link.company_id, link.id)
    if link.first_opened_at is None:  # nobody opened it a moment ago
        link.first_opened_at = now
        if link.delivery_id is not None:
            await deliveries.mark_opened(
                session, link.company_id, link.delivery_id, actor=debtor(link), now=now
            )
        opened = PortalOpened(customer_id=link.customer_id, link_id=link.id)
        await events.record(session, link.company_id, opened, actor=debtor(link), now=now)


# ── What is ticked ───────────────────────────────────────────────────────────


async def tick(
    session: AsyncSession,
    company_id: UUID,
    link_id: UUID,
    *,
    shown: Collection[UUID],
    chosen: Collection[UUID],
    now: datetime,
) -> Statement:
    """Of the receivables shown exactly the chosen ones are ticked; other pages stay as they are.

    Raises `ReceivableNotFound` if one is not this customer's; what was paid meanwhile is left out.
    """
    link = await queries.lock_link(session, company_id, link_id)
    account = await statement.read(session, company_id, link, now=now)
    await _refuse_strangers(session, company_id, account, {*shown, *chosen})
    ticked = {line.id for line in account.selected} - set(shown) | set(chosen)
    return await _keep_ticked(session, link, account, ticked)


async def tick_all(
    session: AsyncSession, company_id: UUID, link_id: UUID, *, tab: Tab, now: datetime
) -> Statement:
    """Everything a tab shows is ticked, over all its pages, and nothing else."""
    link = await queries.lock_link(session, company_id, link_id)
    account = await statement.read(session, company_id, link, now=now)
    ticked = {line.id for line in account.of_tab(tab)}
    return await _keep_ticked(session, link, account, ticked)


async def untick_all(
    session: AsyncSession, company_id: UUID, link_id: UUID, *, now: datetime
) -> Statement:
    """Nothing is ticked."""
    link = await queries.lock_link(session, company_id, link_id)
    account = await statement.read(session, company_id, link, now=now)
    return await _keep_ticked(session, link, account, set())


async def _keep_ticked(
    session: AsyncSession, link: PortalLink, account: Statement, ticked: set[UUID]
) -> Statement:
    """The account as it was read, with these ticks."""
    link.selected = [str(line.id) for line in account.lines if line.id in ticked]
    await session.flush()
    lines = tuple(replace(line, is_selected=line.id in ticked) for line in account.lines)
    return replace(account, lines=lines)


async def _refuse_strangers(
    session: AsyncSession, company_id: UUID, account: Statement, ids: set[UUID]
) -> None:
    """Raise `ReceivableNotFound` for a receivable that never was this customer's."""
    others = ids - {line.id for line in account.lines}
    rows = await receivables.by_ids(session, company_id, others) if others else {}
    for id in others:
        if id not in rows or rows[id].customer_id != account.customer_id:
            raise ReceivableNotFound(f"No receivable {id}.")


# ── Drafts ───────────────────────────────────────────────────────────────────


async def save_draft(
    session: AsyncSession,
    company_id: UUID,
    link_id: UUID,
    *,
    reply: Reply,
    receivable_ids: Collection[UUID],
    answer_id: UUID | None = None,
    now: datetime,
) -> Answer:
    """The answer is kept as a draft, and replaces older drafts about the same receivables.

    `answer_id` changes that draft. Raises `NothingSelected`, `ReceivableNotFound`,
    `AnswerInvalid`, `AnswerNotFound`, each before anything is written.
    """
    link = await queries.lock_link(session, company_id, link_id)
    account = await statement.read(session, company_id, link, now=now)
    await _refuse_strangers(session, company_id, account, set(receivable_ids))
    lines = [line for line in account.lines if line.id in set(receivable_ids)]
    if not lines:
        raise NothingSelected("Name one open receivable at least.")
    standing = await promises.self_service_standing(
        session, company_id, [line.id for line in lines]
    )
    refuse_unfit(reply, lines, today=account.today, standing=max(standing.values(), default=0))
    answer = (
        await queries.draft(session, company_id, link_id, answer_id)
        if answer_id is not None
        else Answer(
            company_id=company_id,
            id=new_id(),
            customer_id=link.customer_id,
            link_id=link_id,
            sent_at=None,
            ip="",
            user_agent="",
            reviewed_at=None,
            reviewed_by=None,
        )
    )
    answer.kind, answer.fields, answer.saved_at = reply.kind, stored(reply), now
    session.add(answer)
    await session.flush()
    await _take_over(session, company_id, account, answer, lines)
    ticked = {line.id for line in lines}
    link.selected = [str(line.id) for line in account.selected if line.id not in ticked]
    await session.flush()
    return answer


async def _take_over(
    session: AsyncSession, company_id: UUID, account: Statement, answer: Answer, lines: list[Line]
) -> None:
    """The answer names exactly these lines; a draft left with none is gone."""
    taken = {line.id for line in lines}
    mine = AnsweredReceivable.company_id == company_id
    await session.execute(
        delete(AnsweredReceivable).where(mine, AnsweredReceivable.answer_id == answer.id)
    )
    for older in account.drafts:
        if older.id == answer.id or taken.isdisjoint(older.receivable_ids):
            continue
        await session.execute(
            delete(AnsweredReceivable).where(
                mine,
                AnsweredReceivable.answer_id == older.id,
                AnsweredReceivable.receivable_id.in_(taken),
            )
        )
        if taken.issuperset(older.receivable_ids):
            await session.execute(
                delete(Answer).where(Answer.company_id == company_id, Answer.id == older.id)
            )
    session.add_all(
        AnsweredReceivable(
            company_id=company_id,
            answer_id=answer.id,
            receivable_id=line.id,
            shown_status=line.shown.status.value,
        )
        for line in lines
    )


async def remove_draft(
    session: AsyncSession, company_id: UUID, link_id: UUID, answer_id: UUID
) -> None:
    """The draft is gone; raises `AnswerNotFound`, also once it was sent (SID-29)."""
    await queries.lock_link(session, company_id, link_id)
    answer = await queries.draft(session, company_id, link_id, answer_id)
    await session.delete(answer)  # its receivables go with it
    await session.flush()


# ── Staff ────────────────────────────────────────────────────────────────────


async def review_answer(
    session: AsyncSession, company_id: UUID, answer_id: UUID, *, actor: Actor, now: datetime
) -> Answer:
    """A collector has read the answer: the hold that waited for them is lifted."""
    answer = await queries.lock_answer(session, company_id, answer_id)
    if answer.reviewed_at is None:
        answer.reviewed_at, answer.reviewed_by = now, actor.id
        await holds.release_source(session, company_id, answer_id, actor=actor, now=now)
        reviewed = AnswerReviewed(customer_id=answer.customer_id, answer_id=answer_id)
        await events.record(session, company_id, reviewed, actor=actor, now=now)
    return answer
