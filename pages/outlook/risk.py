"""Every goal at risk or late, what is owed by whom and when, what has moved, and a calendar to subscribe to."""

from __future__ import annotations

from functools import partial

from pages.ui import ahead, data, frame, subscription

page = frame.open_page("risk")


@frame.part
def listed() -> None:
    """The filters, what they leave, and the same as a file."""
    moment = data.moment(page.as_of, page.known_at, page.reader, page.today)
    before = partial(data.quarter_before, page.as_of, page.known_at, page.reader, page.today)
    wanted = ahead.asked(page, moment)
    frame.draw(ahead.sheet(moment, before, wanted, page.lang, page.link))
    ahead.offer_calendar(page, moment, wanted)


@frame.part
def subscribe() -> None:
    """The reader's own calendar."""
    subscription.show(page)


listed()
subscribe()
