"""Messages set off by facts, each fact answered once; what approved a message is kept with it.

Revision 0542.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from migrations.tenancy import protect
from sqlalchemy.dialects import postgresql

revision = "0542"
down_revision = "0541"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fact_rules",
        sa.Column("fact", sa.String(length=40), nullable=False),
        sa.Column("template_kind", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("delay_days", sa.SmallInteger(), nullable=False),
        sa.Column("threshold_minor", sa.BigInteger(), nullable=True),
        sa.Column("threshold_percent", sa.SmallInteger(), nullable=False),
        sa.Column("active_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_fact_rules_company_id")
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_fact_rules")),
        sa.UniqueConstraint("company_id", "fact", name=op.f("uq_fact_rules_company_id_fact")),
    )
    protect("fact_rules")
    op.create_table(
        "answered_facts",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("fact_id", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_answered_facts_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "rule_id"],
            ["fact_rules.company_id", "fact_rules.id"],
            name=op.f("fk_answered_facts_company_id_rule_id"),
        ),
        sa.PrimaryKeyConstraint("company_id", "rule_id", "fact_id", name=op.f("pk_answered_facts")),
    )
    protect("answered_facts")
    op.add_column("actions", sa.Column("fact_rule_id", sa.Uuid(), nullable=True))
    op.add_column("actions", sa.Column("fact", postgresql.JSONB(), nullable=True))
    op.alter_column("actions", "scenario_id", nullable=True)
    op.create_foreign_key(
        op.f("fk_actions_company_id_fact_rule_id"),
        "actions",
        "fact_rules",
        ["company_id", "fact_rule_id"],
        ["company_id", "id"],
    )
    op.create_check_constraint(
        "one_origin", "actions", "num_nonnulls(scenario_id, fact_rule_id) = 1"
    )
    op.add_column("deliveries", sa.Column("confirmation_id", sa.Uuid(), nullable=True))
    op.add_column("deliveries", sa.Column("fact", postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    op.drop_column("deliveries", "fact")
    op.drop_column("deliveries", "confirmation_id")
    op.drop_constraint(op.f("ck_actions_one_origin"), "actions", type_="check")
    op.execute("ALTER TABLE actions NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM actions WHERE scenario_id IS NULL")
    op.execute("ALTER TABLE actions FORCE ROW LEVEL SECURITY")
    op.drop_constraint(op.f("fk_actions_company_id_fact_rule_id"), "actions", type_="foreignkey")
    op.alter_column("actions", "scenario_id", nullable=False)
    op.drop_column("actions", "fact")
    op.drop_column("actions", "fact_rule_id")
    op.drop_table("answered_facts")
    op.drop_table("fact_rules")
