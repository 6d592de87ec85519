"""The initiatives of a development plan on its page: the roadmap and the table."""

from __future__ import annotations

from pages.status.parts.direction import direction_sheet
from pages.status.parts.direction.direction_reads import DirectionView
from pages.ui import screen
from pages.ui.draw.charts import roadmap_chart
from pages.ui.draw.html import fill
from pages.ui.draw.writer import Writer
from pages.ui.page import Page


def show_initiatives(page: Page, view: DirectionView, writer: Writer) -> None:
    """Show when the initiatives are planned and how they stand; nothing where the plan has yearly targets alone."""
    found = view.direction
    if not found.initiatives:
        return
    screen.draw(fill("<h2>{}</h2>", page.t("roadmap.title")))
    screen.show_figure(
        roadmap_chart.draw_roadmap(found, view.standings, page.as_of, page.words, page.look),
        page.words,
        alt=roadmap_chart.describe_roadmap(found, view.standings, page.words),
        key="roadmap",
    )
    screen.draw(
        roadmap_chart.draw_legend(found, page.as_of, page.words),
        fill("<h2>{}</h2>", page.t("direction.initiatives")),
        direction_sheet.draw_initiatives(view, writer),
    )
