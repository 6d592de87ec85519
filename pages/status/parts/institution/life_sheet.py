"""What became of an institution as HTML: its names, areas, mergers and splits, and the plans of those it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from metrics.followup.institution_lives import LifeEvent
from metrics.score.scoring import Score
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words import criteria
from words.goals.point_parts import write_parts


def draw_life(events: Sequence[LifeEvent], seen: Mapping[str, str], writer: Writer) -> Markup:
    """Draw what happened, the earliest first; nothing where nothing did.

    `seen` are the names of the institutions that the reader may see; of others it is not told which they are.
    """
    if not events:
        return Markup()
    words = writer.words
    columns = [Column(words.t("life.day")), Column(words.t("life.what"))]
    rows: list[Sequence[Cell]] = [
        [words.date_short(event.since), _write(event, seen, writer)] for event in events
    ]
    return draw_table(columns, rows, words.t("life.title"), show_caption=True, classes="m-course")


def draw_earlier_plans(scores: Sequence[tuple[str, Score]], writer: Writer) -> Markup:
    """Draw the plans of others that are part of its history, each with whose it was; nothing without any."""
    if not scores:
        return Markup()
    words = writer.words
    columns = [
        Column(words.t("page.plan")),
        Column(words.t("department.institution")),
        Column(words.t("plan.year")),
        *(Column(words.t(f"bar.{part}"), numeric=True) for part in ("secured", "open", "lost")),
    ]
    rows = [_list_cells(name, score, writer) for name, score in scores]
    return draw_table(columns, rows, words.t("life.earlier_plans"), show_caption=True, classes="m-course")


def _list_cells(name: str, score: Score, writer: Writer) -> list[Cell]:
    plan, words = score.plan, writer.words
    link = marks.draw_link(writer.link("institution", institution=plan.institution), name)
    points = [*write_parts(score.points, words).values()] if score.totalled else [criteria.NOTHING] * 3
    return [
        marks.draw_link(writer.link("plan", plan=plan.id), plan.title),
        link,
        f"{words.date_short(plan.start)} – {words.date_short(plan.end)}",
        *points,
    ]


def _write(event: LifeEvent, seen: Mapping[str, str], writer: Writer) -> Cell:
    words = writer.words
    if not event.other:
        return words.t(f"life.{event.kind}", text=event.text)
    other: Cell = words.t("life.another")
    if event.other in seen:
        other = marks.draw_link(writer.link("institution", institution=event.other), seen[event.other])
    return fill(words.t(f"life.{event.kind}", other="{}"), other)
