"""What an institution declared in a line of a report, in words, from the document that kept it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from metrics.facts.facts import divide_in_unit
from metrics.facts.reports.line_keys import LineKind, split_key
from metrics.plan.model import Indicator, Plan
from metrics.report.draft_fields import DRAWING
from words.criteria import NOTHING, write_value
from words.language import Words, count_decimals
from words.reports.report_line import name_row

Line = Mapping[str, Any]
TEXTS = ("cause", "measure", *DRAWING, "evidence", "source", "note")
"""What is typed beside an answer, in the order in which it is read."""
NUMBERS = ("value", "numerator", "denominator", "exempt")
SPOKEN = {LineKind.WORDS: "text", LineKind.SEEN: "comment"}
"""The kinds of line that are answered in words alone, and the field they stand in."""


def name_declared(line: Line, plan: Plan, words: Words) -> str:
    """Name what a line was about."""
    return name_row(line["key"], line.get("name", ""), plan, words)


def write_declared(line: Line, series: Indicator | None, words: Words) -> str:
    """Write the answer that was given: a value, what is said of a milestone or a goal, or the words themselves.

    `series` is that of a figure, and of what a number is expected of.
    """
    kind, _ = split_key(line["key"])
    if kind is LineKind.FIGURE:
        return _write_figure(line, series, words)
    if kind in SPOKEN:
        return str(line["typed"].get(SPOKEN[kind], ""))
    for said in line.get("said", ()):
        if (told := _read(said.get("value"))) is not None:
            shown = count_decimals(Fraction(told))
            return words.value(told, series.unit, shown) if series else words.number(told)
        on = words.date_short(date.fromisoformat(said["on"]))
        return words.t(f"criterion.{said['kind']}", on=on, word=said["word"] or "")
    return NOTHING


def write_texts(line: Line, words: Words) -> Iterator[tuple[str, str]]:
    """Write what was typed beside the answer, each with its name."""
    for name in TEXTS:
        if text := line["typed"].get(name):
            yield words.t(f"receiving.said_{name}"), text
    if line.get("settles") and not line["typed"].get(DRAWING[0]):
        yield words.t("receiving.undrawn"), ""


def _write_figure(line: Line, series: Indicator | None, words: Words) -> str:
    if line.get("awaited"):
        return words.t("receiving.awaited", on=words.date(date.fromisoformat(line["awaited"])))
    text = write_kept_value(line, series, words)
    return words.t("receiving.provisional", value=text) if line.get("provisional") else text


def write_kept_value(kept: Line, series: Indicator | None, words: Words) -> str:
    """Write a value that a document keeps, with what it was counted from; a dash where there is none."""
    value, numerator, denominator, exempt = (_read(kept.get(name)) for name in NUMBERS)
    counts, shown = "", None if value is None else Fraction(value)
    if numerator is not None and denominator is not None:
        counts = words.t("receiving.counts", part=words.number(numerator), whole=words.number(denominator))
        if exempt:
            counts = words.t("receiving.counts_exempt", counts=counts, exempt=words.number(exempt))
        if shown is None and series:
            shown = divide_in_unit(numerator, denominator - (exempt or 0), series)
    if shown is None:
        return counts or NOTHING
    written = write_value(shown, series, words) if series else words.number(shown)
    return f"{written} ({counts})" if counts else written


def _read(kept: str | None) -> Decimal | None:
    return None if kept is None else Decimal(kept)
