"""Saved what-ifs: whose they are, whether their basis still stands, and how they differ from the official position."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from metrics.errors import Problem
from metrics.plan.model import Plan
from metrics.score.beliefs import NO_BELIEFS
from metrics.status import Status
from metrics.whatif.scenario import (
    BasisChange,
    BasisPart,
    BasisPlace,
    PartChange,
    Scenario,
    ScenarioDraft,
    make_basis,
)
from metrics.whatif.whatif import Suppositions, suppose
from pages.outlook.parts.scenarios import scenario_sheet
from pages.outlook.parts.scenarios.scenario_sheet import ComparedCase
from tests.believing import EARLY, believing, milestones
from tests.factories import catalogue, compared, facts, goal, milestone, plan
from tests.pages.drawing import DA, HOSTILE, Reader, plain, rows, writer

PLAN = plan(goal("1", compared("1.1")), goal("2", milestone("2.1")))
KNOWN, EARLY_FACTS = facts(as_of=date(2017, 7, 15)), facts(as_of=EARLY)
BOTH = Suppositions({"1": Fraction(1)}, {}, {}, {"2.1": date(2017, 6, 1)})


def kept(of: Plan = PLAN, name: str = "Navn", note: str = "") -> Scenario:
    at = datetime(2026, 11, 21, 8, tzinfo=UTC)
    return Scenario("k", of.id, "a@example.dk", ScenarioDraft(name, {}, note), make_basis(1, of, KNOWN), at)


def case(name: str, changes: Suppositions) -> ComparedCase:
    return ComparedCase(name, changes, suppose(PLAN, KNOWN, catalogue(), NO_BELIEFS, changes))


def test_name_and_note_are_text_and_lines_are_kept() -> None:
    html = scenario_sheet.draw_scenario(
        kept(name=HOSTILE, note=f"en\n{HOSTILE}"), "anne@example.dk", DA, own=True
    )
    assert html.count("<br>") == 1
    read = Reader(str(html).replace("<br>", "|"))
    assert "script" not in read.tags
    assert f"en|{HOSTILE}" in read.text


def test_anothers_says_whose_it_is_and_ones_own_does_not() -> None:
    of_another = plain(scenario_sheet.draw_scenario(kept(), "anne@example.dk", DA, own=False))
    own = plain(scenario_sheet.draw_scenario(kept(), "anne@example.dk", DA, own=True))
    assert ("anne@example.dk" in of_another, "anne@example.dk" in own) == (True, False)


def test_a_changed_goal_is_told_and_an_unchanged_basis_is_not() -> None:
    changed = plan(goal("1", compared("1.1"), note="Ny"), goal("2", milestone("2.1")))
    told = plain(scenario_sheet.draw_stale(kept(), make_basis(1, changed, KNOWN), writer()))
    assert "Mål 1: ændret" in told
    assert scenario_sheet.draw_stale(kept(), make_basis(1, PLAN, KNOWN), writer()) == ""


def test_a_change_is_told_by_the_name_of_its_series_or_its_goal() -> None:
    result = BasisChange(BasisPlace(BasisPart.RESULT, "inst/share"), PartChange.CHANGED)
    gone = BasisChange(BasisPlace(BasisPart.GOAL, "1"), PartChange.GONE)
    assert scenario_sheet.write_change(result, writer()) == "Resultater for “share”: ændret"
    assert scenario_sheet.write_change(gone, writer()) == "Mål 1: er her ikke mere"


def test_what_no_longer_applies_is_told_once_each() -> None:
    problem = Problem("goal_withdrawn", "9", {"value": "9", "day": date(2017, 6, 1)})
    assert Reader(scenario_sheet.draw_left_out([problem, problem], DA)).tags.count("li") == 1
    assert scenario_sheet.draw_left_out([], DA) == ""


STATUSES = {"1": Status.AT_RISK, "2": Status.AWAITING_CONFIRMATION}


def test_a_case_beside_the_official_position_has_its_distance_and_the_statuses_of_the_list() -> None:
    html = scenario_sheet.draw_comparison(
        case("", Suppositions()), [case("Begge", BOTH)], [Fraction(80)], STATUSES, writer()
    )
    assert rows(html) == [
        "Størrelse Aktuel status Begge",
        "Opnået 0 100 +100",
        "Udestår 100 0 −100",
        "Tabt 0 0",
        "Forventet målopfyldelse, point 0 til 100 100",
        "Sandsynlighed for mindst 80 point 0 pct. til 100 pct. 100 pct.",
        "1 1 I risiko Opfyldt sat",
        "2 2 Afventer departementet Opfyldt sat 2.1: 01.06.2017",
    ]


def test_a_goal_that_is_only_likelier_keeps_the_status_of_the_list() -> None:
    likelier = case("Håb", Suppositions({}, {"1": 0.9}))
    html = scenario_sheet.draw_comparison(
        case("", Suppositions()), [likelier], [Fraction(80)], STATUSES, writer()
    )
    assert rows(html)[-1] == "1 1 I risiko I risiko sat opfyldt med 90 pct. sandsynlighed"


def test_what_is_foreseen_differs_by_numbers_with_a_sign() -> None:
    of = milestones(2)

    def supposing(name: str, **credits: int) -> ComparedCase:
        changes = Suppositions({number[1:]: Fraction(credit) for number, credit in credits.items()})
        return ComparedCase(
            name, changes, suppose(of, EARLY_FACTS, catalogue(), believing(0.9, 0.5), changes)
        )

    html = scenario_sheet.draw_comparison(
        supposing(""),
        [supposing("Uden", g1=0), supposing("Med", g2=1)],
        [Fraction(80)],
        {"1": Status.ON_TRACK, "2": Status.AT_RISK},
        writer(),
    )
    assert rows(html)[4:6] == [
        "Forventet målopfyldelse, point 70 25 −45 95 +25",
        "Sandsynlighed for mindst 80 point 45 pct. 0 pct. −45 procentpoint 90 pct. +45 procentpoint",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(-1, 3), "−0,3"),
        (2, "+2"),
        (0, ""),
        (0.04, ""),
        (-12.06, "−12,1"),
        (Fraction(50, 3), "+16,7"),
    ],
)
def test_a_difference_has_a_real_minus_sign_and_none_is_not_written(value: float, text: str) -> None:
    assert scenario_sheet.write_difference(value, 1, DA) == text


def test_without_prospects_there_is_a_dash() -> None:
    assert scenario_sheet.write_mean_between(None, DA) == "–"
