"""What people and programs have built since on what a load made or changed.

Whatever refers to a row that the load made stands in its way, known to this file or not: the
foreign keys of the schema tell. Of the rows it only changed, what was agreed, contested or sent
about them since is what counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.deliveries.forgetting import NEVER_WRITTEN
from quittance.platform import staging
from quittance.platform.tables import Base

SUBJECTS = ("receivables", "customers", "contacts")

# What a table is to the person who is told; any other one is `other`.
REASONS = {
    "action_lines": "action",
    "actions": "action",
    "answered_receivables": "answer",
    "answers": "answer",
    "contact_changes": "contact",
    "contacts": "contact",
    "deliveries": "delivery",
    "disputed_receivables": "dispute",
    "disputes": "dispute",
    "holds": "hold",
    "level_changes": "level",
    "noticed_receivables": "payment_notice",
    "payment_notices": "payment_notice",
    "portal_links": "delivery",
    "promised_receivables": "promise",
    "promises": "promise",
    "receivables": "receivable",
}
WORDS = {
    "action": "une relance confirmée ou faite",
    "answer": "une réponse du client",
    "contact": "un contact ajouté",
    "delivery": "un message envoyé",
    "dispute": "un litige",
    "hold": "une suspension",
    "level": "un niveau de relance modifié",
    "other": "une saisie faite depuis",
    "payment_notice": "une annonce de paiement",
    "promise": "une promesse",
    "receivable": "une écriture arrivée depuis",
}

# What the product derives from the load by itself, and can derive again, stands in nobody's way;
# nor does a confirmation that was undone: its messages never were, its actions are planned again.
_DERIVED = {
    "level_changes": "t.reason = 'import' AND t.changed_at = :applied_at",
    "actions": "t.status = 'planned'",
    "deliveries": NEVER_WRITTEN,
    "action_lines": """EXISTS (SELECT FROM actions a WHERE a.company_id = t.company_id
      AND a.id = t.action_id AND a.status = 'planned')""",
} | {
    # What the load made goes too, and what it moved to a new customer goes back.
    table: f"""t.id IN (SELECT id FROM undone_made WHERE subject = '{table}'
      UNION ALL SELECT id FROM undone_rows WHERE subject = '{table}')"""  # noqa: S608
    for table in SUBJECTS
}

_REFERS = """
SELECT EXISTS (SELECT FROM {table} t
  JOIN undone_made m ON m.subject = '{subject}' AND m.id = t.{column}
  WHERE t.company_id = :company AND NOT ({derived}))
"""

_OF_CHANGED = "JOIN undone_rows u ON u.subject = 'receivables' AND u.id = l.receivable_id"
_SINCE = {
    "promise": f"""promised_receivables l {_OF_CHANGED}
      JOIN promises p ON p.company_id = l.company_id AND p.id = l.promise_id
      WHERE p.made_at > :applied_at""",
    "dispute": f"""disputed_receivables l {_OF_CHANGED}
      JOIN disputes d ON d.company_id = l.company_id AND d.id = l.dispute_id
      WHERE d.opened_at > :applied_at""",
    "payment_notice": f"""noticed_receivables l {_OF_CHANGED}
      JOIN payment_notices n ON n.company_id = l.company_id AND n.id = l.notice_id
      WHERE n.received_at > :applied_at""",
    "action": f"""action_lines l {_OF_CHANGED}
      JOIN actions a ON a.company_id = l.company_id AND a.id = l.action_id
      WHERE l.included
        AND greatest(a.confirmed_at, a.finished_at) > :applied_at""",
    "hold": f"holds l {_OF_CHANGED} WHERE l.placed_at > :applied_at",
    "level": f"""level_changes l {_OF_CHANGED}
      WHERE l.changed_at >= :applied_at AND NOT (l.reason = 'import'
        AND l.changed_at = :applied_at)""",
}


async def found(session: AsyncSession, company_id: UUID, *, applied_at: datetime) -> list[str]:
    """The reasons, by code, why what is listed in `undone_made` and `undone_rows` must stay."""
    values = {"company": company_id, "applied_at": applied_at}
    reasons: set[str] = set()
    for table, column, subject in _references():
        reason = REASONS.get(table, "other")
        if reason not in reasons:
            asked = _REFERS.format(
                table=table, column=column, subject=subject, derived=_DERIVED.get(table, "false")
            )
            if await session.scalar(staging.statement(asked, values)):
                reasons.add(reason)
    for reason, rows in _SINCE.items():
        asked = f"SELECT EXISTS (SELECT FROM {rows} AND l.company_id = :company)"  # noqa: S608
        if reason not in reasons and await session.scalar(staging.statement(asked, values)):
            reasons.add(reason)
    return sorted(reasons)


def _references() -> Iterator[tuple[str, str, str]]:
    """Every table and column of ours that names a row of one of the subjects."""
    for table in Base.metadata.sorted_tables:
        for constraint in table.constraints:
            if isinstance(constraint, ForeignKeyConstraint):
                subject = constraint.referred_table.name
                named = [key for key in constraint.column_keys if key != "company_id"]
                if subject in SUBJECTS and len(named) == 1:
                    yield table.name, named[0], subject


def in_words(reasons: list[str]) -> str:
    """The reasons as the end of a French sentence."""
    words = [WORDS[reason] for reason in reasons]
    return " et ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""
