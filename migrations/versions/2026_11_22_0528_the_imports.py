"""Imports prepared, mapped and taken back: their columns, their changes, what problems propose.

Revision 0007i.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from migrations.tenancy import APPLICATION, SEARCH, protect
from sqlalchemy.dialects import postgresql

revision = "0007i"
down_revision = "0006"
branch_labels = None
depends_on = None

# What earlier loads have in the new columns; the application always writes them.
NEW_COLUMNS: tuple[tuple[str, sa.Column[Any], str], ...] = (
    ("sync_runs", sa.Column("size_bytes", sa.BigInteger()), "0"),
    ("sync_runs", sa.Column("columns", postgresql.JSONB()), "'{}'"),
    ("sync_runs", sa.Column("percent", sa.SmallInteger()), "100"),
    ("import_problems", sa.Column("value", sa.String(length=100)), "''"),
    ("import_problems", sa.Column("proposal", sa.String(length=200)), "''"),
    ("import_problems", sa.Column("is_refusal", sa.Boolean()), "true"),
)


def upgrade() -> None:
    for table, column, before in NEW_COLUMNS:
        filled = sa.Column(column.name, column.type, nullable=False, server_default=sa.text(before))
        op.add_column(table, filled)
    op.add_column("sync_runs", sa.Column("rollback_until", sa.DateTime(timezone=True)))
    op.add_column("sync_runs", sa.Column("rolled_back_at", sa.DateTime(timezone=True)))
    op.create_table(
        "column_mappings",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("headers_digest", sa.LargeBinary(length=32), nullable=False),
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
        sa.Column("columns", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("saved_by_name", sa.String(length=200), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_column_mappings_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_column_mappings")),
        sa.UniqueConstraint(
            "company_id",
            "headers_digest",
            name=op.f("uq_column_mappings_company_id_headers_digest"),
        ),
    )
    op.create_table(
        "load_changes",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("made", sa.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "run_id"],
            ["sync_runs.company_id", "sync_runs.id"],
            name=op.f("fk_load_changes_company_id_run_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_load_changes_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_load_changes")),
    )
    op.create_index(
        op.f("ix_load_changes_company_id_run_id"), "load_changes", ["company_id", "run_id"]
    )
    protect("column_mappings")
    protect("load_changes")
    _let_search_forget()


def _let_search_forget() -> None:
    """A customer who is no more is not found by name either."""
    op.execute(
        """
        CREATE FUNCTION customer_search_forgets() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
        AS $$
        BEGIN
          DELETE FROM customer_search s USING gone
          WHERE s.company_id = gone.company_id AND s.customer_id = gone.id;
          RETURN NULL;
        END $$
        """
    )
    op.execute(f"GRANT CREATE ON SCHEMA public TO {SEARCH}")
    op.execute(f"ALTER FUNCTION customer_search_forgets() OWNER TO {SEARCH}")
    op.execute(f"REVOKE CREATE ON SCHEMA public FROM {SEARCH}")
    op.execute("REVOKE ALL ON FUNCTION customer_search_forgets() FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION customer_search_forgets() TO {APPLICATION}")
    op.execute(
        "CREATE TRIGGER customer_search_after_delete AFTER DELETE ON customers"
        " REFERENCING OLD TABLE AS gone FOR EACH STATEMENT"
        " EXECUTE FUNCTION customer_search_forgets()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER customer_search_after_delete ON customers")
    op.execute("DROP FUNCTION customer_search_forgets()")
    op.drop_table("load_changes")
    op.drop_table("column_mappings")
    op.drop_column("sync_runs", "rolled_back_at")
    op.drop_column("sync_runs", "rollback_until")
    for table, column, _ in reversed(NEW_COLUMNS):
        op.drop_column(table, column.name)
