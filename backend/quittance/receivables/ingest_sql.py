"""The statements that move a ledger in, in the order in which they run."""

from __future__ import annotations

# What the ledger says of every line; a change of any of them is a change of the row.
TOLD = (
    "customer_id",
    "kind",
    "number",
    "document_key",
    "entry_on",
    "invoiced_on",
    "due_on",
    "currency",
    "amount_minor",
    "balance_minor",
    "reconciliation_code",
    "derived",
)
# What it may be silent about: then the row keeps what it has.
SAID_OR_KEPT = (
    "label",
    "order_no",
    "payment_method",
    "free1",
    "free2",
    "free3",
    "document_url",
)

REFUSE_TWINS = """
DELETE FROM staged_receivables s USING (
  SELECT id, row_number() OVER (PARTITION BY external_id ORDER BY line, id) AS rank
  FROM staged_receivables WHERE external_id IS NOT NULL
) twins WHERE twins.id = s.id AND twins.rank > 1
RETURNING s.line, s.external_id
"""

EQUALS = """
SELECT s.id, s.customer_code, s.number, s.identified_on, s.amount_minor, s.currency
FROM staged_receivables s JOIN (
  SELECT fingerprint FROM staged_receivables GROUP BY fingerprint HAVING count(*) > 1
) alike ON alike.fingerprint = s.fingerprint
ORDER BY s.external_id NULLS FIRST, s.line
"""

RANK = """
UPDATE staged_receivables s SET fingerprint = ranked.fingerprint
FROM ranked WHERE ranked.id = s.id
"""

FIND_CUSTOMERS = """
UPDATE staged_receivables s SET customer_id = c.id FROM customers c
WHERE c.company_id = :company AND c.code = s.customer_code AND s.customer_id IS NULL
"""

BY_EXTERNAL_ID = """
UPDATE staged_receivables s SET receivable_id = r.id FROM receivables r
WHERE r.company_id = :company AND r.external_id = s.external_id
"""

# A ledger that names no line: what was never named first, then what is open, then the oldest.
BY_FINGERPRINT = """
UPDATE staged_receivables s SET receivable_id = known.id FROM (
  SELECT DISTINCT ON (r.fingerprint) r.fingerprint, r.id FROM receivables r
  WHERE r.company_id = :company
    AND r.fingerprint IN (SELECT fingerprint FROM staged_receivables WHERE external_id IS NULL)
    AND NOT EXISTS (SELECT FROM staged_receivables taken WHERE taken.receivable_id = r.id)
  ORDER BY r.fingerprint, r.external_id IS NOT NULL, r.status <> 'open', r.id
) known
WHERE s.external_id IS NULL AND s.receivable_id IS NULL AND s.fingerprint = known.fingerprint
"""

# A line that gets its first name is simply named: nothing was renamed.
ADOPT = """
UPDATE staged_receivables s SET receivable_id = nameless.id FROM (
  SELECT r.fingerprint, min(r.id::text)::uuid AS id FROM receivables r
  WHERE r.company_id = :company AND r.external_id IS NULL AND {state}
    AND r.fingerprint IN (
      SELECT fingerprint FROM staged_receivables
      WHERE external_id IS NOT NULL AND receivable_id IS NULL)
    AND NOT EXISTS (SELECT FROM staged_receivables taken WHERE taken.receivable_id = r.id)
  GROUP BY r.fingerprint HAVING count(*) = 1
) nameless
WHERE s.receivable_id IS NULL AND s.external_id IS NOT NULL
  AND s.fingerprint = nameless.fingerprint
"""

TAKE_OVER = """
UPDATE staged_receivables s SET receivable_id = vanished.id, outcome = 'taken over' FROM (
  SELECT r.fingerprint, min(r.id::text)::uuid AS id FROM receivables r
  WHERE r.company_id = :company AND r.external_id IS NOT NULL AND {state}
    AND (:is_full OR (r.kind IN ('invoice', 'credit_note') AND r.number <> ''))
    AND r.fingerprint IN (
      SELECT fingerprint FROM staged_receivables
      WHERE external_id IS NOT NULL AND receivable_id IS NULL)
    AND NOT EXISTS (SELECT FROM staged_receivables taken WHERE taken.receivable_id = r.id)
  GROUP BY r.fingerprint HAVING count(*) = 1
) vanished
WHERE s.receivable_id IS NULL AND s.external_id IS NOT NULL
  AND s.fingerprint = vanished.fingerprint
"""

