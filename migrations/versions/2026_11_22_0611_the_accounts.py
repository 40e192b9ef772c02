"""The indexes that accounts are summed from, and that a group's actions are listed by.

Revision 0611.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from migrations import gently

revision = "0611"
down_revision = "0610"
branch_labels = None
depends_on = None


def upgrade() -> None:
    gently.index(
        "ix_receivables_accounts",
        "receivables",
        ["company_id", "customer_id", "currency", "due_on"],
        where="status = 'open'",
        postgresql_include=["balance_minor", "level", "level_reached_on"],
    )
    gently.index(
        "ix_actions_to_do",
        "actions",
        [
            "company_id",
            "scenario_id",
            "rank",
            "currency",
            sa.text("(excluded_reason <> '')"),
            sa.text("amount_minor DESC"),
            "id",
        ],
        where="status = 'planned'",
    )
    # The first of the two answers all that this one did.
    gently.no_index("ix_receivables_open")


def downgrade() -> None:
    op.create_index(
        "ix_receivables_open",
        "receivables",
        ["company_id", "customer_id", "due_on"],
        postgresql_include=["currency", "balance_minor", "level"],
        postgresql_where=sa.text("status = 'open'"),
    )
    op.drop_index("ix_actions_to_do", "actions")
    op.drop_index("ix_receivables_accounts", "receivables")
