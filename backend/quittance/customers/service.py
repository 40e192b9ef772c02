"""Changes to customers and their contacts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Contact, EmailStatus


async def mark_bounced(
    session: AsyncSession, company_id: UUID, contact_id: UUID, *, now: datetime
) -> None:
    """Nobody lives at the contact's address: no message is sent there until somebody repairs it."""
    await session.execute(
        update(Contact)
        .where(
            Contact.company_id == company_id,
            Contact.id == contact_id,
            Contact.email_status == EmailStatus.OK,
        )
        .values(email_status=EmailStatus.BOUNCED, updated_at=now)
    )
