"""A plan's versions are documents from the day both parties signed: the plan, each amendment, its settlement."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from db.filing import filing_queries
from db.plans import decision_commands, plan_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.facts.decisions import Decision, DecisionKind
from metrics.filing.filed_document import DocumentContent
from metrics.plan.model import Amendment, Closing, Signature
from metrics.plan.terms import Party, Stage
from tests.db.recorded import imported, source

EXAMPLE, YEAR = "eksempel-ankenaevn", "eksempel-ankenaevn-2026"


def read(url: str, owner: str = "cpr") -> list[DocumentContent]:
    with open_reading(url, sees=EVERYTHING) as session:
        return filing_queries.read_documents(session, [owner])


def test_a_draft_is_no_document_and_each_step_after_the_signing_is_one(database_url: str) -> None:
    draft = source().model_copy(update={"stage": Stage.DRAFT, "signatures": ()})
    imported(database_url, draft, now=datetime(2016, 12, 1, tzinfo=UTC))
    assert read(database_url) == []
    imported(database_url)
    june = date(2017, 6, 1)
    signed = tuple(
        Signature(party=one, organisation="O", role="R", on=june, document=f"2017-{one}") for one in Party
    )
    amended = source().model_copy(
        update={"title": "Ny", "amendments": (Amendment(on=june, reason="Ny opgave", signatures=signed),)}
    )
    imported(database_url, amended)
    with open_writing(database_url, MACHINE) as session:
        closing = Closing(on=date(2018, 2, 1), reason="Regnskab mangler")
        plan_commands.change_plan(session, "cpr-2017", closed=closing)
    plan, amendment, settlement = read(database_url)
    assert [one.document.kind.value for one in (plan, amendment, settlement)] == [
        "plan",
        "amendment",
        "settlement",
    ]
    assert [one.document.version for one in (plan, amendment, settlement)] == [2, 3, 4]
    assert (amendment.document.words, settlement.document.words) == ("Ny opgave", "Regnskab mangler")
    assert dict(amendment.document.stated) == {one: f"2017-{one}" for one in Party}
    assert {part["kind"] for part in settlement.said["parts"]} == {"total", "goal", "criterion"}
    assert "parts" not in plan.said


def test_what_is_decided_on_pay_and_its_revocation_are_the_department_s_alone(
    filled_database_url: str,
) -> None:
    with open_writing(filled_database_url, MACHINE) as session:
        on = date(2026, 11, 1)
        pay = Decision(YEAR, DecisionKind.PAY, on, "Head", "R", points=Decimal(3))
        number = decision_commands.record_decision(session, pay)
        decision_commands.record_decision(
            session, Decision(YEAR, DecisionKind.REVOKED, on, "Head", "R", revokes=number)
        )
    found = [one.document for one in read(filled_database_url, EXAMPLE) if YEAR in one.document.plans]
    assert [(one.kind.value, one.audience.value) for one in found][-3:] == [
        ("deviation", "shared"),
        ("pay", "department"),
        ("pay", "department"),
    ]
