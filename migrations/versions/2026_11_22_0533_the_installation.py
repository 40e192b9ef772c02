"""The installation: which database this is, how far it has spoken, whether it may.

Revision 0533, before numbers were given.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from migrations.tenancy import grant

revision = "0533"
down_revision = "0007i"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("is_only", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "pause_reason",
            sa.Enum(
                "restored",
                "database_older",
                "files_unknown",
                "by_hand",
                name="pausereason",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("restored_from", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("is_only", name=op.f("ck_installation_only_one")),
        sa.PrimaryKeyConstraint("is_only", name=op.f("pk_installation")),
    )
    op.execute(
        "INSERT INTO installation (is_only, id, generation) VALUES (true, gen_random_uuid(), 0)"
    )
    grant("installation")


def downgrade() -> None:
    op.drop_table("installation")
