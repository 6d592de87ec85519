"""An institution over the years as a paper: its fulfilment, its current plan, every goal, its plans and decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from export.papers.chart import Bar, BarChart
from export.papers.kinds.goal_tables import make_parts
from export.papers.kinds.headline_part import make_figure, write_since
from export.papers.kinds.paper_head import make_head
from export.papers.kinds.plan_paper import make_columns, make_course_charts
from export.papers.kinds.trend_charts import name_series
from export.papers.paper import (
    Block,
    Paper,
    PaperCell,
    PaperColumn,
    PaperSection,
    PaperTable,
    Paragraph,
    TextTone,
)
from metrics.facts.decisions import select_told
from metrics.followup.goal_courses import find_courses
from metrics.followup.outlook import Outlook
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import PaperKind
from metrics.whatif.headline import find_own_threshold
from metrics.whatif.year_totals import YearState, YearTotal, find_year_totals, scale_to_100
from words import criteria
from words.decision import write_what
from words.language import Words


def make_institution_paper(ground: PaperGround, words: Words) -> Paper:
    """Make the paper of the institution of a plan, with that plan as the current one."""
    owner = ground.catalogue.find_owner(ground.score.plan)
    outlooks = _list_outlooks(ground)
    totals = find_year_totals((one.score for one in outlooks), ground.catalogue)
    others = [one for one in outlooks if one is not ground.outlook]
    courses = find_courses(ground.outlook, others, ground.facts, ground.catalogue)
    charts = tuple(make_course_charts(courses, ground, words))
    sections = [
        PaperSection("", tuple(_make_current(ground, words))),
        PaperSection(words.t("institution.years"), tuple(_make_years(totals, ground, words))),
        PaperSection(
            words.t("institution.goals"), (Paragraph(words.t("multiples.legend"), TextTone.LEGEND), *charts)
        ),
        PaperSection(words.t("institution.plans"), (_make_plans(outlooks, words),)),
        PaperSection(words.t("course.decisions"), tuple(_make_decisions(outlooks, ground, words))),
    ]
    head = make_head(PaperKind.INSTITUTION, ground, owner.name, words)
    return Paper(head, tuple(one for one in sections if one.blocks))


def _list_outlooks(ground: PaperGround) -> list[Outlook]:
    """List the outlooks of the institution's signed plans, newest first."""
    own = [plan for plan in ground.agreed if plan.institution == ground.score.plan.institution]
    ordered = sorted(own, key=lambda plan: (plan.start, plan.id), reverse=True)
    return [ground.outlooks[plan.id] for plan in ordered]


def _make_current(ground: PaperGround, words: Words) -> Iterator[Block]:
    yield Paragraph(ground.score.plan.title, TextTone.LEAD)
    if ground.score.totalled:
        yield make_figure(ground.find_headline_of(ground.plan), write_since(ground, words), words)
    else:
        yield Paragraph(criteria.write_counts(ground.score, words))


def _make_years(totals: Sequence[YearTotal], ground: PaperGround, words: Words) -> Iterator[Block]:
    """Make the bars of the years, and the table of the same figures."""
    if not totals:
        return
    bars = tuple(make_year_bar(total, words) for total in totals)
    enough = find_own_threshold(ground.score.plan)
    limit = None if enough is None else scale_to_100(ground.score.plan, enough)
    alt = "; ".join(f"{bar.name}: {' '.join(part for part in (bar.text, bar.note) if part)}" for bar in bars)
    named = "" if enough is None else words.t("institution.threshold", points=words.points(enough))
    yield Paragraph(words.t("institution.years_read"), TextTone.LEGEND)
    yield BarChart(
        "", "", alt, bars, 100.0, None if limit is None else float(limit), named, names=name_series(words)
    )
    keys = ("institution.year", "page.plan", "institution.fulfilment")
    rows = tuple(
        (
            PaperCell(bar.name),
            PaperCell(total.plan.title),
            PaperCell(", ".join(part for part in (bar.text, bar.note) if part)),
        )
        for bar, total in zip(bars, totals, strict=True)
    )
    yield PaperTable("", make_columns(keys, (14, 44, 50), words), rows)


