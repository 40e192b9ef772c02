"""Until when a worker speaks to a webhook endpoint; work is due by endpoint, not by message.

Revision 0556.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0556"
down_revision = "0552"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What waits at this moment: the release before rang for each message. First, so that nobody
    # waits for the endpoints while the messages are read.
    op.execute(
        "INSERT INTO due_work (company_id, what, id, due_at)"
        " SELECT company_id, 'call_endpoint', endpoint_id, min(next_attempt_at)"
        " FROM webhook_deliveries WHERE status = 'pending' AND next_attempt_at IS NOT NULL"
        " GROUP BY company_id, endpoint_id ON CONFLICT DO NOTHING"
    )
    op.add_column(
        "webhook_endpoints", sa.Column("called_until", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("webhook_endpoints", "called_until")
