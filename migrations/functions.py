"""The functions that run with another's rights: searches by name, and statistics."""

from __future__ import annotations

from alembic import op
from migrations.tenancy import APPLICATION, COMPANIES, SEARCH


def search_names() -> None:
    """Names are searched through a function that checks the company before it looks."""
    # A role may only be given what it could create; it keeps the table, not the right.
    op.execute(f"GRANT CREATE ON SCHEMA public TO {SEARCH}")
    op.execute(f"ALTER TABLE customer_search OWNER TO {SEARCH}")
    op.execute(
        """
        CREATE FUNCTION searchable(raw text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT SET search_path = public
        AS $$ SELECT lower(unaccent('unaccent', raw)) $$
        """
    )
    op.execute(
        """
        CREATE FUNCTION customer_search_follows() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
        AS $$
        BEGIN
          INSERT INTO customer_search (company_id, customer_id, text)
          SELECT company_id, id, left(searchable(concat_ws(' ', code, name, city)), 400) FROM fresh
          ON CONFLICT (company_id, customer_id) DO UPDATE SET text = excluded.text
          WHERE customer_search.text IS DISTINCT FROM excluded.text;
          RETURN NULL;
        END $$
        """
    )
    op.execute(
        # A constant of ours is written into it, nothing else.
        f"""
        CREATE FUNCTION search_customers(company uuid, fragment text, most integer)
        RETURNS SETOF uuid
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
        AS $$
          SELECT customer_id FROM customer_search
          WHERE company_id = company AND company = ANY ({COMPANIES})
            AND text LIKE '%' || replace(replace(replace(searchable(fragment),
                '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
          ORDER BY text LIMIT most
        $$
        """  # noqa: S608
    )
    for function in ("customer_search_follows()", "search_customers(uuid, text, integer)"):
        op.execute(f"ALTER FUNCTION {function} OWNER TO {SEARCH}")
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {APPLICATION}")
    op.execute(f"REVOKE CREATE ON SCHEMA public FROM {SEARCH}")
    for moment in ("INSERT", "UPDATE"):
        op.execute(
            f"CREATE TRIGGER customer_search_after_{moment.lower()} AFTER {moment} ON customers"
            " REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT"
            " EXECUTE FUNCTION customer_search_follows()"
        )


PERSON = "left(searchable(concat_ws(' ', first_name, last_name, email)), 500)"


def search_people() -> None:
    """Contacts are searched as customers are; what is searched follows every change of them."""
    op.execute(f"GRANT CREATE ON SCHEMA public TO {SEARCH}")
    # The owner of the tables stands behind the policy too, but for this one reading.
    op.execute("ALTER TABLE contacts NO FORCE ROW LEVEL SECURITY")
    op.execute(f"INSERT INTO contact_search SELECT company_id, id, {PERSON} FROM contacts")  # noqa: S608
    op.execute("ALTER TABLE contacts FORCE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE contact_search OWNER TO {SEARCH}")
    op.execute(
        f"""
        CREATE FUNCTION contact_search_follows() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
        AS $$
        BEGIN
          INSERT INTO contact_search (company_id, contact_id, text)
          SELECT company_id, id, {PERSON} FROM fresh
          ON CONFLICT (company_id, contact_id) DO UPDATE SET text = excluded.text
          WHERE contact_search.text IS DISTINCT FROM excluded.text;
          RETURN NULL;
        END $$
        """  # noqa: S608
    )
    op.execute(
        """
        CREATE FUNCTION contact_search_forgets() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
        AS $$
        BEGIN
          DELETE FROM contact_search s USING gone
          WHERE s.company_id = gone.company_id AND s.contact_id = gone.id;
          RETURN NULL;
        END $$
        """
    )
    op.execute(
        f"""
        CREATE FUNCTION search_contacts(company uuid, fragment text, most integer)
        RETURNS SETOF uuid
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
        AS $$
          SELECT contact_id FROM contact_search
          WHERE company_id = company AND company = ANY ({COMPANIES})
            AND text LIKE '%' || replace(replace(replace(searchable(fragment),
                '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
          ORDER BY text LIMIT most
        $$
        """  # noqa: S608
    )
    for function in (
        "contact_search_follows()",
        "contact_search_forgets()",
        "search_contacts(uuid, text, integer)",
    ):
        op.execute(f"ALTER FUNCTION {function} OWNER TO {SEARCH}")
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {APPLICATION}")
    op.execute(f"REVOKE CREATE ON SCHEMA public FROM {SEARCH}")
    for moment, rows, function in (
        ("INSERT", "NEW TABLE AS fresh", "follows"),
        ("UPDATE", "NEW TABLE AS fresh", "follows"),
        ("DELETE", "OLD TABLE AS gone", "forgets"),
    ):
        op.execute(
            f"CREATE TRIGGER contact_search_after_{moment.lower()} AFTER {moment} ON contacts"
            f" REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION contact_search_{function}()"
        )


def let_analyse() -> None:
    """The application may have a table it has just filled analysed, without owning it."""
    op.execute(
        """
        CREATE FUNCTION refresh_statistics(filled regclass) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
        AS $$ BEGIN EXECUTE format('ANALYZE (SKIP_LOCKED) %s', filled); END $$
        """
    )
    op.execute("REVOKE ALL ON FUNCTION refresh_statistics(regclass) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION refresh_statistics(regclass) TO {APPLICATION}")
