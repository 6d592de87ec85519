"""What is proposed of a signed plan, as HTML."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from metrics.access import Role
from metrics.plan.drafting.proposals import Proposal, ProposalKind, ProposedChange
from metrics.plan.model import Plan, Signature
from metrics.plan.terms import Party
from metrics.score.scoring import Score, score_plan
from pages.admin.parts import proposal_sheet
from pages.ui.draw.writer import Writer
from tests.factories import catalogue, compared, facts, goal, plan
from words.addresses import make_path
from words.language import Words

DA = Words("da")
BEFORE = plan(goal("1", compared("1.1")), goal("2"), notes=("Planen ændres ikke i årets løb.",))
OWN = Signature(party=Party.INSTITUTION, organisation="Nævnet", signed_as=Role.CHIEF, on=date(2017, 6, 1))


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ").strip()


def scored(one: Plan) -> Score:
    return score_plan(one, facts(), catalogue())


def changes(after: Plan) -> str:
    writer = Writer(catalogue(), DA, lambda key, **query: make_path(key, query, "da"))
    return plain(proposal_sheet.draw_changes(scored(BEFORE), scored(after), writer))


def proposal(*signatures: Signature) -> Proposal:
    change = ProposedChange(ProposalKind.AMENDMENT, "Ny lov")
    return Proposal(1, "p", 1, change, datetime(2017, 6, 1, tzinfo=UTC), signatures)


def test_an_amendment_that_changes_nothing_says_so() -> None:
    assert "Tillægget siger endnu det samme som planen." in changes(BEFORE)


def test_each_goal_that_differs_is_shown_as_it_was_and_as_it_is_to_be_and_no_other() -> None:
    first, second = BEFORE.goals
    after = BEFORE.model_copy(
        update={
            "title": "Med tillæg",
            "goals": (first, second.model_copy(update={"withdrawn": date(2017, 7, 1)}), goal("3")),
        }
    )
    said = changes(after)
    assert f"Titel {BEFORE.title} Med tillæg" in said
    assert "Udgår fra 1. juli 2017" in said
    assert "findes ikke" in said
    assert f"1 {first.title}" not in said.replace("1.1", "")


def test_what_is_awaited_is_said_once_somebody_has_agreed() -> None:
    alone = plain(proposal_sheet.draw_amendment_state(proposal(), BEFORE, DA))
    assert alone.startswith("Tillæg under udarbejdelse.")
    assert "Afventer" not in alone
    agreed = plain(proposal_sheet.draw_amendment_state(proposal(OWN), BEFORE, DA))
    assert "Afventer departementets tiltrædelse." in agreed
    assert "bortfalder tiltrædelsen" in agreed
    assert "Tillæg under udarbejdelse" not in agreed


def test_a_plan_that_says_it_is_not_changed_warns_with_its_own_sentence() -> None:
    said = plain(proposal_sheet.draw_notes_against(BEFORE, DA))
    assert said == "Planen siger selv, at den ikke ændres: Planen ændres ikke i årets løb."
    assert proposal_sheet.draw_notes_against(BEFORE.model_copy(update={"notes": ()}), DA) == ""


def test_lines_of_what_waits_are_one_notice() -> None:
    assert plain(proposal_sheet.draw_waiting(["A.", "B."])) == "A. B."
