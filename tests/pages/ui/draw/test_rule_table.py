"""How often each rule was right, as a table; a rule that was mostly wrong is marked."""

from __future__ import annotations

from metrics.followup.risk import RiskRule
from metrics.followup.track_record import RuleRecord
from pages.ui.draw.rule_table import draw_count, draw_rules
from tests.pages.drawing import DA, plain, rows


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
