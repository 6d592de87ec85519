"""What each institution owes until the next report is due, one line each, what is over its deadline first.

After the last report it is everything that is still owed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from metrics.access import Role
from metrics.followup.deadlines import Deadline, Duty
from pages.status.parts.area_view import AreaView
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words import criteria, deadline, verdict
from words.language import Words

DATED = frozenset({Duty.MILESTONE, Duty.ASSESSMENT})
"""What is due on a day of its own, and not with a report."""


def draw_coming(area: AreaView, writer: Writer) -> Markup:
    """Draw the deadlines of an area's institutions until the next report, or all; nothing where nothing is owed."""
    words, last = writer.words, area.next_report
    owed: dict[str, list[Deadline]] = {}
    for one in area.owed:
        if one.role is Role.REPORTER and (last is None or one.due <= last):
            owed.setdefault(one.plan.institution, []).append(one)
    if not owed:
        return Markup()
    columns = [
        Column(words.t("department.institution")),
        Column(words.t("coming.late")),
        Column(words.t("coming.next")),
    ]
    rows = [_row(own, area, writer) for own in owed.values()]
    title = words.t("coming.title", on=words.date(last)) if last else words.t("coming.title_all")
    return draw_table(columns, rows, title, show_caption=True, classes="m-coming")


def _row(owed: Sequence[Deadline], area: AreaView, writer: Writer) -> list[Cell]:
    late = [one for one in owed if one.days_left(area.as_of) < 0]
    coming = [one for one in owed if one.days_left(area.as_of) >= 0]
    plan = owed[0].plan
    href = writer.link("institution", institution=plan.institution)
    name = marks.draw_link(href, writer.catalogue.find_owner(plan).name)
    return [name, _list(_late(late, area, writer)), _list(_coming(coming, area, writer))]


def _late(owed: Sequence[Deadline], area: AreaView, writer: Writer) -> Iterator[Cell]:
    """Write each thing that is over its deadline, as a link to its goal."""
    words = writer.words
    alike = Counter((one.criterion, one.duty, one.span) for one in owed)
    for one in owed:
        several = alike[one.criterion, one.duty, one.span] > 1
        what = words.t(
            "coming.one",
            number=one.criterion.number if one.criterion else one.goal or "",
            what=_name_series(one, writer) if several and one.series else _kind(one, words),
            left=deadline.write_days_left(one, area.as_of, words),
        )
        yield (
            marks.draw_link(writer.link("goal", plan=one.plan.id, goal=one.goal), what) if one.goal else what
        )


def _coming(owed: Sequence[Deadline], area: AreaView, writer: Writer) -> Iterator[Cell]:
    """Write by their days the reports with the figures they bring, and what does not come with one."""
    figures = Counter((one.plan.id, one.due) for one in owed if one.duty is Duty.VALUE)
    brought = {(one.plan.id, one.due) for one in owed if one.duty is Duty.REPORT}
    for one in owed:
        if one.duty is Duty.REPORT:
            yield _write_report(one, figures[one.plan.id, one.due], writer.words)
        elif one.duty in DATED or (one.duty is Duty.VALUE and (one.plan.id, one.due) not in brought):
            yield _draw_dated(one, area, writer)


def _write_report(report: Deadline, figures: int, words: Words) -> str:
    period = verdict.write_span(*report.span, words) if report.span else ""
    given = {"period": period, "on": words.date(report.due)}
    return words.n("coming.report", figures, **given) if figures else words.t("coming.report_alone", **given)


def _draw_dated(one: Deadline, area: AreaView, writer: Writer) -> Cell:
    """Draw what is due on a day of its own, as a link to its goal, with the days left."""
    words = writer.words
    what = words.t(
        f"coming.by_{one.duty}",
        period=verdict.write_span(*one.span, words) if one.span else "",
        number=one.criterion.number if one.criterion else one.goal or "",
        on=words.date(one.due),
        left=deadline.write_days_left(one, area.as_of, words),
    )
    return marks.draw_link(writer.link("goal", plan=one.plan.id, goal=one.goal), what) if one.goal else what


def _kind(one: Deadline, words: Words) -> str:
    period = verdict.write_span(*one.span, words) if one.span else ""
    return words.t(f"coming.kind_{one.duty}", period=period)


def _name_series(one: Deadline, writer: Writer) -> str:
    """Name a figure by its series, where the criterion waits for several of the same period."""
    assert one.series
    assert one.span
    period = verdict.write_span(*one.span, writer.words)
    return writer.words.t("coming.series", name=writer.catalogue.indicators[one.series].name, period=period)


def _list(items: Iterator[Cell]) -> Cell:
    found = list(items)
    lines = Markup().join(fill("<li>{}</li>", item) for item in found)
    return fill('<ul class="m-lines">{}</ul>', lines) if found else criteria.NOTHING
