"""A development plan of several years: its roadmap, its initiatives, and the yearly goals that serve them."""

from __future__ import annotations

from pages.status.parts.direction import (
    direction_choice,
    direction_paper_offer,
    direction_sheet,
    initiative_part,
    progress_form,
    serving_sheet,
    target_part,
    version_sheet,
)
from pages.ui import frame, moments, page_part, screen

page = frame.open_page("direction", titled=False)
moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
view = direction_choice.find_asked_direction(page, moment)
writer, found = page.writer(moment.catalogue), view.direction

screen.draw(direction_sheet.draw_direction_trail(view, writer))
page.show_title(f"{view.owner.name}: {found.title}", fictional=view.owner.fictional)
screen.draw(direction_sheet.draw_summary(view, page.words), direction_sheet.draw_about(view, page.words))
initiative_part.show_initiatives(page, view, writer)


@page_part.make_part
def show_progress_form() -> None:
    """Show the form for how an initiative stands."""
    progress_form.show_progress_form(page, view, kinds)


if kinds := progress_form.list_progress_kinds(page, moment, view):
    show_progress_form()
target_part.show_targets(page, view, moment)
screen.draw(
    serving_sheet.draw_years(view, writer),
    direction_sheet.draw_figures(view, writer),
    version_sheet.draw_versions(view.versions, page.words),
)


@page_part.make_part
def show_paper() -> None:
    """Show in which formats the paper may be had."""
    direction_paper_offer.show_direction_paper(page, moment, view)


if direction_paper_offer.may_have_paper(page, moment, view):
    show_paper()
