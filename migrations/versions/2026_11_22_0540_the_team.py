"""A team: invitations, forgotten passwords, suspended members, where a session comes from.

Revision 0540, after 0535.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from migrations.tenancy import protect

revision = "0540"
down_revision = "0535"
branch_labels = None
depends_on = None

POST = sa.Enum(
    "queued",
    "claimed",
    "sent",
    "failed",
    "unconfirmed",
    name="poststatus",
    native_enum=False,
    length=40,
)
ROLE = sa.Enum(
    "admin",
    "manager",
    "collector",
    "sales",
    "auditor",
    name="role",
    native_enum=False,
    length=40,
)


def _posted() -> list[sa.Column[object]]:
    """What every link sent by e-mail has."""
    return [
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("post_status", POST, nullable=False),
        sa.Column("post_tries", sa.Integer(), nullable=False),
        sa.Column("post_reason", sa.String(length=300), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
    ]


def upgrade() -> None:
    op.add_column(
        "user_sessions",
        sa.Column("ip", sa.String(length=45), server_default="", nullable=False),
    )
    op.add_column(
        "memberships", sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.create_table(
        "invitations",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", ROLE, nullable=False),
        sa.Column("sales_rep", sa.String(length=100), nullable=False),
        sa.Column("invited_by", sa.String(length=200), nullable=False),
        sa.Column("reply_to", sa.String(length=254), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *_posted(),
        sa.CheckConstraint(
            "role <> 'sales' OR sales_rep <> ''", name=op.f("ck_invitations_sales_has_rep")
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_invitations_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_invitations")),
    )
    op.create_index(
        "uq_invitations_pending",
        "invitations",
        ["company_id", "email"],
        unique=True,
        postgresql_where=sa.text("accepted_at IS NULL AND revoked_at IS NULL"),
    )
    op.create_table(
        "password_resets",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *_posted(),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_password_resets_company_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_password_resets_user_id")),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_password_resets")),
    )
    op.create_index(
        "ix_password_resets_company_id_user_id",
        "password_resets",
        ["company_id", "user_id"],
        unique=False,
    )
    for table in ("invitations", "password_resets"):
        protect(table)


def downgrade() -> None:
    op.drop_table("password_resets")
    op.drop_table("invitations")
    op.drop_column("memberships", "suspended_at")
    op.drop_column("user_sessions", "ip")
