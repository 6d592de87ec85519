"""The first minute of a meeting: one total for each plan, what it is based on, what is missing and what has moved."""

from __future__ import annotations

from markupsafe import Markup

from metrics.meeting.agenda import AgendaItem, MeetingView, PlanAtMeeting
from metrics.periods import find_danish_day
from metrics.report.course import ReportCourse, StepKind
from pages.cycle.parts.meeting import meeting_reads
from pages.cycle.parts.meeting.meeting_reads import OpenMeeting
from pages.ui import screen
from pages.ui.draw import marks
from pages.ui.draw.change_table import draw_changes
from pages.ui.draw.headline import draw_total_bar
from pages.ui.draw.html import fill
from pages.ui.draw.status import draw_status
from words import headline
from words.language import Words
from words.meetings.agenda_lines import write_goals
from words.meetings.meeting_line import write_counted_from, write_reasons


def show_first_minute(meeting: OpenMeeting, view: MeetingView) -> None:
    """Show the first minute."""
    page, writer = meeting.page, meeting.page.writer(meeting.moment.catalogue)
    courses = meeting_reads.read_report_courses(meeting, [plan.outlook for plan in view.plans])
    for plan in view.plans:
        screen.draw(_draw_plan(meeting, plan, courses[plan.outlook.score.plan.id]))
    screen.draw(_draw_agenda(meeting, view))
    moved = [(plan.outlook, move) for plan in view.plans for move in plan.moves]
    counted = next((plan.counted for plan in view.plans if plan.counted), None)
    if moved and counted:
        caption = page.t("meeting.moved", quarter=page.words.period(counted.text))
        table = draw_changes(moved, caption, writer, within=bool(meeting.subject.institution))
        screen.draw(fill("<h2>{}</h2>", caption), table)


def _draw_plan(meeting: OpenMeeting, plan: PlanAtMeeting, course: ReportCourse) -> Markup:
    words, found = meeting.page.words, plan.headline
    figure, of_what = headline.write_figure(found, words)
    between = headline.write_between(found, words) if found.expected else ""
    interval = words.t("headline.interval", between=between) if between else ""
    change = headline.write_change(found, words)
    since = write_counted_from(plan, words, dated=False)
    moved = f"{change} {since}" if change and since else ""
    bar = draw_total_bar(found, words) if found.score.totalled else Markup()
    lines = [
        " · ".join(part for part in (interval, moved) if part),
        *headline.write_behind(found, words, named=True),
        write_report(course, words),
    ]
    owner = meeting.moment.catalogue.find_owner(found.score.plan).name
    title = found.score.plan.title if meeting.subject.institution else f"{owner}: {found.score.plan.title}"
    return fill(
        '<section class="m-first-minute"><h2>{}</h2><p class="m-figure"><b>{}</b> {}</p>{}{}</section>',
        marks.draw_link(meeting.page.link("plan", plan=found.score.plan.id), title),
        figure,
        of_what,
        bar,
        marks.draw_lines([line for line in lines if line]),
    )


def write_report(course: ReportCourse, words: Words) -> str:
    """Write which report the figures are based on: received on a day in a version, or where it stands."""
    received = course.find_last(StepKind.RECEIVED)
    if received is None:
        return words.t("meeting.report", state=words.t(f"meeting.report_{course.state}"))
    on = words.date(find_danish_day(received.at))
    return words.t("meeting.report_as_of", on=on, version=course.version)


def _draw_agenda(meeting: OpenMeeting, view: MeetingView) -> Markup:
    """Draw the agenda with the reason and the points at stake of each goal; those without remarks in one line."""
    t = meeting.page.t
    items = Markup().join(_draw_item(meeting, item) for item in view.items)
    quiet = [(meeting.name_owner(outlook.score.plan), goal.goal.number) for outlook, goal in view.quiet]
    rest = t("meeting.quiet", goals=write_goals(quiet, meeting.page.words)) if quiet else ""
    body = fill('<ol class="m-items">{}</ol>', items) if items else Markup()
    return fill("<h2>{}</h2>{}<p>{}</p>", t("meeting.agenda"), body, rest)


def _draw_item(meeting: OpenMeeting, item: AgendaItem) -> Markup:
    words, number = meeting.page.words, item.goal.goal.number
    stake = words.points(item.goal.points.open, item.outlook.score.points.possible)
    name = f"{number} {item.goal.goal.title}"
    if not meeting.subject.institution:
        owner = meeting.moment.catalogue.find_owner(item.plan).name
        name = words.t("meeting.of_institution", goal=name, institution=owner)
    return fill(
        '<li>{}{} <span class="m-stake">{}</span><small>{}</small></li>',
        draw_status(item.goal.status, words, over=item.outlook.score.is_over, show_word=False),
        marks.draw_link(meeting.link(at=f"{item.plan.id}:{number}"), name),
        words.t("meeting.stake", points=stake),
        write_reasons(item.reasons, words),
    )
