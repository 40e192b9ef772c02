"""A company's logo; sums beyond 21 million; no sales representative without a name.

Revision 0006.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("companies", sa.Column("logo_sha256", sa.String(length=64), nullable=True))
    op.alter_column("companies", "minimum_minor", type_=sa.BigInteger(), existing_nullable=False)
    # Who had no name saw the customers without one; this one is nobody's.
    op.execute("ALTER TABLE memberships NO FORCE ROW LEVEL SECURITY")
    op.execute(
        "UPDATE memberships SET sales_rep = '(à préciser)' WHERE role = 'sales' AND sales_rep = ''"
    )
    op.execute("ALTER TABLE memberships FORCE ROW LEVEL SECURITY")
    op.create_check_constraint("sales_has_rep", "memberships", "role <> 'sales' OR sales_rep <> ''")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_memberships_sales_has_rep"), "memberships", type_="check")
    op.alter_column("companies", "minimum_minor", type_=sa.Integer(), existing_nullable=False)
    op.drop_column("companies", "logo_sha256")
