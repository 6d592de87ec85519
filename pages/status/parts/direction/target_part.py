"""The yearly targets of a development plan on its page: a chart and a table for each."""

from __future__ import annotations

from metrics.direction.target_years import find_target_trend, find_target_years
from pages.status.parts.direction import target_sheet
from pages.status.parts.direction.direction_reads import DirectionView
from pages.ui import screen
from pages.ui.draw.charts import trend_chart
from pages.ui.draw.html import fill
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page


def show_targets(page: Page, view: DirectionView, moment: JudgedMoment) -> None:
    """Show each yearly target against its results; nothing where the plan has none."""
    found, writer = view.direction, page.writer(moment.catalogue)
    if not found.targets:
        return
    years = find_target_years(found, view.yearly, moment.facts, moment.catalogue)
    screen.draw(
        fill("<h2>{}</h2>", page.t("target.title")), fill('<p class="m-none">{}</p>', page.t("target.about"))
    )
    for target in found.targets:
        screen.draw(target_sheet.draw_target_title(target, page.words))
        trend = find_target_trend(found, target, moment.facts, moment.catalogue)
        if trend and trend_chart.has_drawing(trend):
            screen.show_figure(
                trend_chart.draw_trend(trend, page.as_of, writer, page.look),
                page.words,
                alt=trend_chart.describe_trend(trend, writer),
                key=f"target {target.number}",
            )
        else:
            screen.draw(fill('<p class="m-none">{}</p>', page.t("chart.nothing")))
        own = [one for one in years if one.target is target]
        screen.draw(target_sheet.draw_target_years(found, own, target.name, writer))
