"""Every table with a company stands behind the policy, in the database as migrated."""

from sqlalchemy import text

from quittance.platform.database import Database

# Read before a company is known, and without business content. A new one is a decision record.
WITHOUT_ROW_SECURITY = {
    "alembic_version",
    "organisations",
    "users",
    "user_sessions",
    "due_work",
    "doors",
    "customer_search",
    "contact_search",
    "installation",
}

TABLES = """
    SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
"""

OWNED_TABLES = """
    SELECT a.attrelid::regclass::text, a.attnotnull
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attname = 'company_id'
"""

PRIMARY_KEYS = """
    SELECT conrelid::regclass::text, conkey[1] = (
        SELECT attnum FROM pg_attribute WHERE attrelid = conrelid AND attname = 'company_id'
    )
    FROM pg_constraint WHERE contype = 'p' AND connamespace = 'public'::regnamespace
"""

FOREIGN_KEYS = """
    SELECT f.conname, EXISTS (
        SELECT FROM pg_attribute a
        WHERE a.attrelid = f.conrelid AND a.attnum = ANY (f.conkey) AND a.attname = 'company_id'
    )
    FROM pg_constraint f
    WHERE f.contype = 'f' AND f.connamespace = 'public'::regnamespace
      AND f.confrelid IN (SELECT attrelid FROM pg_attribute WHERE attname = 'company_id')
"""


async def ask(database: Database, statement: str) -> dict[str, bool]:
    """First column → second column."""
    async with database.transaction() as session:
        return {row[0]: row[1] for row in await session.execute(text(statement))}


async def test_exactly_the_listed_tables_are_without_row_security(database: Database) -> None:
    tables = await ask(database, TABLES)
    assert {name for name, is_forced in tables.items() if not is_forced} == WITHOUT_ROW_SECURITY


async def test_every_protected_table_is_keyed_by_company_first(database: Database) -> None:
    owned = await ask(database, OWNED_TABLES)
    first = await ask(database, PRIMARY_KEYS)
    misplaced = {
        name for name in owned.keys() - WITHOUT_ROW_SECURITY if not (owned[name] and first[name])
    }
    assert misplaced == set()


async def test_a_reference_between_owned_rows_carries_the_company(database: Database) -> None:
    carries_company = await ask(database, FOREIGN_KEYS)
    assert [name for name, carried in carries_company.items() if not carried] == []


async def test_the_application_s_role_is_safe(database: Database) -> None:
    await database.refuse_unsafe_role()
