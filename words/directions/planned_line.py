"""When something is planned, in words: as exactly as the document says it."""

from __future__ import annotations

from metrics.direction.planned_time import Exactness, PlannedSpan, PlannedTime
from words.language import Words


def write_span(span: PlannedSpan | None, words: Words) -> str:
    """Write when something is planned; one without a time is said to have no date in the plan."""
    if span is None:
        return words.t("planned.undated")
    if span.ends is None:
        assert span.begins is not None
        return words.t("planned.from", begins=write_time(span.begins, words))
    if span.begins is None or span.is_one:
        return write_time(span.ends, words)
    return words.t(
        "planned.from_until", begins=write_time(span.begins, words), ends=write_time(span.ends, words)
    )


def write_time(time: PlannedTime, words: Words) -> str:
    """Write a time as exactly as it was said: a season as a season, two years as two years."""
    years = {"year": time.start.year, "last": time.end.year}
    match time.exactness:
        case Exactness.WHOLE:
            return words.t("planned.whole")
        case Exactness.YEARS if years["last"] - years["year"] == 1:
            return words.list([str(year) for year in years.values()])
        case Exactness.YEARS:
            return words.t("planned.years", **years)
        case Exactness.HALF:
            return words.t("planned.half", half=time.text[-1], **years)
        case Exactness.SEASON:
            return words.t(f"planned.{time.text.rpartition('-')[2]}", **years)
        case _:
            return words.period(time.text)
