"""Results: a file of them imported, and a value taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from db.plans import definitions
from db.results import raw_rows, result_commands, withdrawals
from metrics.errors import InvalidInput
from metrics.facts.import_answer import Question
from metrics.facts.sheet_choice import FileChoices, HiddenChoice
from metrics.facts.withdrawals import Withdrawal
from terminal import common
from terminal.common import DryRun, FilePath
from words.file_answer import write_answer

results_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.results"))

Institution = Annotated[
    str, typer.Argument(metavar="INSTITUTION", help=common.WORDS.t("cli.break_institution"))
]
Indicator = Annotated[str, typer.Argument(metavar="INDICATOR", help=common.WORDS.t("cli.break_indicator"))]
PeriodText = Annotated[str, typer.Argument(metavar="PERIOD", help=common.WORDS.t("cli.withdraw_period"))]

SWITCHES = {Question.OLDER: "--accept-older", Question.JUMPS: "--accept-jumps"}


@results_app.command("import", help=common.WORDS.t("cli.results_import"))
def import_results(
    file: FilePath,
    *,
    dry_run: DryRun = False,
    accept_older: Annotated[
        bool, typer.Option("--accept-older", help=common.WORDS.t("cli.accept_older"))
    ] = False,
    accept_jumps: Annotated[
        bool, typer.Option("--accept-jumps", help=common.WORDS.t("cli.accept_jumps"))
    ] = False,
    sheet: Annotated[str | None, typer.Option(metavar="NAME|all", help=common.WORDS.t("cli.sheet"))] = None,
    hidden: Annotated[HiddenChoice | None, typer.Option(help=common.WORDS.t("cli.hidden"))] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="cp1252", help=common.WORDS.t("cli.encoding"))
    ] = None,
) -> None:
    """Import a results file, all of it or nothing, and say what it does. What needs a yes is asked by an error."""
    found = raw_rows.read_results_file(file, FileChoices(sheet, hidden, encoding))
    accepted = {Question.OLDER: accept_older, Question.JUMPS: accept_jumps}
    with common.open_writing(dry_run) as db:
        answer = result_commands.answer_file(db, found)
        for line in write_answer(answer, definitions.read_catalogue(db), common.WORDS):
            typer.echo(line)
        asked = answer.ask(question for question, yes in accepted.items() if yes)
        if asked and not dry_run:
            raise InvalidInput(asked)
        count = result_commands.record_answer(db, answer)
    typer.echo(common.WORDS.n("cli.results_checked" if dry_run else "cli.results_imported", count))
    needed = dict.fromkeys(SWITCHES[kind] for kind, *_ in answer.find_questions() if not accepted[kind])
    if needed:
        typer.echo(common.WORDS.t("cli.results_needs", switches=" ".join(needed)))


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
