"""Whom debtors say to write to: changes of contact, and what a link allows.

Revision 0545.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from migrations.tenancy import protect
from sqlalchemy.dialects import postgresql

revision = "0545"
down_revision = "0542"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "portal_links",
        sa.Column(
            "scope",
            sa.Enum("full", "answer", name="linkscope", native_enum=False, length=40),
            nullable=False,
            server_default="full",
        ),
    )
    for column, table in (("contact_id", "contacts"), ("delivery_id", "deliveries")):
        op.create_foreign_key(
            op.f(f"fk_portal_links_company_id_{column}"),
            "portal_links",
            table,
            ["company_id", column],
            ["company_id", "id"],
        )
    op.create_table(
        "contact_changes",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("new_contact_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("update", "forward", name="changekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "to_review",
                "waiting",
                "applied",
                "rejected",
                "undone",
                "replaced",
                name="changestatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("previous", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("asked_by", sa.String(length=320), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("ip", sa.String(length=45), nullable=False),
        sa.Column("user_agent", sa.String(length=300), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "contact_id"],
            ["contacts.company_id", "contacts.id"],
            name=op.f("fk_contact_changes_company_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["customers.company_id", "customers.id"],
            name=op.f("fk_contact_changes_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "link_id"],
            ["portal_links.company_id", "portal_links.id"],
            name=op.f("fk_contact_changes_company_id_link_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "new_contact_id"],
            ["contacts.company_id", "contacts.id"],
            name=op.f("fk_contact_changes_company_id_new_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_contact_changes_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_contact_changes")),
    )
    for column in ("customer_id", "link_id"):
        op.create_index(
            op.f(f"ix_contact_changes_company_id_{column}"),
            "contact_changes",
            ["company_id", column],
            unique=False,
        )
    op.create_index(
        "ix_contact_changes_to_review",
        "contact_changes",
        ["company_id", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'to_review'"),
    )
    protect("contact_changes")


def downgrade() -> None:
    op.drop_table("contact_changes")
    for column in ("delivery_id", "contact_id"):
        op.drop_constraint(
            op.f(f"fk_portal_links_company_id_{column}"), "portal_links", type_="foreignkey"
        )
    op.drop_column("portal_links", "scope")
