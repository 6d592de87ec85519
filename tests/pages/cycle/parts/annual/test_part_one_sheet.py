"""Part 1 of the annual table, drawn."""

from __future__ import annotations

from datetime import date

from db import session
from db.location import find_database_url
from db.plans import decision_commands
from metrics.facts.decisions import Decision, DecisionKind
from pages.cycle.parts.annual.part_one_sheet import (
    draw_changes,
    draw_decisions,
    draw_fulfilment,
    draw_part_one,
)
from tests.factories import plan, result
from tests.pages.conftest import Open, text
from tests.pages.cycle.settling import PLAN, opened
from tests.pages.drawing import DA, plain, row, rows, writer
from tests.settled_years import tabled
from words.annual.annual_lines import write_row


def test_every_goal_has_its_row_and_a_goal_of_several_tests_one_for_each(open_page: Open) -> None:
    html = text(opened(open_page))
    assert rows(html)[0] == (
        "Mål og succeskriterium Vægt Forventet 2025 Opnået 2025 Opfyldelse Point Resultat 2024 Kilde Del 2"
    )
    first = row(html, "1.1 Tilsyn i hele landet")
    assert "25 mindst 1.320 1.316 (2025) Ikke opfyldt 0 af 25 1.287" in first
    assert first.endswith("Se 1.1")
    assert row(html, "2.1 Ny tilsynsmodel").endswith("15 Opfyldt 15 af 15")
    assert "senest 30.04.2025 Gennemført 18.04.2025" in row(html, "2.1.1 Nyt skema")
    assert "Afvigelse 0,9 pct.: 161,0 mio. kr. (2025) mod 159,5 mio. kr." in row(html, "3.1 Budgettet holder")
    assert "tæller ikke" in row(html, "3.3 God trivsel")
    assert row(html, "I alt") == "I alt 100 65 af 100"


def test_a_goal_decided_met_shows_both_and_the_total_follows_the_decision(
    database: str, open_page: Open
) -> None:
    on = date(2026, 2, 1)
    with session.open_writing(find_database_url(), session.MACHINE) as db:
        near = Decision(
            PLAN, DecisionKind.NEAR_MISS, on, "Departementschefen", "Kun fire besøg under", goal="1.1"
        )
        decision_commands.record_decision(db, near)
    html = text(opened(open_page))
    assert "Ikke opfyldt Besluttet: opfyldt 25 af 25" in row(html, "1.1 Tilsyn i hele landet")
    assert row(html, "I alt") == "I alt 100 90 af 100"
    assert "Beregnet efter planens regel: 65 point. Totalen ovenfor følger beslutningerne." in plain(html)
    assert "Mål 1.1 er accepteret som opfyldt Departementschefen Kun fire besøg under" in plain(html)


def test_provisional_figures_are_outlined_and_said_to_be_so() -> None:
    for value, mark in ((91, "m-on-track"), (89, "m-out-of-reach")):
        table = tabled(plan(), result("2017", value, provisional=True, recorded=date(2018, 1, 10)))
        row_ = table.rows[0]
        html = draw_fulfilment(row_, write_row(row_, table, writer().catalogue, DA), DA)
        assert mark in html
        assert "Foreløbigt" in html


def test_a_plan_without_a_total_has_none_in_the_table() -> None:
    table = tabled(plan(scoring={"weights": "none"}), result("2017", 91))
    assert row(draw_part_one(table, writer()), "I alt") == f"I alt {DA.t('plan.no_total')}"


def test_a_plan_that_was_not_changed_or_decided_on_says_so() -> None:
    table = tabled(plan(), result("2017", 91))
    assert plain(draw_changes(table, DA)) == "Planen er ikke ændret."
    assert draw_decisions(table, DA) == ""
