"""The initial contents: loaded once into an empty database, with or without the example."""

from __future__ import annotations

from db.audit import chain
from db.initial import is_empty, load_initial
from db.plans import decision_queries, plan_queries
from db.results import result_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from db.state import newest_rows

SOURCE_PLANS = ["cpr-2017", "cpr-2021"]


def load(url: str, *, with_example: bool) -> list[str]:
    with open_writing(url, MACHINE) as session:
        return load_initial(session, with_example=with_example)


def test_the_source_plans_alone_are_loaded_once(database_url: str) -> None:
    assert is_empty(database_url)
    assert load(database_url, with_example=False) == [
        *SOURCE_PLANS,
        "cpr-udviklingsplan-2023",
        "dst-infosikkerhed-2025",
    ]
    assert not is_empty(database_url)
    assert load(database_url, with_example=True) == []
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert [plan.id for plan in plan_queries.read_plans(session)] == SOURCE_PLANS
        assert result_queries.read_events(session).is_empty()


def test_the_example_is_loaded_with_all_that_happened_to_its_plans(filled_database_url: str) -> None:
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        versions = {v.plan.id: v for v in plan_queries.read_versions(session)}  # of each the newest
        assert len(versions) == 14
        assert {key for key, version in versions.items() if version.number == 2} == {
            "eksempel-ankenaevn-2023",
            "eksempel-ankenaevn-2026",
        }
        assert [d.kind for d in decision_queries.read_decisions(session)] == [
            "near_miss",
            "pay",
            "accepted_deviation",
        ]
        assert len(result_queries.read_breaks(session)) == 1
        assert min(newest_rows.read_data_version(session.connection())[:6]) > 0
        assert chain.find_chain_problems(session) == []


def test_the_example_is_audited_in_the_order_it_happened(filled_database_url: str) -> None:
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        actions = [entry.action for entry in chain.read_entries(session)]
    assert actions[:14] == ["plan.signed"] * 14
    assert actions[14:] == [
        "results.import",
        "plan.closed",
        "plan.amended",
        "decision.near_miss",
        "decision.pay",
        "decision.accepted_deviation",
        "break.add",
        *("direction.added",) * 2,
        *("direction.reported",) * 8,
        "duties.added",
    ]
