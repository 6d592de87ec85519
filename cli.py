"""The command line `maalstreg`. Exits 0 when done, 1 with every problem on stderr, 2 for a usage error."""

from __future__ import annotations

from typing import NoReturn

import typer
from sqlalchemy.exc import SQLAlchemyError

from db.failures import explain_error
from metrics.errors import InvalidInput, Problem
from metrics.plan.terms import is_intact
from terminal import (
    audit,
    breaks,
    common,
    database,
    deadlines,
    decisions,
    indicators,
    institutions,
    outlook,
    papers,
    plans,
    reminders,
    results,
    scores,
    thresholds,
    users,
)
from terminal.filing import archive, journal
from terminal.reporting import annual, cases, directions, duties, evidence, meetings, reports
from terminal.usage import run_app
from words.problems import describe_problem

INTERRUPTED = 130  # as shells report it

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help=common.WORDS.t("cli.about"),
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(database.app)
app.add_typer(plans.plan_app, name="plan")
app.add_typer(directions.direction_app, name="direction")
app.add_typer(duties.duty_app, name="duties")
app.add_typer(results.results_app, name="results")
app.add_typer(cases.cases_app, name="cases")
reports.report_app.add_typer(evidence.evidence_app, name="evidence")
app.add_typer(reports.report_app, name="report")
app.add_typer(scores.app)
app.add_typer(annual.app)
app.add_typer(deadlines.app)
app.add_typer(reminders.app)
app.add_typer(outlook.app)
app.add_typer(papers.app)
app.add_typer(archive.app)
app.add_typer(journal.journal_app, name="journal")
app.add_typer(decisions.decision_app, name="decision")
app.add_typer(meetings.meeting_app, name="meeting")
app.add_typer(users.user_app, name="user")
app.add_typer(thresholds.threshold_app, name="threshold")
app.add_typer(breaks.break_app, name="break")
app.add_typer(indicators.indicator_app, name="indicator")
app.add_typer(institutions.institution_app, name="institution")
app.add_typer(audit.audit_app, name="audit")


def main() -> None:
    """Run the command line and print problems on standard error."""
    try:
        run_app(app, common.WORDS)
    except InvalidInput as wrong:
        _fail(*wrong.problems)
    except SQLAlchemyError as wrong:
        _fail(Problem("database_unreachable", params={"reason": explain_error(wrong)}))
    except UnicodeEncodeError as wrong:  # a lone surrogate, which an argument can hold and no database
        if is_intact(wrong.object):
            raise
        _fail(Problem("not_understood", params={"value": ascii(wrong.object)[:80]}))
    except OSError as wrong:
        _fail(Problem("cannot_write", params={"reason": wrong.strerror or str(wrong)}))
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None


def _fail(*problems: Problem) -> NoReturn:
    for problem in problems:
        typer.echo(describe_problem(problem, common.WORDS), err=True)
    raise SystemExit(1) from None
