"""Institutions by years as a table of fulfilment: each cell a number, over a bar as long as it is high."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from metrics.whatif.year_totals import YearState, YearTotal
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words import criteria
from words.language import Words

MOST_YEARS = 10


@dataclass(frozen=True, slots=True)
class InstitutionYears:
    """One institution's fulfilment by the year its plan began in; `area` is named where there are several.

    `part_of` is what it has become part of, by name where the reader may see it, and since when.
    """

    institution: str
    name: str
    totals: Mapping[int, YearTotal]
    area: str = ""
    part_of: tuple[str, date] | None = None


def draw_fulfilment(rows: Sequence[InstitutionYears], caption: str, writer: Writer) -> Markup:
    """Draw the institutions with a column for each year."""
    words = writer.words
    years = sorted({year for row in rows for year in row.totals})[-MOST_YEARS:]
    columns = [Column(words.t("department.institution")), *(Column(str(year)) for year in years)]
    cells: list[Sequence[Cell]] = [_row(row, years, writer) for row in rows]
    return draw_table(columns, cells, caption, classes="m-heat-table")


def _row(row: InstitutionYears, years: Sequence[int], writer: Writer) -> list[Cell]:
    link = marks.draw_link(writer.link("institution", institution=row.institution), row.name)
    area = fill('<span class="m-kind">{}</span>', row.area) if row.area else Markup()
    named = link + area + _draw_part_of(row, writer.words)
    return [named, *(_cell(row.totals.get(year), writer.words) for year in years)]


def _draw_part_of(row: InstitutionYears, words: Words) -> Markup:
    if row.part_of is None:
        return Markup()
    other, since = row.part_of
    said = words.t(
        "development.until_merged", other=other or words.t("life.another"), since=words.date_short(since)
    )
    return fill('<span class="m-kind">{}</span>', said)


def _cell(total: YearTotal | None, words: Words) -> Cell:
    if total is None:
        return criteria.NOTHING
    said, note = _write(total, words)
    share = float(total.total or 0)
    kind = "m-heat m-ahead" if total.state is YearState.RUNNING else "m-heat"
    below = fill("<small>{}</small>", note) if note else Markup()
    if total.total is None:
        return fill('<span class="m-heat m-unknown-total"><b>{}</b>{}</span>', said, below)
    return fill(
        '<span class="{}" style="--share:{}"><b>{}</b><i></i>{}</span>', kind, f"{share:.1f}", said, below
    )


def _write(total: YearTotal, words: Words) -> tuple[str, str]:
    """Write a year's number, and what is to be known of it; a dash where there is none."""
    said, notes = criteria.NOTHING, []
    if total.decided is not None and total.decided != total.secured:
        notes.append(words.t("institution.decided", points=words.points(total.decided)))
    match total.state:
        case YearState.FINAL:
            said = words.points(total.secured)
        case YearState.NO_TOTAL:
            notes.insert(0, words.t("development.no_total"))
        case YearState.UNSETTLED:
            notes.insert(0, words.t("headline.unsettled_short"))
        case YearState.RUNNING:
            said, expected = _write_expected(total, words)
            notes.insert(0, expected)
    return said, ", ".join(notes)


def _write_expected(total: YearTotal, words: Words) -> tuple[str, str]:
    """Write the expected total and its interval; without a forecast of every goal, what the mean lies between."""
    expected = words.t("institution.expected")
    if ahead := total.likely:
        mean, low, high = (words.points(points, decimals=0) for points in (ahead.mean, ahead.low, ahead.high))
        return mean, f"{expected} {low}–{high}"
    assert total.between is not None
    least, most = (words.points(points, decimals=0) for points in total.between)
    return words.t("headline.bounds", low=least, high=most), expected
