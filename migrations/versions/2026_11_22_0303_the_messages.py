"""Words, scenarios, actions, deliveries and their attempts.

Revision 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from migrations.tenancy import protect
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "confirmations",
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undo_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("actions", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_confirmations_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_confirmations")),
    )
    op.create_table(
        "templates",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_templates_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_templates")),
        sa.UniqueConstraint(
            "company_id",
            "kind",
            "channel",
            "locale",
            name=op.f("uq_templates_company_id_kind_channel_locale"),
        ),
    )
    op.create_table(
        "scenarios",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("grouping", sa.String(length=20), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "profile_id"],
            ["profiles.company_id", "profiles.id"],
            name=op.f("fk_scenarios_company_id_profile_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_scenarios_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_scenarios")),
        sa.UniqueConstraint(
            "company_id",
            "profile_id",
            "audience",
            name=op.f("uq_scenarios_company_id_profile_id_audience"),
        ),
    )
    op.create_table(
        "actions",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("scenario_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.SmallInteger(), nullable=False),
        sa.Column("step_kind", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("template_kind", sa.String(length=40), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "confirmed",
                "done",
                "dropped",
                "skipped",
                "failed",
                name="actionstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("excluded_reason", sa.String(length=40), nullable=False),
        sa.Column("excluded_until", sa.Date(), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("confirmation_id", sa.Uuid(), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("planned_for", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["customers.company_id", "customers.id"],
            name=op.f("fk_actions_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "scenario_id"],
            ["scenarios.company_id", "scenarios.id"],
            name=op.f("fk_actions_company_id_scenario_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_actions_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_actions")),
    )
    op.create_index(
        op.f("ix_actions_company_id_customer_id_created_at"),
        "actions",
        ["company_id", "customer_id", "created_at"],
        unique=False,
    )
    op.create_index(
        "ix_actions_confirmation_id",
        "actions",
        ["company_id", "confirmation_id"],
        unique=False,
        postgresql_where=sa.text("confirmation_id IS NOT NULL"),
    )
    op.create_index(
        "ix_actions_confirmed",
        "actions",
        ["company_id", "customer_id"],
        unique=False,
        postgresql_where=sa.text("status = 'confirmed'"),
    )
    op.create_index(
        "uq_actions_planned",
        "actions",
        ["company_id", "customer_id", "scenario_id", "rank", "currency"],
        unique=True,
        postgresql_where=sa.text("status = 'planned'"),
    )
    op.create_table(
        "scenario_steps",
        sa.Column("scenario_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("anchor", sa.String(length=20), nullable=False),
        sa.Column("offset_days", sa.SmallInteger(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("template_kind", sa.String(length=40), nullable=False),
        sa.Column("minimum_minor", sa.Integer(), nullable=False),
        sa.Column("ignore_previous", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("copies", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "scenario_id"],
            ["scenarios.company_id", "scenarios.id"],
            name=op.f("fk_scenario_steps_company_id_scenario_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_scenario_steps_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_scenario_steps")),
        sa.UniqueConstraint(
            "company_id",
            "scenario_id",
            "rank",
            name=op.f("uq_scenario_steps_company_id_scenario_id_rank"),
        ),
    )
    op.create_table(
        "action_lines",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("receivable_id", sa.Uuid(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("reaches", sa.SmallInteger(), nullable=True),
        sa.Column("included", sa.Boolean(), nullable=False),
        sa.Column("excluded_reason", sa.String(length=40), nullable=False),
        sa.Column("excluded_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id", "action_id"],
            ["actions.company_id", "actions.id"],
            name=op.f("fk_action_lines_company_id_action_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "receivable_id"],
            ["receivables.company_id", "receivables.id"],
            name=op.f("fk_action_lines_company_id_receivable_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_action_lines_company_id")
        ),
        sa.PrimaryKeyConstraint(
            "company_id", "action_id", "receivable_id", name=op.f("pk_action_lines")
        ),
    )
    op.create_index(
        op.f("ix_action_lines_company_id_receivable_id"),
        "action_lines",
        ["company_id", "receivable_id"],
        unique=False,
    )
    op.create_table(
        "deliveries",
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("step_kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("primary", "copy", name="recipientrole", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("recipient_name", sa.String(length=200), nullable=False),
        sa.Column("recipient_address", sa.String(length=320), nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "queued",
                "claimed",
                "sent",
                "delivered",
                "opened",
                "bounced",
                "unconfirmed",
                "refused",
                "dropped",
                "cancelled",
                name="deliverystatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("detail", sa.String(length=500), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=True),
        sa.Column("sender_name", sa.String(length=200), nullable=False),
        sa.Column("sender_title", sa.String(length=200), nullable=False),
        sa.Column("sender_phone", sa.String(length=40), nullable=False),
        sa.Column("reply_to", sa.String(length=254), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("approved_text", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=True),
        sa.Column("message_key", sa.String(length=120), nullable=False),
        sa.Column("release_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "contact_id"],
            ["contacts.company_id", "contacts.id"],
            name=op.f("fk_deliveries_company_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["customers.company_id", "customers.id"],
            name=op.f("fk_deliveries_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_deliveries_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_deliveries")),
    )
    op.create_index(
        op.f("ix_deliveries_company_id_batch_id"),
        "deliveries",
        ["company_id", "batch_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_deliveries_company_id_created_at_id"),
        "deliveries",
        ["company_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_deliveries_company_id_customer_id_sent_at"),
        "deliveries",
        ["company_id", "customer_id", "sent_at"],
        unique=False,
    )
    op.create_index(
        "ix_deliveries_in_flight",
        "deliveries",
        ["company_id", "status"],
        unique=False,
        postgresql_where=sa.text("status IN ('queued', 'claimed', 'unconfirmed')"),
    )
    op.create_index(
        "uq_deliveries_message_id", "deliveries", ["company_id", "message_id"], unique=True
    )
    op.create_index(
        "uq_deliveries_source_recipient",
        "deliveries",
        ["company_id", "source_id", "channel", "recipient_address"],
        unique=True,
        postgresql_where=sa.text("status <> 'cancelled'"),
    )
    op.create_table(
        "attempts",
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("provider_ref", sa.String(length=200), nullable=False),
        sa.Column("detail", sa.String(length=500), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "delivery_id"],
            ["deliveries.company_id", "deliveries.id"],
            name=op.f("fk_attempts_company_id_delivery_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_attempts_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_attempts")),
    )
    op.create_index(
        op.f("ix_attempts_company_id_delivery_id"),
        "attempts",
        ["company_id", "delivery_id"],
        unique=False,
    )
    for table in (
        "templates",
        "scenarios",
        "scenario_steps",
        "actions",
        "action_lines",
        "confirmations",
        "deliveries",
        "attempts",
    ):
        protect(table)


def downgrade() -> None:
    raise RuntimeError("The first release has nothing before it.")
