"""Every goal at risk or late with all its reasons, what nothing is foreseen of, and what falls due."""

from __future__ import annotations

from pages.ui import data, frame, overview, widgets

page = frame.open_page("risk")


@frame.part
def flagged() -> None:
    """The filters, and what they leave."""
    moment = data.moment(page.as_of, page.known_at, page.reader, page.today)
    areas = overview.areas(moment.catalogue, moment.agreed)
    area = widgets.choice(
        "area", page.t("overview.area"), ["", *areas], lambda a: a or page.t("overview.all_areas")
    )
    if missing := widgets.unknown("area", areas):
        frame.say(page.t("overview.unknown", value=missing))
    frame.draw(data.risk_sheet(moment, area, page.lang, page.link))


flagged()
