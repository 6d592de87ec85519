"""The rows of a report that cannot be written in now: the same as the fields, as text."""

from __future__ import annotations

from markupsafe import Markup

from db.reports.report_reading import ReportReading
from metrics.facts.reports.line_keys import LineKind
from metrics.facts.written_periods import read_written_day
from metrics.report.draft_fields import FIELDS
from metrics.report.lines import ReportLine
from pages.cycle.parts import entry_sheet
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from words.language import Words

DAYS = ("on", "awaited", "drawn_on")
"""The fields that a day is typed in."""
TICKS = ("provisional", "chosen")
"""The fields that are ticked."""


def draw_line(line: ReportLine, report: ReportReading, words: Words) -> Markup:
    """Draw a row with what was typed in it; of a figure also what it does to the tests."""
    effects = entry_sheet.draw_effects(line, report, words) if line.figure else Markup()
    beside = Markup()
    if line.kind is LineKind.SEEN:
        beside = entry_sheet.draw_seen_value(line, report, words)
    elif line.figure:
        beside = entry_sheet.draw_beside(line, report, words)
    return fill(
        '<div class="m-entry-text">{}<div>{}</div><div>{}</div><div>{}</div></div>',
        entry_sheet.draw_line_name(line, report, words),
        _draw_typed(line, report, words),
        beside,
        effects,
    )


def _draw_typed(line: ReportLine, report: ReportReading, words: Words) -> Markup:
    texts = {name: report.draft.get(line.key, name) for name in FIELDS[line.kind]}
    if {"numerator", "denominator"} <= {name for name, text in texts.items() if text}:
        counts = words.t("receiving.counts", part=texts.pop("numerator"), whole=texts.pop("denominator"))
        ratio = entry_sheet.draw_ratio(report.check.facts.get(line.key), line, words)
        first = fill("<b>{}</b> {}", ratio, fill("({})", counts)) if ratio else fill("<b>{}</b>", counts)
    else:
        first = Markup()
    shown = [first] if first else []
    shown += [
        fill("<b>{}</b>", text) if line.kind is LineKind.WORDS else _draw_field(line, name, text, words)
        for name, text in texts.items()
        if text
    ]
    return Markup("<br>").join(shown) or fill(
        '<span class="m-entry-quiet">{}</span>', words.t("report.unfilled")
    )


def _draw_field(line: ReportLine, name: str, text: str, words: Words) -> Markup:
    if name in TICKS:
        return fill("{}", words.t(f"report.field_{name}"))
    if name == "status":
        return fill("<b>{}</b>", entry_sheet.name_said(line, text, words))
    day = read_written_day(text) if name in DAYS else None
    said = words.date(day) if day else marks.draw_addresses(text)
    return fill("{}: <b>{}</b>", words.t(f"report.field_{name}"), said)
