"""The floor and the front door: work due, doors, facts, users, companies, keys.

Revision 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from migrations.tenancy import grant, prepare, protect
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    prepare()
    op.create_table(
        "doors",
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "member",
                "api_key",
                "portal_code",
                "callback",
                name="doorkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "company_id", name=op.f("pk_doors")),
    )
    op.create_index(
        op.f("ix_doors_company_id_target_id"), "doors", ["company_id", "target_id"], unique=False
    )
    op.create_table(
        "due_work",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("company_id", "what", "id", name=op.f("pk_due_work")),
    )
    op.create_index(op.f("ix_due_work_due_at"), "due_work", ["due_at"], unique=False)
    op.create_index(op.f("ix_due_work_what_due_at"), "due_work", ["what", "due_at"], unique=False)
    op.create_table(
        "organisations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
    )
    op.create_table(
        "companies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("legal_form", sa.String(length=200), nullable=False),
        sa.Column("address_lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("postcode", sa.String(length=20), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("registration", sa.String(length=60), nullable=False),
        sa.Column("vat_number", sa.String(length=20), nullable=False),
        sa.Column("bank_details", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column(
            "jurisdiction",
            sa.Enum("FR", "NC", "PF", name="jurisdiction", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.Column("default_debtor_type", sa.String(length=20), nullable=False),
        sa.Column("payment_terms", sa.String(length=60), nullable=False),
        sa.Column("reminder_time", sa.Time(), nullable=False),
        sa.Column("minimum_minor", sa.Integer(), nullable=False),
        sa.Column("link_days", sa.Integer(), nullable=False),
        sa.Column("contacts_per_period", sa.Integer(), nullable=False),
        sa.Column("contact_period_days", sa.Integer(), nullable=False),
        sa.Column("disputes_hold", sa.Boolean(), nullable=False),
        sa.Column("plan_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ledger_fresh_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_companies_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_companies")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("full_name", sa.String(length=200), nullable=False),
        sa.Column("job_title", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_users_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
    )
    op.create_table(
        "api_keys",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("prefix", sa.String(length=16), nullable=False),
        sa.Column("scopes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_api_keys_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_api_keys")),
    )
    op.create_index(
        op.f("ix_api_keys_company_id_name"), "api_keys", ["company_id", "name"], unique=False
    )
    op.create_table(
        "events",
        sa.Column("type", sa.String(length=80), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=True),
        sa.Column("chain", sa.LargeBinary(length=32), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_events_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_events")),
    )
    op.create_index(
        "ix_events_customer", "events", ["company_id", "customer_id", "seq"], unique=False
    )
    op.create_index(
        "ix_events_unsealed",
        "events",
        ["company_id", "id"],
        unique=False,
        postgresql_where=sa.text("seq IS NULL"),
    )
    op.create_index("uq_events_seq", "events", ["company_id", "seq"], unique=True)
    op.create_table(
        "memberships",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "admin",
                "manager",
                "collector",
                "sales",
                "auditor",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sales_rep", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_memberships_company_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_memberships_user_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_memberships")),
        sa.UniqueConstraint(
            "company_id", "user_id", name=op.f("uq_memberships_company_id_user_id")
        ),
    )
    op.create_index(op.f("ix_memberships_user_id"), "memberships", ["user_id"], unique=False)
    op.create_table(
        "remembered_answers",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("request", sa.LargeBinary(length=32), nullable=False),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_remembered_answers_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "key", name=op.f("pk_remembered_answers")),
    )
    op.create_table(
        "user_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("refresh_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("rotated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("user_agent", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_user_sessions_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_sessions")),
        sa.UniqueConstraint("refresh_hash", name=op.f("uq_user_sessions_refresh_hash")),
    )
    op.create_index(
        op.f("ix_user_sessions_previous_hash"), "user_sessions", ["previous_hash"], unique=False
    )
    for table in ("due_work", "doors", "organisations", "users", "user_sessions"):
        grant(table)
    protect("companies", "id")
    for table in ("memberships", "api_keys", "events", "remembered_answers"):
        protect(table)


def downgrade() -> None:
    raise RuntimeError("The first release has nothing before it.")
