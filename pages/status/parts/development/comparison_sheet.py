"""One indicator across institutions as HTML: its definition, and a small drawing for each, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from metrics.followup.shared_indicators import ApartReason, SharedIndicator
from metrics.plan.model import Indicator, Plan
from metrics.status import Status
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.multiples.trend_plot import PlotSubject, draw_trend_plot
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words import criteria, year_results
from words.language import Words

MOST_CARDS = 48
"""A page with more would take long to draw, and nobody compares more at a glance."""


@dataclass(frozen=True, slots=True)
class ComparedInstitution:
    """An institution's drawing: the plan and the goal that measure the indicator, and how the test stands.

    `over` is whether the plan's period is, and `criterion` the test it stands for where the goal has several.
    """

    plan: Plan
    goal: str
    name: str
    status: Status
    subject: PlotSubject
    over: bool = False
    criterion: str = ""


def share_scale(compared: Sequence[ComparedInstitution]) -> list[ComparedInstitution]:
    """Give every drawing the scale that holds the values of all."""
    values = tuple(value for one in compared for value in one.subject.list_values())
    return [replace(one, subject=replace(one.subject, beside=values)) for one in compared]


def draw_comparison(indicator: Indicator, compared: Sequence[ComparedInstitution], writer: Writer) -> Markup:
    """Draw an indicator's definition, a card for each institution, and the table of their figures, folded."""
    words = writer.words
    unit = words.t(f"unit_name.{indicator.unit}")
    said = indicator.definition or words.t("development.no_definition")
    head = fill(
        '<div class="m-cards-head"><h3>{}</h3><p>{}</p><p>{}</p></div>',
        f"{indicator.name}, {unit}" if unit else indicator.name,
        words.t("development.definition", text=said),
        words.t("multiples.legend"),
    )
    shown = compared[:MOST_CARDS]
    cards = Markup().join(_card(one, writer) for one in share_scale(shown))
    more = (
        fill(
            '<p class="m-none">{}</p>',
            words.t("development.more", shown=len(shown), count=len(compared)),
        )
        if len(compared) > len(shown)
        else Markup()
    )
    return fill('{}<ul class="m-cards">{}</ul>{}{}', head, cards, more, _table(shown, writer))


def draw_left_out(
    found: Sequence[tuple[Sequence[str], SharedIndicator, ApartReason]], words: Words
) -> Markup:
    """Draw which institutions' figures are called the same and are not compared, and why; nothing without any."""
    if not found:
        return Markup()
    items = Markup().join(
        fill("<li>{}: {}</li>", ", ".join(names), _write_reason(one, reason, words))
        for names, one, reason in found
    )
    return fill(
        '<div class="m-cards-head"><h3>{}</h3><p>{}</p><ul>{}</ul></div>',
        words.t("development.apart"),
        words.t("development.apart_read"),
        items,
    )


def _write_reason(one: SharedIndicator, reason: ApartReason, words: Words) -> str:
    unit = words.t(f"unit_name.{one.indicator.unit}") or one.indicator.unit.value
    text = one.indicator.definition or ""
    return words.t(f"development.apart_{reason}", unit=unit, text=text, id=one.indicator.id)


def _card(one: ComparedInstitution, writer: Writer) -> Markup:
    words = writer.words
    href = writer.link("goal", plan=one.plan.id, goal=one.goal)
    key = "development.measured_part" if one.criterion else "development.measured_in"
    where = words.t(key, number=one.criterion or one.goal, plan=one.plan.title)
    return fill(
        "<li><h4>{}</h4><p>{} · {}</p>{}</li>",
        marks.draw_link(href, one.name),
        draw_status(one.status, words, over=one.over),
        where,
        draw_trend_plot(one.subject, words),
    )


def _table(compared: Sequence[ComparedInstitution], writer: Writer) -> Markup:
    words = writer.words
    years = compared[0].subject.years
    columns = [
        Column(words.t("department.institution")),
        *(Column(str(year), numeric=True) for year in years),
    ]
    rows: list[list[Cell]] = [
        [
            one.name,
            *(year_results.write_year(year, one.subject.trend, words) or criteria.NOTHING for year in years),
        ]
        for one in compared
    ]
    table = draw_table(columns, rows, words.t("multiples.figures"), classes="m-figures-of")
    return fill(
        '<details class="m-fold"><summary>{}</summary>{}</details>', words.t("multiples.as_table"), table
    )
