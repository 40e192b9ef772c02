"""What waits for one webhook endpoint is found by it.

Revision 0557.
"""

from __future__ import annotations

from alembic import op
from migrations import gently

revision = "0557"
down_revision = "0556"
branch_labels = None
depends_on = None


def upgrade() -> None:
    gently.index(
        "ix_webhook_deliveries_pending",
        "webhook_deliveries",
        ["company_id", "endpoint_id", "next_attempt_at"],
        where="status = 'pending'",
    )


def downgrade() -> None:
    op.drop_index("ix_webhook_deliveries_pending", "webhook_deliveries")
