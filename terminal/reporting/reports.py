"""Reports of a quarter, or of a day: shown, filled in, and taken from step to step by whose it is."""

from __future__ import annotations

from typing import Annotated

import typer

from db.clock import read_clock
from db.reports import draft_commands, report_queries, report_reading, step_commands
from db.reports.report_reading import ReportReading
from db.reports.step_commands import StepRequest
from export.report_document import build_reading_document
from metrics.errors import refuse
from metrics.facts.import_answer import Question
from metrics.report.course import StepKind
from metrics.report.draft_fields import FieldChange
from metrics.report.personal_data import find_personal_fields
from terminal import common
from terminal.common import AsJson, PlanKey
from words.reports.report_line import name_line, write_line_facts

report_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.report"))

Quarter = Annotated[
    str, typer.Option("--quarter", metavar="2026Q3", help=common.WORDS.t("cli.report_quarter"))
]
Sentence = Annotated[str, typer.Option("--words", help=common.WORDS.t("cli.report_words"))]
Rows = Annotated[list[str], typer.Argument(metavar="LINE...", help=common.WORDS.t("cli.report_rows"))]
Row = Annotated[str, typer.Argument(metavar="LINE", help=common.WORDS.t("cli.report_row"))]
Accept = Annotated[bool, typer.Option("--accept-jumps", help=common.WORDS.t("cli.accept_jumps"))]
AcceptOlder = Annotated[bool, typer.Option("--accept-older", help=common.WORDS.t("cli.accept_older"))]


@report_app.command("show", help=common.WORDS.t("cli.report_show"))
def show_report(
    plan: PlanKey,
    quarter: Quarter,
    *,
    version: Annotated[int | None, typer.Option(help=common.WORDS.t("cli.report_version"))] = None,
    as_json: AsJson = False,
) -> None:
    """Show where a report stands and what it asks for; a version as it was received."""
    with common.open_reading() as db:
        report = report_reading.read_report(db, plan, quarter, common.find_operator(), read_clock())
    if version is not None:
        received = report_queries.find_receipt(report.kept, version)
        if received is None:
            raise refuse("receipt_unknown", plan, value=version)
        common.print_json(received[1])
    elif as_json:
        common.print_json(build_reading_document(report, common.WORDS))
    else:
        _print_report(report)
        _print_personal(report)


@report_app.command("fill", help=common.WORDS.t("cli.report_fill"))
def fill_report(
    plan: PlanKey,
    line: Row,
    fields: Annotated[
        list[str], typer.Argument(metavar="FIELD=TEXT...", help=common.WORDS.t("cli.report_fields"))
    ],
    quarter: Quarter,
) -> None:
    """Type texts in the fields of a line of the draft, having read what stands there."""
    texts = [text.partition("=") for text in fields]
    with common.open_writing(dry_run=False) as db:
        report = report_reading.read_report(db, plan, quarter, common.find_operator(), read_clock())
        stands = report.draft.fields
        changes = [
            FieldChange(line, name, text, stands[line, name].version if (line, name) in stands else 0)
            for name, _, text in texts
        ]
        draft_commands.save_fields_of(db, report, changes)
    typer.echo(common.WORDS.n("cli.report_filled", len(changes), line=line))


@report_app.command("send", help=common.WORDS.t("cli.report_send"))
def send_report(plan: PlanKey, quarter: Quarter, words: Sentence = "") -> None:
    """Send a report to the chief."""
    _take(StepRequest(plan, quarter, StepKind.SENT, words))


@report_app.command("take-back", help=common.WORDS.t("cli.report_take_back"))
def take_report_back(plan: PlanKey, quarter: Quarter, words: Sentence = "") -> None:
    """Take a report back that was sent and is not approved yet."""
    _take(StepRequest(plan, quarter, StepKind.TAKEN_BACK, words))


@report_app.command("return", help=common.WORDS.t("cli.report_return"))
def return_report(plan: PlanKey, quarter: Quarter, words: Sentence) -> None:
    """Return a report to who prepares it, with a sentence."""
    _take(StepRequest(plan, quarter, StepKind.RETURNED, words))


@report_app.command("approve", help=common.WORDS.t("cli.report_approve"))
def approve_report(
    plan: PlanKey,
    quarter: Quarter,
    words: Sentence = "",
    *,
    accept_jumps: Accept = False,
    accept_older: AcceptOlder = False,
) -> None:
    """Approve a report, which hands it in; its rows become results."""
    accepted = _list_accepted(jumps=accept_jumps, older=accept_older)
    _take(StepRequest(plan, quarter, StepKind.APPROVED, words, accepted=accepted))


@report_app.command("share", help=common.WORDS.t("cli.report_share"))
def share_report(plan: PlanKey, quarter: Quarter, words: Sentence = "") -> None:
    """Share a draft with the department as provisional."""
    _take(StepRequest(plan, quarter, StepKind.SHARED, words))


@report_app.command("ask", help=common.WORDS.t("cli.report_ask"))
def ask_about_report(plan: PlanKey, rows: Rows, quarter: Quarter, words: Sentence) -> None:
    """Ask about lines of a report, which opens them alone."""
    _take(StepRequest(plan, quarter, StepKind.ASKED, words, tuple(rows)))


@report_app.command("answer", help=common.WORDS.t("cli.report_answer"))
def answer_about_report(
    plan: PlanKey,
    quarter: Quarter,
    words: Sentence,
    *,
    accept_jumps: Accept = False,
    accept_older: AcceptOlder = False,
) -> None:
    """Answer what was asked, with what now stands in those lines."""
    accepted = _list_accepted(jumps=accept_jumps, older=accept_older)
    _take(StepRequest(plan, quarter, StepKind.ANSWERED, words, accepted=accepted))