# A table that grew a moment ago has no statistics yet: the planner thinks it empty and would look
# up row by row what is joined a hundred times faster as sets; and a set is sorted in memory.
JOIN_AS_SETS = """
SELECT set_config('enable_nestloop', 'off', true), set_config('work_mem', '64MB', true)
"""

DOUBTS = """
WITH present AS (SELECT DISTINCT customer_id FROM staged_receivables),
known AS (
  SELECT r.customer_id, r.currency, abs(r.balance_minor) AS minor,
    s.receivable_id IS NULL AS is_absent, s.outcome = 'taken over' AS is_renamed,
    present.customer_id IS NULL AS customer_is_absent
  FROM receivables r
  LEFT JOIN staged_receivables s ON s.receivable_id = r.id
  LEFT JOIN present ON present.customer_id = r.customer_id
  WHERE r.company_id = :company AND r.status = 'open'
)
SELECT currency,
  count(*) AS open_lines,
  coalesce(sum(minor), 0)::bigint AS open_minor,
  count(*) FILTER (WHERE is_absent) AS absent_lines,
  coalesce(sum(minor) FILTER (WHERE is_absent), 0)::bigint AS absent_minor,
  count(DISTINCT customer_id) AS customers,
  count(DISTINCT customer_id) FILTER (WHERE customer_is_absent) AS absent_customers,
  count(*) FILTER (WHERE is_renamed) AS taken_over
FROM known GROUP BY currency ORDER BY currency
"""

# A lettered debit was paid by the last credit of its group.
DATE_PAYMENTS = """
UPDATE staged_receivables s SET reconciled_on = paid.last_on FROM (
  SELECT customer_code, reconciliation_code,
    max(entry_on) FILTER (WHERE amount_minor < 0) AS last_on
  FROM staged_receivables WHERE reconciliation_code <> ''
  GROUP BY customer_code, reconciliation_code
) paid
WHERE s.balance_minor = 0 AND s.reconciled_on IS NULL AND paid.last_on IS NOT NULL
  AND s.customer_code = paid.customer_code AND s.reconciliation_code = paid.reconciliation_code
"""

# Whoever else changes several receivables takes them in this order too.
LOCK = """
SELECT count(*) FROM (
  SELECT r.id FROM receivables r JOIN staged_receivables s ON s.receivable_id = r.id
  WHERE r.company_id = :company ORDER BY r.id FOR NO KEY UPDATE OF r
) locked
"""

TURNS = """
SELECT r.id, s.customer_id, s.number, s.currency, s.amount_minor, s.balance_minor,
  s.balance_minor = 0 AS closes, coalesce(s.reconciled_on, :today) AS closed_on
FROM staged_receivables s
JOIN receivables r ON r.company_id = :company AND r.id = s.receivable_id
WHERE r.status <> CASE WHEN s.balance_minor = 0 THEN 'closed' ELSE 'open' END
ORDER BY r.id
"""

# What was paid in part: still owed, and less than we knew of it.
PART_PAID = """
SELECT r.id, s.customer_id, s.number, s.currency, s.balance_minor,
  r.balance_minor - s.balance_minor AS received_minor
FROM staged_receivables s
JOIN receivables r ON r.company_id = :company AND r.id = s.receivable_id
WHERE r.status = 'open' AND s.balance_minor > 0 AND r.balance_minor > s.balance_minor
  AND r.amount_minor = s.amount_minor AND r.currency = s.currency
ORDER BY r.id
"""

# A level in the file counts once: on lines that no reminder, person or load has moved since.
CARRY_LEVELS = """
UPDATE staged_receivables s SET level = NULL
FROM receivables r
WHERE r.company_id = :company AND r.id = s.receivable_id AND s.level IS NOT NULL
  AND (s.level = 0 OR r.level <> 0 OR EXISTS (SELECT FROM level_changes l
    WHERE l.company_id = :company AND l.receivable_id = r.id))
"""

_FRESH = ",\n    ".join(
    [f"s.{name}" for name in TOLD]
    + [f"coalesce(s.{name}, r.{name}) AS {name}" for name in SAID_OR_KEPT]
)
COMPARED = (
    *TOLD,
    *SAID_OR_KEPT,
    "external_id",
    "fingerprint",
    "status",
    "reconciled_on",
    "level",
)

