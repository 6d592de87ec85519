"""What a careful reader finds in five plans, written by hand before the rules: all of it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from db.plans import plan_queries
from metrics.plan.model import Plan
from metrics.score.plan_check.finding import Finding
from terminal import common
from terminal.reads import plan_advice
from words.goals.finding_line import write_finding
from words.language import Words

OF_ALL = ("picture_not_followed_up", "signed_just_before", "no_dialogue", "staff_unmentioned")
"""The example's plans say as little as the sources of meetings, staff and the strategic picture."""

EXPECTED: dict[str, list[tuple[str, tuple[str, ...]]]] = {
    "cpr-2017": [
        ("", (*OF_ALL, "kind_added", "unsigned", "activity_not_effect", "picture_without_years")),
        ("", ("short_picture", "pay_by_total", "security_goals", "doubt", "doubt")),
        ("1.1.2", ("runs_past_year", "vague_extent")),
        ("2.1", ("doubt",)),
        ("2.1.1", ("no_definition", "target_far", "provisional_target", "doubt", "doubt")),
        ("2.2.1", ("many_elements",)),
        ("2.3.1", ("many_elements",)),
        ("3.1", ("doubt",)),
        ("3.1.1", ("tolerance_wide",)),
        ("3.1.2", ("tolerance_wide",)),
        ("3.2.1", ("unsteady_baseline",)),
    ],
    "cpr-2021": [
        ("", (*OF_ALL, "kind_added", "picture_added", "activity_not_effect", "pay_by_total")),
        ("", ("reports_disagree", "any_against_all", "legality_goals", "targets_beyond_plan")),
        ("1.1.1", ("no_definition", "target_reached", "target_lowered", "result_missing")),
        ("1.2.1", ("doubt",)),
        ("1.3.2", ("content_later", "vague_extent")),
        *((number, ("no_baseline",)) for number in ("2.1.1", "2.1.2", "2.2.1")),
        ("2.2.2", ("no_baseline", "doubt")),
        ("2.3.1", ("vague_extent",)),
        ("2.3.2", ("content_later",)),
    ],
    "eksempel-ankenaevn-2026": [
        ("", (*OF_ALL, "activity_not_effect", "picture_without_years", "short_picture", "pay_by_total")),
        ("1.3.1", ("target_reached",)),
        ("3.1.1", ("no_definition",)),
        ("3.1.2", ("no_definition",)),
    ],
    "eksempel-register-2026": [
        ("", (*OF_ALL, "activity_not_effect", "short_picture")),
        ("1.1.1", ("met_for_years",)),
        ("1.1.2", ("met_for_years",)),
        ("1.2", ("many_criteria",)),
        ("1.2.1", ("target_reached",)),
        ("1.2.2.b", ("no_definition", "met_for_years")),
        ("1.3.1", ("no_definition",)),
        ("3.1.1", ("no_definition",)),
    ],
    "eksempel-tilsyn-2026": [
        ("", (*OF_ALL, "activity_not_effect", "picture_without_years", "short_picture")),
        ("1.1.1", ("counts_activity", "no_definition")),
        ("1.2.1", ("target_reached",)),
        ("3.1.1", ("no_definition",)),
        ("3.3.1", ("no_definition", "target_reached")),
    ],
}

# The figures a reader would point at, as the sentences tell them.
SAID = {
    "cpr-2017": [
        "Mål, der er nået, når noget er udført: 1.1, 1.2, 2.2 og 2.3 (4 af 7).",
        "Sidste underskrift er fra 12. december 2016, 19 dage før året begyndte.",
        "3 af planens 7 mål handler om it- og informationssikkerhed: 1.1, 2.2 og 2.3.",
        "2.1.1: Måltallet på 90 pct. ligger langt fra de seneste resultater (2015: 78,9 pct. og 2016: 75,8 pct.)",
        "2.2.1: Kravet rummer 4 dele",
        "2.3.1: Kravet rummer 6 dele",
        "3.1.2: Der må højst afviges 1 pct., men afvigelsen har været under det halve (2015: 0,4 pct.)",
        "3.2.1: Måltallet regnes ud fra året før, som svinger meget (2015: 12,7 dage og 2016: 7,2 dage).",
    ],
    "cpr-2021": [
        "Mål, der er nået, når noget er udført: 1.2, 1.3, 1.4 og 2.3 (4 af 7).",
        "Sidste underskrift er fra 15. december 2020, 16 dage før året begyndte.",
        "I disse mål er det nok med nogle af dem: 2.1 og 2.2.",
        "har endelige måltal til og med 2024 i disse mål: 2.1 og 2.2",
        "1.1.1: Der er intet resultat for 2020, selv om året har et måltal. Det nyeste er fra 2019.",
    ],
    "eksempel-register-2026": [
        "Måltallet på 95 pct. ville være nået tre år i træk (2023: 95,9 pct., 2024: 95,6 pct. og 2025: 96,8 pct.)",
    ],
}


def find(plan: Plan) -> list[Finding]:
    with common.open_reading() as db:
        return [one.finding for one in plan_advice.read_advice(db, plan)]


def read(key: str) -> Plan:
    with common.open_reading() as db:
        return plan_queries.read_plan(db, key)


def tell(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return sorted((one.place, one.rule) for one in findings)


@pytest.mark.usefixtures("stocked")
def test_the_check_finds_what_a_careful_reader_does_and_nothing_else() -> None:
    for key, expected in EXPECTED.items():
        found = find(read(key))
        assert tell(found) == sorted((place, rule) for place, rules in expected for rule in rules), key
        told = [write_finding(one, Words("da")).replace("\N{NO-BREAK SPACE}", " ") for one in found]
        assert [said for said in SAID.get(key, []) if not any(said in line for line in told)] == [], key


@pytest.mark.usefixtures("ready")
def test_what_our_files_add_silences_nothing() -> None:
    """Without our kinds and our strategic picture the same is found, but for the rules that say what is missing."""
    for key in ("cpr-2017", "cpr-2021"):
        plan = read(key)
        goals = tuple(goal.model_copy(update={"kind": None}) for goal in plan.goals)
        bare = plan.model_copy(update={"goals": goals, "added": (), "strategic_picture": None})
        ours = {"kind_added", "picture_added", "kind_missing", "no_strategic_picture"}
        of_picture = {"picture_without_years", "short_picture"}
        found = {(one.place, one.rule) for one in find(plan)}
        without = {(one.place, one.rule) for one in find(bare)}
        assert {one for one in without - found if one[1] not in ours} == set(), key
        assert {one for one in found - without if one[1] not in ours | of_picture} == set(), key
