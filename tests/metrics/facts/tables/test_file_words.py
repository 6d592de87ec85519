"""The words a results file may use."""

from __future__ import annotations

import pytest

from metrics.facts.raw_row import COLUMNS
from metrics.facts.schema import EventKind
from metrics.facts.tables.file_words import (
    ALIASES,
    EVENT_WORDS,
    FINAL,
    INFORMATION,
    NO,
    PRECISION_WORDS,
    PROVISIONAL,
    YES,
    find_column,
)
from metrics.plan.terms import Precision


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        *((" Institution ", "institution"), ("VÆRDI", "value"), ("Nøgletal:", "indicator"), ("note", "note")),
        *(("1.  kvartal 2026", "1. kvartal 2026"), ("Hest", "Hest"), ("", ""), ("Seneste", "seneste")),
    ],
)
def test_a_heading_names_a_column_in_either_language(heading: str, column: str) -> None:
    assert find_column(heading) == column


def test_every_alias_stands_for_a_column_and_is_none_itself() -> None:
    assert set(ALIASES.values()) <= set(COLUMNS)
    assert not (set(ALIASES) | set(INFORMATION)) & set(COLUMNS)
    assert not set(ALIASES) & set(INFORMATION)


def test_everything_but_a_word_of_its_own_scale_and_a_number_can_be_said_in_danish() -> None:
    assert set(EVENT_WORDS.values()) == set(EventKind) - {EventKind.WORD, EventKind.EXPECTED_NUMBER}


def test_every_precision_can_be_said_in_danish() -> None:
    assert set(PRECISION_WORDS.values()) == set(Precision)


def test_yes_is_not_no() -> None:
    assert not (YES | PROVISIONAL) & (NO | FINAL)
