"""Thresholds for the risk rules, by ministry area."""

from __future__ import annotations

from typing import Annotated

import typer

from db import area_thresholds
from metrics.followup.thresholds import MOST
from terminal import common
from terminal.common import Reason

threshold_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.threshold"))


@threshold_app.command("set", help=common.WORDS.t("cli.threshold_set"))
def set_threshold(
    area: Annotated[str, typer.Argument(metavar="AREA", help=common.WORDS.t("cli.grant_area"))],
    name: Annotated[str, typer.Argument(metavar="NAME", help=", ".join(MOST))],
    value: Annotated[str, typer.Argument(metavar="VALUE", help=common.WORDS.t("cli.threshold_value"))],
    reason: Reason,
) -> None:
    """Set a threshold for a ministry area."""
    figure = common.read_figure(value, "VALUE")
    with common.open_writing(dry_run=False) as db:
        area_thresholds.set_threshold(db, area, name, figure, reason)
    typer.echo(common.WORDS.t("cli.threshold_done", area=area, name=name, value=common.WORDS.number(figure)))


@threshold_app.command("list", help=common.WORDS.t("cli.threshold_list"))
def list_thresholds(as_json: common.AsJson = False) -> None:
    """List every threshold ever set, oldest first."""
    with common.open_reading() as db:
        found = area_thresholds.read_threshold_settings(db)
    if as_json:
        rows = [
            {
                "area": s.area,
                "name": s.name,
                "value": str(s.value),
                "reason": s.reason,
                "recorded": s.recorded_at.isoformat(),
            }
            for s in found
        ]
        common.print_json(rows)
        return
    for s in found:
        on = common.WORDS.date_short(s.recorded_at.date())
        typer.echo(f"{on}  {s.area}  {s.name} = {common.WORDS.number(s.value)}  {s.reason}")
    if not found:
        typer.echo(common.WORDS.t("cli.no_thresholds"))
