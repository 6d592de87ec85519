"""A development plan of several years: its roadmap, its initiatives, and the yearly goals that serve them."""

from __future__ import annotations

import streamlit as st

from pages.status.parts.direction import direction_choice, direction_sheet, progress_form, serving_sheet
from pages.ui import frame, moments, page_part, screen
from pages.ui.draw.charts import paper, roadmap_chart
from pages.ui.draw.html import fill

page = frame.open_page("direction", titled=False)
moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
view = direction_choice.find_asked_direction(page, moment)
writer, found = page.writer(moment.catalogue), view.direction

screen.draw(direction_sheet.draw_direction_trail(view, writer))
page.show_title(f"{view.owner.name}: {found.title}", fictional=view.owner.fictional)
screen.draw(direction_sheet.draw_summary(view, page.words), direction_sheet.draw_about(view, page.words))
screen.draw(fill("<h2>{}</h2>", page.t("roadmap.title")))
st.plotly_chart(
    roadmap_chart.draw_roadmap(found, view.standings, page.as_of, page.words, page.look),
    theme=None,
    config=paper.make_config(page.words),
    alt=roadmap_chart.describe_roadmap(found, view.standings, page.words),
    key="roadmap",
)
screen.draw(
    roadmap_chart.draw_legend(found, page.as_of, page.words),
    fill("<h2>{}</h2>", page.t("direction.initiatives")),
    direction_sheet.draw_initiatives(view, writer),
)


@page_part.make_part
def show_progress_form() -> None:
    """Show the form for how an initiative stands."""
    progress_form.show_progress_form(page, view, kinds)


if kinds := progress_form.list_progress_kinds(page, moment, view):
    show_progress_form()
screen.draw(serving_sheet.draw_years(view, writer), direction_sheet.draw_figures(view, writer))
