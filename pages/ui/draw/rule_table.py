"""How often the flags were right, rule by rule and against what is aimed at, and what is not reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from markupsafe import Markup

from metrics.followup.alarm_record import (
    FIRST_YEAR,
    FIRST_YEAR_PACE,
    LEAST_CAUGHT,
    MOST_FALSE,
    SIMULATED,
    AlarmRecord,
)
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


def draw_alarms(found: AlarmRecord, words: Words) -> Markup:
    """Draw how many of the failing and of the others were flagged a quarter ahead, against what is aimed at."""
    return marks.draw_lead(" ".join(_write_alarms(found, words))) if found.failed or found.met else Markup()


def draw_tried(words: Words) -> Markup:
    """Draw how the methods came out where they were tried, and what they are not good enough at."""
    first = {
        "behind": words.percent(FIRST_YEAR.caught / FIRST_YEAR.failed),
        "behind_false": words.percent(FIRST_YEAR.falsely / FIRST_YEAR.met),
        "pace": words.percent(FIRST_YEAR_PACE.caught / FIRST_YEAR_PACE.failed),
        "pace_false": words.percent(FIRST_YEAR_PACE.falsely / FIRST_YEAR_PACE.met),
    }
    parts = [
        [*_write_alarms(SIMULATED, words, "tried_", 1)],
        [words.t("alarms.first_year", **first), words.t("alarms.too_hopeful")],
        [words.t("alarms.last_values")],
    ]
    return Markup().join(marks.draw_lead(" ".join(part)) for part in parts)


def _write_alarms(found: AlarmRecord, words: Words, where: str = "", decimals: int = 0) -> Iterator[str]:
    """Write a sentence of the failing and one of those that were met, of which there are any."""
    aims = (
        ("caught", found.caught, found.failed, LEAST_CAUGHT, found.catches_enough),
        ("falsely", found.falsely, found.met, MOST_FALSE, found.spares_enough),
    )
    for name, flagged, of, aim, reached in aims:
        if of:
            yield words.t(
                f"alarms.{where}{name}",
                flagged=words.number(flagged),
                of=words.number(of),
                part=words.percent(Fraction(flagged, of), decimals),
                aim=words.percent(aim),
                reached=words.t("alarms.reached" if reached else "alarms.not_reached"),
            )
