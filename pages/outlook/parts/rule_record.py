"""How good the forecasts have been and how often each risk rule was right, beside the flags raised now."""

from __future__ import annotations

from functools import partial

from metrics.followup.flag_record import count_flagged
from metrics.followup.track_record import count_right_flags, measure_methods, measure_reliability
from pages.ui import moments, page_part, screen
from pages.ui.draw import forecast_record, marks, rule_table
from pages.ui.page import Page

KEY = "rule_record"


def show_rule_record(page: Page) -> None:
    """Show the part of the page, closed until it is asked for."""
    page_part.draw_folded(page.t("rules.asked"), KEY, partial(_unfolded, page))


def _unfolded(page: Page) -> None:
    moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
    found = moments.read_track_record(moment)
    rules = count_right_flags(found.flagged, moment.catalogue, page.as_of)
    if rules:
        screen.draw(rule_table.draw_count(rules, page.words))
        screen.draw(rule_table.draw_flag_record(count_flagged(found.judged), page.words))
        screen.draw(rule_table.draw_rules(rules, page.words))
    else:
        screen.say(page.t("rules.none"))
    judged = measure_reliability([(one.p, one.held) for one in found.foretold])
    if judged:
        screen.draw(marks.draw_lead(forecast_record.write_verdict(judged, page.words)))
        screen.draw(forecast_record.draw_methods(measure_methods(found), page.words))
    screen.draw(rule_table.draw_tried(page.words))
