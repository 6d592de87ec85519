"""What the reader's own part in reports and meetings asks of them now, as the first thing on their start page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from metrics.access import Action
from metrics.facts.reports.handed_in import Turn
from metrics.periods import count_days_left
from metrics.report.course import ReportState
from pages.status.parts.meetings_to_do import draw_meeting_items
from pages.ui import moments, people, screen
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.page import Page
from pages.ui.reports import held_reports
from pages.ui.reports.held_reports import HeldReports, OpenReport
from pages.ui.reports.open_reports import UNDER_WAY, OwnReport, list_own_reports
from words.deadline import write_days

MOST = 4
"""How many reports stand one by one; a link leads to all."""


def show_to_do(page: Page) -> None:
    """Show the open reports of the reader's institutions, how many wait for receipt, and what meetings await of them.

    It is about now, and stands on no page of an earlier day.
    """
    if page.as_of != page.today:
        return
    held = held_reports.read_held(page.reader, page.today)
    _draw_items(page, [*_draw_reports(page, held), *_draw_waiting(page, held), *draw_meeting_items(page)])


def show_meetings_to_do(page: Page, institution: str) -> None:
    """Show what the meetings about an institution await of the reader, on its own page."""
    if page.as_of == page.today:
        _draw_items(page, [*draw_meeting_items(page, institution)])


def _draw_items(page: Page, items: Sequence[Markup]) -> None:
    if items:
        title, lines = page.t("to_do.title"), Markup().join(fill("<li>{}</li>", item) for item in items)
        screen.draw(fill('<section class="m-to-do" aria-label="{}"><ul>{}</ul></section>', title, lines))


def _draw_reports(page: Page, held: HeldReports) -> Iterator[Markup]:
    """Draw a line for each report that is to be done or awaits its receipt, the soonest due first."""
    every = list_own_reports(page, held) if held.prepared else []
    found = [one for one in every if one.is_to_do(page.today) or one.awaits_receipt(page.today)]
    # What the institution has to do comes before what it has done.
    found.sort(key=lambda one: (one.state is ReportState.APPROVED, one.due))
    shown = found if len(found) <= MOST else found[: MOST - 1]
    filled = [(one.plan.id, one.quarter.text) for one in shown if _is_being_filled(one)]
    opened = held_reports.open_reports(page, held, filled)
    for one in shown:
        yield _draw_report(page, held, one, opened.get((one.plan.id, one.quarter.text)))
    if len(shown) < len(found):
        yield marks.draw_link(page.link("report"), page.words.n("to_do.all", len(found)))


def _is_being_filled(one: OwnReport) -> bool:
    """Whether it is told how much of a report is filled in: until it is handed in, and to its own institution alone."""
    return one.state in {ReportState.OPEN, *UNDER_WAY} and one.state is not ReportState.ASKED


def _draw_report(page: Page, held: HeldReports, one: OwnReport, opened: OpenReport | None) -> Markup:
    words = page.words
    address = page.link("report", plan=one.plan.id, quarter=one.quarter.text)
    name = f"{held.catalogue.find_owner(one.plan).name}, {words.period(one.quarter.text)}"
    said = [words.t(f"report.state_{one.state}")]
    if one.state is ReportState.APPROVED:
        said.append(words.t("to_do.awaits_receipt"))
    else:
        if opened:
            progress = opened.report.check.progress
            said.append(words.t("report.filled", answered=progress.answered, asked=progress.asked))
        left = write_days(count_days_left(one.due, page.today), words)
        said.append(words.t("to_do.deadline", due=words.date(one.due), left=left))
    return fill("{} <span>{}</span>", marks.draw_link(address, name), " · ".join(said))


def _draw_waiting(page: Page, held: HeldReports) -> Iterator[Markup]:
    """Draw how many reports wait for the department to receive them, with the way to the desk."""
    receives = people.find_permitted(held.catalogue, page.reader, Action.RECEIVE, page.today) & held.followed
    moment = moments.read_moment(page.today, page.known_at, page.reader, page.today)
    told = (moment.facts.reports.get(plan.id) for plan in held.list_plans(receives))
    waiting = [turn for one in told if one for turn in one.awaited.values() if turn.turn is Turn.DEPARTMENT]
    if waiting:
        yield marks.draw_link(page.link("report"), page.words.n("to_do.waiting", len(waiting)))
