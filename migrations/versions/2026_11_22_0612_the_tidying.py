"""Receivables are tidied as soon as one line in a hundred has changed.

An index answers alone only for pages that were tidied since they changed: a load that touches one
line in twenty touches nearly every page. PostgreSQL would wait for one line in five.

Revision 0612.
"""

from __future__ import annotations

from alembic import op

revision = "0612"
down_revision = "0611"
branch_labels = None
depends_on = None

SHARES = ("autovacuum_vacuum_scale_factor", "autovacuum_vacuum_insert_scale_factor")


def upgrade() -> None:
    op.execute(f"ALTER TABLE receivables SET ({', '.join(f'{name} = 0.01' for name in SHARES)})")


def downgrade() -> None:
    op.execute(f"ALTER TABLE receivables RESET ({', '.join(SHARES)})")
