"""How often the flags were right, rule by rule and against what is aimed at, and what is not reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from metrics.followup.flag_record import (
    FIRST_YEAR,
    FIRST_YEAR_PACE,
    LEAST_CAUGHT,
    MOST_FALSE,
    SIMULATED,
    FlagRecord,
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


def draw_flag_record(found: FlagRecord, words: Words) -> Markup:
    """Draw how many of the failing and of the others were flagged a quarter ahead, against what is aimed at."""
    return (
        marks.draw_lead(" ".join(_write_flag_record(found, words))) if found.failed or found.met else Markup()
    )


def draw_tried(words: Words) -> Markup:
    """Draw how the methods came out where they were tried, and what they are not good enough at."""
    shares = {
        "behind": FIRST_YEAR.caught_share,
        "behind_false": FIRST_YEAR.false_share,
        "pace": FIRST_YEAR_PACE.caught_share,
        "pace_false": FIRST_YEAR_PACE.false_share,
    }
    first = {name: words.percent(share) for name, share in shares.items() if share is not None}
    parts = [
        [*_write_flag_record(SIMULATED, words, "tried_", 1)],
        [words.t("flag_record.first_year", **first), words.t("flag_record.too_hopeful")],
        [words.t("flag_record.last_values")],
    ]
    return Markup().join(marks.draw_lead(" ".join(part)) for part in parts)


def _write_flag_record(found: FlagRecord, words: Words, where: str = "", decimals: int = 0) -> Iterator[str]:
    """Write a sentence of the failing and one of those that were met, of which there are any."""
    aims = (
        ("caught", found.caught, found.failed, found.caught_share, LEAST_CAUGHT, found.catches_enough),
        ("falsely", found.falsely, found.met, found.false_share, MOST_FALSE, found.spares_enough),
    )
    for name, flagged, of, share, aim, reached in aims:
        if share is not None:
            yield words.t(
                f"flag_record.{where}{name}",
                flagged=words.number(flagged),
                of=words.number(of),
                part=words.percent(share, decimals),
                aim=words.percent(aim),
                reached=words.t("flag_record.reached" if reached else "flag_record.not_reached"),
            )
