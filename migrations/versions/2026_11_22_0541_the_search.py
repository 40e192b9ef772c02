"""What home and the search read: people by name, lines by number, the work that waits.

Revision 0541.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from migrations.functions import search_people

revision = "0541"
down_revision = "0540"
branch_labels = None
depends_on = None

# Name, table, columns, condition, columns carried along.
INDEXES = (
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
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "contact_search",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "contact_id", name=op.f("pk_contact_search")),
    )
    op.create_index(
        "ix_contact_search_text",
        "contact_search",
        ["text"],
        postgresql_using="gin",
        postgresql_ops={"text": "gin_trgm_ops"},
    )
    op.create_index(
        "ix_receivables_number",
        "receivables",
        ["company_id", "number"],
        postgresql_ops={"number": "text_pattern_ops"},
    )
    for name, table, columns, condition, carried in INDEXES:
        op.create_index(
            name,
            table,
            columns,
            postgresql_where=sa.text(condition),
            postgresql_include=carried or None,
        )
    search_people()


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for moment in ("insert", "update", "delete"):
        op.execute(f"DROP TRIGGER contact_search_after_{moment} ON contacts")
    for function in (
        "search_contacts(uuid, text, integer)",
        "contact_search_follows()",
        "contact_search_forgets()",
    ):
        op.execute(f"DROP FUNCTION {function}")
    op.drop_table("contact_search")
    for name, table, *_ in INDEXES:
        op.drop_index(name, table)
    op.drop_index("ix_receivables_number", "receivables")
