"""How often each risk rule was right, with a mark at one that was wrong more often than right in an area."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from metrics.followup.track_record import RuleRecord
from pages.ui.draw import marks
from pages.ui.draw.table import Column, draw_table
from words.language import Words


def draw_count(found: Sequence[RuleRecord], words: Words) -> Markup:
    """Draw a sentence of how many flags there were and how many were right; empty where no rule has fired."""
    if not found:
        return Markup()
    right = words.number(sum(one.right for one in found))
    return marks.draw_lead(words.n("rules.counted", sum(one.count for one in found), right=right))


def draw_rules(found: Sequence[RuleRecord], words: Words) -> Markup:
    """Draw a row for each rule and ministry area; empty where no rule has fired."""
    if not found:
        return Markup()
    several = len({one.area for one in found}) > 1
    heads = [*([Column(words.t("rules.area"))] if several else []), Column(words.t("rules.rule"))]
    heads += [Column(words.t("rules.count"), numeric=True), Column(words.t("rules.right"), numeric=True)]
    rows = [
        [
            *([one.area] if several else []),
            words.t(f"rule.{one.rule}"),
            words.number(one.count),
            f"{words.number(one.right)} ({words.percent(one.right / one.count)})",
            words.t("rules.mostly_wrong") if one.mostly_wrong else "",
        ]
        for one in found
    ]
    return draw_table(
        [*heads, Column(words.t("rules.note"))], rows, words.t("rules.title"), show_caption=True
    )
