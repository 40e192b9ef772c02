"""What a migration says to put a table behind the tenants' policy."""

from __future__ import annotations

from alembic import op

APPLICATION = "quittance_app"
SEARCH = "quittance_search"

# After a transaction the setting is '', not NULL: without NULLIF the next query would fail on a
# malformed array instead of seeing no rows.
COMPANIES = "NULLIF(current_setting('app.companies', true), '')::uuid[]"


def grant(table: str) -> None:
    """The application reads and writes the table, and owns nothing."""
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APPLICATION}")


def protect(table: str, column: str = "company_id") -> None:
    """Rows of other companies do not exist for the application, nor for the owner."""
    grant(table)
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY {table}_of_company ON {table}"
        f" USING ({column} = ANY ({COMPANIES})) WITH CHECK ({column} = ANY ({COMPANIES}))"
    )


def prepare() -> None:
    """The extensions and the roles that every other line counts on are there."""
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
    for role, login in ((APPLICATION, "LOGIN"), (SEARCH, "NOLOGIN")):
        op.execute(
            f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}')"
            f" THEN CREATE ROLE {role} {login} NOSUPERUSER NOBYPASSRLS; END IF; END $$"
        )
    op.execute(f"GRANT {SEARCH} TO CURRENT_USER")
    op.execute(f"GRANT USAGE ON SCHEMA public TO {APPLICATION}, {SEARCH}")
