"""Duties and initiatives stand where deadlines are followed up: in risks and in what is to be reported."""

from __future__ import annotations

from datetime import date

from metrics.followup.commitments import Commitment, CommitmentKind
from metrics.plan.terms import Party
from pages.ui.reports.document_dues import draw_document_dues, select_late, select_until
from tests.factories import OWNER
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, row, rows, writer

ON = date(2026, 11, 20)


def due(on: date, **said: object) -> Commitment:
    given = {
        "kind": CommitmentKind.DUTY,
        "number": 0,
        "text": "5.1 Review",
        "owner": "Board",
        "plan": "policy",
    }
    whose = {"institutions": (OWNER,), "sides": frozenset(Party)}
    return Commitment(**{**given, **whose, "due": on, **said})  # type: ignore[arg-type]


def test_late_and_coming_are_told_apart_by_the_day_authorities_are_open() -> None:
    every = [due(date(2026, 4, 9)), due(date(2026, 11, 20)), due(date(2026, 12, 31)), due(date(2027, 4, 9))]
    assert select_late(every, ON) == every[:1]
    assert select_until(every, date(2026, 12, 31)) == every[:3]
    assert draw_document_dues([], ON, "Title", writer()) == ""


def test_a_time_that_is_no_day_is_told_as_it_was_said() -> None:
    summer = ("2024-summer", date(2024, 6, 1), date(2024, 8, 31))
    one = due(date(2024, 8, 31), kind=CommitmentKind.INITIATIVE, text="1.2 Move", planned=summer)
    html = str(draw_document_dues([one, due(date(2026, 4, 9))], ON, "Title", writer()))
    found = row(html, "Indsats 1.2 Move")
    assert found == "Indsats 1.2 Move Ansvarlig: Board Inst sommeren 2024 tiden er gået"
    assert 'href="/retning?plan=policy"' in html
    assert 'href="/aarshjul?institution=inst&amp;year=2026"' in html
    assert row(html, "Pligt 5.1").endswith("9. april 2026 225 dage over fristen")


def test_the_times_of_a_duty_are_a_row_for_those_late_and_one_for_those_to_come() -> None:
    every = [due(date(2026, month, 9)) for month in range(1, 13)]
    found = rows(str(draw_document_dues(every, ON, "Title", writer())))[1:]
    assert found == [
        "Pligt 5.1 Review Ansvarlig: Board og 10 gange mere Inst 9. januar 2026 315 dage over fristen",
        "Pligt 5.1 Review Ansvarlig: Board Inst 9. december 2026 19 dage tilbage",
    ]


def test_the_page_of_risks_tells_them_for_the_area_and_the_role_that_are_asked_for(open_page: Open) -> None:
    def tell(**query: str) -> list[str]:
        return [one for one in rows(text(open_page("risk", as_of="2026-11-20", **query))) if "Pligt " in one]

    every = tell()
    assert [one for one in every if one.startswith("Pligt 9.1 Sikkerhedsniveauet")]
    assert tell(area="Social- og Indenrigsministeriet") == []
    assert tell(institution="dst") == every
    # What the institution's own roles act on is not the department's.
    assert tell(owes="head") == []


def test_what_an_institution_owes_for_the_quarter_is_on_the_page_of_reports(open_page: Open) -> None:
    said = plain(text(open_page("report", role="reporter")))
    assert "Pligter og indsatser til og med 31. december 2026" in said
    assert "Pligt 9.1 Sikkerhedsniveauet" in said
    assert "Pligt 9.1" not in plain(text(open_page("report", role="reader")))
