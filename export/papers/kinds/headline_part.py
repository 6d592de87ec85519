"""The head figure of a paper about a plan, and the bar of its points: the same numbers as its page shows."""

from __future__ import annotations

from collections.abc import Iterator

from export.papers.chart import Bar, BarChart
from export.papers.kinds.trend_charts import name_series
from export.papers.paper import Block, KeyFigure, Paragraph, TextTone
from metrics.paper.ground import PaperGround
from metrics.score.scoring import Score
from metrics.whatif.headline import Headline
from words import criteria, headline, points
from words.goals.point_parts import write_parts
from words.language import Words


def make_headline_blocks(ground: PaperGround, words: Words) -> Iterator[Block]:
    """Make what a paper about a plan begins with: the figure, the bar, and other totals than the computed one."""
    score = ground.score
    if not score.totalled:
        yield Paragraph(
            f"{write_no_total(score, words)} {criteria.write_counts(score, words)}", TextTone.LEAD
        )
    else:
        found = ground.find_headline_of(ground.plan)
        yield make_figure(found, write_since(ground, words), words)
        yield make_points_bar(found, words)
    for line in points.write_other_totals(score, ground.score_original(), ground.find_decided(), words):
        yield Paragraph(line)
    for line in points.write_settlement(score, ground.catalogue, words):
        yield Paragraph(line)


def write_no_total(score: Score, words: Words) -> str:
    """Write why a plan has no total."""
    suspended = score.plan.suspended
    if suspended:
        return words.t("plan.suspended", since=words.date(suspended.since), reason=suspended.reason)
    return words.t("plan.no_total")


def write_since(ground: PaperGround, words: Words) -> str:
    """Write which report a change of the ground's plan is counted from; empty before its first."""
    return headline.write_since(ground.since, words) if ground.since else ""


def make_figure(found: Headline, since: str, words: Words, *, named: bool = False) -> KeyFigure:
    """Make the one figure of a plan with what is behind it; `since` says what its change is counted from.

    Goals that are late are `named` by their numbers.
    """
    figure, of_what = headline.write_figure(found, words)
    lines = []
    if found.expected:
        lines.append(words.t("headline.interval", between=headline.write_between(found, words)))
    change = headline.write_change(found, words)
    if change and since:
        lines.append(f"{change} {since}")
    if found.score.word:
        lines.append(words.t("plan.total_word", word=found.score.word))
    return KeyFigure(figure, of_what, (*lines, *headline.write_behind(found, words, named=named)))


def make_points_bar(found: Headline, words: Words) -> BarChart:
    """Make the bar of a plan's points, with the total that is enough."""
    p = found.points
    enough = headline.write_enough(found, words)
    said = words.t("bar.sentence", possible=words.points(p.possible), **write_parts(p, words))
    return BarChart(
        "",
        "",
        f"{said} {enough}",
        (make_plan_bar(found, "", words),),
        float(p.possible),
        float(found.enough),
        enough,
        in_rows=True,
        names=name_series(words),
    )


def make_plan_bar(found: Headline, name: str, words: Words) -> Bar:
    """Make the bar of one plan's points."""
    figure, _ = headline.write_figure(found, words)
    ahead, p = found.expected, found.points
    return Bar(
        name,
        figure,
        float(p.secured),
        float(ahead.mean) if ahead else None,
        (float(ahead.low), float(ahead.high)) if ahead else None,
        lost=float(p.lost),
    )
