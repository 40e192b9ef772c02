"""What partners are told: endpoints, messages, deliveries, attempts.

Revision 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from migrations.tenancy import protect
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "webhook_endpoints",
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("description", sa.String(length=200), nullable=False),
        sa.Column("event_types", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("previous_secret", sa.LargeBinary(), nullable=True),
        sa.Column("previous_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "enabled",
                "disabled",
                "disabled_auto",
                "gone",
                name="endpointstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("first_failure_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_webhook_endpoints_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_webhook_endpoints")),
    )
    op.create_table(
        "webhook_messages",
        sa.Column("type", sa.String(length=80), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_webhook_messages_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_webhook_messages")),
    )
    op.create_index(
        op.f("ix_webhook_messages_company_id_created_at"),
        "webhook_messages",
        ["company_id", "created_at"],
        unique=False,
    )
    op.create_table(
        "webhook_deliveries",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("endpoint_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "delivered",
                "failed",
                "aborted",
                name="messagestatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "endpoint_id"],
            ["webhook_endpoints.company_id", "webhook_endpoints.id"],
            name=op.f("fk_webhook_deliveries_company_id_endpoint_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "message_id"],
            ["webhook_messages.company_id", "webhook_messages.id"],
            name=op.f("fk_webhook_deliveries_company_id_message_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_webhook_deliveries_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_webhook_deliveries")),
        sa.UniqueConstraint(
            "company_id",
            "message_id",
            "endpoint_id",
            name=op.f("uq_webhook_deliveries_company_id_message_id_endpoint_id"),
        ),
    )
    op.create_index(
        op.f("ix_webhook_deliveries_company_id_endpoint_id_id"),
        "webhook_deliveries",
        ["company_id", "endpoint_id", "id"],
        unique=False,
    )
    op.create_table(
        "webhook_attempts",
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("status_code", sa.SmallInteger(), nullable=True),
        sa.Column("error", sa.String(length=200), nullable=False),
        sa.Column("response", sa.String(length=1024), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "delivery_id"],
            ["webhook_deliveries.company_id", "webhook_deliveries.id"],
            name=op.f("fk_webhook_attempts_company_id_delivery_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_webhook_attempts_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_webhook_attempts")),
    )
    op.create_index(
        op.f("ix_webhook_attempts_company_id_delivery_id"),
        "webhook_attempts",
        ["company_id", "delivery_id"],
        unique=False,
    )
    for table in (
        "webhook_endpoints",
        "webhook_messages",
        "webhook_deliveries",
        "webhook_attempts",
    ):
        protect(table)


def downgrade() -> None:
    raise RuntimeError("The first release has nothing before it.")
