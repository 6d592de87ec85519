"""Every goal at risk or late, what is owed by whom and when, what has moved, and a calendar to subscribe to."""

from __future__ import annotations

from functools import partial

from pages.outlook.parts import risk_choices, subscription
from pages.ui import data, frame

page = frame.open_page("risk")


@frame.part
def listed() -> None:
    """The filters, what they leave, and the same as a file."""
    moment = data.moment(page.as_of, page.known_at, page.reader, page.today)
    before = partial(data.quarter_before, page.as_of, page.known_at, page.reader, page.today)
    wanted = risk_choices.asked(page, moment)
    frame.draw(risk_choices.sheet(moment, before, wanted, page.lang, page.link))
    risk_choices.offer_calendar(page, moment, wanted)


@frame.part
def subscribe() -> None:
    """The reader's own calendar."""
    subscription.show(page)


listed()
subscribe()
