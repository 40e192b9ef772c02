"""Companies large enough to measure: customers, their contacts, what they owe and have promised."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import asyncpg

from tests.plugins.services import for_asyncpg

CUSTOMERS = """
INSERT INTO customers (company_id, id, code, name, debtor_type, registration, vat_number,
    address_lines, postcode, city, country, phone, mobile, sales_rep, category, payment_method,
    payment_terms, language, currency, free1, free2, profile_id, watched, note, version,
    created_at, updated_at)
SELECT $1, gen_random_uuid(), 'C' || n, 'Client ' || n, 'professional', '', '', '[]', '44000',
    'Nantes', 'FR', '', '', '', '', '', '', 'fr', 'EUR', '', '', $2, false, '', 1, $3, $3
FROM generate_series(1, $4::int) n
"""

# One in ten has no address: the audience without e-mail.
CONTACTS = """
INSERT INTO contacts (company_id, id, customer_id, civility, first_name, last_name, email, phone,
    department, function, language, receives_reminders, is_main, email_status, created_at,
    updated_at)
SELECT $1, gen_random_uuid(), id, '', '', name, code || '@exemple.fr', '', '', '', '', true, true,
    'ok', $2, $2
FROM customers WHERE company_id = $1 AND ($3 OR right(code, 1) <> '7')
"""

# Levels 0 to 5, due from 20 days ahead to 100 days ago; one line in 25 is a credit.
RECEIVABLES = """
INSERT INTO receivables (company_id, id, customer_id, fingerprint, document_key, kind, number,
    label, order_no, entry_on, invoiced_on, due_on, currency, amount_minor, balance_minor,
    payment_method, reconciliation_code, status, level, level_reached_on, known_on, first_load,
    derived, free1, free2, free3, document_url, note, created_at, updated_at)
SELECT $1, gen_random_uuid(), c.id, decode(md5(n::text), 'hex'), 'FA-' || n,
    CASE WHEN n % 25 = 0 THEN 'credit_note' ELSE 'invoice' END, 'FA-' || n, '', '',
    d.due - 30, d.due - 30, d.due, 'EUR', s.minor, s.minor, '', '', 'open', d.level,
    CASE WHEN d.level > 0 THEN $3::date - 3 - n % 20 END, d.due - 30, false, false, '', '', '',
    '', '', $2, $2
FROM generate_series(1, $4::int) n
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS rank FROM customers WHERE company_id = $1) c
    ON c.rank = 1 + n % $5::int
CROSS JOIN LATERAL (
    SELECT CASE WHEN n % 25 = 0 THEN -1 ELSE 1 END * (1000 + n * 7919::bigint % 500000) AS minor) s
CROSS JOIN LATERAL (
    SELECT $3::date - (n * 31 % 120 - 20) AS due,
        CASE WHEN n * 31 % 120 > 30 THEN n % 6 ELSE 0 END AS level) d
"""

PROMISES = """
INSERT INTO holds (company_id, id, customer_id, receivable_id, kind, first_on, last_on, reason,
    source_kind, placed_by_name, placed_at)
SELECT $1, gen_random_uuid(), customer_id, id, 'promise', $3::date - 5, $3::date + 9, '', '', '',
    $2
FROM receivables WHERE company_id = $1 AND balance_minor % 17 = 0 AND balance_minor > 0
"""

ONE_LATE_INVOICE = """
INSERT INTO receivables (company_id, id, customer_id, fingerprint, document_key, kind, number,
    label, order_no, entry_on, invoiced_on, due_on, currency, amount_minor, balance_minor,
    payment_method, reconciliation_code, status, level, level_reached_on, known_on, first_load,
    derived, free1, free2, free3, document_url, note, created_at, updated_at)
SELECT $1, gen_random_uuid(), c.id, decode(md5(c.code), 'hex'), 'FA-' || c.code, 'invoice',
    'FA-' || c.code, '', '', $3::date - 60, $3::date - 60, $3::date - 30, 'EUR', 123456, 123456,
    '', '', 'open', 0, NULL, $3::date - 60, false, false, '', '', '', '', '', $2, $2
FROM customers c WHERE c.company_id = $1
"""


async def fill(
    owner_url: str,
    company_id: UUID,
    profile_id: UUID,
    *,
    customers: int,
    receivables: int,
    now: datetime,
) -> None:
    """The company has so many customers, who owe so many lines."""
    connection = await asyncpg.connect(for_asyncpg(owner_url))
    await _see(connection, company_id)
    await connection.execute(CUSTOMERS, company_id, profile_id, now, customers)
    await connection.execute(CONTACTS, company_id, now, False)
    await connection.execute(RECEIVABLES, company_id, now, now.date(), receivables, customers)
    await connection.execute(PROMISES, company_id, now, now.date())
    await connection.close()
    await tidy(owner_url)


async def fill_late(
    owner_url: str, company_id: UUID, profile_id: UUID, *, customers: int, now: datetime
) -> None:
    """The company has so many customers, each with an address and one late invoice."""
    connection = await asyncpg.connect(for_asyncpg(owner_url))
    await _see(connection, company_id)
    await connection.execute(CUSTOMERS, company_id, profile_id, now, customers)
    await connection.execute(CONTACTS, company_id, now, True)
    await connection.execute(ONE_LATE_INVOICE, company_id, now, now.date())
    await connection.close()
    await tidy(owner_url)


async def tidy(owner_url: str) -> None:
    """The planner knows the tables as they are: what autovacuum does within a minute."""
    connection = await asyncpg.connect(for_asyncpg(owner_url))
    await connection.execute("VACUUM ANALYZE")
    await connection.close()


async def _see(connection: asyncpg.Connection, company_id: UUID) -> None:
    companies = "{" + str(company_id) + "}"
    await connection.execute("SELECT set_config('app.companies', $1, false)", companies)
