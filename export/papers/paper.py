"""A paper as data, free of any format: a head, and sections of texts, tables and charts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from export.papers.chart import BarChart, RoadmapChart, TrendChart, WheelChart
from metrics.paper.kinds import Marking, PaperKind
from metrics.status import Status


class TextTone(StrEnum):
    """How a paragraph is set: what is said first, as text, as a remark, or as how our own drawings are read."""

    LEAD = "lead"
    BODY = "body"
    NOTE = "note"
    LEGEND = "legend"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    text: str
    tone: TextTone = TextTone.BODY


@dataclass(frozen=True, slots=True)
class PaperHeading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """The one figure of a paper: what is written large, what it is a figure of, and the lines behind it."""

    figure: str
    of_what: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperCell:
    """A cell: its text, the exact number or day behind it, a status whose shape is drawn, and remarks below.

    `depth` is how far a row is below another, `strong` whether it stands out.
    """

    text: str = ""
    value: Fraction | date | None = None
    status: Status | None = None
    notes: tuple[str, ...] = ()
    depth: int = 0
    strong: bool = False

    @property
    def full_text(self) -> str:
        """The text with its remarks, each on a line."""
        return "\n".join(part for part in (self.text, *self.notes) if part)


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column: its heading, its share of the width, and whether it holds numbers."""

    title: str
    width: int = 10
    numeric: bool = False


Row = tuple[PaperCell, ...]


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table with a head that is repeated on every page; `total` is its last row, if it has one."""

    caption: str
    columns: tuple[PaperColumn, ...]
    rows: tuple[Row, ...]
    total: Row | None = None

    @property
    def every_row(self) -> tuple[Row, ...]:
        """The rows, the total last."""
        return (*self.rows, self.total) if self.total else self.rows

    def sums_up(self, column: int) -> bool:
        """Tell whether the total of a column is exactly the sum of the numbers above it."""
        total = self.total[column].value if self.total else None
        above = [row[column].value for row in self.rows]
        numbers = [value for value in above if isinstance(value, Fraction)]
        return isinstance(total, Fraction) and bool(numbers) and sum(numbers, Fraction(0)) == total


Chart = TrendChart | BarChart | RoadmapChart | WheelChart
Block = Paragraph | PaperHeading | Bullets | KeyFigure | PaperTable | Chart


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A part of a paper under a heading; the first may have none.

    What belongs `together` is one slide: its texts at the left, and its charts at the right.
    """

    title: str
    blocks: tuple[Block, ...]
    together: bool = False


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What stands on every page of a paper, each in words. `mark` says that the figures are made up, empty if not."""

    kind: PaperKind
    lang: str
    title: str
    subject: str
    institution: str
    area: str
    as_of: str
    known: str
    version: str
    made: str
    marking: Marking
    marked: str
    mark: str
    page: str
    of: str
    labels: tuple[tuple[str, str], ...]
    """What stands below the title, each with its name."""

    @property
    def stamp(self) -> str:
        """The version and when it was made, as one text."""
        if self.version:
            return f"{self.version} · {self.made}"
        return self.made[:1].upper() + self.made[1:]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its head and its sections."""

    head: PaperHead
    sections: tuple[PaperSection, ...]