@report_app.command("receive", help=common.WORDS.t("cli.report_receive"))
def receive_report(plan: PlanKey, quarter: Quarter, words: Sentence = "") -> None:
    """Receive a report, which freezes everything as it is."""
    _take(StepRequest(plan, quarter, StepKind.RECEIVED, words))


@report_app.command("correct", help=common.WORDS.t("cli.report_correct"))
def correct_report(plan: PlanKey, quarter: Quarter, words: Sentence) -> None:
    """Begin a new version of a report that was received."""
    _take(StepRequest(plan, quarter, StepKind.REOPENED, words))


@report_app.command("except", help=common.WORDS.t("cli.report_except"))
def extend_deadline(
    plan: PlanKey,
    quarter: Quarter,
    words: Sentence,
    until: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help=common.WORDS.t("cli.report_until"))],
) -> None:
    """Put the deadline of a report off to a day."""
    day = common.read_needed_day(until, "--until")
    _take(StepRequest(plan, quarter, StepKind.EXCEPTED, words, until=day))


@report_app.command("confirm", help=common.WORDS.t("cli.report_confirm"))
def confirm_milestone(plan: PlanKey, row: Row, quarter: Quarter, words: Sentence = "") -> None:
    """Confirm a milestone that was reported as done."""
    _take(StepRequest(plan, quarter, StepKind.CONFIRMED, words, (row,)))


@report_app.command("doubt", help=common.WORDS.t("cli.report_doubt"))
def doubt_milestone(plan: PlanKey, row: Row, quarter: Quarter, words: Sentence) -> None:
    """Do not confirm a milestone, with a reason that the institution can answer."""
    _take(StepRequest(plan, quarter, StepKind.DOUBTED, words, (row,)))


@report_app.command("reply", help=common.WORDS.t("cli.report_reply"))
def reply_about_milestone(plan: PlanKey, row: Row, quarter: Quarter, words: Sentence) -> None:
    """Answer why a milestone was not confirmed."""
    _take(StepRequest(plan, quarter, StepKind.REPLIED, words, (row,)))


@report_app.command("refuse", help=common.WORDS.t("cli.report_refuse"))
def refuse_milestone(plan: PlanKey, row: Row, quarter: Quarter, words: Sentence) -> None:
    """Settle a milestone as missed."""
    _take(StepRequest(plan, quarter, StepKind.REFUSED, words, (row,)))


@report_app.command("assess", help=common.WORDS.t("cli.report_assess"))
def assess_criterion(
    plan: PlanKey,
    row: Row,
    word: Annotated[str, typer.Argument(metavar="WORD", help=common.WORDS.t("cli.report_word"))],
    quarter: Quarter,
    words: Sentence,
) -> None:
    """Give an assessment, with its reason."""
    _take(StepRequest(plan, quarter, StepKind.ASSESSED, words, (row,), word=word))


@report_app.command("note", help=common.WORDS.t("cli.report_note"))
def note_figure(
    plan: PlanKey,
    row: Row,
    value: Annotated[str, typer.Argument(metavar="VALUE", help=common.WORDS.t("cli.report_value"))],
    quarter: Quarter,
    words: Sentence,
) -> None:
    """Note a figure of the department's own in the place of a missing one, with where it is from."""
    _take(StepRequest(plan, quarter, StepKind.NOTED, words, (row,), word=value))


def _list_accepted(*, jumps: bool, older: bool) -> tuple[Question, ...]:
    answered = {Question.JUMPS: jumps, Question.OLDER: older}
    return tuple(question for question, yes in answered.items() if yes)


def _take(wanted: StepRequest) -> None:
    with common.open_writing(dry_run=False) as db:
        taken = step_commands.take_step(db, wanted)
    words = common.WORDS
    typer.echo(words.t("cli.report_done", step=words.t(f"record.report_{taken.step.kind}"), plan=wanted.plan))
    if taken.answer:
        count = len(taken.answer.results) + len(taken.answer.events)
        typer.echo(words.n("cli.results_imported", count))


def _print_personal(report: ReportReading) -> None:
    """Warn of free texts that may be personal."""
    for (line, name), signs in find_personal_fields(report.draft).items():
        said = ", ".join(common.WORDS.t(f"report.personal_{sign}") for sign in signs)
        typer.echo(common.WORDS.t("report.personal_text", place=f"{line}, {name}", signs=said))


def _print_report(report: ReportReading) -> None:
    words, progress = common.WORDS, report.check.progress
    state = words.t(f"report.state_{report.course.state}")
    due = words.date(report.deadline) if report.deadline else words.t("report.no_deadline")
    typer.echo(f"{report.plan.title}, {words.period(report.period.text)}: {state}")
    typer.echo(words.t("report.progress", answered=progress.answered, asked=progress.asked, due=due))
    wrong = {(one.line, one.problem.code) for one in report.check.problems}
    for section in dict.fromkeys(line.section for line in report.lines):
        typer.echo(words.t(f"report.section_{section}"))
        for line in (line for line in report.lines if line.section is section):
            mark = (
                "+" if report.draft.answers(line) else "!" if (line.key, "line_unanswered") in wrong else " "
            )
            typer.echo(f" {mark} {line.key}  {name_line(line, report.plan, words)}")
            if found := report.check.facts.get(line.key):
                for fact in write_line_facts(line, found, report.plan, report.catalogue, words):
                    typer.echo(f"     {fact}")
