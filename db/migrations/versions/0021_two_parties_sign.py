"""Each party to a plan signs on its own; what is done for the department is nobody's who works in the institution."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import locks, policies
from db.migrations.policies import over_all, read_setting, through

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ALONE = "document::jsonb ->> 'department' IS NULL"
OF_INSTITUTION = through("plan_id", "plans", "sign")
OF_DEPARTMENT = through("plan_id", "plans", "sign_for_department")
OF_EITHER = through("plan_id", "plans", "sign", "sign_for_department")
OF_BOTH = f"({OF_INSTITUTION}) AND ({ALONE} OR ({OF_DEPARTMENT}))"
SIGNED_BY_BOTH = """(
    SELECT count(DISTINCT s.party) FROM plan_signatures s
    WHERE s.plan_id = plan_versions.plan_id AND s.number = plan_versions.number - 1
) = 2"""
VERSIONS = f"""CASE
    WHEN stage IN ('draft', 'proposed') THEN {through("plan_id", "plans", "draft")}
    WHEN stage = 'signed' THEN ({OF_BOTH}) OR (({OF_EITHER}) AND {SIGNED_BY_BOTH})
    WHEN stage = 'closed' THEN {OF_EITHER}
    ELSE {OF_BOTH} END"""
VERSIONS_BEFORE = (
    f"CASE WHEN stage IN ('draft', 'proposed') THEN {through('plan_id', 'plans', 'draft')}"
    f" ELSE {through('plan_id', 'plans', 'sign')} END"
)

# A verdict is the department's, but for an assessment that the institution itself is to give.
OF_THE_INSTITUTION_S_OWN = f"""EXISTS (
    SELECT 1 FROM plan_versions v WHERE v.plan_id = events.plan_id
    AND v.number = (SELECT max(w.number) FROM plan_versions w WHERE w.plan_id = v.plan_id)
    AND (v.{ALONE} OR jsonb_path_exists(
        v.document::jsonb,
        '$.** ? (@.number == $number && @.assessed.by == "institution")',
        jsonb_build_object('number', events.criterion)
    ))
)"""  # noqa: S608 - names of our own
REPORTED = through("plan_id", "plans", "report")
EVENTS = f"""CASE
    WHEN kind NOT IN ('met', 'not_met', 'word') THEN {REPORTED}
    WHEN {through("plan_id", "plans", "confirm")} THEN true
    ELSE ({REPORTED}) AND {OF_THE_INSTITUTION_S_OWN} END"""


def upgrade() -> None:
    """Upgrade. What is signed stays signed; nothing is added to what was recorded of it."""
    op.create_table(
        "plan_signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(20), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "party IN ('institution', 'department')", name=op.f("ck_plan_signatures_known_party")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "number"],
            ["plan_versions.plan_id", "plan_versions.number"],
            name=op.f("fk_plan_signatures_plan_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_signatures")),
        sa.UniqueConstraint("plan_id", "number", "party", name=op.f("uq_plan_signatures_plan_id")),
    )
    # Who signs in has an address; the trial has none, and may sign for both.
    a_person = sa.text("person LIKE '%@%'")
    op.create_index(
        "uq_plan_signatures_person",
        "plan_signatures",
        ["plan_id", "number", "person"],
        unique=True,
        sqlite_where=a_person,
        postgresql_where=a_person,
    )
    locks.lock("plan_signatures")
    policies.protect(
        "plan_signatures",
        see=f"{over_all('see')} OR plan_id IN (SELECT id FROM plans)",  # noqa: S608 - names of our own
        add=f"{read_setting('writer')} = to_jsonb(person) AND CASE party"
        f" WHEN 'institution' THEN {OF_INSTITUTION} ELSE {OF_DEPARTMENT} END",
    )
    _let_add("plan_versions", VERSIONS)
    _let_add("settled_parts", OF_EITHER)
    _let_add("events", EVENTS)


def downgrade() -> None:
    """Downgrade. Signatures of plans that only one party had signed are lost."""
    _let_add("events", REPORTED)
    _let_add("settled_parts", OF_INSTITUTION)
    _let_add("plan_versions", VERSIONS_BEFORE)
    policies.unprotect("plan_signatures")
    op.drop_table("plan_signatures")  # and with it its triggers


def _let_add(table: str, condition: str) -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute(f"DROP POLICY add_{table} ON {table}")
        op.execute(f"CREATE POLICY add_{table} ON {table} FOR INSERT WITH CHECK ({condition})")
