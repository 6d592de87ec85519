"""What changes a signed plan is proposed by one party and agreed by the other, each with its own signature."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import locks, policies
from db.migrations.policies import over_all, read_setting, through

revision: str = "0036"
down_revision: str | None = "0034"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PARTIES = ("sign", "sign_for_department")
ALONE = "document::jsonb ->> 'department' IS NULL"
OF_DRAFTING = through("plan_id", "plans", "draft")
OF_EITHER = through("plan_id", "plans", *PARTIES)
OF_BOTH = (
    f"({through('plan_id', 'plans', 'sign')})"
    f" AND ({ALONE} OR ({through('plan_id', 'plans', 'sign_for_department')}))"
)
_SIGNED = """
    FROM plan_signatures s
    WHERE s.plan_id = plan_versions.plan_id AND s.number = plan_versions.number - 1
"""
SIGNED_BY_BOTH = (
    f"EXISTS (SELECT s.proposal_id {_SIGNED} GROUP BY s.proposal_id HAVING count(DISTINCT s.party) = 2)"
)
SIGNED_BY_BOTH_BEFORE = f"(SELECT count(DISTINCT s.party) {_SIGNED}) = 2"
VERSIONS = f"""CASE
    WHEN stage IN ('draft', 'proposed') THEN {OF_DRAFTING}
    WHEN stage = 'closed' THEN {OF_EITHER}
    ELSE ({OF_BOTH}) OR (({OF_EITHER}) AND {SIGNED_BY_BOTH}) END"""
VERSIONS_BEFORE = f"""CASE
    WHEN stage IN ('draft', 'proposed') THEN {OF_DRAFTING}
    WHEN stage = 'signed' THEN ({OF_BOTH}) OR (({OF_EITHER}) AND {SIGNED_BY_BOTH_BEFORE})
    WHEN stage = 'closed' THEN {OF_EITHER}
    ELSE {OF_BOTH} END"""
PERSON = "person LIKE '%@%'"
DRAFT = "proposal_id IS NULL"


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "plan_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "number"],
            ["plan_versions.plan_id", "plan_versions.number"],
            name=op.f("fk_plan_proposals_plan_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_proposals")),
        sa.UniqueConstraint("id", "plan_id", "number", name=op.f("uq_plan_proposals_id")),
    )
    op.create_index("ix_plan_proposals_plan", "plan_proposals", ["plan_id", "number"])
    locks.lock("plan_proposals")
    policies.protect(
        "plan_proposals",
        see=f"{over_all('see')} OR plan_id IN (SELECT id FROM plans)",  # noqa: S608 - names of our own
        add=f"{read_setting('writer')} = to_jsonb(person) AND CASE kind WHEN 'amendment' THEN {OF_DRAFTING}"
        f" WHEN 'withdrawn' THEN {through('plan_id', 'plans', 'draft', *PARTIES)} ELSE {OF_EITHER} END",
    )
    locks.unlock("plan_signatures")
    op.drop_index("uq_plan_signatures_person", "plan_signatures")
    with op.batch_alter_table("plan_signatures") as signatures:
        signatures.add_column(sa.Column("proposal_id", sa.Integer(), nullable=True))
        signatures.drop_constraint(op.f("uq_plan_signatures_plan_id"), type_="unique")
        signatures.create_unique_constraint(op.f("uq_plan_signatures_proposal_id"), ["proposal_id", "party"])
        signatures.create_foreign_key(
            op.f("fk_plan_signatures_proposal_id"),
            "plan_proposals",
            ["proposal_id", "plan_id", "number"],
            ["id", "plan_id", "number"],
        )
    _index("uq_plan_signatures_party", ["plan_id", "number", "party"], DRAFT)
    _index("uq_plan_signatures_person", ["plan_id", "number", "person"], f"{PERSON} AND {DRAFT}")
    _index("uq_plan_signatures_proposed", ["proposal_id", "person"], PERSON)
    locks.lock("plan_signatures", keys=locks.OF_PROPOSALS)
    _let_add("plan_versions", VERSIONS)
    _let_add("observations", _write_observations("draft", *PARTIES))


def downgrade() -> None:
    """Downgrade. What is proposed and not agreed is lost."""
    _let_add("observations", _write_observations("draft", "sign"))
    _let_add("plan_versions", VERSIONS_BEFORE)
    locks.unlock("plan_signatures")
    policies.unprotect("plan_signatures")
    op.execute("DELETE FROM plan_signatures WHERE proposal_id IS NOT NULL")
    for name in ("party", "person", "proposed"):
        op.drop_index(f"uq_plan_signatures_{name}", "plan_signatures")
    with op.batch_alter_table("plan_signatures") as signatures:
        signatures.drop_constraint(op.f("fk_plan_signatures_proposal_id"), type_="foreignkey")
        signatures.drop_constraint(op.f("uq_plan_signatures_proposal_id"), type_="unique")
        signatures.drop_column("proposal_id")
        signatures.create_unique_constraint(
            op.f("uq_plan_signatures_plan_id"), ["plan_id", "number", "party"]
        )
    _index("uq_plan_signatures_person", ["plan_id", "number", "person"], PERSON)
    locks.lock("plan_signatures")
    own = " ELSE ".join(f"({through('plan_id', 'plans', right)})" for right in PARTIES)
    policies.protect(
        "plan_signatures",
        see=f"{over_all('see')} OR plan_id IN (SELECT id FROM plans)",  # noqa: S608 - names of our own
        add=f"{read_setting('writer')} = to_jsonb(person) AND CASE party WHEN 'institution' THEN {own} END",
    )
    policies.unprotect("plan_proposals")
    op.drop_table("plan_proposals")  # and with it its triggers


def _index(name: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, "plan_signatures", columns, unique=True, sqlite_where=where, postgresql_where=where)


def _write_observations(*with_a_plan: str) -> str:
    return (
        f"CASE WHEN plan_version_id IS NOT NULL THEN {through('indicator_id', 'indicators', *with_a_plan)}"
        f" ELSE {through('indicator_id', 'indicators', 'report')} END"
    )


def _let_add(table: str, condition: str) -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute(f"DROP POLICY add_{table} ON {table}")
        op.execute(f"CREATE POLICY add_{table} ON {table} FOR INSERT WITH CHECK ({condition})")
