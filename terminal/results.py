"""Results: a file of them imported, and a value taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from db.results import raw_rows, result_commands, withdrawals
from metrics.facts.withdrawals import Withdrawal
from terminal import common
from terminal.common import DryRun, FilePath

results_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.results"))

Institution = Annotated[
    str, typer.Argument(metavar="INSTITUTION", help=common.WORDS.t("cli.break_institution"))
]
Indicator = Annotated[str, typer.Argument(metavar="INDICATOR", help=common.WORDS.t("cli.break_indicator"))]
PeriodText = Annotated[str, typer.Argument(metavar="PERIOD", help=common.WORDS.t("cli.withdraw_period"))]


@results_app.command("import", help=common.WORDS.t("cli.results_import"))
def import_results(file: FilePath, dry_run: DryRun = False) -> None:
    """Import a results file, all of it or nothing."""
    rows = raw_rows.read_rows(file)
    with common.open_writing(dry_run) as db:
        count = result_commands.import_results(db, rows)
    typer.echo(common.WORDS.n("cli.results_checked" if dry_run else "cli.results_imported", count))
    if count < len(rows):
        typer.echo(common.WORDS.n("cli.results_known", len(rows) - count))


@results_app.command("withdraw", help=common.WORDS.t("cli.results_withdraw"))
def withdraw_result(
    institution: Institution,
    indicator: Indicator,
    period: PeriodText,
    reason: Annotated[str, typer.Option(help=common.WORDS.t("cli.reason"))],
    source: Annotated[str | None, typer.Option(help=common.WORDS.t("cli.withdraw_source"))] = None,
) -> None:
    """Take a reported value back."""
    wanted = Withdrawal(institution, indicator, period, reason, source)
    with common.open_writing(dry_run=False) as db:
        made = withdrawals.withdraw_value(db, wanted)
    words = common.WORDS
    typer.echo(words.t("cli.withdrawn", indicator=made.indicator, period=words.period(made.period)))
