"""The institutions that each version of a plan names stand in a table, which the database fills from its document."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.migrations import locks, policies
from db.migrations.policies import through

revision: str = "0058"
down_revision: str | None = "0057"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLE, TRIGGER = "named_institutions", "name_institutions"
ADD = f"INSERT INTO {TABLE} (plan_id, number, institution)"
NAMED = {
    # Whatever part of a document has an institution names it under this key.
    "sqlite": "SELECT DISTINCT v.plan_id, v.number, named.value FROM plan_versions v, json_tree(v.document) named"
    " WHERE named.key = 'institution' AND named.type = 'text'",
    "postgresql": "SELECT DISTINCT v.plan_id, v.number, named #>> '{}' FROM plan_versions v,"
    " jsonb_path_query(v.document::jsonb, '$.**.institution') named WHERE jsonb_typeof(named) = 'string'",
}
ADDED = "v.plan_id = NEW.plan_id AND v.number = NEW.number"


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("institution", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "number"],
            ["plan_versions.plan_id", "plan_versions.number"],
            name=op.f("fk_named_institutions_plan_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_institutions")),
        sa.UniqueConstraint(
            "institution", "plan_id", "number", name=op.f("uq_named_institutions_institution")
        ),
    )
    named = f"{ADD} {NAMED[op.get_context().dialect.name]}"
    adding = f"{named} AND {ADDED};"
    if op.get_context().dialect.name == "sqlite":
        op.execute(named)
        op.execute(f"CREATE TRIGGER {TRIGGER} AFTER INSERT ON plan_versions BEGIN {adding} END")
    else:
        # The policies hold for the owner too, who is to read every version here.
        op.execute("ALTER TABLE plan_versions NO FORCE ROW LEVEL SECURITY")
        op.execute(named)
        op.execute("ALTER TABLE plan_versions FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE FUNCTION maalstreg_{TRIGGER}() RETURNS trigger LANGUAGE plpgsql"
            f" SET search_path = public, pg_temp AS $$ BEGIN {adding} RETURN NULL; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {TRIGGER} AFTER INSERT ON plan_versions"
            f" FOR EACH ROW EXECUTE FUNCTION maalstreg_{TRIGGER}()"
        )
    locks.lock(TABLE)
    policies.protect(
        TABLE,
        see=through("plan_id", "plans", "see"),
        add=through("plan_id", "plans", "draft", "sign", "sign_for_department"),
    )


def downgrade() -> None:
    """Downgrade. What is named is found in the documents again."""
    if op.get_context().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {TRIGGER}")
    else:
        op.execute(f"DROP TRIGGER {TRIGGER} ON plan_versions")
        op.execute(f"DROP FUNCTION maalstreg_{TRIGGER}()")
    policies.unprotect(TABLE)
    op.drop_table(TABLE)  # and with it its locks
