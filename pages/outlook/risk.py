"""The goals at risk or late, the deadlines and who they fall to, what has changed, and a calendar to subscribe to."""

from __future__ import annotations

from pages.outlook.parts import area_risks_reads, risk_choices, rule_record, subscription
from pages.ui import empty_day, frame, moments, page_part, screen

page = frame.open_page("risk")


@page_part.make_part
def show_risks() -> None:
    """Show the filters, what they leave, and the same as a file."""
    moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
    if not moment.agreed:
        empty_day.tell_no_plans(page)
        return
    empty_day.tell_nothing_reported(page, moment, moment.followed)
    before = moments.make_before(page.known_at, page.reader, page.today)
    wanted = risk_choices.ask_filter(page, moment)
    writer = page.writer(moment.catalogue)
    if wanted.asks_for_areas(moment):
        sheet = area_risks_reads.read_areas_sheet(moment, wanted, writer)
    else:
        sheet = risk_choices.read_risk_sheet(moment, before, wanted, writer)
    screen.draw(sheet.html)
    risk_choices.show_document_dues(page, moment, wanted)
    risk_choices.offer_calendar(page, moment, wanted, sheet.owing)


@page_part.make_part
def subscribe() -> None:
    """Show the reader's own calendar."""
    subscription.show_subscription(page)


show_risks()
rule_record.show_rule_record(page)
subscribe()
