"""Why and since when a webhook endpoint is disabled; the signature of each attempt.

Revision 0535.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0535"
down_revision = "0533"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "webhook_endpoints", sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True)
    )
    for table, column, length in (
        ("webhook_endpoints", "disabled_reason", 20),
        ("webhook_attempts", "signature", 200),
    ):
        op.add_column(
            table, sa.Column(column, sa.String(length=length), nullable=False, server_default="")
        )


def downgrade() -> None:
    op.drop_column("webhook_attempts", "signature")
    op.drop_column("webhook_endpoints", "disabled_reason")
    op.drop_column("webhook_endpoints", "disabled_at")