# A fingerprint follows what identifies the line. In a load that is not full the rank among
# equals means nothing, so there it stays unless the line itself changed.
UPDATE = f"""
WITH fresh AS (
  SELECT r.id,
    {_FRESH},
    coalesce(s.external_id, r.external_id) AS external_id,
    CASE WHEN :is_full OR (r.customer_id, r.number, r.due_on, r.amount_minor, r.currency)
      IS DISTINCT FROM (s.customer_id, s.number, s.due_on, s.amount_minor, s.currency)
      THEN s.fingerprint ELSE r.fingerprint END AS fingerprint,
    CASE WHEN s.balance_minor = 0 THEN 'closed' ELSE 'open' END AS status,
    CASE WHEN s.balance_minor <> 0 THEN NULL
      WHEN r.status = 'closed' THEN coalesce(s.reconciled_on, r.reconciled_on)
      ELSE coalesce(s.reconciled_on, :today) END AS reconciled_on,
    coalesce(s.level, r.level) AS level
  FROM staged_receivables s
  JOIN receivables r ON r.company_id = :company AND r.id = s.receivable_id
), changed AS (
  UPDATE receivables r SET
    {", ".join(f"{name} = fresh.{name}" for name in COMPARED)},
    closed_at = CASE WHEN fresh.status = 'closed' THEN coalesce(r.closed_at, :now) END,
    level_reached_on = CASE WHEN fresh.level = r.level THEN r.level_reached_on ELSE :today END,
    updated_at = :now
  FROM fresh
  WHERE r.company_id = :company AND r.id = fresh.id
    AND ({", ".join(f"r.{name}" for name in COMPARED)})
      IS DISTINCT FROM ({", ".join(f"fresh.{name}" for name in COMPARED)})
  RETURNING r.id, to_jsonb(old) AS before
)
UPDATE staged_receivables s SET outcome = 'updated', before = changed.before
FROM changed WHERE s.receivable_id = changed.id
"""  # noqa: S608  names of our own columns

INSERT = f"""
INSERT INTO receivables (company_id, id, external_id, fingerprint, status, closed_at,
  reconciled_on, level, level_reached_on, known_on, first_load, created_at, updated_at, note,
  {", ".join((*TOLD, *SAID_OR_KEPT))})
SELECT :company, s.id, s.external_id, s.fingerprint,
  CASE WHEN s.balance_minor = 0 THEN 'closed' ELSE 'open' END,
  CASE WHEN s.balance_minor = 0 THEN :now END,
  CASE WHEN s.balance_minor = 0 THEN
    coalesce(s.reconciled_on, CASE WHEN NOT :is_first THEN :today END) END,
  coalesce(s.level, 0), CASE WHEN s.level > 0 THEN :today END,
  :today, :is_first, :now, :now, '',
  {", ".join([*(f"s.{name}" for name in TOLD), *(f"coalesce(s.{n}, '')" for n in SAID_OR_KEPT)])}
FROM staged_receivables s WHERE s.receivable_id IS NULL ORDER BY s.line
"""  # noqa: S608  names of our own columns

LOG_LEVELS = """
INSERT INTO level_changes (company_id, id, receivable_id, from_level, to_level, reason,
  reached_on, changed_at, changed_by, action_id)
SELECT :company, gen_random_uuid(), coalesce(s.receivable_id, s.id), 0, s.level, 'import',
  :today, :now, NULL, NULL
FROM staged_receivables s WHERE s.level > 0
"""

CLOSE_ABSENT = """
WITH closed AS (
  UPDATE receivables r SET status = 'closed_absent', closed_at = :now, updated_at = :now
  WHERE r.company_id = :company AND r.status = 'open'
    AND NOT EXISTS (SELECT FROM staged_receivables s WHERE s.receivable_id = r.id)
  RETURNING to_jsonb(old) AS before
)
INSERT INTO vanished_receivables SELECT before FROM closed
"""

# What this load has made, and what it has changed, as it was before.
MADE = "SELECT id FROM staged_receivables WHERE receivable_id IS NULL"
CHANGED = """
SELECT before FROM staged_receivables WHERE before IS NOT NULL
UNION ALL SELECT before FROM vanished_receivables
"""

SUMS = """
SELECT currency, count(*) AS lines,
  coalesce(sum(amount_minor) FILTER (WHERE amount_minor > 0), 0)::bigint AS debit_minor,
  coalesce(sum(amount_minor) FILTER (WHERE amount_minor < 0), 0)::bigint AS credit_minor,
  coalesce(sum(balance_minor), 0)::bigint AS balance_minor
FROM staged_receivables GROUP BY currency ORDER BY currency
"""

OUTCOMES = """
SELECT line, coalesce(receivable_id, id) AS id, customer_id,
  CASE WHEN receivable_id IS NULL THEN 'created'
    WHEN outcome = 'updated' THEN 'updated' ELSE 'unchanged' END AS outcome
FROM staged_receivables
"""
