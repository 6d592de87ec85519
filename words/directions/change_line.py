"""What differs between two versions of a development plan, or of a plan of duties, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from metrics.access import Role
from metrics.direction.direction_plan import FocusArea, PlanStep
from metrics.direction.document_changes import STEP_TIMES, DocumentChange
from metrics.direction.yearly_target import YearlyTarget
from metrics.duties.duty_changes import DUTY_TIMES
from metrics.duties.duty_plan import RecurringDuty
from metrics.periods import Days
from metrics.plan.formula import PlanPart, Step
from metrics.plan.terms import LAST_DAY
from words.directions.duty_line import write_return
from words.directions.planned_line import write_span
from words.language import Words

LONGEST = 80  # letters of a text that is written both as it was and as it is


def write_changes(changes: Iterable[DocumentChange], periods: tuple[Days, Days], words: Words) -> list[str]:
    """Write a line for each change; `periods` are those of the version before and of the one after.

    Versions that differ in nothing but the order of their parts are said to.
    """
    return [_write_change(one, periods, words) for one in changes] or [words.t("change.order")]


def find_period(start: date, end: date | None) -> Days:
    """Find the days of a document; one until further notice has no last."""
    return start, end or LAST_DAY


def _write_change(change: DocumentChange, periods: tuple[Days, Days], words: Words) -> str:
    name = _write_name(change.part, words)
    if change.before is None:
        return words.t("change.added", name=name, time=_write_time(change.part, periods[1], words)).rstrip()
    if change.after is None:
        return words.t("change.dropped", name=name)
    parts = list(_write_keys(change.before, change.after, change.keys, periods, words))
    return words.t("change.changed", name=name, what="; ".join(parts))


def _write_name(part: PlanPart, words: Words) -> str:
    match part:
        case PlanStep() | RecurringDuty():
            return part.name
        case YearlyTarget():
            return words.t("change.target", name=part.name)
        case FocusArea():
            return words.t("change.area", name=f"{part.number} {part.title}")
        case _:
            return words.t("change.document")


def _write_time(part: PlanPart, period: Days, words: Words) -> str:
    """Write in brackets when a part is planned or returns; nothing for one that has no time of its own."""
    said = _find_time(part, period, words)
    return f"({said})" if said else ""


def _find_time(part: PlanPart, period: Days, words: Words) -> str:
    match part:
        case PlanStep():
            return write_span(part.find_span(period), words)
        case RecurringDuty():
            return write_return(part, words)
        case _:
            return ""


def _write_keys(
    before: PlanPart, after: PlanPart, keys: Sequence[str], periods: tuple[Days, Days], words: Words
) -> Iterator[str]:
    timed = DUTY_TIMES if isinstance(after, RecurringDuty) else STEP_TIMES
    times = [_find_time(part, period, words) for part, period in zip((before, after), periods, strict=True)]
    moved = any(key in timed for key in keys) and times[0] != times[1]
    if moved:
        yield words.t("change.moved", before=times[0], after=times[1])
    for key in keys:
        if key in timed and moved:
            continue
        field = words.t(f"change.field_{key}")
        values = [_write_value(getattr(part, key, None), words) for part in (before, after)]
        if None in values or max(len(value or "") for value in values) > LONGEST:
            yield words.t("change.text", field=field)
        else:
            yield words.t("change.value", field=field, before=values[0], after=values[1])


def _write_value(value: object, words: Words) -> str | None:
    """Write a value of few words; None for one that is told by its name alone."""
    if isinstance(value, tuple) and value:
        return _write_list(value, words)
    match value:
        case None | ():
            return words.t("change.none")
        case bool():
            return words.t("word.yes" if value else "word.no")
        case date():
            return words.date(value)
        case Role():
            return words.t(f"role.{value}")
        case _:
            return f"“{value}”" if isinstance(value, str | int) else None


def _write_list(values: Sequence[object], words: Words) -> str | None:
    """Write numbers of other parts, or the targets of years; None for anything else."""
    if all(isinstance(one, str) for one in values):
        return words.list([str(one) for one in values])
    steps = [one for one in values if isinstance(one, Step) and one.number is not None]
    return words.list([_write_step(one, words) for one in steps]) if len(steps) == len(values) else None


def _write_step(step: Step, words: Words) -> str:
    assert step.number is not None
    text = words.number(step.number)
    return f"{step.year}: {f'[{text}]' if step.provisional else text}"