def make_year_bar(total: YearTotal, words: Words) -> Bar:
    """Make the bar of a year, with what the institution's page writes over and below it."""
    year, notes = criteria.write_plan_years(total.plan), []
    if total.decided is not None and total.decided != total.secured:
        notes.append(words.t("institution.decided", points=words.points(total.decided)))
    value, solid = words.points(total.secured), float(total.secured)
    outlined = None if total.decided is None else float(total.decided)
    match total.state:
        case YearState.NO_TOTAL:
            return Bar(year, criteria.NOTHING, note=words.t("institution.no_total"))
        case YearState.FINAL:
            return Bar(year, value, solid, outlined=outlined, note=", ".join(notes))
        case YearState.UNSETTLED:
            # What is missing is not zero: the points that are in are told below.
            said = [words.t("institution.unsettled")]
            said += [words.t("institution.secured", points=value)] if total.secured else []
            return Bar(year, criteria.NOTHING, solid, outlined=outlined, note=", ".join([*said, *notes]))
        case YearState.RUNNING:
            return _make_running_bar(total, year, notes, words)


def _make_running_bar(total: YearTotal, year: str, notes: list[str], words: Words) -> Bar:
    expected = words.t("institution.expected")
    if ahead := total.likely:
        mean, low, high = (_write_expected(p, words) for p in (ahead.mean, ahead.low, ahead.high))
        said = f"{expected} {words.t('headline.between', low=low, high=high)}"
        reach = (float(ahead.low), float(ahead.high))
        note = ", ".join([said, *notes])
        return Bar(year, mean, float(total.secured), float(ahead.mean), reach, note=note)
    assert total.between is not None
    least, most = (_write_expected(points, words) for points in total.between)
    said = f"{expected} {words.t('headline.bounds', low=least, high=most)}"
    note = ", ".join([said, words.t("institution.without_forecast"), *notes])
    reach = (float(total.between[0]), float(total.between[1]))
    return Bar(year, "", float(total.secured), None, reach, note=note)


def _write_expected(points: Fraction, words: Words) -> str:
    return words.points(points, decimals=0)


def _make_plans(outlooks: Sequence[Outlook], words: Words) -> PaperTable:
    """Make the table of the plans, newest first, with their points."""
    columns = (
        *make_columns(("page.plan", "plan.year"), (44, 30), words),
        *(PaperColumn(words.t(f"bar.{part}"), 12, numeric=True) for part in ("secured", "open", "lost")),
    )
    rows = []
    for one in outlooks:
        plan, p = one.score.plan, one.score.points
        years = f"{words.date_short(plan.start)} – {words.date_short(plan.end)}"
        points = make_parts(p, words)
        shown = points if one.score.totalled else [PaperCell(criteria.NOTHING)] * 3
        rows.append((PaperCell(plan.title), PaperCell(years), *shown))
    return PaperTable("", columns, tuple(rows))


def _make_decisions(outlooks: Sequence[Outlook], ground: PaperGround, words: Words) -> Iterator[Block]:
    """Make the table of what was decided about the institution's plans, newest first; nothing where nothing was."""
    decided = [
        (one.score.plan, said)
        for one in outlooks
        for said in select_told(ground.facts.decisions.get(one.score.plan.id, ()))
    ]
    if not decided:
        return
    ordered = sorted(decided, key=lambda pair: (pair[1].on, pair[1].number), reverse=True)
    keys = ("course.agreed", "page.plan", "course.what", "course.by", "course.reason")
    rows = tuple(
        (
            PaperCell(words.date_short(said.on), value=said.on),
            PaperCell(plan.title),
            PaperCell(write_what(said, plan, words)),
            PaperCell(said.by),
            PaperCell(said.reason),
        )
        for plan, said in ordered
    )
    yield PaperTable("", make_columns(keys, (14, 26, 32, 18, 36), words), rows)
