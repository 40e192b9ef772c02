"""How long planning takes: `python -m tests.bench.plan` prints one line.

100,000 open receivables of 20,000 customers, at levels 0 to 5, in a database of its own that is
gone afterwards: first from nothing to committed actions, then again with nothing to change.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import asyncpg

from quittance.platform import embedded
from quittance.platform.clock import Clock, stopwatch
from quittance.platform.database import Database
from quittance.scenarios import planning
from quittance.scenarios.plan_rows import Tally
from tests.factories.companies import a_creditor
from tests.plugins.services import for_asyncpg, migrate

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
CUSTOMERS, RECEIVABLES = 20_000, 100_000

SEED = """
INSERT INTO customers (company_id, id, code, name, debtor_type, registration, vat_number,
    address_lines, postcode, city, country, phone, mobile, sales_rep, category, payment_method,
    payment_terms, language, currency, free1, free2, profile_id, watched, note, version,
    created_at, updated_at)
SELECT $1, gen_random_uuid(), 'C' || n, 'Client ' || n, 'professional', '', '', '[]', '44000',
    'Nantes', 'FR', '', '', '', '', '', '', 'fr', 'EUR', '', '', $2, false, '', 1, $3, $3
FROM generate_series(1, $4::int) n;

INSERT INTO contacts (company_id, id, customer_id, civility, first_name, last_name, email, phone,
    department, function, language, receives_reminders, is_main, email_status, created_at,
    updated_at)
SELECT $1, gen_random_uuid(), id, '', '', name, code || '@exemple.fr', '', '', '', '', true, true,
    'ok', $3, $3
FROM customers WHERE right(code, 1) <> '7';

INSERT INTO receivables (company_id, id, customer_id, fingerprint, document_key, kind, number,
    label, order_no, entry_on, invoiced_on, due_on, currency, amount_minor, balance_minor,
    payment_method, reconciliation_code, status, level, level_reached_on, known_on, first_load,
    derived, free1, free2, free3, document_url, note, created_at, updated_at)
SELECT $1, gen_random_uuid(), c.id, decode(md5(n::text), 'hex'), 'FA-' || n,
    CASE WHEN n % 25 = 0 THEN 'credit_note' ELSE 'invoice' END, 'FA-' || n, '', '',
    d.due - 30, d.due - 30, d.due, 'EUR', s.minor, s.minor, '', '', 'open', d.level,
    CASE WHEN d.level > 0 THEN $5::date - 3 - n % 20 END, d.due - 30, false, false, '', '', '',
    '', '', $3, $3
FROM generate_series(1, $6::int) n
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS rank FROM customers) c
    ON c.rank = 1 + n % $4::int
CROSS JOIN LATERAL (
    SELECT CASE WHEN n % 25 = 0 THEN -1 ELSE 1 END * (1000 + n * 7919 % 500000) AS minor) s
CROSS JOIN LATERAL (
    SELECT $5::date - (n * 31 % 120 - 20) AS due,
        CASE WHEN n * 31 % 120 > 30 THEN n % 6 ELSE 0 END AS level) d;

INSERT INTO holds (company_id, id, customer_id, receivable_id, kind, first_on, last_on, reason,
    source_kind, placed_by_name, placed_at)
SELECT $1, gen_random_uuid(), customer_id, id, 'promise', $5::date - 5, $5::date + 9, '', '', '',
    $3
FROM receivables WHERE balance_minor % 17 = 0 AND balance_minor > 0
"""


async def seed(owner_url: str, company_id: UUID, profile_id: UUID) -> None:
    """The customers, their contacts, what they owe and some promises."""
    connection = await asyncpg.connect(for_asyncpg(owner_url))
    await connection.execute(
        "SELECT set_config('app.companies', $1, false)", "{" + str(company_id) + "}"
    )
    values = (company_id, profile_id, NOW, CUSTOMERS, NOW.date(), RECEIVABLES)
    for statement in SEED.split(";"):
        used = [value for place, value in enumerate(values, 1) if f"${place}" in statement]
        places = [place for place in range(1, len(values) + 1) if f"${place}" in statement]
        for new, old in enumerate(places, 1):
            statement = statement.replace(f"${old}", f"${new}")  # noqa: PLW2901  places close up
        await connection.execute(statement, *used)
    await connection.execute("VACUUM ANALYZE")
    await connection.close()


async def plan(database: Database, company_id: UUID) -> tuple[Tally, float, float]:
    """One run as the night makes it, a transaction a portion; its seconds and our processor's."""
    started, busy = stopwatch(), busy_s()
    tally = Tally()
    async with database.transaction(company_id) as session:
        customers = await planning.to_plan(session, company_id, as_of=NOW.date())
    for portion in planning.portions(customers):
        async with database.transaction(company_id) as session:
            tally += await planning.plan(
                session, company_id, as_of=NOW.date(), now=NOW, customers=portion
            )
    return tally, stopwatch() - started, busy_s() - busy


async def measure(owner_url: str, app_url: str) -> str:
    """The line to print."""
    database = Database(app_url)
    clock = Clock()
    clock.move_to(NOW - timedelta(days=1))
    creditor = await a_creditor(database, now=clock.now())
    await seed(owner_url, creditor.id, creditor.profile_id)
    before = peak_mb()
    first, first_s, first_cpu_s = await plan(database, creditor.id)
    again, again_s, again_cpu_s = await plan(database, creditor.id)
    await database.close()
    return (
        f"plan: {RECEIVABLES} receivables of {CUSTOMERS} customers: {first.created} actions in"
        f" {first_s:.1f} s ({first_cpu_s:.1f} s of ours, the rest the database's or waiting),"
        f" again {again.writes} writes in {again_s:.1f} s ({again_cpu_s:.1f} s of ours),"
        f" peak {peak_mb():.0f} MB ({peak_mb() - before:.0f} MB of planning)"
    )


def busy_s() -> float:
    """The seconds this process has kept a processor busy."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_mb() -> float:
    """The most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Servers start, the line is printed, everything is gone."""
    with (
        tempfile.TemporaryDirectory(prefix="quittance-bench-") as folder,
        embedded.services(Path(folder), durable=True) as running,
    ):
        Path(folder).chmod(0o711)
        migrate(running.owner_url)
        sys.stdout.write(asyncio.run(measure(running.owner_url, running.app_url)) + "\n")


if __name__ == "__main__":
    main()
