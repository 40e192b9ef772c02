"""Messages that were undone before a word of them was written, about what is to go.

A door: whoever takes customers out of the ledger (`connectors.rollback`) comes by it.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.platform import staging

# Nothing of them was ever kept or spoken: no file, no link, no attempt.
NEVER_WRITTEN = "t.status = 'cancelled' AND t.reason = 'undone' AND t.message_key = ''"

FORGET = f"""
DELETE FROM deliveries t USING undone_made m
WHERE t.company_id = :company AND {NEVER_WRITTEN} AND (
  (m.subject = 'customers' AND m.id = t.customer_id)
  OR (m.subject = 'contacts' AND m.id = t.contact_id))
"""  # noqa: S608  our own text


async def forget_undone(session: AsyncSession, company_id: UUID) -> None:
    """No undone message is kept for a customer or a contact listed in `undone_made`."""
    await staging.run(session, FORGET, {"company": company_id})
