"""The indexes that this release adds to tables which were large before it.

Revision 0552.
"""

from __future__ import annotations

from alembic import op
from migrations import gently

revision = "0552"
down_revision = "0550"
branch_labels = None
depends_on = None

# Name, table, columns, condition, columns carried along.
INDEXES: tuple[tuple[str, str, list[str], str, list[str]], ...] = (
    (
        "ix_receivables_credits",
        "receivables",
        ["company_id", "entry_on"],
        "amount_minor < 0",
        ["customer_id", "currency", "amount_minor", "status"],
    ),
    (
        "ix_receivables_lettered_open",
        "receivables",
        ["company_id", "customer_id", "reconciliation_code"],
        "status = 'open' AND reconciliation_code <> ''",
        ["currency", "balance_minor"],
    ),
    ("ix_customers_watched", "customers", ["company_id", "name"], "watched", []),
    (
        "ix_contacts_bounced",
        "contacts",
        ["company_id", "customer_id"],
        "email_status = 'bounced'",
        [],
    ),
    (
        "ix_promises_broken",
        "promises",
        ["company_id", "due_on"],
        "status IN ('broken', 'partially_kept')",
        [],
    ),
    (
        "ix_answers_to_review",
        "answers",
        ["company_id", "id"],
        "sent_at IS NOT NULL AND reviewed_at IS NULL",
        [],
    ),
    (
        "ix_actions_done",
        "actions",
        ["company_id", "done_on"],
        "done_on IS NOT NULL",
        ["channel", "customer_id"],
    ),
    (
        "ix_deliveries_confirmation_id",
        "deliveries",
        ["company_id", "confirmation_id"],
        "confirmation_id IS NOT NULL",
        [],
    ),
)


def upgrade() -> None:
    gently.index(
        "ix_receivables_number",
        "receivables",
        ["company_id", "number"],
        postgresql_ops={"number": "text_pattern_ops"},
    )
    gently.index(
        "ix_portal_links_company_id_contact_id", "portal_links", ["company_id", "contact_id"]
    )
    for name, table, columns, where, carried in INDEXES:
        gently.index(name, table, columns, where=where, postgresql_include=carried or None)


def downgrade() -> None:
    op.drop_index("ix_receivables_number", "receivables")
    op.drop_index("ix_portal_links_company_id_contact_id", "portal_links")
    for name, table, *_ in INDEXES:
        op.drop_index(name, table)
