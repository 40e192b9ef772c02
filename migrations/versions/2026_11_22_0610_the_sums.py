"""Sums of money that stay BIGINT.

Revision 0610.
"""

from __future__ import annotations

from alembic import op

revision = "0610"
down_revision = "0600"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE AGGREGATE sum_minor(bigint)"
        " (SFUNC = int8pl, STYPE = bigint, COMBINEFUNC = int8pl, PARALLEL = SAFE)"
    )


def downgrade() -> None:
    op.execute("DROP AGGREGATE sum_minor(bigint)")
