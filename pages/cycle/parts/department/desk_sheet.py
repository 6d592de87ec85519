"""The department's desk as HTML: what waits for it, each plan's reports through the year, and how timely they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from markupsafe import Markup

from metrics.facts.reports.handed_in import Turn
from metrics.periods import count_days_left
from metrics.plan.model import Plan
from metrics.report.standing import Delivery, ReportStanding, Timeliness, count_in_time
from metrics.status import Status
from pages.cycle.parts.department.desk_reads import Desk, DeskReport
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words.criteria import NOTHING, write_plan_years
from words.deadline import write_days
from words.language import Words
from words.reports.step_line import write_taker

YEARS_SHOWN = 5


def draw_area(area: str, desk: Desk, year: int, writer: Writer) -> Markup:
    """Draw an area at a glance: how many reports are in, what waits for the department, and each plan's reports."""
    rows = desk.list_plans(area, year)
    reports = [report for _, own in rows for report in own]
    return fill(
        '<section class="m-area"><div class="m-area-head"><h2>{}</h2>{}</div>{}{}</section>',
        area,
        _draw_figure(reports, writer.words),
        _draw_waiting(reports, writer),
        _draw_quarters(rows, year, writer),
    )


def _draw_figure(reports: Sequence[DeskReport], words: Words) -> Markup:
    """Draw how many reports are handed in for the latest quarter that is over, and how many of them in time."""
    over = [one.standing for one in reports if one.standing.quarter.end < one.standing.today]
    if not over:
        return fill("<p>{}</p>", words.t("desk.not_begun"))
    last = max(one.quarter.end for one in over)
    own = [one for one in over if one.quarter.end == last and one.delivery is not Delivery.ELSEWHERE]
    period = words.period(next(one.quarter.text for one in over if one.quarter.end == last))
    if not own:
        return fill("<p>{}</p>", words.t("desk.elsewhere_all", period=period))
    handed_in = [one for one in own if one.handed_in]
    in_time = sum(one.delivery is Delivery.IN_TIME for one in own)
    said = words.n("desk.figure", len(own), period=period, in_time=words.number(in_time))
    return fill('<p class="m-figure"><b>{}</b> {}</p>', words.number(len(handed_in)), said)


def _draw_waiting(reports: Iterable[DeskReport], writer: Writer) -> Markup:
    """Draw what waits for the department, soonest due first."""
    words = writer.words
    waiting = sorted((one for one in reports if one.waits_for_department), key=_rank)
    title = words.t("desk.waits")
    if not waiting:
        return fill('<h3>{}</h3><p class="m-none">{}</p>', title, words.t("desk.waits_none"))
    items = Markup().join(
        fill(
            '<li>{}<span>{}: {}</span><span class="m-stake">{}</span></li>',
            draw_status(Status.AWAITING_CONFIRMATION, words, show_word=False),
            _link(one, _name(one.standing, writer), writer),
            words.list(list(_list_owed(one, words))),
            _write_left(one, words),
        )
        for one in waiting
    )
    return fill(
        '<div class="m-asked"><div><h3>{}</h3><ul class="m-waiting">{}</ul></div></div>', title, items
    )


def _rank(one: DeskReport) -> tuple[date, str]:
    return one.due or date.max, one.standing.plan.id


def _name(standing: ReportStanding, writer: Writer) -> str:
    owner = writer.catalogue.find_owner(standing.plan).name
    return f"{owner}, {writer.words.period(standing.quarter.text)}"


def _link(one: DeskReport, text: Cell, writer: Writer) -> Markup:
    standing = one.standing
    return marks.draw_link(writer.link("report", plan=standing.plan.id, quarter=standing.quarter.text), text)


def _list_owed(one: DeskReport, words: Words) -> Iterator[str]:
    """List what the department owes an answer about."""
    if one.confirmations:
        yield words.n("owed.count_confirmation", one.confirmations)
    if one.assessments:
        yield words.n("owed.count_assessment", one.assessments)
    if one.figures:
        yield words.n("owed.count_value", one.figures)
    if one.standing.awaited and one.standing.awaited[0] is Turn.DEPARTMENT:
        yield words.t("desk.receipt")


def _write_left(one: DeskReport, words: Words) -> str:
    """Write by when the department answers, and how long it has had the report."""
    if one.due is None:
        return ""
    left = write_days(count_days_left(one.due, one.standing.today), words)
    return words.t("desk.by", due=words.date_short(one.due), left=left)


def _draw_quarters(rows: Sequence[tuple[Plan, Sequence[DeskReport]]], year: int, writer: Writer) -> Markup:
    """Draw a line for each plan and a column for each quarter."""
    words = writer.words
    quarters = sorted(
        {(one.standing.quarter.end, one.standing.quarter.text) for _, own in rows for one in own}
    )
    columns = [Column(words.t("page.institution"))] + [Column(words.period(text)) for _, text in quarters]
    drawn: list[list[Cell]] = []
    for plan, own in rows:
        found = {one.standing.quarter.text: one for one in own}
        cells = [_cell(found[text], writer) if text in found else Markup() for _, text in quarters]
        drawn.append([_draw_plan(plan, [p for p, _ in rows], writer), *cells])
    title = words.t("desk.quarters", year=year)
    return fill("<h3>{}</h3>{}", title, draw_table(columns, drawn, title, classes="m-desk"))


