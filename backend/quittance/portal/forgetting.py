"""What is no longer kept of debtors' visits."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.platform.doors import Door, DoorKind
from quittance.portal.models import Answer, PortalLink

DRAFTS_KEPT = timedelta(days=30)
# An expired link still shows how to ask for a new one; two years later nobody asks.
LINKS_ANSWER = timedelta(days=730)


async def forget_drafts(session: AsyncSession, company_id: UUID, *, now: datetime) -> None:
    """Answers begun behind a link that expired a month ago, and never sent, are gone."""
    over = select(PortalLink.id).where(
        PortalLink.company_id == company_id, PortalLink.expires_at < now - DRAFTS_KEPT
    )
    await session.execute(
        delete(Answer).where(
            Answer.company_id == company_id,
            Answer.sent_at.is_(None),
            Answer.saved_at < now - DRAFTS_KEPT,
            Answer.link_id.in_(over),
        )
    )


async def wall_up_old_links(session: AsyncSession, company_id: UUID, *, now: datetime) -> None:
    """Codes of links that expired two years ago lead nowhere; who was written to stays known."""
    old = select(PortalLink.id).where(
        PortalLink.company_id == company_id, PortalLink.expires_at < now - LINKS_ANSWER
    )
    await session.execute(
        delete(Door).where(
            Door.company_id == company_id,
            Door.kind == DoorKind.PORTAL_CODE,
            Door.target_id.in_(old),
        )
    )
