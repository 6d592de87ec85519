"""A development plan as a paper: its roadmap, its initiatives with state and evidence, its yearly targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from export.papers.chart import RoadmapBar, RoadmapChart
from export.papers.kinds.paper_head import DocumentFacts, make_document_head
from export.papers.kinds.plan_paper import make_columns
from export.papers.paper import (
    Block,
    Bullets,
    Paper,
    PaperCell,
    PaperHead,
    PaperSection,
    PaperTable,
    Paragraph,
    Row,
    TextTone,
)
from export.papers.papers import find_writer
from metrics.direction.direction_plan import FocusArea, Initiative, PlanStep
from metrics.direction.direction_terms import Relation
from metrics.direction.planned_time import PlannedSpan, parse_time
from metrics.direction.progress import StepState
from metrics.direction.roadmap_places import find_ends, find_place, find_reach, list_drawn
from metrics.direction.standing_status import find_shape
from metrics.paper.direction_ground import DirectionGround
from metrics.paper.kinds import PaperFormat, PaperKind
from words.directions.planned_line import write_span
from words.directions.standing_line import write_progress, write_remarks, write_standing, write_state
from words.directions.summary_line import write_summary
from words.directions.target_line import find_counted, write_aim, write_result, write_target
from words.language import Words, end_sentence
from words.standing import write_status

MOST_ROWS = 18
"""Of a picture, so that it has room on a page."""
_DONE = {StepState.DONE: 1.0, StepState.AWAITING: 0.7, StepState.STARTED: 0.4}
_LEAST = 0.006  # of the period's width: a single day would be thinner than a line


def write_direction_paper(form: PaperFormat, ground: DirectionGround, words: Words) -> bytes:
    """Write the paper of a development plan as a file; the same ground gives the same file."""
    return find_writer(form)(make_direction_paper(ground, words), ground.made)


def make_direction_paper(ground: DirectionGround, words: Words) -> Paper:
    """Make the paper of a development plan."""
    found = ground.direction
    sections = [
        PaperSection("", tuple(_make_lead(ground, words))),
        PaperSection(
            words.t("plan.picture_alone"),
            (Paragraph(found.strategic_picture.strip()),) if found.strategic_picture else (),
        ),
        PaperSection(words.t("roadmap.title"), tuple(_make_roadmap(ground, words))),
        PaperSection(words.t("direction.initiatives"), tuple(_make_initiatives(ground, words))),
        PaperSection(words.t("target.title"), tuple(_make_targets(ground, words))),
        PaperSection(words.t("direction.figures"), tuple(_make_figures(ground, words))),
        PaperSection(
            words.t("direction.about"),
            (Bullets((words.t("direction.source", source=found.source), *found.notes)),),
        ),
    ]
    return Paper(_make_head(ground, words), tuple(one for one in sections if one.blocks))


def _make_head(ground: DirectionGround, words: Words) -> PaperHead:
    found, owner = ground.direction, ground.owner
    facts = DocumentFacts(
        found.title,
        owner.name,
        ground.catalogue.find_area_on(owner.id, min(max(ground.as_of, found.start), found.end)),
        words.t("paper.version", number=ground.version),
        ground.as_of,
        ground.known_at,
        ground.today,
        ground.made,
        owner.fictional,
    )
    return make_document_head(PaperKind.DIRECTION, facts, words)


def _make_lead(ground: DirectionGround, words: Words) -> Iterator[Block]:
    found = ground.direction
    yield Paragraph(write_summary(found, ground.standings, words), TextTone.LEAD)
    yield Paragraph(words.t("direction.no_total"), TextTone.NOTE)
    days = words.t("direction.period", first=words.date(found.start), last=words.date(found.end))
    yield Paragraph(days)


def _make_roadmap(ground: DirectionGround, words: Words) -> Iterator[Block]:
    """Make a picture for each focus area, or several where it has no room for all of its rows."""
    if not ground.direction.initiatives:
        return
    yield Paragraph(words.t("roadmap.legend_paper"), TextTone.LEGEND)
    for area in ground.direction.focus_areas:
        steps = list_drawn(area)
        for first in range(0, len(steps), MOST_ROWS):
            yield _make_chart(area, steps[first : first + MOST_ROWS], ground, words)


def _make_chart(
    area: FocusArea, steps: Sequence[PlanStep], ground: DirectionGround, words: Words
) -> RoadmapChart:
    found = ground.direction
    title = f"{area.number} {area.title}"
    told = [
        f"{one.name}: {write_span(ground.standings[one.number].span, words)}."
        f" {write_standing(ground.standings[one.number], words)}"
        for one in steps
    ]
    running = found.start <= ground.as_of <= found.end
    undated = any(one.span is None for one in ground.standings.values())
    return RoadmapChart(
        title,
        " ".join([end_sentence(words.t("roadmap.alt", title=title)), *told]),
        find_reach(found.period),
        tuple(_make_bar(one, ground, words) for one in steps),
        words.t("planned.undated") if undated else "",
        find_place(ground.as_of) if running else None,
        words.t("roadmap.today", day=words.date_short(ground.as_of)) if running else "",
    )


def _make_bar(step: PlanStep, ground: DirectionGround, words: Words) -> RoadmapBar:
    standing, period = ground.standings[step.number], ground.direction.period
    first, last = find_reach(period)
    span = standing.span
    return RoadmapBar(
        step.name,
        write_span(span, words) if span else "",
        write_state(standing, words).lower(),
        find_ends(span, period, _LEAST * (last - first)) if span else None,
        _DONE.get(standing.state, 0.0),
        standing.late,
    )


def _make_initiatives(ground: DirectionGround, words: Words) -> Iterator[Block]:
    """Make a table for each focus area: when, who, how it stands with its evidence, and the goals that serve it."""
    keys = (
        "direction.initiative",
        "direction.when",
        "direction.owner",
        "plan.status",
        "direction.goals",
    )
    columns = make_columns(keys, (34, 18, 18, 34, 26), words)
    for area in ground.direction.focus_areas:
        rows = [row for one in area.initiatives for row in _list_rows(one, ground, words)]
        if area.text:
            yield Paragraph(area.text)
        yield PaperTable(f"{area.number} {area.title}", columns, tuple(rows))


def _list_rows(one: Initiative, ground: DirectionGround, words: Words) -> Iterator[Row]:
    goals = [
        words.t(
            f"direction.link_{link.link.relation}",
            goal=f"{link.goal.number} {link.goal.title}, {link.plan.title}",
        )
        if link.link.relation is Relation.PRECEDES
        else f"{link.goal.number} {link.goal.title}, {link.plan.title}"
        for link in ground.serving
        if link.initiative is one
    ]
    yield (
        PaperCell(one.name, notes=_list_notes(one, words), strong=True),
        _make_when(one, ground, words),
        PaperCell(one.owner or words.t("direction.no_owner")),
        _make_status(one, ground, words),
        PaperCell("\n".join(goals)),
    )
    for step in one.steps:
        yield (
            PaperCell(step.name, notes=_list_notes(step, words), depth=1),
            _make_when(step, ground, words),
            PaperCell(),
            _make_status(step, ground, words),
            PaperCell(),
        )


def _list_notes(step: PlanStep, words: Words) -> tuple[str, ...]:
    condition = words.t("direction.condition", text=step.condition) if step.condition else None
    section = words.t("direction.section", section=step.section)
    return tuple(line for line in (step.note, condition, section) if line)


def _make_when(step: PlanStep, ground: DirectionGround, words: Words) -> PaperCell:
    said = (f"“{step.said}”",) if step.said else ()
    return PaperCell(write_span(ground.standings[step.number].span, words), notes=said)


def _make_status(step: PlanStep, ground: DirectionGround, words: Words) -> PaperCell:
    standing = ground.standings[step.number]
    told = [write_progress(one, words) for one in (standing.said, standing.expected) if one]
    notes = (*write_remarks(standing, words), *told)
    return PaperCell(write_state(standing, words), status=find_shape(standing), notes=notes)


def _make_targets(ground: DirectionGround, words: Words) -> Iterator[Block]:
    """Make a table for each yearly target: what each year must reach, what it reached, and the goals for the same."""
    if not ground.targets:
        return
    yield Paragraph(words.t("target.about"), TextTone.NOTE)
    keys = ("goal.year", "goal.target", "goal.result", "plan.status", "target.yearly_goals")
    columns = make_columns(keys, (10, 20, 22, 22, 56), words)
    for target in ground.direction.targets:
        rows: list[Row] = []
        for one in (one for one in ground.targets if one.target is target):
            series = find_counted(ground.direction, one, ground.catalogue)
            aims = [
                f"{aim.goal.number} {aim.goal.title}, {aim.plan.title}."
                f" {write_aim(aim, series, one.year, ground.catalogue, words)}"
                for aim in one.aims
            ]
            rows.append(
                (
                    PaperCell(str(one.year)),
                    PaperCell(write_target(one, series, ground.catalogue, words)),
                    PaperCell(write_result(one, series, words)),
                    PaperCell(write_status(one.status, words, over=False), status=one.status),
                    PaperCell("\n".join(aims) or words.t("target.no_goal")),
                )
            )
        yield PaperTable(target.name, columns, tuple(rows))


def _make_figures(ground: DirectionGround, words: Words) -> Iterator[Block]:
    found = ground.direction
    if not found.figures:
        return
    keys = ("direction.indicator", "direction.figure", "direction.when", "direction.from_section")
    rows: list[Row] = []
    for figure in found.figures:
        time = parse_time(figure.when, found.period) if figure.when else None
        series = ground.catalogue.find_indicator((ground.owner.id, figure.indicator), found.start)
        rows.append(
            (
                PaperCell(series.name),
                PaperCell(words.number(figure.value)),
                PaperCell(write_span(PlannedSpan(time, time) if time else None, words)),
                PaperCell(figure.section),
            )
        )
    yield PaperTable("", make_columns(keys, (60, 24, 28, 18), words), tuple(rows))
