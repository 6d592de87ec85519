"""How far a year is settled, drawn."""

from __future__ import annotations

from metrics.access import Role
from metrics.annual.annual_course import AnnualAct
from tests.pages.conftest import Open, text
from tests.pages.cycle.settling import OLD, act_as, explain, opened, see
from tests.pages.drawing import row


def test_the_figure_says_which_settlement_it_is_and_the_points(open_page: Open) -> None:
    said = see(opened(open_page))
    assert "Endelig opgørelse. Alle mål er afgjort. Planen kan lukkes. 65 af 100 point opnået" in said
    assert "Opnået 65 Udestår 0 Tabt 35" in said


def test_the_way_says_what_is_done_and_what_is_missing(database: str, open_page: Open) -> None:
    said = see(opened(open_page))
    assert "Foreløbig opgørelse, frist 14. januar 2026 Intet mangler" in said
    assert "Del 2: Analyse 0 af 2 mål er beskrevet" in said
    assert "Lukning Kan lukkes nu" in said
    assert "Lukning Når målene er afgjort" in see(opened(open_page, OLD))
    assert "Godkendt af institutionen Ikke endnu Tiltrådt af departementet Ikke endnu" in said
    explain()
    act_as(Role.CHIEF, AnnualAct.APPROVED)
    act_as(Role.HEAD, AnnualAct.AGREED)
    done = see(opened(open_page))
    assert "Del 2: Analyse 2 af 2 mål er beskrevet" in done
    assert "Godkendt af institutionen chief@example.dk (Institutionschef), 02.03.2026" in done
    assert "Tiltrådt af departementet head@example.dk (Chef i departementet), 02.03.2026" in done


def test_what_is_missing_leads_to_where_it_is_done_and_says_who_owes_it(open_page: Open) -> None:
    html = text(opened(open_page, OLD))
    assert row(html, "Vurdering af 1.1.2").endswith("1.1 Departementet 31.12.2017 den foreløbige opgørelse")
    assert row(html, "Regnskabstal for Afvigelse mellem grundbudget").endswith(
        "3.1 Institutionen 14.01.2018 den endelige opgørelse"
    )
    assert "/indberetning?plan=cpr-2017&amp;quarter=2017Q4" in html
    assert "Foreløbig opgørelse, frist 14. januar 2018 Mangler for 6 mål" in see(opened(open_page, OLD))


def test_provisional_figures_give_a_preliminary_total(open_page: Open) -> None:
    said = see(opened(open_page, as_of="2026-01-20"))
    assert "Foreløbig opgørelse. Året er slut, men ikke alle mål er afgjort." in said
