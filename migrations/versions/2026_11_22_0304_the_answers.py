"""What debtors answer: links, answers, promises, disputes, payment notices.

Revision 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from migrations.tenancy import protect
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "disputes",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "price",
                "quantity",
                "quality",
                "not_delivered",
                "not_ordered",
                "invoice_missing",
                "invoice_error",
                "duplicate",
                "credit_expected",
                "other",
                name="disputereason",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("details", sa.String(length=2000), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("contested_minor", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "upheld",
                "rejected",
                "withdrawn",
                name="disputestatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("opened_by_name", sa.String(length=200), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("outcome_note", sa.String(length=2000), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["customers.company_id", "customers.id"],
            name=op.f("fk_disputes_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_disputes_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_disputes")),
    )
    op.create_index(
        op.f("ix_disputes_company_id_customer_id"),
        "disputes",
        ["company_id", "customer_id"],
        unique=False,
    )
    op.create_index(
        "ix_disputes_open",
        "disputes",
        ["company_id", "opened_at"],
        unique=False,
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "payment_notices",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("method", sa.String(length=60), nullable=False),
        sa.Column("reference", sa.String(length=140), nullable=False),
        sa.Column("details", sa.String(length=2000), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "to_review",
                "accepted",
                "rejected",
                "confirmed",
                name="noticestatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["customers.company_id", "customers.id"],
            name=op.f("fk_payment_notices_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_payment_notices_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_payment_notices")),
    )
    op.create_index(
        op.f("ix_payment_notices_company_id_customer_id"),
        "payment_notices",
        ["company_id", "customer_id"],
        unique=False,
    )
    op.create_index(
        "ix_payment_notices_to_review",
        "payment_notices",
        ["company_id", "received_at"],
        unique=False,
        postgresql_where=sa.text("status = 'to_review'"),
    )
    op.create_table(
        "portal_links",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("delivery_id", sa.Uuid(), nullable=True),
        sa.Column("sent_to", sa.String(length=320), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("renewal_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("selected", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["customers.company_id", "customers.id"],
            name=op.f("fk_portal_links_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_portal_links_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_portal_links")),
    )
    op.create_index(
        op.f("ix_portal_links_company_id_customer_id"),
        "portal_links",
        ["company_id", "customer_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_portal_links_company_id_delivery_id"),
        "portal_links",
        ["company_id", "delivery_id"],
        unique=False,
    )
    op.create_table(
        "promises",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("grace_days", sa.SmallInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "kept",
                "partially_kept",
                "broken",
                "cancelled",
                name="promisestatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("method", sa.String(length=60), nullable=False),
        sa.Column("details", sa.String(length=2000), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_by_name", sa.String(length=200), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_promises_amount_positive")),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["customers.company_id", "customers.id"],
            name=op.f("fk_promises_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_promises_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_promises")),
    )
    op.create_index(
        op.f("ix_promises_company_id_customer_id"),
        "promises",
        ["company_id", "customer_id"],
        unique=False,
    )
    op.create_index(
        "ix_promises_pending",
        "promises",
        ["company_id", "due_on"],
        unique=False,
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_table(
        "answers",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "paid",
                "upcoming",
                "dispute",
                "status",
                "confirm",
                name="answerkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("fields", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ip", sa.String(length=45), nullable=False),
        sa.Column("user_agent", sa.String(length=300), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["customers.company_id", "customers.id"],
            name=op.f("fk_answers_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "link_id"],
            ["portal_links.company_id", "portal_links.id"],
            name=op.f("fk_answers_company_id_link_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_answers_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_answers")),
    )
    op.create_index(
        op.f("ix_answers_company_id_customer_id"),
        "answers",
        ["company_id", "customer_id"],
        unique=False,
    )
    op.create_index(
        "ix_answers_draft",
        "answers",
        ["company_id", "link_id"],
        unique=False,
        postgresql_where=sa.text("sent_at IS NULL"),
    )
    op.create_table(
        "disputed_receivables",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("receivable_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "dispute_id"],
            ["disputes.company_id", "disputes.id"],
            name=op.f("fk_disputed_receivables_company_id_dispute_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "receivable_id"],
            ["receivables.company_id", "receivables.id"],
            name=op.f("fk_disputed_receivables_company_id_receivable_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_disputed_receivables_company_id")
        ),
        sa.PrimaryKeyConstraint(
            "company_id", "dispute_id", "receivable_id", name=op.f("pk_disputed_receivables")
        ),
    )
    op.create_index(
        op.f("ix_disputed_receivables_company_id_receivable_id"),
        "disputed_receivables",
        ["company_id", "receivable_id"],
        unique=False,
    )
    op.create_table(
        "noticed_receivables",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("receivable_id", sa.Uuid(), nullable=False),
        sa.Column("balance_minor", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "notice_id"],
            ["payment_notices.company_id", "payment_notices.id"],
            name=op.f("fk_noticed_receivables_company_id_notice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "receivable_id"],
            ["receivables.company_id", "receivables.id"],
            name=op.f("fk_noticed_receivables_company_id_receivable_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_noticed_receivables_company_id")
        ),
        sa.PrimaryKeyConstraint(
            "company_id", "notice_id", "receivable_id", name=op.f("pk_noticed_receivables")
        ),
    )
    op.create_index(
        op.f("ix_noticed_receivables_company_id_receivable_id"),
        "noticed_receivables",
        ["company_id", "receivable_id"],
        unique=False,
    )
    op.create_table(
        "promised_receivables",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("promise_id", sa.Uuid(), nullable=False),
        sa.Column("receivable_id", sa.Uuid(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("balance_minor", sa.BigInteger(), nullable=False),
        sa.Column("received_minor", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id", "promise_id"],
            ["promises.company_id", "promises.id"],
            name=op.f("fk_promised_receivables_company_id_promise_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "receivable_id"],
            ["receivables.company_id", "receivables.id"],
            name=op.f("fk_promised_receivables_company_id_receivable_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_promised_receivables_company_id")
        ),
        sa.PrimaryKeyConstraint(
            "company_id", "promise_id", "receivable_id", name=op.f("pk_promised_receivables")
        ),
    )
    op.create_index(
        op.f("ix_promised_receivables_company_id_receivable_id"),
        "promised_receivables",
        ["company_id", "receivable_id"],
        unique=False,
    )
    op.create_table(
        "answered_receivables",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("receivable_id", sa.Uuid(), nullable=False),
        sa.Column("shown_status", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "answer_id"],
            ["answers.company_id", "answers.id"],
            name=op.f("fk_answered_receivables_company_id_answer_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "receivable_id"],
            ["receivables.company_id", "receivables.id"],
            name=op.f("fk_answered_receivables_company_id_receivable_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_answered_receivables_company_id")
        ),
        sa.PrimaryKeyConstraint(
            "company_id", "answer_id", "receivable_id", name=op.f("pk_answered_receivables")
        ),
    )
    op.create_index(
        op.f("ix_answered_receivables_company_id_receivable_id"),
        "answered_receivables",
        ["company_id", "receivable_id"],
        unique=False,
    )
    for table in (
        "disputes",
        "payment_notices",
        "portal_links",
        "promises",
        "answers",
        "disputed_receivables",
        "noticed_receivables",
        "promised_receivables",
        "answered_receivables",
    ):
        protect(table)


def downgrade() -> None:
    raise RuntimeError("The first release has nothing before it.")
