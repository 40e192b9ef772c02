"""The ledger: who owes, what is owed, why we hold our tongue, how it came in.

Revision 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from migrations.functions import let_analyse, search_names
from migrations.tenancy import protect
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "customer_search",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "customer_id", name=op.f("pk_customer_search")),
    )
    op.create_index(
        "ix_customer_search_text",
        "customer_search",
        ["text"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"text": "gin_trgm_ops"},
    )
    op.create_table(
        "profiles",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_profiles_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_profiles")),
        sa.UniqueConstraint("company_id", "name", name=op.f("uq_profiles_company_id_name")),
    )
    op.create_table(
        "sync_runs",
        sa.Column(
            "kind",
            sa.Enum(
                "auto",
                "fec",
                "customers",
                "contacts",
                "receivables",
                name="filekind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column(
            "mode",
            sa.Enum("standard", "full", name="loadmode", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("dry_run", sa.Boolean(), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("blob_key", sa.String(length=120), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "received",
                "running",
                "needs_review",
                "applied",
                "dry_run",
                "failed",
                "rejected",
                name="runstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sums", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("message", sa.String(length=1000), nullable=False),
        sa.Column("problems", sa.Integer(), nullable=False),
        sa.Column("created_by_kind", sa.String(length=20), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_by_name", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_sync_runs_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_sync_runs")),
    )
    op.create_index(
        op.f("ix_sync_runs_company_id_created_at_id"),
        "sync_runs",
        ["company_id", "created_at", "id"],
        unique=False,
    )
    op.create_table(
        "customers",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "debtor_type",
            sa.Enum(
                "professional",
                "consumer",
                "public",
                "unknown",
                name="debtortype",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("registration", sa.String(length=60), nullable=False),
        sa.Column("vat_number", sa.String(length=30), nullable=False),
        sa.Column("address_lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("postcode", sa.String(length=20), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("mobile", sa.String(length=40), nullable=False),
        sa.Column("sales_rep", sa.String(length=100), nullable=False),
        sa.Column("category", sa.String(length=100), nullable=False),
        sa.Column("payment_method", sa.String(length=60), nullable=False),
        sa.Column("payment_terms", sa.String(length=60), nullable=False),
        sa.Column("credit_limit_minor", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("free1", sa.String(length=200), nullable=False),
        sa.Column("free2", sa.String(length=200), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("collector_id", sa.Uuid(), nullable=True),
        sa.Column("watched", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=4000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "profile_id"],
            ["profiles.company_id", "profiles.id"],
            name=op.f("fk_customers_company_id_profile_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_customers_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_customers")),
        sa.UniqueConstraint("company_id", "code", name=op.f("uq_customers_company_id_code")),
    )
    op.create_index(
        op.f("ix_customers_company_id_name_id"),
        "customers",
        ["company_id", "name", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_customers_company_id_sales_rep"),
        "customers",
        ["company_id", "sales_rep"],
        unique=False,
    )
    op.create_table(
        "import_problems",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=100), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("message", sa.String(length=500), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "run_id"],
            ["sync_runs.company_id", "sync_runs.id"],
            name=op.f("fk_import_problems_company_id_run_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_import_problems_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_import_problems")),
    )
    op.create_index(
        op.f("ix_import_problems_company_id_run_id_line_id"),
        "import_problems",
        ["company_id", "run_id", "line", "id"],
        unique=False,
    )
    op.create_table(
        "contacts",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("civility", sa.String(length=20), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("department", sa.String(length=100), nullable=False),
        sa.Column("function", sa.String(length=100), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("receives_reminders", sa.Boolean(), nullable=False),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.Column(
            "email_status",
            sa.Enum(
                "ok",
                "bounced",
                "opposed",
                "to_verify",
                "wrong_person",
                name="emailstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["customers.company_id", "customers.id"],
            name=op.f("fk_contacts_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_contacts_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_contacts")),
    )
    op.create_index(
        op.f("ix_contacts_company_id_customer_id"),
        "contacts",
        ["company_id", "customer_id"],
        unique=False,
    )
    op.create_index(
        "uq_contacts_customer_email",
        "contacts",
        ["company_id", "customer_id", sa.literal_column("lower(email)")],
        unique=True,
        postgresql_where=sa.text("email <> ''"),
    )
    op.create_table(
        "receivables",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(length=32), nullable=False),
        sa.Column("document_key", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "invoice",
                "credit_note",
                "payment",
                "other",
                name="receivablekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("order_no", sa.String(length=100), nullable=False),
        sa.Column("entry_on", sa.Date(), nullable=False),
        sa.Column("invoiced_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("balance_minor", sa.BigInteger(), nullable=False),
        sa.Column("payment_method", sa.String(length=60), nullable=False),
        sa.Column("reconciliation_code", sa.String(length=60), nullable=False),
        sa.Column("reconciled_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "closed",
                "closed_absent",
                name="receivablestatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("level_reached_on", sa.Date(), nullable=True),
        sa.Column("pre_notified_on", sa.Date(), nullable=True),
        sa.Column("thanked_on", sa.Date(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("first_load", sa.Boolean(), nullable=False),
        sa.Column("derived", sa.Boolean(), nullable=False),
        sa.Column("free1", sa.String(length=200), nullable=False),
        sa.Column("free2", sa.String(length=200), nullable=False),
        sa.Column("free3", sa.String(length=200), nullable=False),
        sa.Column("document_url", sa.String(length=500), nullable=False),
        sa.Column("note", sa.String(length=4000), nullable=False),
        sa.Column("forecast_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("level BETWEEN 0 AND 9", name=op.f("ck_receivables_level_range")),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["customers.company_id", "customers.id"],
            name=op.f("fk_receivables_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_receivables_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_receivables")),
    )
    op.create_index(
        op.f("ix_receivables_company_id_customer_id_entry_on"),
        "receivables",
        ["company_id", "customer_id", "entry_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_receivables_company_id_fingerprint"),
        "receivables",
        ["company_id", "fingerprint"],
        unique=False,
    )
    op.create_index(
        "ix_receivables_open",
        "receivables",
        ["company_id", "customer_id", "due_on"],
        unique=False,
        postgresql_include=["currency", "balance_minor", "level"],
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index(
        "uq_receivables_external_id",
        "receivables",
        ["company_id", "external_id"],
        unique=True,
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_table(
        "holds",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("receivable_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("source_kind", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("placed_by", sa.Uuid(), nullable=True),
        sa.Column("placed_by_name", sa.String(length=200), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["customers.company_id", "customers.id"],
            name=op.f("fk_holds_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "receivable_id"],
            ["receivables.company_id", "receivables.id"],
            name=op.f("fk_holds_company_id_receivable_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_holds_company_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_holds")),
    )
    op.create_index(
        op.f("ix_holds_company_id_source_id"), "holds", ["company_id", "source_id"], unique=False
    )
    op.create_index(
        "ix_holds_standing",
        "holds",
        ["company_id", "customer_id"],
        unique=False,
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.create_table(
        "level_changes",
        sa.Column("receivable_id", sa.Uuid(), nullable=False),
        sa.Column("from_level", sa.SmallInteger(), nullable=False),
        sa.Column("to_level", sa.SmallInteger(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "sent", "manual", "import", "undo", name="levelreason", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "receivable_id"],
            ["receivables.company_id", "receivables.id"],
            name=op.f("fk_level_changes_company_id_receivable_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_level_changes_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_level_changes")),
    )
    op.create_index(
        op.f("ix_level_changes_company_id_receivable_id"),
        "level_changes",
        ["company_id", "receivable_id"],
        unique=False,
    )
    for table in (
        "profiles",
        "customers",
        "contacts",
        "receivables",
        "level_changes",
        "holds",
        "sync_runs",
        "import_problems",
    ):
        protect(table)
    search_names()
    let_analyse()


def downgrade() -> None:
    raise RuntimeError("The first release has nothing before it.")
