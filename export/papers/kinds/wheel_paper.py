"""The year of an institution or an area as a paper: the wheel, and the months with what is on in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from export.papers.chart import WheelChart
from export.papers.kinds.paper_head import DocumentFacts, make_document_head
from export.papers.kinds.plan_paper import make_columns
from export.papers.paper import (
    Block,
    Paper,
    PaperCell,
    PaperHead,
    PaperSection,
    PaperTable,
    Paragraph,
    Row,
    TextTone,
)
from metrics.paper.kinds import PaperKind
from metrics.plan.catalogue import Catalogue
from metrics.wheel.wheel_entry import WheelEntry
from metrics.wheel.year_wheel import count_kinds
from words.directions.wheel_line import (
    describe_wheel,
    group_months,
    name_entry,
    name_whose,
    write_entry_day,
    write_entry_state,
    write_summary,
)
from words.language import Words


@dataclass(frozen=True, slots=True)
class WheelBasis:
    """What the paper of a year is made of: whose it is by name, its entries, and the moment it was looked at."""

    name: str
    year: int
    entries: Sequence[WheelEntry]
    before: Sequence[WheelEntry]
    catalogue: Catalogue
    moment: tuple[date, datetime]
    today: date
    made: datetime
    of_area: bool = False
    fictional: bool = False


def make_wheel_paper(basis: WheelBasis, words: Words) -> Paper:
    """Make the paper of a year."""
    summary = write_summary(basis.year, basis.entries, basis.before, words)
    first: list[Block] = [Paragraph(summary, TextTone.LEAD)]
    if basis.entries:
        first.append(_make_chart(basis, words))
    sections = [PaperSection("", tuple(first))]
    if rows := tuple(_make_rows(basis, words)):
        whose = "wheel.whose" if basis.of_area else "page.institution"
        columns = make_columns(("wheel.day", "wheel.what", whose, "plan.status"), (26, 50, 34, 24), words)
        title = words.t("wheel.times", year=basis.year)
        sections.append(PaperSection(title, (PaperTable(title, columns, rows),)))
    return Paper(_make_head(basis, words), tuple(sections))


def _make_chart(basis: WheelBasis, words: Words) -> WheelChart:
    kinds = count_kinds(basis.entries)
    as_of = basis.moment[0]
    return WheelChart(
        "",
        "",
        describe_wheel(basis.name, basis.year, basis.entries, words),
        basis.year,
        tuple(words.month(date(basis.year, month, 1)) for month in range(1, 13)),
        tuple(basis.entries),
        tuple((kind, words.t(f"wheel.kind_{kind}")) for kind in kinds),
        as_of if as_of.year == basis.year else None,
        words.t("wheel.legend_late"),
    )


def _make_rows(basis: WheelBasis, words: Words) -> Iterator[Row]:
    for title, found in group_months(basis.year, basis.entries, basis.before, words):
        yield (PaperCell(title, strong=True), PaperCell(), PaperCell(), PaperCell())
        for entry in found:
            yield (
                PaperCell(write_entry_day(entry, words), value=entry.day),
                PaperCell(name_entry(entry, words), notes=(words.t(f"wheel.kind_{entry.kind}"),)),
                PaperCell(name_whose(entry, basis.catalogue)),
                PaperCell(write_entry_state(entry, words)),
            )


def _make_head(basis: WheelBasis, words: Words) -> PaperHead:
    title = words.t("wheel.title", institution=basis.name, year=basis.year)
    whose = ("", basis.name) if basis.of_area else (basis.name, "")
    facts = DocumentFacts(title, *whose, "", *basis.moment, basis.today, basis.made, basis.fictional)
    return make_document_head(PaperKind.WHEEL, facts, words)
