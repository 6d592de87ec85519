"""A table of results: where its heading is, and what its rows become."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import InvalidInput
from metrics.facts.tables.result_table import (
    TableLine,
    find_heading,
    is_heading,
    read_table,
    write_letters,
)

HEADING = ["institution", "indikator", "periode", "værdi"]


def lines(*rows: list[str], sheet: str = "") -> list[TableLine]:
    return [
        TableLine(f"{sheet or 'f.csv'}:{row}", cells, sheet=sheet, row=row)
        for row, cells in enumerate(rows, 1)
    ]


def codes(*rows: list[str], most: int = 100) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as refused:
        read_table(lines(*rows), "f.csv", most)
    return [(problem.code, problem.place) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (HEADING, True),
        (["indicator", "2026Q1"], True),
        (["institution", "period"], False),
        (["indicator", "value"], False),
        ([], False),
    ],
)
def test_a_heading_has_an_indicator_and_a_period_or_several(cells: list[str], told: bool) -> None:
    assert is_heading(cells) is told


def test_titles_may_stand_above_the_heading_and_rows_may_not() -> None:
    assert find_heading(lines(["Indberetning"], ["Udfyldt af", "NN"], HEADING)) == 2
    assert find_heading(lines(["a", "b", "c"], HEADING)) is None
    assert find_heading(lines(*([["x"]] * 10), HEADING)) is None
    assert find_heading([]) is None


def test_a_long_table_has_a_row_for_each_figure() -> None:
    found = read_table(lines(["Titel"], [], [*HEADING, "Seneste"], ["i", "k", "2026", "1", "9"]), "f.csv", 1)
    assert [(row.place, dict(row.cells)) for row in found.rows] == [
        ("f.csv:4", {"institution": "i", "indicator": "k", "period": "2026", "value": "1"})
    ]
    assert found.unread == ["seneste"]


def test_a_wide_table_has_a_row_for_each_cell_placed_by_its_address() -> None:
    rows = lines(
        ["institution", "indicator", "kilde", "2026K1", "2026M04"], ["i", "k", "A", "1"], sheet="Ark1"
    )
    found = read_table(rows, "f.xlsx", 2).rows
    assert [(row.place, row.cell("period"), row.cell("value"), row.cell("source")) for row in found] == [
        ("Ark1!D2", "2026K1", "1", "A"),
        ("Ark1!E2", "2026M04", "", "A"),
    ]
    assert rows[1].find_cell_place(3, "2026K1") == "Ark1!D2"
    assert lines(["x"])[0].find_cell_place(3, "2026K1") == "f.csv:1, 2026K1"


def test_a_cell_is_placed_by_the_heading_of_the_file() -> None:
    (row,) = read_table(lines([*HEADING, "Note"], ["i", "k", "2026", "1", ""]), "f.csv", 9).rows
    places = [row.at(name) for name in ("institution", "indicator", "value", "note", "source")]
    assert places == [f"f.csv:2, {name}" for name in ("institution", "indikator", "værdi", "note", "source")]


def test_a_number_stays_a_number_in_both_forms() -> None:
    head, wide = TableLine("1", HEADING), TableLine("1", ["institution", "indicator", "2026"])
    body = TableLine("2", ["i", "k", "2026", "1.146"], frozenset((2, 3)))
    assert read_table([head, body], "f", 9).rows[0].stored == {"period", "value"}
    assert read_table([wide, TableLine("2", ["i", "k", "1.146"], frozenset((2,)))], "f", 9).rows[
        0
    ].stored == {"value"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[]], [("file_empty", "f.csv")]),
        ([HEADING], [("no_rows", "f.csv")]),
        ([["institution", "indicator", "2026Q1", "x"], ["i"]], [("column_unknown", "f.csv:1")]),
        ([["indicator", "2026Q1"], ["k", "1"]], [("column_missing", "f.csv:1")]),
        ([[*HEADING, "resultat"], ["i"]], [("column_repeated", "f.csv:1")]),
        ([[*HEADING, "2026Q1"], ["i"]], [("column_unknown", "f.csv:1")]),
        ([HEADING, ["i", "k", "2026", "1", "2"]], [("row_too_wide", "f.csv:2")]),
        ([HEADING, ["i"], ["i"], ["i"]], [("too_many_rows", "f.csv")]),
        ([["institution", "indicator", "2025", "2026", "2027"], ["i", "k"]], [("too_many_rows", "f.csv")]),
    ],
)
def test_a_table_that_does_not_fit_says_why_and_where(
    rows: list[list[str]], expected: list[tuple[str, str]]
) -> None:
    assert codes(*rows, most=2) == expected


FIGURES = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["2025", "2026Q1", "1. kvartal 2027"])),
    st.integers(0, 9999).map(str),
    min_size=1,
)


@given(FIGURES)
def test_a_wide_table_says_what_a_long_one_says(figures: dict[tuple[str, str], str]) -> None:
    names = sorted({name for name, _ in figures})
    periods = sorted({period for _, period in figures})
    long = [["i", name, period, value] for (name, period), value in figures.items()]
    wide = [["i", name, *(figures.get((name, period), "") for period in periods)] for name in names]
    said = []
    for rows in ([HEADING, *long], [["institution", "indicator", *periods], *wide]):
        found = read_table(lines(*rows), "f.csv", 100).rows
        told = [row for row in found if not row.empty]
        said.append(sorted((row.cell("indicator"), row.cell("period"), row.cell("value")) for row in told))
    assert said[0] == said[1]


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_a_column_has_the_letters_of_a_spreadsheet(column: int, letters: str) -> None:
    assert write_letters(column) == letters
