"""How often each rule was right, as a table; a rule that was mostly wrong is marked."""

from __future__ import annotations

from metrics.followup.flag_record import FlagRecord
from metrics.followup.risk import RiskRule
from metrics.followup.track_record import RuleRecord
from pages.ui.draw.rule_table import draw_count, draw_flag_record, draw_rules, draw_tried
from tests.pages.drawing import DA, EN, plain, rows


def test_each_rule_has_a_row_and_one_that_was_mostly_wrong_says_so() -> None:
    found = [RuleRecord("A", RiskRule.UNLIKELY, 8, 6), RuleRecord("A", RiskRule.STALE, 3, 1)]
    assert plain(draw_count(found, DA)) == (
        "11 flag på delmål, der siden er afgjort. Ved 7 af dem blev delmålet ikke opfyldt."
    )
    assert rows(draw_rules(found, DA))[1:] == [
        "Lav sandsynlighed for opfyldelse 8 6 (75 pct.)",
        "Forældet vurdering 3 1 (33 pct.) Har oftere taget fejl end haft ret",
    ]


def test_areas_are_named_where_there_are_several_and_without_flags_there_is_no_table() -> None:
    found = [RuleRecord(area, RiskRule.STALE, 1, 1) for area in ("A", "B")]
    assert [row.split()[0] for row in rows(draw_rules(found, DA))[1:]] == ["A", "B"]
    assert not draw_rules([], DA)
    assert not draw_count([], DA)


def test_what_was_caught_and_falsely_flagged_stands_against_what_is_aimed_at() -> None:
    found = FlagRecord(failed=3, caught=2, met=10, falsely=1)
    assert plain(draw_flag_record(found, DA)) == (
        "Af de delmål, der endte med ikke at være opfyldt, var 2 af 3 flaget efter tredje kvartal (67 pct.). "
        "Sigtet er mindst 90 pct.: ikke nået. "
        "Af de delmål, der endte med at være opfyldt, var 1 af 10 flaget på samme tid (10 pct.). "
        "Sigtet er højst 13 pct.: nået."
    )
    assert plain(draw_flag_record(found, EN)).endswith("(10%). The aim is at most 13%: reached.")
    assert "højst" not in plain(draw_flag_record(FlagRecord(1, 1, 0, 0), DA))
    assert not draw_flag_record(FlagRecord(0, 0, 0, 0), DA)


def test_how_good_the_methods_are_is_said_in_plain_words() -> None:
    said = plain(draw_tried(DA))
    assert "udpeget (90,1 pct.). Sigtet er mindst 90 pct.: nået." in said
    assert "udpeget (12,6 pct.). Sigtet er højst 13 pct.: nået." in said
    assert "84 pct. efter tredje kvartal med 12 pct. falske" in said
    assert "83 pct. med 13 pct., så flagene er kun lidt bedre, og det kan være tilfældigt" in said
    assert "Årets sidste tal forudses dårligst" in said
    assert "var sandsynlighederne da for høje" in said
    told = plain(draw_tried(EN))
    assert "The aim is at least 90%: reached." in told
    assert "so the flags are only a little better, and that may be chance" in told
