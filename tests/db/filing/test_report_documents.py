"""Each version of a report is a document when it is handed in and when it is received, and a correction is one too."""

from __future__ import annotations

from datetime import timedelta

from db.filing.report_documents import KINDS
from metrics.access import Role
from metrics.annual.annual_course import AnnualAct
from metrics.filing.filed_document import FiledKind
from metrics.report.course import StepKind
from tests.db.annual.annual_years import act, fill_year, write_all
from tests.db.filing.filed_years import BEGUN, HOUR, journal
from tests.db.reports.played import CHIEF, CONTROLLER, REPORTER, take
from tests.fixtures.databases import DatabaseOf

LATER = BEGUN + timedelta(days=1)


def test_a_corrected_report_is_a_new_version(url: str) -> None:
    for row in ("milestone:1.2.1", "milestone:1.2.2"):
        take(url, CONTROLLER, "confirmed", "", row, now=LATER)
    take(url, CONTROLLER, "received", now=LATER + HOUR)
    take(url, REPORTER, "reopened", "Tallet var forkert", now=LATER + 2 * HOUR)
    take(url, CHIEF, "approved", "Rettet", now=LATER + 3 * HOUR)
    found = [one.document for one in journal(url).values() if one.document.quarter == "2017Q2"]
    versions = [
        (one.kind.value, one.version) for one in found if one.at >= LATER and one.at < LATER + 4 * HOUR
    ]
    assert versions == [("receipt", 1), ("correction", 2), ("report", 2)]


def test_what_leaves_the_report_where_it_is_without_a_word_to_the_other_party_is_no_document() -> None:
    silent = {StepKind.SENT, StepKind.TAKEN_BACK, StepKind.NOTED, StepKind.CONFIRMED, StepKind.REFUSED}
    assert set(StepKind) - set(KINDS) == silent | {StepKind.ASSESSED}


def test_the_settlement_of_a_year_is_a_document_of_each_party(database_of: DatabaseOf) -> None:
    url = database_of(fill_year)
    write_all(url)
    act(url, Role.CHIEF, AnnualAct.APPROVED)
    act(url, Role.HEAD, AnnualAct.RETURNED, "Skriv mere")
    act(url, Role.CHIEF, AnnualAct.COMPARED, "Finansloven: ens")  # it is told in the table itself
    found = [one.document for one in journal(url).values()][-2:]
    assert [one.kind for one in found] == [FiledKind.ANNUAL, FiledKind.ANNUAL_RETURN]
    assert found[1].words == "Skriv mere"
