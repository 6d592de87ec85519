"""The approval by both parties on the page."""

from __future__ import annotations

from metrics.access import Role
from metrics.annual.annual_course import AnnualAct
from tests.pages.conftest import Open, record
from tests.pages.cycle.settling import (
    PLAN,
    act_as,
    explain,
    labels,
    opened,
    press,
    read_year,
    see,
    write_as_colleague,
)

APPROVE, AGREE, RETURN = (
    "Godkend for institutionen",
    "Tiltræd for departementet",
    "Send tilbage til institutionen",
)
REMARK = "Bemærkning (kan udelades)"


def test_what_is_missing_stands_where_the_button_will_be(database: str, open_page: Open) -> None:
    at = opened(open_page, role="chief")
    assert APPROVE not in labels(at)
    assert "Analysen af mål 2.2 mangler: skriv, hvorfor målet ikke er opfyldt." in see(at)
    assert "Institutionen har ikke godkendt opgørelsen endnu." in see(opened(open_page, role="head"))
    explain()
    assert APPROVE in labels(opened(open_page, role="chief"))


def test_the_chief_approves_with_a_remark_and_the_head_agrees(database: str, open_page: Open) -> None:
    explain()
    at = opened(open_page, role="chief")
    assert "Opgørelsen er godkendt for institutionen." in press(at, APPROVE, "Enig", REMARK)
    head = opened(open_page, role="head")
    assert "Årsagen til 1.1" in see(head)
    assert "Opgørelsen er tiltrådt for departementet." in press(head, AGREE)
    assert AGREE not in see(opened(open_page, role="head"))
    course = read_year().course
    assert [(one.role, one.words) for one in course.acts] == [(Role.CHIEF, "Enig"), (Role.HEAD, "")]
    assert "Tiltrådt af departementet Chef i departementet 02.03.2026" in see(
        opened(open_page, PLAN, "reader")
    )


def test_it_is_sent_back_with_a_reason_and_what_was_typed_stays_where_it_is_refused(
    database: str, open_page: Open
) -> None:
    explain()
    act_as(Role.CHIEF, AnnualAct.APPROVED)
    at = opened(open_page, role="head")
    assert "Begrundelse" in press(at, RETURN)
    assert read_year().course.agreed is None
    done = press(at, RETURN, "Skriv mere", "Begrundelse")
    assert "Opgørelsen er sendt tilbage til institutionen." in done
    assert APPROVE in labels(opened(open_page, role="chief"))


def test_a_change_after_the_approval_is_told(database: str, open_page: Open) -> None:
    explain()
    act_as(Role.CHIEF, AnnualAct.APPROVED)
    write_as_colleague("1.1", "En bedre forklaring", read=1)
    said = see(opened(open_page, role="chief"))
    assert "Analysen er ændret, siden institutionen godkendte den." in said
    assert "En bedre forklaring" not in see(opened(open_page, role="head"))
    record(database, ("eksempel-tilsyn", "tilsynsbesoeg", "2025", "1310"))
    assert "Tallene er ændret, siden institutionen godkendte opgørelsen." in see(
        opened(open_page, role="head")
    )


def test_nothing_is_said_of_the_annual_report_s_own_endorsement_but_that_it_is_not_here(
    open_page: Open,
) -> None:
    said = see(opened(open_page))
    assert said.count("påtegning") == 1
    assert "Årsrapportens påtegning gives i årsrapporten." in said
