"""A receipt as HTML: everything exactly as it was when the report was received, beside what is known now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from markupsafe import Markup

from metrics.plan.model import Indicator
from metrics.report.comparison import ComparedPart, ReceiptComparison
from metrics.report.document import Document
from metrics.status import Status
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from words.criteria import NOTHING
from words.language import Words
from words.reports.declared_line import write_kept_value


def draw_receipt(
    receipt: Document, found: ReceiptComparison, series: Mapping[str, Indicator], words: Words
) -> Markup:
    """Draw the total, the goals and the figures of a receipt; what is known now stands only where it differs."""
    return fill(
        "{}{}{}",
        _draw_lead(receipt, found, words),
        _draw_goals(found, words),
        _draw_figures(found.figures, series, words),
    )


def _draw_lead(receipt: Document, found: ReceiptComparison, words: Words) -> Markup:
    known = words.moment(datetime.fromisoformat(receipt["known_at"]))
    return fill(
        "{}{}",
        marks.draw_lead(words.t("receipt.frozen", known=known)),
        marks.draw_lead(words.t("receipt.differs" if found.differs else "receipt.same")),
    )


def _draw_goals(found: ReceiptComparison, words: Words) -> Markup:
    title, total = words.t("receipt.goals"), found.total
    head = [Column(words.t("page.goal")), *_heads(words)]
    rows: list[list[Cell]] = [
        [f"{part.then['number']} {part.then['title']}", *_beside(part, _draw_goal, words)]
        for part in found.goals
    ]
    rows.append([words.t("receipt.total"), *_beside(total, _draw_total, words)])
    return fill("<h2>{}</h2>{}", title, draw_table(head, rows, title, classes="m-receipt"))


def _heads(words: Words) -> list[Column]:
    return [Column(words.t("receipt.then")), Column(words.t("receipt.now"))]


def _beside(part: ComparedPart, draw: Callable[[Document, Words], Markup], words: Words) -> list[Cell]:
    """Draw a part as it was, and as it is known now where that is another."""
    if not part.differs:
        return [draw(part.then, words), fill('<span class="m-none">{}</span>', words.t("receipt.unchanged"))]
    return [draw(part.then, words), draw(part.now, words) if part.now else NOTHING]


def _draw_goal(goal: Document, words: Words) -> Markup:
    """Draw a goal's status, its points and its likelihood, and below it where each of its tests stood."""
    points = words.t(
        "receipt.points",
        secured=_write_number(goal["secured"], words),
        open=_write_number(goal["open"], words),
        lost=_write_number(goal["lost"], words),
    )
    chance = goal["p_met"]
    likely = words.t("receipt.likelihood", likelihood=words.likelihood(chance)) if chance is not None else ""
    several = goal["criteria"] if len(goal["criteria"]) > 1 else []
    tests = Markup().join(
        fill("<div>{} {}</div>", one["number"], draw_status(Status(one["status"]), words)) for one in several
    )
    said = " ".join(filter(None, [points, likely]))
    return fill("{}<small>{}</small>{}", draw_status(Status(goal["status"]), words), said, tests)


def _draw_total(total: Document, words: Words) -> Markup:
    figures = {name: _write_number(total[name], words) for name in ("secured", "open", "lost")}
    return fill("{}", words.t("receipt.points", **figures))


def _draw_figures(parts: Sequence[ComparedPart], series: Mapping[str, Indicator], words: Words) -> Markup:
    if not parts:
        return Markup()
    title = words.t("receipt.figures")

    def draw(figure: Document, words: Words) -> Markup:
        told = figure["told"]
        text = write_kept_value(told, series.get(figure["key"]), words)
        return fill("{}", words.t("receiving.provisional", value=text) if told.get("provisional") else text)

    rows: list[list[Cell]] = [[_name_figure(part.then, words), *_beside(part, draw, words)] for part in parts]
    head = [Column(words.t("receiving.column_what")), *_heads(words)]
    return fill("<h2>{}</h2>{}", title, draw_table(head, rows, title, classes="m-receipt"))


def _name_figure(figure: Document, words: Words) -> str:
    return words.t("report.line_figure", name=figure["name"], period=words.period(figure["period"]))


def _write_number(kept: str | None, words: Words) -> str:
    return NOTHING if kept is None else words.points(Fraction(kept))


def draw_versions(links: Sequence[tuple[str, str]], current: str, words: Words) -> Markup:
    """Draw a link to each version that was received, and to what is known now; `current` is the one that is shown."""
    if len(links) < 2:
        return Markup()
    items = [marks.draw_link(href, text, current=text == current) for href, text in links]
    return marks.draw_trail(items, words.t("receiving.version"))
