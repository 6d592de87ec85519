"""Cases: the figures of a series counted from a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated

import typer

from db.cases import case_commands, case_counting
from db.cases.case_choices import CaseChoices, DecimalSign
from db.cases.case_commands import CaseImport
from db.cases.case_counting import CountedList
from db.cases.case_source import open_source
from db.cases.engines import EngineName
from db.clock import read_clock
from db.plans import definitions
from metrics.errors import refuse
from metrics.facts.import_answer import Question
from metrics.facts.tables.sheet_choice import FileChoices
from metrics.plan.cases.rule_versions import RuleTerm, select_terms
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Indicator
from metrics.plan.terms import FIRST_DAY
from terminal import common
from terminal.common import DryRun
from words.cases.case_lines import write_counted
from words.file_answer import write_answer

Encoding = Annotated[str | None, typer.Option(metavar="cp1252", help=common.WORDS.t("cli.encoding"))]

cases_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.cases"))


@cases_app.callback()
def _group() -> None:
    """Keep `import` a command of its own, also while it is the only one."""


@cases_app.command("import", help=common.WORDS.t("cli.cases_import"))
def import_cases(
    file: Annotated[str, typer.Argument(metavar="FILE|FOLDER|s3://…", help=common.WORDS.t("cli.cases_file"))],
    indicator: Annotated[str, typer.Option(help=common.WORDS.t("cli.cases_indicator"))],
    *,
    institution: Annotated[str | None, typer.Option(help=common.WORDS.t("cli.break_institution"))] = None,
    dry_run: DryRun = False,
    engine: Annotated[EngineName, typer.Option(help=common.WORDS.t("cli.cases_engine"))] = EngineName.POLARS,
    since: Annotated[
        str | None, typer.Option("--from", metavar="YYYY-MM-DD", help=common.WORDS.t("cli.cases_since"))
    ] = None,
    reason: Annotated[str, typer.Option(help=common.WORDS.t("cli.cases_reason"))] = "",
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help=common.WORDS.t("cli.cases_sheet"))] = None,
    encoding: Encoding = None,
    decimal: Annotated[DecimalSign | None, typer.Option(help=common.WORDS.t("cli.cases_decimal"))] = None,
    accept_older: Annotated[
        bool, typer.Option("--accept-older", help=common.WORDS.t("cli.accept_older"))
    ] = False,
    accept_gaps: Annotated[
        bool, typer.Option("--accept-gaps", help=common.WORDS.t("cli.accept_gaps"))
    ] = False,
    accept_jumps: Annotated[
        bool, typer.Option("--accept-jumps", help=common.WORDS.t("cli.accept_jumps"))
    ] = False,
) -> None:
    """Count the cases of a list by the rules of a series, and record the figures; never a case."""
    words, choices = common.WORDS, CaseChoices(decimal, FileChoices(sheet=sheet, encoding=encoding))
    with common.open_reading() as db:
        series = _find_series(definitions.read_catalogue(db).indicators, institution, indicator)
        catalogue, terms = case_commands.read_case_rules(db, series)
    first = common.read_optional_day(since, "--from") or FIRST_DAY
    # Nobody waits for the database while a list is read, however long it is.
    counted = _count(file, catalogue.indicators[series], select_terms(terms, first), choices, engine, first)
    for line in write_counted(counted, words):
        typer.echo(line)
    yes = {Question.OLDER: accept_older, Question.JUMPS: accept_jumps}
    accepted = [question for question in Question if dry_run or yes[question]]
    note = words.t("cases.draft_note", digest=counted.source.digest)
    wanted = CaseImport(series, counted, terms, reason, accepted, note, accept_gaps or dry_run)
    with common.open_writing(dry_run) as db:
        done = case_commands.record_cases(db, wanted, read_clock())
        for line in write_answer(done.answer, catalogue, words):
            typer.echo(line)
    for one in done.filled:
        typer.echo(
            words.n("cli.report_from_file", one.rows, plan=one.plan, quarter=words.period(one.quarter))
        )
    if done.recorded or done.filled:
        typer.echo(words.n("cli.results_checked" if dry_run else "cli.results_imported", done.recorded))
    else:
        typer.echo(words.t("cases.unchanged"))


def _count(
    file: str,
    indicator: Indicator,
    terms: Sequence[RuleTerm],
    choices: CaseChoices,
    engine: EngineName,
    since: date,
) -> CountedList:
    """Read a list and count its cases, and tell how far it has come."""
    with open_source(file, case_counting.find_all_columns(terms), choices, _tell) as source:
        typer.echo(common.WORDS.n("cases.counting", source.cases, engine=engine), err=True)
        return case_counting.count_source(source, terms, indicator, engine, common.find_today(), since)


def _find_series(known: Iterable[SeriesKey], institution: str | None, indicator: str) -> SeriesKey:
    """Find a series by its key, which two institutions may both have."""
    found = [key for key in known if key[1] == indicator and institution in (None, key[0])]
    if len(found) == 1:
        return found[0]
    if not found:
        allowed = sorted({key for _, key in known})
        raise refuse(
            "indicator_unknown", "--indicator", key=indicator, institution=institution or "–", allowed=allowed
        )
    raise refuse("case_institution_asked", "--institution", institutions=sorted(owner for owner, _ in found))


def _tell(name: str, number: int, count: int) -> None:
    typer.echo(common.WORDS.t("cases.reading", name=name, number=number, count=count), err=True)
