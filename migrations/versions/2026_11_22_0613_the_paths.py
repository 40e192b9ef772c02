"""Functions with another's rights look for tables in ours first, and in a caller's own last.

A path that does not name `pg_temp` begins with it: a temporary table of that name would be read.

Revision 0613.
"""

from __future__ import annotations

from alembic import op

revision = "0613"
down_revision = "0612"
branch_labels = None
depends_on = None

FUNCTIONS = (
    "customer_search_follows()",
    "customer_search_forgets()",
    "search_customers(uuid, text, integer)",
    "contact_search_follows()",
    "contact_search_forgets()",
    "search_contacts(uuid, text, integer)",
    "refresh_statistics(regclass)",
)


def upgrade() -> None:
    for function in FUNCTIONS:
        op.execute(f"ALTER FUNCTION {function} SET search_path = public, pg_temp")


def downgrade() -> None:
    for function in FUNCTIONS:
        op.execute(f"ALTER FUNCTION {function} SET search_path = public")
