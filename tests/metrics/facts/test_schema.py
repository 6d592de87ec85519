"""The frames that the database gives, and what may stand in them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl
import pytest

from metrics.facts.schema import (
    EVENTS,
    OBSERVATIONS,
    SAID_OF_A_PERIOD,
    Event,
    EventKind,
    Result,
    conform,
    frame_events,
    frame_observations,
)
from metrics.plan.terms import Precision

NOW = datetime(2018, 2, 1, 12, tzinfo=UTC)
THEN = datetime(2017, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize("contract", [OBSERVATIONS, EVENTS])
def test_a_frame_without_rows_has_all_columns_and_types(contract: pl.Schema) -> None:
    found = conform([], contract)
    assert found.schema == contract
    assert found.is_empty()


@pytest.mark.parametrize(
    ("kind", "sort"),
    [
        *((EventKind.CLAIMED, "claim"), (EventKind.MET, "verdict"), (EventKind.NOT_MET, "verdict")),
        *((EventKind.WORD, "verdict"), (EventKind.EXPECTED_MET, "expectation")),
        *((EventKind.IN_DOUBT, "expectation"), (EventKind.EXPECTED_NOT_MET, "expectation")),
    ],
)
def test_events_of_one_sort_replace_each_other(kind: EventKind, sort: str) -> None:
    assert kind.sort == sort


def test_a_result_is_framed_with_the_days_of_its_period_and_its_digits() -> None:
    ratio = Result(
        *("inst", "share", "2017Q3"),
        numerator=Decimal(19),
        denominator=Decimal(24),
        exempt=Decimal(2),
        precision=Precision.ABOUT,
        provisional=True,
        recorded=THEN,
    )
    frame = frame_observations([Result("inst", "share", "2017", Decimal("91.5")), ratio], NOW)
    assert frame.schema == OBSERVATIONS
    value, share = frame.iter_rows(named=True)
    assert (value["id"], value["start"], value["end"]) == (1, date(2017, 1, 1), date(2017, 12, 31))
    assert (value["value"], value["numerator"], value["recorded_at"]) == (Decimal("91.5"), None, NOW)
    assert (share["id"], share["start"], share["end"]) == (2, date(2017, 7, 1), date(2017, 9, 30))
    assert (share["value"], share["numerator"], share["denominator"], share["exempt"]) == (None, 19, 24, 2)
    assert (share["precision"], share["provisional"], share["recorded_at"]) == ("about", True, THEN)


def test_an_event_is_framed_with_its_moment_or_now() -> None:
    said = [
        Event("plan-2017", "2.1", EventKind.MET, date(2017, 6, 30), "Kvittering", recorded=THEN),
        Event("plan-2017", "2.2", EventKind.WORD, date(2017, 12, 31), word="Godt"),
    ]
    frame = frame_events(said, NOW)
    assert frame.schema == EVENTS
    assert [tuple(row) for row in frame.select("id", "kind", "word", "note", "recorded_at").iter_rows()] == [
        (1, "met", None, "Kvittering", THEN),
        (2, "word", "Godt", None, NOW),
    ]


def test_what_a_result_says_of_its_period_has_the_names_and_words_of_its_row() -> None:
    said = Result("inst", "share", "2017", Decimal("91.5"), precision=Precision.ABOVE, note="x").said()
    assert list(said) == list(SAID_OF_A_PERIOD)
    assert {name: value for name, value in said.items() if value} == {
        "value": Decimal("91.5"),
        "precision": "above",
        "note": "x",
    }