def _draw_plan(plan: Plan, plans: Sequence[Plan], writer: Writer) -> Markup:
    """Draw the institution as a link to the plan, with its years where the institution has several."""
    several = sum(one.institution == plan.institution for one in plans) > 1
    owner = writer.catalogue.find_owner(plan)
    name = f"{owner.name} {write_plan_years(plan)}" if several else owner.name
    mark = marks.draw_fictional(writer.words, fictional=owner.fictional)
    return marks.draw_link(writer.link("plan", plan=plan.id), name) + mark


def _cell(one: DeskReport, writer: Writer) -> Markup:
    """Draw where a report stands, as a link to it, with what there is to know below."""
    words, standing = writer.words, one.standing
    status, word = _judge(standing, words)
    lines = Markup().join(fill("<small>{}</small>", line) for line in _list_details(one, words))
    return fill("{}{}", _link(one, draw_status(status, words, label=word), writer), lines)


MARKS = {
    Delivery.MISSING: Status.OVERDUE_DATA,
    Delivery.PUT_OFF: Status.ACCEPTED_DEVIATION,
    Delivery.TO_COME: Status.NOT_DUE,
    Delivery.ELSEWHERE: Status.WITHDRAWN,
}


def _judge(standing: ReportStanding, words: Words) -> tuple[Status, str]:
    """Choose the shape and the word of a report."""
    if not standing.handed_in:
        return MARKS[standing.delivery], words.t(f"desk.{standing.delivery}")
    if standing.is_received:
        return Status.MET, words.t("receiving.state_received")
    asked = standing.awaited and standing.awaited[0] is Turn.INSTITUTION
    key = "desk.asked" if asked else "desk.handed_in" if standing.awaited else "desk.corrected"
    return Status.AWAITING_CONFIRMATION, words.t(key)


def _list_details(one: DeskReport, words: Words) -> Iterator[str]:
    """List what there is to know of a report: when it came, how complete, and what waits for whom until when."""
    standing = one.standing
    if standing.handed_in:
        when = (
            words.n("receiving.late", standing.days_late)
            if standing.days_late
            else words.t("receiving.in_time")
        )
        yield words.t("desk.came", on=words.date_short(standing.handed_in), when=when)
    elif standing.delivery is Delivery.MISSING:
        yield write_days(-standing.days_late, words)
    elif standing.delivery is Delivery.TO_COME:
        yield words.t("desk.due", due=words.date_short(standing.deadline))
    if noted := len(standing.course.stand_ins):
        yield words.n("desk.noted", noted)
    exception = standing.course.exception
    if exception and exception.until:
        until, who = words.date_short(exception.until), write_taker(exception, words)
        yield words.t("desk.put_off_by", until=until, who=who)
    if one.declared and one.declared.figures.asked:
        figures = one.declared.figures
        yield words.n("desk.complete", figures.asked, brought=words.number(figures.brought))
    yield from _list_awaited(one, words)


def _list_awaited(one: DeskReport, words: Words) -> Iterator[str]:
    standing = one.standing
    owed = [text for text in _list_owed(one, words) if text != words.t("desk.receipt")]
    if owed:
        yield words.t("desk.awaits", what=words.list(owed))
    if one.answers:
        yield words.n("desk.answers", one.answers)
    if standing.awaited and standing.answer_due:
        days = (standing.today - standing.awaited[1]).days
        yield words.t("desk.day", day=days, days=standing.answer_days)


def draw_timeliness(desk: Desk, writer: Writer) -> Markup:
    """Draw the share of reports that came in time, by institution and year."""
    words = writer.words
    found: dict[str, dict[int, list[ReportStanding]]] = {}
    for one in desk.list_reports():
        by_year = found.setdefault(one.standing.plan.institution, {})
        by_year.setdefault(one.standing.quarter.end.year, []).append(one.standing)
    years = sorted({year for own in found.values() for year in own})[-YEARS_SHOWN:]
    names = {key: desk.catalogue.institutions[key].name for key in found}
    rows: list[list[Cell]] = [
        [names[key], *(_write_share(count_in_time(own.get(year, ())), words) for year in years)]
        for key, own in sorted(found.items(), key=lambda item: names[item[0]])
    ]
    title = words.t("desk.timeliness")
    columns = [Column(words.t("page.institution"))] + [Column(str(year), numeric=True) for year in years]
    note = marks.draw_lead(words.t("desk.timeliness_note"))
    return fill(
        '<section class="m-area"><h2>{}</h2>{}{}</section>', title, note, draw_table(columns, rows, title)
    )


def _write_share(found: Timeliness, words: Words) -> str:
    if not found.counted:
        return NOTHING
    share = words.percent(Fraction(found.in_time, found.counted))
    return words.t("desk.share", in_time=found.in_time, counted=found.counted, share=share)
