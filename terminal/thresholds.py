"""When the rules for risk fire."""

from __future__ import annotations

from typing import Annotated

import typer

from db import area_thresholds
from metrics.followup.thresholds import MOST
from terminal import shared

threshold_app = typer.Typer(no_args_is_help=True, help=shared.WORDS.t("cli.threshold"))


@threshold_app.command("set", help=shared.WORDS.t("cli.threshold_set"))
def threshold_set(
    area: Annotated[str, typer.Argument(metavar="AREA", help=shared.WORDS.t("cli.grant_area"))],
    name: Annotated[str, typer.Argument(metavar="NAME", help=", ".join(MOST))],
    value: Annotated[str, typer.Argument(metavar="VALUE", help=shared.WORDS.t("cli.threshold_value"))],
    reason: Annotated[str, typer.Option(help=shared.WORDS.t("cli.reason"))],
) -> None:
    """Set a threshold for a ministry area."""
    figure = shared.figure(value, "VALUE")
    with shared.writing(dry_run=False) as db:
        area_thresholds.change(db, area, name, figure, reason)
    typer.echo(shared.WORDS.t("cli.threshold_done", area=area, name=name, value=shared.WORDS.number(figure)))


@threshold_app.command("list", help=shared.WORDS.t("cli.threshold_list"))
def threshold_list(as_json: shared.AsJson = False) -> None:
    """Every setting there has been, oldest first."""
    with shared.reading() as db:
        found = area_thresholds.settings(db)
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
        shared.print_json(rows)
        return
    for s in found:
        on = shared.WORDS.date_short(s.recorded_at.date())
        typer.echo(f"{on}  {s.area}  {s.name} = {shared.WORDS.number(s.value)}  {s.reason}")
    if not found:
        typer.echo(shared.WORDS.t("cli.no_thresholds"))
