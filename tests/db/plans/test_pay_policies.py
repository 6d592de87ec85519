"""PostgreSQL itself shows what is decided on pay, and its revocation, to those alone who decide."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from db import models as m
from db.audit import chain
from db.filing import filing_queries
from db.plans import decision_queries
from db.scope import EVERYTHING, Scope
from db.session import MACHINE, open_reading, open_writing
from tests.db.recorded import NOW, imported
from tests.fixtures.databases import DatabaseOf

PLAN, OWN, OTHER = "cpr-2017", frozenset({"cpr"}), frozenset({"other"})
JUNE = date(2017, 6, 1)
PAY, TOLD = {1, 2}, {3, 4}
"""The numbers of a decision on pay and of another, each with that of its revocation."""


def decide(url: str) -> None:
    """Decide on pay and accept a deviation, and revoke both."""
    imported(url)
    told: tuple[dict[str, Any], ...] = (
        {"kind": "pay", "points": Decimal(3)},
        {"kind": "revoked", "revokes": 1},
        {"kind": "accepted_deviation", "goal": "2.1", "until": date(2017, 12, 31)},
        {"kind": "revoked", "revokes": 3},
    )
    with open_writing(url, MACHINE) as session:
        plan = session.scalars(select(m.Plan.id)).one()
        for said in told:
            session.add(m.Decision(plan_id=plan, on=JUNE, by="Head", reason="R", recorded_at=NOW, **said))
            session.flush()
        chain.record_entry(session, "decision.pay", PLAN)


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(decide)


def seen(url: str, sees: Scope, decides: Scope) -> tuple[set[int], set[str]]:
    """The numbers of the decisions that are read, and the documents of the journal that are made of them."""
    with open_reading(url, sees=sees, decides=decides) as session:
        found = {one.number for one in decision_queries.read_decisions(session)}
        documents = filing_queries.read_documents(session, ["cpr"])
    made = {one.document.key for one in documents if one.document.kind.value in ("pay", "deviation")}
    return found, made


@pytest.mark.parametrize("database_of", ["postgresql"], indirect=True)
def test_what_is_decided_on_pay_is_read_by_those_alone_who_decide(url: str) -> None:
    told = {"deviation-3", "deviation-4"}
    assert seen(url, OWN, frozenset()) == (TOLD, told)
    assert seen(url, OWN, OTHER) == (TOLD, told)
    assert seen(url, OWN, OWN) == (PAY | TOLD, told | {"pay-1", "pay-2"})
    assert seen(url, OTHER, OTHER) == (set(), set())


def test_whoever_reads_all_finds_them_and_the_audit_is_whole(url: str) -> None:
    assert seen(url, EVERYTHING, frozenset())[0] == PAY | TOLD
    with open_reading(url, sees=EVERYTHING) as session:
        assert chain.find_chain_problems(session) == []
