"""Commands that take in a spreadsheet of a report's figures: read, and kept beside the draft until it is put in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path, PureWindowsPath
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from db.reports import draft_commands, report_imports, report_reading
from db.reports.report_reading import ReportReading
from db.results import raw_rows, result_commands
from db.results.raw_rows import ResultsFile
from db.session import find_writer
from metrics.access import Action
from metrics.errors import InvalidInput, refuse
from metrics.facts.import_answer import RowFate
from metrics.facts.reports.line_keys import SHEET
from metrics.plan.terms import is_intact
from metrics.report.draft_fields import ANSWERING, FROM_A_FILE
from metrics.report.pasted_rows import ROWS, SheetRows, write_sheet

LONGEST_NAME = 80
NAMELESS = "regneark"


def read_open_report(session: Session, plan: str, quarter: str, now: datetime) -> ReportReading:
    """Read a report that the writer may fill in now. Raises InvalidInput (`not_permitted`, `report_not_open`)."""
    report = report_reading.read_report(session, plan, quarter, find_writer(session), now)
    if refused := report.taker.refuse(Action.PREPARE, in_part=True):
        raise InvalidInput([refused])
    if not report.open_lines:
        raise refuse("report_not_open", "", state=report.course.state)
    return report


def keep_sheet(
    session: Session, plan: str, quarter: str, name: str, content: bytes, now: datetime
) -> SheetRows:
    """Read a spreadsheet and keep what it says of a report beside the draft, in place of an earlier one.

    Nothing of the draft changes. Raises InvalidInput with every problem of the file, and where no row is the report's.
    """
    report = read_open_report(session, plan, quarter, now)
    file = _read(name, content)
    owners = {row.cell("institution") for row in file.rows} - {""}
    if owners and report.plan.institution not in owners:
        raise refuse("sheet_of_others", _clean(name), value=sorted(owners))
    rows = _find_rows(session, report, _clean(name), file, now)
    if not rows.texts and not rows.known:
        raise refuse("sheet_of_nothing", rows.file)
    draft_commands.keep_field(session, report, (SHEET, ROWS), write_sheet(rows))
    return rows


def forget_sheet(session: Session, plan: str, quarter: str, now: datetime) -> None:
    """Let go of the spreadsheet that is kept beside a draft: it is in the draft now, or nobody wants it."""
    report = read_open_report(session, plan, quarter, now)
    draft_commands.keep_field(session, report, (SHEET, ROWS), "")


def _read(name: str, content: bytes) -> ResultsFile:
    """Read a file by the one reader of results files, which goes by its ending."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{NAMELESS}{PureWindowsPath(name).suffix.lower()[:10]}"
        path.write_bytes(content)
        return raw_rows.read_results_file(path)


def _clean(name: str) -> str:
    """Return what is left of a file's name without its path and without signs nobody sees."""
    last = PureWindowsPath(name).name
    plain = "".join(sign for sign in last if sign.isprintable())[-LONGEST_NAME:]
    return plain if plain and is_intact(plain) else NAMELESS


def _find_rows(
    session: Session, report: ReportReading, name: str, file: ResultsFile, now: datetime
) -> SheetRows:
    """Find the rows that lines of a report ask for, count the others, and name those that no figure comes of."""
    answer = result_commands.answer_file(session, file, now)
    texts: dict[str, dict[str, str]] = {}
    known = others = 0
    for row in sorted(answer.lines, key=report_imports.is_chosen):
        found = report_imports.find_line(report, row)
        if found and report.may_fill(found[0].key):
            line, fields = found
            # What the file leaves out is not taken from what somebody has explained by hand.
            answers = (*ANSWERING[line.kind], *FROM_A_FILE)
            texts[line.key] = {key: text for key, text in fields.items() if text or key in answers}
        elif row.fate is RowFate.SAME:
            known += 1
        else:
            others += 1
    return SheetRows(name, texts, known, others, [*answer.remarked], [*answer.not_available])
