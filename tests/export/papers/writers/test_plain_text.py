"""Text that every format can hold."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.papers.writers.plain_text import clean_text, map_texts
from tests.papers import paper


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x0bc\x1f", "ab c"),
        ("to\r\nlinjer\rher", "to\nlinjer\nher"),
        ("a\u030a", "å"),
        ("ud\u202evendt\u2066", "udvendt"),
        ("halv\ud800", "halv"),
        ("\ufffe\uffff\ue000", ""),
        ("=1+1 *fed* #let [x] <b>&", "=1+1 *fed* #let [x] <b>&"),
    ],
)
def test_what_breaks_a_file_or_misleads_a_reader_is_left_out(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_nothing_but_what_is_shown_is_left(typed: str) -> None:
    cleaned = clean_text(typed)
    assert {unicodedata.category(sign) for sign in cleaned if sign != "\n"} & {
        "Cc",
        "Cf",
        "Cs",
        "Co",
    } == set()
    assert clean_text(cleaned) == cleaned


def test_every_text_of_a_paper_is_changed_and_nothing_else() -> None:
    given_paper = paper()
    changed = map_texts(given_paper, lambda text: f"{text}!")
    assert changed.head.title == "Resultatplan 2026!"
    assert changed.head.kind is given_paper.head.kind
    assert changed.sections[0].blocks[6].items == ("Første!", "Anden!")  # type: ignore[union-attr]
    assert map_texts(given_paper, str) == given_paper
