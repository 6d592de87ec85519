"""Danish texts as officials write them: no English words, and none of the phrases that grate."""

from __future__ import annotations

import re

import pytest

from words.language import read_catalogue

PHRASES = (
    "fulgt ad",
    "målene følges ad",
    "skal der til for at",
    "mål og indsatser i proces",
    "er på sporet",
    "P(",
    "ressort",
    "samlede score",
    "samlet score",
    "Set pr.",
    "Ikke forfaldent",
    "kriteri",
    "din rolle ikke adgang",
    " på sporet",
)
"""What no Danish text may hold."""
ENGLISH = frozenset(
    """the of is are was were with from goal goals points likelihood deadline what which this that your you not when
    where their there been has will would should must between about after before any each overdue report reports
    department figure figures year years quarter missing expected unknown""".split()  # noqa: SIM905 # a list is hard to read
)
"""Common English words that are no Danish ones."""
PLAN_KEYS = frozenset({"from", "of", "goals", "year"})
"""English words of the plan language, which problems with a plan's file name."""


def list_texts(lang: str) -> list[tuple[str, str]]:
    """Every text with its key."""
    return [(key, form) for key, forms in read_catalogue(lang).items() for form in dict.fromkeys(forms)]


@pytest.mark.parametrize("phrase", PHRASES)
def test_no_danish_text_holds_a_phrase_that_officials_do_not_write(phrase: str) -> None:
    # The guide to the annual report calls what a goal is held against in its table a "succeskriterium".
    told = [(key, text.lower().replace("succeskriterium", "")) for key, text in list_texts("da")]
    found = [key for key, text in told if phrase.lower() in text]
    assert found == []


def test_no_english_word_is_left_in_a_danish_text() -> None:
    found = {}
    for key, text in list_texts("da"):
        told = re.sub(r"\{\w+\}|“[^”]*”|--[\w-]+", "", text.lower())
        known = PLAN_KEYS if key.startswith("error.") else frozenset()
        if left := set(re.findall(r"[a-z]+", told)) & ENGLISH - known:
            found[key] = sorted(left)
    assert found == {}


def test_english_writes_percent_with_its_sign() -> None:
    assert [key for key, text in list_texts("en") if "per cent" in text] == []


def test_no_danish_letter_is_left_in_an_english_text() -> None:
    found = [key for key, text in list_texts("en") if re.search("[æøåÆØÅ]", text.replace("Målstreg", ""))]
    assert found == []


def test_a_brier_score_never_stands_without_saying_which_is_better() -> None:
    texts = [text for lang in ("da", "en") for _, text in list_texts(lang) if "Brier" in text]
    assert texts
    assert [text for text in texts if not re.search("lavere er bedre|lower is better", text)] == []
