"""What is compared for whom: an area, all, or one's own institution, and never another's figures."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from metrics.access import Grant, Person, Role, grant_all_roles
from metrics.periods import find_danish_day, find_day_end
from metrics.whatif.year_totals import find_year_totals
from pages.status.parts.development import development_reads as reads
from pages.ui.moments import JudgedMoment, read_moment
from tests.pages.conftest import record
from tests.pages.drawing import DA, plain, row, writer

TODAY = find_danish_day(datetime.now(UTC))
DAY = date(2026, 11, 20)
FICTION = "Digitaliserings- og Borgerministeriet (opdigtet)"
CPR = Person("a@example.dk", (Grant(Role.READER, date(2020, 1, 1), institution="cpr"),))
ALL = grant_all_roles("b@example.dk")


def moment(reader: Person = ALL, day: date = DAY) -> JudgedMoment:
    return read_moment(day, find_day_end(day), reader, TODAY)


@pytest.mark.usefixtures("read_only")
def test_an_area_has_its_own_institutions_and_no_area_means_all() -> None:
    now = moment()
    write = writer(now.catalogue)
    assert {plan.institution for plan in reads.find_plans(now, FICTION)} == {
        "eksempel-ankenaevn",
        "eksempel-tilsyn",
        "eksempel-register",
    }
    own = plain(reads.read_fulfilment(now, FICTION, write))
    assert "CPR-administrationen" not in own
    every = reads.read_fulfilment(now, "", write)
    assert row(every, "CPR-administrationen").endswith("– mangler opgørelse – mangler opgørelse")
    assert row(every, "Registerstyrelsen").endswith("58,8 86,3 87,5 62 forventet 44–75")
    assert (
        plain(every).count("Skraveret bjælke: forventet.")
        == plain(own).count("Skraveret bjælke: forventet.")
        == 1
    )
    assert plain(every).count("Opdigtede tal") == 2  # the heading and the name of its table


@pytest.mark.usefixtures("read_only")
def test_a_plan_that_is_signed_and_has_not_begun_has_what_is_foreseen_of_it() -> None:
    now = moment(day=date(2025, 12, 22))
    plan = now.scores["eksempel-register-2026"].plan
    assert plan.start > now.facts.as_of
    (total,) = find_year_totals([now.scores[plan.id]], now.catalogue)
    assert total.between
    least, most = (DA.points(end, decimals=0) for end in total.between)
    assert (least, most) != ("0", "100")
    shown = row(reads.read_fulfilment(now, "", writer(now.catalogue)), "Registerstyrelsen")
    assert shown.endswith(f" mellem {least} og {most} forventet")


@pytest.mark.usefixtures("read_only")
def test_what_several_measure_alike_can_be_compared_most_institutions_first() -> None:
    now = moment()
    assert list(reads.list_indicators(now, FICTION)) == ["sygefravaer", "afvigelse-grundbudget"]
    html = reads.read_comparison(now, FICTION, "sygefravaer", writer(now.catalogue))
    assert html.count('class="m-plot"') == 3
    assert "Definition: Rullende gennemsnit" in plain(html)


@pytest.mark.usefixtures("read_only")
def test_whoever_sees_one_institution_has_nothing_to_compare_until_the_state_s_average_is_there() -> None:
    now = moment(CPR)
    assert reads.list_indicators(now, "") == {}
    assert {plan.institution for plan in reads.find_plans(now, "")} == {"cpr"}


def test_one_s_own_institution_is_held_against_the_state_s_average_and_no_other(database: str) -> None:
    record(database, ("staten", "sygefravaer", "2015-10/2016-09", "7.9"), recorded=date(2016, 12, 1))
    now = moment(CPR)
    assert list(reads.list_indicators(now, "")) == ["sygefravaer"]
    html = reads.read_comparison(now, "", "sygefravaer", writer(now.catalogue))
    assert html.count('class="m-plot"') == 1
    assert "statens gennemsnit: 2016: 7,9" in html
    assert "Borgersager" not in html
