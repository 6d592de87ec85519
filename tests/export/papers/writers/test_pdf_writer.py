"""A paper as PDF, read again: its language, title, headings, tables, pictures, and what is said to whom listens.

The export itself refuses what breaks PDF/UA-1; what is tested here is the structure that a reader's program finds.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from export.papers.paper import PaperCell, PaperColumn, PaperTable, Paragraph
from export.papers.writers.pdf_writer import write_pdf
from tests.papers import MADE, paper, table, trend


def opened(*blocks: Any, **changes: Any) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(write_pdf(paper(*blocks, **changes), MADE)))


def elements(node: Any) -> Iterator[tuple[str, Any]]:
    """Every element of the structure, in the order in which it is read."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S), kid
            yield from elements(kid)


def structure(pdf: pikepdf.Pdf) -> list[tuple[str, Any]]:
    return list(elements(pdf.Root.StructTreeRoot))


def test_a_pdf_says_its_language_its_title_and_that_it_is_tagged_and_accessible() -> None:
    with opened(lang="en", title="Plan") as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as kept:
            assert kept["dc:title"] == "Plan"
            assert kept["pdfuaid:part"] == "1"


def test_headings_go_down_one_level_at_a_time() -> None:
    with opened() as pdf:
        roles = {str(name): str(role) for name, role in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()}
        tags = [roles.get(tag, tag) for tag, _ in structure(pdf)]
    levels = [int(tag[2:]) for tag in tags if tag[1:2] == "H" and tag[2:].isdigit()]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_head_of_a_table_is_tagged_as_such_for_the_columns_below_it() -> None:
    with opened(table()) as pdf:
        found = structure(pdf)
    heads = [kid for tag, kid in found if tag == "/TH"]
    assert len(heads) == 4
    assert {
        str(attribute.Scope) for head in heads for attribute in listed(head.A) if "/Scope" in attribute
    } == {"/Column"}
    assert sum(tag == "/TD" for tag, _ in found) == 12
    assert [tag for tag, _ in found if tag in ("/THead", "/TBody")] == ["/THead", "/TBody"]


def listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def test_every_chart_is_a_figure_with_its_alt_text_and_marks_are_left_out_of_the_reading() -> None:
    with opened() as pdf:
        figures = [kid for tag, kid in structure(pdf) if tag == "/Figure"]
        streams = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert [str(one.Alt) for one in figures[:1]] == [
        "1.1 Svartid. 2025: 12, måltal højst 11; 2026: forventet 9"
    ]
    assert len(figures) == 3
    assert all(one.get("/Alt") for one in figures)
    # The head and foot of each page and the shapes of statuses.
    assert b"/Artifact" in streams


def test_a_long_table_repeats_its_head_and_every_page_is_a4() -> None:
    with opened(table(count=120)) as pdf:
        assert len(pdf.pages) > 3
        sizes = {tuple(round(float(side)) for side in page.MediaBox) for page in pdf.pages}
        assert sizes == {(0, 0, 595, 842)}
        # Once in the reading, however often it is drawn.
        assert sum(tag == "/TH" for tag, _ in structure(pdf)) == 4


TYPED = st.text(st.characters(codec=None, exclude_categories=()), max_size=60) | st.sampled_from(
    [
        '#panic("x")',
        "*fed* _kursiv_ $x^2$ `kode` @ref <label>",
        '#image("/etc/passwd")',
        '"); #let x = [',
        "https://example.dk/?a=1&b=2",
        "\\u{202E} ]]] }}}",
        "日本語 😀 \ud83d",
        "A" * 900,
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TYPED, TYPED)
def test_nothing_that_anybody_typed_breaks_a_pdf_or_is_read_as_markup(one: str, other: str) -> None:
    cells = PaperTable(
        one, (PaperColumn(other), PaperColumn(one)), ((PaperCell(one, notes=(other,)), PaperCell(other)),)
    )
    blocks = (Paragraph(one), cells, trend(title=one, alt=other))
    with opened(*blocks, title=one or "x", institution=other, subject=one) as pdf:
        assert not any("/Annots" in page for page in pdf.pages)


def test_a_paper_whose_title_is_nothing_that_is_shown_has_a_dash_for_one() -> None:
    with opened(title="\x00") as pdf, pdf.open_metadata() as kept:
        assert kept["dc:title"] == "–"


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write_pdf(paper(), MADE) == write_pdf(paper(), MADE)
