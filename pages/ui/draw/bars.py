"""Points as bars, and the legend of their parts."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from metrics.score.scoring import Score
from pages.ui.draw.html import fill
from words import criteria
from words.goals.point_parts import PARTS, write_together
from words.language import Words


def draw_points_bar(
    secured: Fraction,
    open_: Fraction,
    lost: Fraction,
    possible: Fraction,
    words: Words,
    *,
    figures: bool = False,
) -> Markup:
    """Draw points as one bar: secured solid, open hatched, lost outlined; no part above zero is left out."""
    parts = [*zip(PARTS, (secured, open_, lost), strict=True)]
    written = dict(zip(PARTS, write_together([value for _, value in parts], words), strict=True))
    segments = Markup().join(
        fill('<span class="m-{}" style="flex-grow:{}"></span>', name, f"{float(value):.4f}")
        for name, value in parts
        if value > 0
    )
    sentence = words.t("bar.sentence", possible=words.points(possible, possible), **written)
    bar = fill('<span class="m-bar" role="img" aria-label="{}">{}</span>', sentence, segments)
    return bar + _figures(written, words) if figures else bar


def draw_points_legend(words: Words) -> Markup:
    """Draw what the three parts of a points bar mean, once above a column of bars."""
    key = '<span class="m-key"><i class="m-{}"></i>{}</span>'
    keys = Markup().join(fill(key, name, words.t(f"bar.{name}")) for name in PARTS)
    return fill('<span class="m-legend">{}</span>', keys)


def _figures(written: dict[str, str], words: Words) -> Markup:
    pairs = Markup().join(
        fill("<span>{} <b>{}</b></span>", words.t(f"bar.{name}"), written[name]) for name in PARTS
    )
    return fill('<span class="m-figures" aria-hidden="true">{}</span>', pairs)


def draw_score_bar(score: Score, words: Words) -> Markup:
    """Draw the plan's points as a bar with figures and its word for the total; without a total, the counts."""
    p, plan = score.points, score.plan
    if not score.totalled:
        suspended = plan.suspended
        why_none = (
            words.t("plan.suspended", since=words.date(suspended.since), reason=suspended.reason)
            if suspended
            else words.t("plan.no_total")
        )
        return fill('<p class="m-notice">{} {}</p>', why_none, criteria.write_counts(score, words))
    bar = draw_points_bar(p.secured, p.open, p.lost, p.possible, words, figures=True)
    return bar + (fill('<p class="m-total">{}</p>', score.word) if score.word else Markup())
