"""The yearly targets of a development plan as HTML: a table for each, year by year."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from metrics.direction.direction_plan import Direction
from metrics.direction.target_years import Agreement, TargetYear, YearlyAim
from metrics.direction.yearly_target import YearlyTarget
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words.directions.target_line import find_counted, write_aim, write_result, write_target
from words.language import Words

_KEYS = {Agreement.OTHER_TARGET: "target.goal_differs"}


def draw_target_title(target: YearlyTarget, words: Words) -> Markup:
    """Draw the heading of a target, with its section and its note."""
    section = words.t("direction.section", section=target.section)
    lines = [target.note, section] if target.note else [section]
    return fill("<h3>{}</h3>{}", target.name, marks.draw_lines(lines))


def draw_target_years(
    direction: Direction, years: Sequence[TargetYear], title: str, writer: Writer
) -> Markup:
    """Draw the years of a target: what it must reach, what was reached, and the goals that measure the same."""
    words = writer.words
    columns = [
        Column(words.t("goal.year")),
        Column(words.t("goal.target"), numeric=True),
        Column(words.t("goal.result"), numeric=True),
        Column(words.t("plan.status")),
        Column(words.t("target.yearly_goals")),
    ]
    rows = [_year(direction, one, writer) for one in years]
    return draw_table(columns, rows, title, classes="m-years")


def _year(direction: Direction, one: TargetYear, writer: Writer) -> list[Cell]:
    words, known = writer.words, writer.catalogue
    series = find_counted(direction, one, known)
    note = one.trace.target.note if one.trace.target else None
    aims = Markup().join(
        fill(
            '<span class="m-line">{}<span class="m-rule">{}</span></span>',
            _link(aim, writer),
            _stress(aim, write_aim(aim, series, one.year, known, words)),
        )
        for aim in one.aims
    )
    return [
        str(one.year),
        fill("{}{}", write_target(one, series, known, words), _rule(note)),
        write_result(one, series, words),
        draw_status(one.status, words),
        aims or words.t("target.no_goal"),
    ]


def _rule(note: str | None) -> Markup:
    return fill('<span class="m-rule">{}</span>', note) if note else Markup()


def _stress(aim: YearlyAim, text: str) -> Markup:
    return fill("<b>{}</b>" if aim.agreement is Agreement.OTHER_TARGET else "{}", text)


def _link(aim: YearlyAim, writer: Writer) -> Markup:
    named = f"{aim.goal.number} {aim.goal.title}, {aim.plan.title}"
    return marks.draw_link(writer.link("goal", plan=aim.plan.id, goal=aim.goal.number), named)


def draw_targets_of_goal(found: Sequence[tuple[Direction, TargetYear, YearlyAim]], writer: Writer) -> Markup:
    """Draw what development plans ask of the series and the year that a yearly goal measures; nothing if nothing."""
    if not found:
        return Markup()
    words, known = writer.words, writer.catalogue
    lines = [
        fill(
            "<li>{} ({}). {}</li>",
            words.t(
                "target.of_goal",
                target=one.target.name,
                year=one.year,
                limit=write_target(one, find_counted(direction, one, known), known, words),
            ),
            marks.draw_link(writer.link("direction", plan=direction.id), direction.title),
            _stress(aim, words.t(_KEYS.get(aim.agreement, f"target.{aim.agreement}"))),
        )
        for direction, one, aim in found
    ]
    return fill(
        '<section class="m-why"><h2>{}</h2><ul>{}</ul></section>',
        words.t("target.title"),
        Markup().join(lines),
    )
