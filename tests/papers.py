"""Papers for tests: one with everything a paper may hold, and the ground of a plan of the example."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from db import session
from db.reports.paper_reading import add_annual, read_paper_ground
from db.scope import EVERYTHING
from export.papers.chart import Bar, BarChart, Fan, Reached, SeriesNames, TargetStep, TrendChart
from export.papers.paper import (
    Block,
    Bullets,
    KeyFigure,
    Paper,
    PaperCell,
    PaperColumn,
    PaperHead,
    PaperHeading,
    PaperSection,
    PaperTable,
    Paragraph,
    TextTone,
)
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import Marking, PaperKind
from metrics.periods import find_day_end
from metrics.status import Status

MADE = datetime(2026, 11, 30, 12, tzinfo=UTC)
DAY = date(2026, 11, 20)
APPEALS = "eksempel-ankenaevn-2026"
EXAMPLE = (APPEALS, "eksempel-register-2026", "eksempel-tilsyn-2026", "cpr-2017")
NAMES = SeriesNames("Resultat", "Måltal", "Forventet", "ny definition")


def head(**changes: Any) -> PaperHead:
    """The head of a paper about an invented plan."""
    plain = PaperHead(
        PaperKind.PLAN,
        "da",
        "Resultatplan 2026",
        "Resultatplanens status",
        "Eksempelnævnet",
        "Eksempelministeriet",
        "Status pr. 20. november 2026",
        "20. november 2026",
        "Planversion 2",
        "dannet 30.11.2026 13.00",
        Marking.SHARED,
        "Delt med institutionen",
        "Opdigtede tal",
        "Side ",
        " af ",
        (("Institution", "Eksempelnævnet"), ("Status pr.", "20. november 2026")),
    )
    return replace(plain, **changes)


def trend(title: str = "1.1 Svartid", **changes: Any) -> TrendChart:
    """A chart of two results, a target that steps down, and a forecast."""
    plain = TrendChart(
        title,
        "dage",
        f"{title}. 2025: 12, måltal højst 11; 2026: forventet 9",
        (2025, 2026),
        (Reached(2025, 12.0, "12", met=False), Reached(2026, 10.0, "10", settled=False, joined=True)),
        (TargetStep(2025, (11.0,), "højst 11"), TargetStep(2026, (10.0,), "højst 10", joined=True)),
        Fan(2026, (7.0, 8.0, 9.0, 10.0, 11.0), "9 forventet"),
        names=NAMES,
        year=2026,
    )
    return replace(plain, **changes)


def years(**changes: Any) -> BarChart:
    """A chart of two years: one that is settled, and one that is expected."""
    bars = (Bar("2025", "80", 80.0), Bar("2026", "70", 20.0, 70.0, (50.0, 90.0), note="forventet"))
    return replace(
        BarChart("", "", "2025: 80; 2026: 70", bars, 100.0, 75.0, "grænse 75", names=NAMES), **changes
    )


def table(caption: str = "Planens mål", count: int = 2, **changes: Any) -> PaperTable:
    """A table of goals, each with a third of the points, and their sum."""
    rows = tuple(
        (
            PaperCell(f"{number}.1 Svartid", strong=True, notes=("Driftsopgave",)),
            PaperCell("33,3", value=Fraction(100, 3)),
            PaperCell("20.11.2026", value=DAY),
            PaperCell("I risiko", status=Status.AT_RISK, notes=("Prognose 9",)),
        )
        for number in range(1, count + 1)
    )
    whole = Fraction(100 * count, 3)
    total = (PaperCell("I alt", strong=True), PaperCell("sum", value=whole), PaperCell(), PaperCell())
    columns = (
        PaperColumn("Mål", 40),
        PaperColumn("Vægt", 10, numeric=True),
        PaperColumn("Frist", 14),
        PaperColumn("Status", 30),
    )
    return replace(PaperTable(caption, columns, rows, total), **changes)


def everything() -> tuple[Block, ...]:
    """One of each block."""
    return (
        KeyFigure("91", "af 100 point forventet", ("90 pct.-interval 67–100",)),
        Paragraph("Det vigtigste først.", TextTone.LEAD),
        Paragraph("Så resten."),
        Paragraph("Sådan læses tegningerne.", TextTone.LEGEND),
        Paragraph("En bemærkning.", TextTone.NOTE),
        PaperHeading("Enkelte mål"),
        Bullets(("Første", "Anden")),
        table(),
        trend(),
        trend("1.2 Afgørelser"),
        years(),
    )


def paper(*blocks: Block, **changes: Any) -> Paper:
    """A paper of one section with these blocks, or with one of each."""
    return Paper(head(**changes), (PaperSection("Målene", blocks or everything()),))


def example_ground(database: Path, plan: str = APPEALS, day: date = DAY) -> PaperGround:
    """A plan of the example as known on a day."""
    with session.open_reading(f"sqlite:///{database}", sees=EVERYTHING) as db:
        return add_annual(db, read_paper_ground(db, plan, day, find_day_end(day), MADE))
