"""How institutions develop: fulfilment year by year, and one indicator across those that measure it alike."""

from __future__ import annotations

from pages.status.parts.development import development_reads
from pages.ui import area_choice, empty_day, frame, moments, page_part, screen, widgets
from pages.ui.draw.html import fill

page = frame.open_page("development")


@page_part.make_part
def show_developments() -> None:
    """Show the areas, or the one that is chosen."""
    moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
    areas = moment.areas
    if not areas:
        empty_day.tell_no_plans(page)
        return
    empty_day.tell_nothing_reported(page, moment, moment.followed)
    writer = page.writer(moment.catalogue)
    area = area_choice.ask_area(page, areas)
    screen.draw(development_reads.read_fulfilment(moment, area, writer))
    screen.draw(fill('<div class="m-area-head m-part-head"><h2>{}</h2></div>', page.t("development.compare")))
    names = development_reads.list_indicators(moment, area)
    if not names:
        screen.draw(fill('<p class="m-none">{}</p>', page.t("development.nothing")))
        return
    indicator = widgets.draw_choice("indicator", page.t("development.indicator"), [*names], names.__getitem__)
    if missing := widgets.find_unknown("indicator", [*names]):
        screen.say(page.t("development.no_such_indicator", value=missing))
    screen.draw(development_reads.read_comparison(moment, area, indicator, writer))


show_developments()
