"""Breaks: the days from which series are counted in another way."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from db.results import result_queries, series_breaks
from metrics.periods import find_danish_day
from terminal import common
from terminal.common import AsJson, IndicatorKey, InstitutionKey, Reason

break_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.break"))

FirstDay = Annotated[str, typer.Argument(metavar="YYYY-MM-DD", help=common.WORDS.t("cli.break_day"))]


@break_app.command("add", help=common.WORDS.t("cli.break_add"))
def add_break(
    institution: InstitutionKey,
    indicator: IndicatorKey,
    day: FirstDay,
    note: Annotated[str, typer.Option(help=common.WORDS.t("cli.break_note"))],
) -> None:
    """Record that a series is counted in another way from a day."""
    on = _record(institution, indicator, day, note, retracted=False)
    typer.echo(common.WORDS.t("cli.break_added", indicator=indicator, on=common.WORDS.date(on)))


@break_app.command("retract", help=common.WORDS.t("cli.break_retract"))
def retract_break(
    institution: InstitutionKey,
    indicator: IndicatorKey,
    day: FirstDay,
    reason: Reason,
) -> None:
    """Record that there was no such break after all."""
    on = _record(institution, indicator, day, reason, retracted=True)
    typer.echo(common.WORDS.t("cli.break_retracted", indicator=indicator, on=common.WORDS.date(on)))


def _record(institution: str, indicator: str, day: str, note: str, *, retracted: bool) -> date:
    on = common.read_needed_day(day, "YYYY-MM-DD")
    with common.open_writing(dry_run=False) as db:
        series_breaks.record_break(db, (institution, indicator), on, note, retracted=retracted)
    return on


@break_app.command("list", help=common.WORDS.t("cli.break_list"))
def list_breaks(as_json: AsJson = False) -> None:
    """List every break ever recorded, including retracted ones, oldest first."""
    with common.open_reading() as db:
        found = result_queries.read_breaks(db)
    if as_json:
        rows = [
            {
                "institution": one.institution,
                "indicator": one.indicator,
                "on": one.on.isoformat(),
                "note": one.note,
                "retracted": one.retracted,
                "recorded": one.recorded_at.isoformat(),
            }
            for one in found
        ]
        common.print_json(rows)
        return
    for one in found:
        recorded = common.WORDS.date_short(find_danish_day(one.recorded_at))
        said = (
            f"{recorded}  {one.institution}  {one.indicator}  {common.WORDS.date_short(one.on)}  {one.note}"
        )
        typer.echo(f"{said} ({common.WORDS.t('break.retracted')})" if one.retracted else said)
    if not found:
        typer.echo(common.WORDS.t("cli.no_breaks"))
