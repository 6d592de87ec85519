"""Part 2 of the annual table: the facts of each goal that is analysed, and what the institution has written."""

from __future__ import annotations

from markupsafe import Markup

from metrics.annual.analysis import AnalysisField
from metrics.annual.annual_table import AnnualRow
from pages.cycle.parts.annual.annual_reads import SettledYear
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from words.annual.analysis_lines import write_goal_facts, write_part_facts


def draw_part_two(settled: SettledYear) -> Markup:
    """Draw every goal of part 2; where there is none, that every goal was met."""
    words, analysed = settled.words, settled.table.analysed
    note = fill('<p class="m-none">{}</p>', words.t("annual.part_two_note"))
    if not analysed:
        return fill("<p>{}</p>", words.t("annual.nothing_to_analyse"))
    return note + Markup().join(_draw_goal(settled, row) for row in analysed)


def _draw_goal(settled: SettledYear, row: AnnualRow) -> Markup:
    words = settled.words
    link = marks.draw_link(settled.link(row.number), words.t("annual.write_analysis", goal=row.number))
    return fill(
        '<section class="m-annual-goal"><h3>{}</h3>{}{}{}</section>',
        f"{row.number} {row.found.goal.title}",
        draw_goal_facts(settled, row),
        draw_texts(settled, row.number),
        fill("<p>{}</p>", link) if settled.prepares else Markup(),
    )


def draw_goal_facts(settled: SettledYear, row: AnnualRow) -> Markup:
    """Draw the facts of a goal as they follow from the numbers."""
    words, table = settled.words, settled.table
    first = fill("<p>{}</p>", write_goal_facts(row, table, words))
    return first + marks.draw_lines(write_part_facts(row, table, settled.catalogue, words))


def draw_texts(settled: SettledYear, goal: str) -> Markup:
    """Draw what is written of a goal, or that nothing is."""
    words, texts = settled.words, settled.reading.ground.texts.get(goal, {})
    if not texts:
        return fill('<p class="m-none">{}</p>', words.t("annual.nothing_written"))
    pairs = Markup().join(
        fill("<div><dt>{}</dt><dd>{}</dd></div>", words.t(f"annual.field_{field}"), texts[field])
        for field in AnalysisField
        if field in texts
    )
    return fill('<dl class="m-annual-texts">{}</dl>', pairs)
