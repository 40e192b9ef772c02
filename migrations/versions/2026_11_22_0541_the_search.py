"""What home and the search read: people by name, lines by number, the work that waits.

Revision 0541.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from migrations.functions import search_people

revision = "0541"
down_revision = "0540"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact_search",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "contact_id", name=op.f("pk_contact_search")),
    )
    op.create_index(
        "ix_contact_search_text",
        "contact_search",
        ["text"],
        postgresql_using="gin",
        postgresql_ops={"text": "gin_trgm_ops"},
    )
    search_people()


def downgrade() -> None:
    for moment in ("insert", "update", "delete"):
        op.execute(f"DROP TRIGGER contact_search_after_{moment} ON contacts")
    for function in (
        "search_contacts(uuid, text, integer)",
        "contact_search_follows()",
        "contact_search_forgets()",
    ):
        op.execute(f"DROP FUNCTION {function}")
    op.drop_table("contact_search")
