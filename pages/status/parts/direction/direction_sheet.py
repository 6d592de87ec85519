"""A development plan as HTML: where it stands, its picture, its initiatives in a table, and its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from metrics.direction.direction_plan import DocumentFigure, FocusArea, Initiative, PlanStep, StandingTask
from metrics.direction.planned_time import PlannedSpan, parse_time
from metrics.direction.progress import StepStanding
from metrics.direction.standing_status import find_shape
from metrics.plan.terms import Unit
from pages.status.parts.direction.direction_reads import DirectionView
from pages.status.parts.direction.serving_sheet import draw_goals_of
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words.directions.planned_line import write_span
from words.directions.standing_line import write_progress, write_remarks, write_state
from words.directions.summary_line import write_summary
from words.language import Words


def draw_direction_trail(view: DirectionView, writer: Writer) -> Markup:
    """Draw the links to the institution and to the yearly plans within the period."""
    links = [
        marks.draw_link(writer.link("institution", institution=view.owner.id), view.owner.name),
        *(marks.draw_link(writer.link("plan", plan=plan.id), plan.title) for plan in view.yearly),
    ]
    return marks.draw_trail(links, writer.words.t("direction.trail"))


def draw_summary(view: DirectionView, words: Words) -> Markup:
    """Draw one sentence on how many initiatives there are and how they stand, and that there is no total."""
    said = write_summary(view.direction, view.standings, words)
    return fill('<p class="m-sentence">{}</p><p class="m-none">{}</p>', said, words.t("direction.no_total"))


def draw_about(view: DirectionView, words: Words) -> Markup:
    """Draw the strategic picture, the notes, and what goes on all the time."""
    found = view.direction
    standing = [*found.standing, *(one for area in found.focus_areas for one in area.standing)]
    picture = (
        fill("<h2>{}</h2><blockquote>{}</blockquote>", words.t("plan.picture_alone"), found.strategic_picture)
        if found.strategic_picture
        else Markup()
    )
    days = words.t("direction.period", first=words.date(found.start), last=words.date(found.end))
    dated = (
        words.t("direction.dated", day=words.date(found.document_date))
        if found.document_date
        else words.t("direction.dateless")
    )
    lines = [days, dated, words.t("direction.source", source=found.source), *found.notes]
    notes = Markup().join(fill("<li>{}</li>", line) for line in lines)
    tasks = Markup().join(fill("<li>{}</li>", _write_task(one, words)) for one in standing)
    running = fill("<h3>{}</h3><ul>{}</ul>", words.t("direction.standing"), tasks) if standing else Markup()
    summary = words.t("direction.about")
    return fill(
        '{}<details class="m-details"><summary>{}</summary><ul>{}</ul>{}</details>',
        picture,
        summary,
        notes,
        running,
    )


def _write_task(task: StandingTask, words: Words) -> str:
    said = f" (“{task.said}”)" if task.said else ""
    return f"{task.title}{said}, {words.t('direction.section', section=task.section)}"


def draw_initiatives(view: DirectionView, writer: Writer) -> Markup:
    """Draw the table of initiatives and their steps, below the headings of their focus areas."""
    words = writer.words
    columns = [
        Column(words.t("direction.initiative")),
        Column(words.t("direction.when")),
        Column(words.t("direction.owner")),
        Column(words.t("plan.status")),
        Column(words.t("direction.goals")),
    ]
    rows: list[list[Cell]] = []
    for area in view.direction.focus_areas:
        rows.append([_name_area(area), *[""] * (len(columns) - 1)])
        rows += [row for one in area.initiatives for row in _rows(one, view, writer)]
    return draw_table(columns, rows, words.t("direction.initiatives"))


def _name_area(area: FocusArea) -> Markup:
    text = fill('<span class="m-rule">{}</span>', area.text) if area.text else Markup()
    return fill("<b>{} {}</b>{}", area.number, area.title, text)


def _rows(initiative: Initiative, view: DirectionView, writer: Writer) -> Iterator[list[Cell]]:
    words = writer.words
    role = words.t("direction.acts", role=words.t(f"role.{initiative.role}"))
    owner = fill('{}<span class="m-rule">{}</span>', initiative.owner or words.t("direction.no_owner"), role)
    yield [
        _name_initiative(initiative, words),
        _when(initiative, view.standings[initiative.number], words),
        owner,
        _status(view.standings[initiative.number], words),
        draw_goals_of(initiative, view, writer),
    ]
    for step in initiative.steps:
        yield [
            _name_step(step, words),
            _when(step, view.standings[step.number], words),
            "",
            _status(view.standings[step.number], words),
            "",
        ]


def _name_initiative(one: Initiative, words: Words) -> Markup:
    if one.numbered:
        section = words.t("direction.section", section=one.section)
    else:
        section = words.t("direction.unnumbered", section=one.section, number=one.number)
    return one.name + _tell([one.text, *_list_told(one, words), section])


def _name_step(step: PlanStep, words: Words) -> Markup:
    told = _tell(_list_told(step, words))
    return fill('<span class="m-sub" style="--depth:1">{}{}</span>', step.name, told)


def _list_told(step: PlanStep, words: Words) -> list[str | None]:
    return [step.note, step.condition and words.t("direction.condition", text=step.condition)]


def _tell(lines: Sequence[str | None]) -> Markup:
    return Markup().join(fill('<span class="m-rule">{}</span>', line) for line in lines if line)


def _when(step: PlanStep, standing: StepStanding, words: Words) -> Markup:
    said = fill('<span class="m-rule">“{}”</span>', step.said) if step.said else Markup()
    return fill("{}{}", write_span(standing.span, words), said)


def _status(standing: StepStanding, words: Words) -> Markup:
    told = [one for one in (standing.said, standing.expected) if one]
    lines = [*write_remarks(standing, words), *(write_progress(one, words) for one in told)]
    drawn = Markup().join(
        fill('<span class="m-rule">{}</span>', marks.draw_addresses(line)) for line in lines
    )
    return draw_status(find_shape(standing), words, label=write_state(standing, words)) + drawn


def draw_figures(view: DirectionView, writer: Writer) -> Markup:
    """Draw the document's figures; empty where it gives none."""
    found, words = view.direction, writer.words
    if not found.figures:
        return Markup()
    columns = [
        Column(words.t("direction.indicator")),
        Column(words.t("direction.figure"), numeric=True),
        Column(words.t("direction.when")),
        Column(words.t("direction.from_section")),
    ]
    rows: list[list[Cell]] = [_figure(one, view, writer) for one in found.figures]
    if total := _add_up(found.figures, view, writer):
        rows.append(total)
    title = words.t("direction.figures")
    return fill("<h2>{}</h2>{}", title, draw_table(columns, rows, title))


def _figure(figure: DocumentFigure, view: DirectionView, writer: Writer) -> list[Cell]:
    indicator = writer.catalogue.find_indicator((view.owner.id, figure.indicator), view.direction.start)
    time = parse_time(figure.when, view.direction.period) if figure.when else None
    return [
        indicator.name,
        writer.words.number(figure.value),
        write_span(PlannedSpan(time, time) if time else None, writer.words),
        figure.section,
    ]


def _add_up(figures: Sequence[DocumentFigure], view: DirectionView, writer: Writer) -> list[Cell] | None:
    """Add up figures that are counts of one table; nothing where they are not."""
    units = {writer.catalogue.indicators[view.owner.id, one.indicator].unit for one in figures}
    if len(figures) == 1 or units != {Unit.COUNT} or len({(one.section, one.when) for one in figures}) > 1:
        return None
    total = writer.words.number(sum(one.value for one in figures))
    return [writer.words.t("direction.sum"), total, "", ""]
