"""Letters on paper, the clauses and the approved rates they rest on.

Revision 0550, after 0545.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from migrations.tenancy import protect

revision = "0550"
down_revision = "0545"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_prints",
        sa.Column("message_key", sa.String(length=120), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("printed_by", sa.Uuid(), nullable=True),
        sa.Column("printed_by_name", sa.String(length=200), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_letter_prints_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_letter_prints")),
    )
    protect("letter_prints")
    op.create_table(
        "rate_approvals",
        sa.Column("semester", sa.String(length=7), nullable=False),
        sa.Column("counsel", sa.String(length=200), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_by_name", sa.String(length=200), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_rate_approvals_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_rate_approvals")),
        sa.UniqueConstraint(
            "company_id", "semester", name=op.f("uq_rate_approvals_company_id_semester")
        ),
    )
    protect("rate_approvals")
    _add("deliveries", sa.Column("first_page", sa.Integer(), nullable=False), "0")
    _add("deliveries", sa.Column("pages", sa.Integer(), nullable=False), "0")
    _add("companies", sa.Column("penalty_regime", sa.String(40), nullable=False), "statutory")
    op.add_column("companies", sa.Column("penalty_figure", sa.Numeric(6, 3), nullable=True))
    _add("companies", sa.Column("suspension_clause", sa.String(200), nullable=False), "")


def _add(table: str, column: sa.Column[object], value: str) -> None:
    """Rows have `value` unless told otherwise: the release before this one does not tell."""
    column.server_default = sa.DefaultClause(value)
    op.add_column(table, column)


def downgrade() -> None:
    op.drop_column("companies", "suspension_clause")
    op.drop_column("companies", "penalty_figure")
    op.drop_column("companies", "penalty_regime")
    op.drop_column("deliveries", "pages")
    op.drop_column("deliveries", "first_page")
    op.drop_table("rate_approvals")
    op.drop_table("letter_prints")
