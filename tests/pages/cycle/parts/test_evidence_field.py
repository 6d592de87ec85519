"""The files of a row: listed to be fetched, removed while it may be filled in, and the form of the door."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.evidence import evidence_commands
from db.evidence.evidence_commands import EvidenceRequest
from db.session import open_writing
from tests.files import PDF
from tests.pages.conftest import Open
from tests.pages.cycle.filling import COLLEAGUE, MILESTONE, PLAN, QUARTER, REPORT, choose, read_draft, see


def test_a_row_shows_its_files_and_takes_one_more(database: str, open_page: Open) -> None:
    name = "Møde <1>.pdf"
    wanted = EvidenceRequest(PLAN, QUARTER, MILESTONE, "2026-114")
    file = evidence_commands.keep_file(database, COLLEAGUE, wanted, name, PDF)
    at = open_page("report", **REPORT, role="reporter")
    html = choose(at, MILESTONE, "claimed")
    assert f'<a href="/indberetning/bilag/{file.key}?role=reporter" download>Møde _1_.pdf</a>' in html
    assert "1 kB · journalnr. 2026-114" in html
    door = (
        f"/indberetning/bilag?plan={PLAN}&amp;quarter={QUARTER}&amp;line=milestone%3A2.1.3&amp;role=reporter"
    )
    assert f'<form method="post" enctype="multipart/form-data" action="{door}"' in html
    at.button(f"remove_{file.key}").click()
    assert "Møde" not in see(at.run())
    assert read_draft().draft.files == ()


def test_a_row_that_was_sent_shows_its_files_and_no_form_and_the_department_neither(
    database: str, open_page: Open
) -> None:
    file = evidence_commands.keep_file(
        database, COLLEAGUE, EvidenceRequest(PLAN, QUARTER, MILESTONE), "a.pdf", PDF
    )
    with open_writing(database, COLLEAGUE) as db:
        plan = db.scalars(select(m.Plan.id).where(m.Plan.key == PLAN)).one()
        said = {"kind": "sent", "person": COLLEAGUE.key, "role": "reporter", "words": "", "rows": "[]"}
        at = {"quarter": QUARTER, "end": date(2026, 12, 31), "word": "", "recorded_at": read_clock()}
        db.add(m.ReportStepRow(plan_id=plan, **said, **at))
        chain.record_entry(db, "report.sent", PLAN)
    html = see(open_page("report", **REPORT, role="chief"))
    assert f'href="/indberetning/bilag/{file.key}' in html
    assert "<form" not in html
    assert "/indberetning/bilag" not in see(open_page("report", **REPORT, role="reader"))
