"""Results: a file of them imported, one to fill in, and a value taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from db.clock import read_clock
from db.reports import report_imports
from db.results import raw_rows, result_commands, withdrawals
from export.results_template import write_template
from metrics.errors import InvalidInput, refuse
from metrics.facts.import_answer import Question
from metrics.facts.tables.sheet_choice import FileChoices, HiddenChoice
from metrics.facts.withdrawals import Withdrawal
from metrics.followup.owed_rows import find_owed_rows, read_quarter
from metrics.periods import find_danish_day
from metrics.score import scoring
from terminal import common
from terminal.common import DryRun, FilePath, IndicatorKey, InstitutionKey, PlanKey, Reason
from terminal.reads.plan_request import PlanRequest
from words.file_answer import write_answer

results_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.results"))

PeriodText = Annotated[str, typer.Argument(metavar="PERIOD", help=common.WORDS.t("cli.withdraw_period"))]

KnownFrom = Annotated[
    str | None,
    typer.Option("--known-from", metavar="YYYY-MM-DD", help=common.WORDS.t("cli.results_known_from")),
]

SWITCHES = {Question.OLDER: "--accept-older", Question.JUMPS: "--accept-jumps"}


Quarter = Annotated[str, typer.Option("--quarter", metavar="2026Q3", help=common.WORDS.t("cli.quarter"))]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="FILE.xlsx", help=common.WORDS.t("cli.out"))]


@results_app.command("template", help=common.WORDS.t("cli.results_template"))
def write_results_template(plan: PlanKey, quarter: Quarter, out: Out) -> None:
    """Write a spreadsheet with the rows a plan owes for a quarter, to be filled in and imported."""
    if out.exists():
        raise refuse("file_there", str(out))
    now = PlanRequest.read(plan, None, None)
    asked = read_quarter(now.plan, quarter)
    then = PlanRequest.read(plan, asked.end.isoformat(), find_danish_day(read_clock()).isoformat())
    score = scoring.score_plan(then.plan, then.facts, then.catalogue)
    rows = find_owed_rows(score, asked, then.catalogue, overdue=True)
    if not rows:
        raise refuse("nothing_owed", plan, quarter=common.WORDS.period(asked.text))
    out.write_bytes(write_template(then.plan, asked, rows, then.catalogue, common.WORDS))
    typer.echo(common.WORDS.n("cli.template_written", len(rows), file=str(out)))


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
    known_from: KnownFrom = None,
) -> None:
    """Import a results file, all of it or nothing, and say what it does. What needs a yes is asked by an error."""
    found = raw_rows.read_results_file(file, FileChoices(sheet, hidden, encoding))
    accepted = {Question.OLDER: accept_older, Question.JUMPS: accept_jumps}
    day = common.read_optional_day(known_from, "--known-from")
    with common.open_writing(dry_run) as db:
        answer = result_commands.answer_file(db, found, known_from=day)
        known = result_commands.read_told_catalogue(db, (line.made for line in answer.lines))
        for line in write_answer(answer, known, common.WORDS):
            typer.echo(line)
        asked = answer.ask(question for question, yes in accepted.items() if yes)
        if asked and not dry_run:
            raise InvalidInput(asked)
        rest, filled = report_imports.fill_drafts(db, answer, read_clock())
        count = result_commands.record_answer(db, rest)
    for one in filled:
        quarter = common.WORDS.period(one.quarter)
        typer.echo(common.WORDS.n("cli.report_from_file", one.rows, plan=one.plan, quarter=quarter))
    if filled and count:
        typer.echo(common.WORDS.t("cli.report_direct"))
    typer.echo(common.WORDS.n("cli.results_checked" if dry_run else "cli.results_imported", count))
    needed = dict.fromkeys(SWITCHES[kind] for kind, *_ in answer.find_questions() if not accepted[kind])
    if needed:
        typer.echo(common.WORDS.t("cli.results_needs", switches=" ".join(needed)))


@results_app.command("withdraw", help=common.WORDS.t("cli.results_withdraw"))
def withdraw_result(
    institution: InstitutionKey,
    indicator: IndicatorKey,
    period: PeriodText,
    reason: Reason,
    source: Annotated[str | None, typer.Option(help=common.WORDS.t("cli.withdraw_source"))] = None,
) -> None:
    """Take a reported value back."""
    wanted = Withdrawal(institution, indicator, period, reason, source)
    with common.open_writing(dry_run=False) as db:
        made = withdrawals.withdraw_value(db, wanted)
    words = common.WORDS
    typer.echo(words.t("cli.withdrawn", indicator=made.indicator, period=words.period(made.period)))
