"""What differs between two versions of a document beside the yearly plans, as lines or as JSON."""

from __future__ import annotations

from collections.abc import Sequence

import typer
from sqlalchemy.orm import Session

from db.directions import document_queries
from db.directions.document_sorts import DEVELOPMENT, DUTIES
from db.plans import plan_queries
from metrics.direction.direction_terms import DocumentKind
from metrics.direction.document_changes import DocumentChange, compare_directions, get_number
from metrics.duties.duty_changes import compare_duty_plans
from metrics.errors import refuse
from metrics.periods import Days
from terminal import common
from words.directions.change_line import find_period, write_changes


def print_differences(key: str, before: int | None, after: int | None, *, as_json: bool) -> None:
    """Print what differs between two versions of a document.

    Raises InvalidInput (`plan_unknown`, `version_unknown`, `one_version_only`, `diff_of_yearly_plan`).
    """
    with common.open_reading() as db:
        numbers, periods, changes = _compare(db, key, before, after)
    lines = write_changes(changes, periods, common.WORDS)
    if as_json:
        rows = [
            {
                "number": get_number(one.part) or None,
                "change": "added" if one.before is None else "dropped" if one.after is None else "changed",
                "keys": list(one.keys),
                "text": line,
            }
            for one, line in zip(changes, lines, strict=False)
        ]
        common.print_json({"plan": key, "from": numbers[0], "to": numbers[1], "changes": rows})
        return
    typer.echo(common.WORDS.t("cli.diff_heading", plan=key, before=numbers[0], after=numbers[1]))
    for line in lines:
        typer.echo(f"  {line}")


def _compare(
    db: Session, key: str, before: int | None, after: int | None
) -> tuple[tuple[int, int], tuple[Days, Days], Sequence[DocumentChange]]:
    """Compare two versions: their numbers, their periods, and what differs."""
    kind = plan_queries.read_kind(db, key)
    if kind is DocumentKind.RESULT:
        raise refuse("diff_of_yearly_plan", key, key=key)
    if kind is DocumentKind.DUTIES:
        old, new = document_queries.pick_two_versions(db, DUTIES, key, before, after)
        periods = [find_period(one.document.start, one.document.end) for one in (old, new)]
        found = compare_duty_plans(old.document, new.document)
        return (old.number, new.number), (periods[0], periods[1]), found
    early, late = document_queries.pick_two_versions(db, DEVELOPMENT, key, before, after)
    days = early.document.period, late.document.period
    return (early.number, late.number), days, compare_directions(early.document, late.document)
