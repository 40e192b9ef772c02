"""Take a load back: the customers and contacts it made are gone, the others are as before.

A door, beside `customers.ingest`; see `receivables.restoring` for what must be filled before.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.ingest import CUSTOMER_DEFAULTS
from quittance.customers.ingest_contacts import TEXTS
from quittance.platform import staging

# The columns the ledger owns: what collectors write beside them since is theirs.
RESTORED = {
    "customers": tuple(CUSTOMER_DEFAULTS),
    "contacts": (*TEXTS, "receives_reminders"),
}


async def restore(session: AsyncSession, company_id: UUID, *, applied_at: datetime) -> None:
    """Contacts, then customers, are as they were before the load of `applied_at`."""
    values = {"company": company_id, "applied_at": applied_at}
    for table in ("contacts", "customers"):
        await staging.run(
            session,
            f"""
            DELETE FROM {table} r USING undone_made m
            WHERE m.subject = '{table}' AND r.company_id = :company AND r.id = m.id
            """,  # noqa: S608  one of our two tables
            values,
        )
        await staging.run(
            session,
            f"""
            UPDATE {table} r SET {", ".join(f"{name} = was.{name}" for name in RESTORED[table])},
              updated_at = CASE WHEN r.updated_at = :applied_at THEN was.updated_at
                ELSE r.updated_at END
            FROM undone_rows u
            CROSS JOIN LATERAL jsonb_populate_record(NULL::{table}, u.before) was
            WHERE u.subject = '{table}' AND r.company_id = :company AND r.id = u.id
            """,  # noqa: S608  names of our own columns
            values,
        )
