"""News of a changed password; what an answer of a debtor's brought names it for certain.

Revision 0600, after 0557.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from migrations.tenancy import protect

revision = "0600"
down_revision = "0557"
branch_labels = None
depends_on = None

BROUGHT_BY_ANSWERS = ("disputes", "payment_notices", "promises")


def upgrade() -> None:
    op.create_table(
        "password_notices",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "post_status",
            sa.Enum(
                "queued",
                "claimed",
                "sent",
                "failed",
                "unconfirmed",
                name="poststatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("post_tries", sa.Integer(), nullable=False),
        sa.Column("post_reason", sa.String(length=300), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_password_notices_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_password_notices_user_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_password_notices")),
    )
    protect("password_notices")
    for table in BROUGHT_BY_ANSWERS:
        op.create_index(
            f"ix_{table}_answer_id",
            table,
            ["company_id", "answer_id"],
            postgresql_where=sa.text("answer_id IS NOT NULL"),
        )
        op.create_foreign_key(
            op.f(f"fk_{table}_company_id_answer_id"),
            table,
            "answers",
            ["company_id", "answer_id"],
            ["company_id", "id"],
        )


def downgrade() -> None:
    for table in BROUGHT_BY_ANSWERS:
        op.drop_constraint(op.f(f"fk_{table}_company_id_answer_id"), table, type_="foreignkey")
        op.drop_index(f"ix_{table}_answer_id", table)
    op.drop_table("password_notices")
