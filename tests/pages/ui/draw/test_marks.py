"""Marks are honest, say in words what they draw, and escape what they are given."""

from __future__ import annotations

import re
from fractions import Fraction
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from metrics.status import Status
from pages.ui.draw import marks, theme
from pages.ui.draw.bars import draw_points_bar
from pages.ui.draw.sparkline import SparkPoint, draw_sparkline
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from words.language import Words

DA = Words("da")
HOSTILE = "<script>alert(1)</script>\" onclick='x' &"


class Reader(HTMLParser):
    """Collects tags, attributes and text, and complains about tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str | None]:
        return [value for key, value in self.attributes if key == name]


def bar(secured: Fraction | int, open_: Fraction | int, lost: Fraction | int, possible: int = 100) -> Reader:
    parts = (Fraction(secured), Fraction(open_), Fraction(lost), Fraction(possible))
    return Reader(draw_points_bar(*parts, DA))


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("show_word", [True, False])
def test_a_status_is_never_without_its_word(status: Status, show_word: bool) -> None:
    assert DA.t(f"status.{status}") in Reader(draw_status(status, DA, show_word=show_word)).text


def test_a_label_replaces_the_word() -> None:
    assert Reader(draw_status(Status.MET, DA, label="Mål 2.1: opfyldt")).text == "Mål 2.1: opfyldt"


def test_the_bar_says_its_points() -> None:
    said = bar(Fraction(100, 7), Fraction(600, 7), 0).values("aria-label")
    assert said == ["Af 100 point er 14,29 sikret, 85,71 åbne og 0 tabt."]


@pytest.mark.parametrize(
    ("parts", "drawn"),
    [
        ((100, 0, 0), ["m-secured"]),
        ((0, 100, 0), ["m-open"]),
        ((0, 0, 100), ["m-lost"]),
        ((Fraction(1, 10**9), 100 - Fraction(1, 10**9), 0), ["m-secured", "m-open"]),
    ],
)
def test_what_is_nothing_is_not_drawn_and_what_is_not_is(
    parts: tuple[Fraction, Fraction, Fraction], drawn: list[str]
) -> None:
    assert bar(*parts).values("class")[1:] == drawn


def test_widths_follow_the_points() -> None:
    assert bar(20, 50, 30).values("style") == ["flex-grow:20.0000", "flex-grow:50.0000", "flex-grow:30.0000"]


def test_a_bar_with_figures_shows_them() -> None:
    html = draw_points_bar(Fraction(20), Fraction(50), Fraction(30), Fraction(100), DA, figures=True)
    assert Reader(html).text == "Sikret 20Åbne 50Tabt 30"


YEARS = [
    SparkPoint("2015", Fraction(789, 10), 95),
    SparkPoint("2016", Fraction(758, 10), 90, provisional=True),
    SparkPoint("2017", None, 90),
    SparkPoint("2018"),
    SparkPoint("2019", 91),
]


def drawings(html: str) -> list[ElementTree.Element]:
    found = [unquote(text) for text in re.findall(r'data:image/svg\+xml,(.*?)"\)', unescape(html))]
    return [ElementTree.fromstring(text) for text in found]  # noqa: S314 # our own drawing


def test_a_sparkline_is_told_in_words() -> None:
    said = str(Reader(draw_sparkline(YEARS, DA, unit="percent", decimals=1)).values("aria-label")[0])
    assert said.replace("\u00a0", " ").split("; ") == [
        "2015: 78,9 pct., måltal 95,0 pct.",
        "2016: 75,8 pct. (foreløbigt), måltal 90,0 pct.",
        "2017: måltal 90,0 pct., intet resultat",
        "2019: 91,0 pct.",
    ]


def test_a_sparkline_leaves_gaps_where_there_is_nothing() -> None:
    target, results = drawings(draw_sparkline(YEARS, DA, unit="percent"))
    steps, line = (next(node for node in d.iter() if "stroke" in node.attrib) for d in (target, results))
    assert steps.attrib["d"].count("M") == 1
    assert steps.attrib["d"].count("V") == 2
    assert line.attrib["d"].count("M") == 2


def test_a_sparkline_has_no_line_to_what_is_counted_in_another_way_and_says_so() -> None:
    html = draw_sparkline(
        [SparkPoint("2025", 5), SparkPoint("2026", 6, parted=True)], DA, unit="count", decimals=0
    )
    (results,) = drawings(html)
    line = next(node for node in results.iter() if "stroke" in node.attrib)
    assert (line.attrib["d"].count("M"), line.attrib["d"].count("L")) == (2, 0)
    assert Reader(html).values("aria-label") == ["2025: 5; 2026: 6 (ny definition)"]


def test_a_sparkline_without_anything_says_so() -> None:
    assert Reader(draw_sparkline([SparkPoint("2026")], DA, unit="count")).text == "Ingen resultater endnu."


def test_equal_values_are_drawn_in_the_middle() -> None:
    (results,) = drawings(draw_sparkline([SparkPoint("2025", 5), SparkPoint("2026", 5)], DA, unit="count"))
    assert {node.attrib["cy"] for node in results.iter() if "cy" in node.attrib} == {"14.0"}


@pytest.mark.parametrize("status", Status)
def test_every_shape_is_a_valid_drawing(status: Status) -> None:
    (drawing,) = drawings(theme.encode_svg(theme.SHAPES[status]))
    assert len(drawing)


def test_a_table_is_a_table() -> None:
    columns = [Column("Mål"), Column("Point", numeric=True), Column("Udvikling", quiet=True)]
    table = Reader(draw_table(columns, [["Klagesager", "14,29", Markup("<b>op</b>")]], "Planens mål"))
    assert table.tags.count("th") == 4
    assert table.values("scope") == ["col", "col", "col", "row"]
    rows = ["row", *["columnheader"] * 3, "rowgroup", "row", "rowheader", "cell", "cell"]
    assert table.values("role") == ["region", "table", "rowgroup", *rows]
    assert table.values("tabindex") == ["0"]
    assert table.values("aria-label") == ["Planens mål"]
    assert "b" in table.tags


def test_a_row_of_another_length_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        draw_table([Column("Mål")], [["a", "b"]], "Mål")


@pytest.mark.parametrize(
    "html",
    [
        draw_status(Status.MET, DA, label=HOSTILE),
        draw_status(Status.MET, DA, label=HOSTILE, show_word=False),
        draw_table([Column(HOSTILE), Column(HOSTILE, quiet=True)], [[HOSTILE, HOSTILE]], HOSTILE),
        marks.draw_link("/plan?plan=" + HOSTILE, HOSTILE, label=HOSTILE),
        draw_sparkline([SparkPoint(HOSTILE, 1)], DA, unit="count"),
        marks.draw_hidden(HOSTILE),
    ],
    ids=["status", "mark", "table", "link", "sparkline", "hidden"],
)
def test_text_is_escaped(html: Markup) -> None:
    read = Reader(html)
    assert "script" not in read.tags
    assert "onclick" not in [name for name, _ in read.attributes]
