"""The contracts of the frames that pass between the database and the metrics, and of incoming rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import polars as pl

from metrics.periods import Period
from metrics.plan.terms import Precision

EXACT = pl.Decimal(38, 9)
MOMENT = pl.Datetime("us", "UTC")

SAID_OF_A_PERIOD: dict[str, pl.DataType] = {
    "value": EXACT,
    "numerator": EXACT,
    "denominator": EXACT,
    "exempt": EXACT,
    "precision": pl.String(),
    "chosen": pl.Boolean(),
    "provisional": pl.Boolean(),
    "note": pl.String(),
    "source": pl.String(),
    "withdrawn": pl.Boolean(),
    "awaited": pl.Date(),
    "origin": pl.String(),
}
"""What a result says about its period. A result, its row and a document's result share these names.

One that is `withdrawn`, or `awaited` on a day, has no value. `origin` tells of the cases it was
counted from. A document has none of these.
"""

OBSERVATIONS = pl.Schema(
    {
        "id": pl.Int64(),
        "institution": pl.String(),
        "indicator": pl.String(),
        "period": pl.String(),
        "start": pl.Date(),
        "end": pl.Date(),
        **SAID_OF_A_PERIOD,
        "recorded_at": MOMENT,
        "backfilled": pl.Boolean(),
    }
)
"""One row per recorded value, in the order recorded. `value` is null where numerator and denominator are given.

A `backfilled` value came with a load of the past, and counts as known at its deadline.
"""

EVENTS = pl.Schema(
    {
        "id": pl.Int64(),
        "plan": pl.String(),
        "criterion": pl.String(),
        "kind": pl.String(),
        "on": pl.Date(),
        "word": pl.String(),
        "note": pl.String(),
        "source": pl.String(),
        "recorded_at": MOMENT,
        "value": EXACT,
    }
)
"""One row per claim, verdict or expectation on a criterion, in the order recorded; only a number has a value."""


class EventKind(StrEnum):
    """What is said about a criterion: a claim, a verdict, or what the institution itself expects.

    A later event of the same sort replaces an earlier one. An expectation, in words or as a number, decides nothing.
    """

    CLAIMED = "claimed"
    MET = "met"
    NOT_MET = "not_met"
    WORD = "word"
    EXPECTED_MET = "expected_met"
    IN_DOUBT = "in_doubt"
    EXPECTED_NOT_MET = "expected_not_met"
    EXPECTED_NUMBER = "expected_number"

    @property
    def sort(self) -> str:
        """Claim, verdict, expectation or number; events of one sort replace each other."""
        if self in EXPECTATIONS:
            return "expectation"
        if self is EventKind.EXPECTED_NUMBER:
            return "number"
        return "claim" if self is EventKind.CLAIMED else "verdict"

    @property
    def is_expected(self) -> bool:
        """Whether it tells what is expected, in words or as a number."""
        return self.sort in {"expectation", "number"}


EXPECTATIONS = (EventKind.EXPECTED_MET, EventKind.IN_DOUBT, EventKind.EXPECTED_NOT_MET)
"""What may be expected in words."""


@dataclass(frozen=True, slots=True)
class Result:
    """A value to be recorded: either `value`, or `numerator` and `denominator`. `recorded` None means now.

    Without a value it takes one back (`withdrawn`), or says on which day one is expected (`awaited`).
    """

    institution: str
    indicator: str
    period: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    provisional: bool = False
    note: str | None = None
    source: str | None = None
    recorded: datetime | None = None
    exempt: Decimal | None = None
    precision: Precision = Precision.EXACT
    chosen: bool = False
    withdrawn: bool = False
    awaited: date | None = None
    backfilled: bool = False
    origin: str | None = None

    def said(self) -> dict[str, object]:
        """Return what the result says about its period, with words as they are stored."""
        return {**{name: getattr(self, name) for name in SAID_OF_A_PERIOD}, "precision": self.precision.value}


@dataclass(frozen=True, slots=True)
class Event:
    """A claim, a verdict or an expectation on a criterion of a plan, as of a day.

    `value` is the number that is expected of a measured criterion, where its year ends.
    """

    plan: str
    criterion: str
    kind: EventKind
    on: date
    note: str | None = None
    source: str | None = None
    recorded: datetime | None = None
    word: str | None = None
    value: Decimal | None = None


def conform(rows: Sequence[Sequence[object]], schema: pl.Schema) -> pl.DataFrame:
    """Build a frame with exactly the columns and types of a contract, also when there are no rows."""
    return pl.DataFrame(rows, schema=schema, orient="row")


def frame_observations(results: Sequence[Result], now: datetime) -> pl.DataFrame:
    """Build the frame of results that the database would give; those without a moment are recorded `now`."""
    rows = []
    for number, r in enumerate(results, 1):
        period = Period.parse(r.period)
        place = (number, r.institution, r.indicator, period.text, period.start, period.end)
        rows.append((*place, *r.said().values(), r.recorded or now, r.backfilled))
    return conform(rows, OBSERVATIONS)


def frame_events(events: Sequence[Event], now: datetime) -> pl.DataFrame:
    """Build the frame of events that the database would give; those without a moment are recorded `now`."""
    rows = [
        (
            number,
            e.plan,
            e.criterion,
            e.kind.value,
            e.on,
            e.word,
            e.note,
            e.source,
            e.recorded or now,
            e.value,
        )
        for number, e in enumerate(events, 1)
    ]
    return conform(rows, EVENTS)
