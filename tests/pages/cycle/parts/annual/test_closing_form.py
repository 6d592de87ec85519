"""The closing of a plan on its settlement."""

from __future__ import annotations

from metrics.access import Role
from metrics.annual.annual_course import AnnualAct
from tests.pages.conftest import Open
from tests.pages.cycle.settling import OLD, PLAN, act_as, explain, labels, opened, press, read_year, see

CLOSE = "Luk planen"
REASON = "Begrundelse, hvis et mål ikke er opgjort, eller en part ikke har godkendt"


def test_the_plan_is_closed_and_its_total_stands_with_what_was_approved(
    database: str, open_page: Open
) -> None:
    explain()
    act_as(Role.CHIEF, AnnualAct.APPROVED)
    act_as(Role.HEAD, AnnualAct.AGREED)
    at = opened(open_page, role="head")
    assert "er ikke godkendt af" not in see(at)
    said = press(at, CLOSE)
    assert "Planen er lukket. Målopfyldelsen ligger fast." in said
    assert "Lukket opgørelse." in said
    assert "Årsagen til 1.1" in see(opened(open_page, role="reader"))
    assert (labels(at), list(at.text_area)) == ([], [])
    settled = read_year().table.score
    assert settled.settlement
    assert [settled.points.secured, settled.points.lost] == [65, 35]


def test_a_plan_with_open_goals_is_closed_with_a_reason_alone(database: str, open_page: Open) -> None:
    at = opened(open_page, OLD, "chief")
    assert "Ikke afgjort: mål 1.1, 1.2, 2.1, 2.2, 2.3, 3.1 og 3.2." in see(at)
    assert "Der er 2 fejl. Intet er gemt." in press(at, CLOSE)
    assert read_year(OLD).table.plan.closed is None
    assert "Planen er lukket." in press(at, CLOSE, "Blev aldrig målt", REASON)
    closed = read_year(OLD).table.plan.closed
    assert closed
    assert closed.reason == "Blev aldrig målt"


def test_without_the_parties_approval_it_is_closed_with_a_reason_that_stands(
    database: str, open_page: Open
) -> None:
    explain()
    act_as(Role.CHIEF, AnnualAct.APPROVED)
    at = opened(open_page, role="head")
    assert "Målrapporteringen er ikke godkendt af departementet." in see(at)
    refused = press(at, CLOSE)
    assert "Målrapporteringen er ikke godkendt af departementet. Begrund, hvorfor planen" in refused
    assert read_year().table.plan.closed is None
    press(at, CLOSE, "Departementet er nedlagt", REASON)
    said = see(opened(open_page, role="reader"))
    assert "Planen blev afsluttet med denne begrundelse: Departementet er nedlagt" in said


def test_who_may_not_close_reads_who_may(open_page: Open) -> None:
    at = opened(open_page, PLAN, "controller")
    assert CLOSE not in labels(at)
    assert "Planen lukkes af institutionschefen eller en chef i departementet." in see(at)
