"""A development plan as a reader meets it, and the ways to it from goals, plans and institutions."""

from __future__ import annotations

from tests.pages.conftest import Open, text
from tests.pages.drawing import captions, plain, row, rows

CPR = "cpr-udviklingsplan-2023"
BOARD = "eksempel-ankenaevn-udviklingsplan-2025"


def test_every_initiative_of_the_source_is_there_with_its_section_and_its_own_words(open_page: Open) -> None:
    at = open_page("direction", plan=CPR, as_of="2024-10-01")
    html = text(at)
    assert "15 indsatser i 6 fokusområder: 15 uden indberetning. 11 har ingen dato i planen." in plain(html)
    assert "En udviklingsplan har ingen mål med point og derfor ingen samlet målopfyldelse." in plain(html)
    assert "størst mulige samfundsmæssige nytte af CPR." in plain(html)
    assert row(html, "6.1.2").startswith("6.1.2 Alle CPR-webservices omlagt sommeren 2024 “I sommeren 2024” ")
    assert "Tiden er gået (sommeren 2024), og intet er indberettet." in row(html, "6.1.2")
    assert row(html, "7.2").startswith("7.2 Adresseoplysninger ved bopælsregistrering Antallet af personer")
    assert "afsnit 7.2 uden dato i planen CPR i samarbejde med kommunerne" in row(html, "7.2")
    assert "afsnit 7, uden nummer i planen; her 7.0 hele planens periode" in row(html, "Nålestiksindsatser")
    assert "Forløber: 1.2 Udbud af CPR-opgaven, Resultatplan 2021" in row(html, "5.1 ")
    starts = [found.split(" ")[0] for found in rows(html)]
    numbers = [*("5.1", "6.1", "7.1", "7.2", "7.3", "7.4", "8.1"), *(f"9.{n}" for n in (1, 2, 3, 4))]
    assert [one for one in (*numbers, "10.1", "10.2", "10.3") if one not in starts] == []
    assert "dag" not in row(html, "6.1.2")


def test_the_figures_of_the_table_have_no_date(open_page: Open) -> None:
    html = text(open_page("direction", plan=CPR))
    assert "Tal i planen" in captions(html)
    assert row(html, "Personer med fast bopæl i Danmark") == (
        "Personer med fast bopæl i Danmark 5.949.711 uden dato i planen Tabel 1"
    )
    assert row(html, "I alt") == "I alt (beregnet her) 11.011.284"
    assert "så intet mål tjener den." in plain(html)


def test_the_roadmap_has_a_description_and_the_day_s_line(open_page: Open) -> None:
    at = open_page("direction", plan=CPR, as_of="2024-10-01")
    (chart,) = at.get("plotly_chart")
    assert "Status pr. 01.10.2024" in chart.proto.spec
    alt = chart.proto.alt
    assert alt.startswith("Køreplan for Udviklingsplan 2023-2025. 5.1 Kontraktimplementering: 2023 og 2024.")
    assert "7.1 Statsborgerskabsoplysninger: uden dato i planen. Ingen indberetning." in alt
    later = open_page("direction", plan=CPR, as_of="2026-11-20")
    assert "20. november 2026 ligger efter planens periode." in plain(text(later))
    assert "Status pr." not in later.get("plotly_chart")[0].proto.spec


def test_what_was_reported_shows_from_its_day_on(open_page: Open) -> None:
    html = text(open_page("direction", plan=BOARD, as_of="2026-11-20"))
    assert "3 uden indberetning, 3 i gang og 1 gennemført." in plain(html)
    assert "Usikker 9. juli 2026. Leverandøren er to måneder forsinket." in row(html, "2.1 ")
    assert "Afventer departementet" in row(html, "2.1.1")
    assert "Bekræftet gennemført af departementet 4. august 2026." in row(html, "1.2")
    assert "Opdigtede tal" in plain(html)
    before = text(open_page("direction", plan=BOARD, as_of="2026-07-31"))
    assert "Afventer departementet" in row(before, "1.2")
    assert "Leverandøren" in row(before, "2.1 ")


def test_links_lead_both_ways(open_page: Open) -> None:
    html = text(open_page("direction", plan=BOARD, as_of="2026-11-20"))
    assert "1.2 Færre gamle sager, Mål- og resultatplan 2026" in row(html, "1.1")
    assert 'href="/maal?plan=eksempel-ankenaevn-2026&amp;goal=1.2&amp;as_of=2026-11-20"' in html
    said = plain(html)
    unserved = said[said.rindex("Indsatser uden et mål i planen") :]
    assert unserved.startswith(
        "Indsatser uden et mål i planen 1.3 Skabeloner til afgørelser i de største sagstyper 2.2 Borgeren kan følge"
        " sin sag 2.3 Fælles løsning med andre nævn 3.1 Oplæring af nye sagsbehandlere Mål, der ikke tjener nogen"
        " indsats 1.3 Afgørelser, der holder 3.1 Sikker budgettering 3.2 Lavere sygefravær"
    )
    goal = text(open_page("goal", plan="eksempel-ankenaevn-2026", goal="2.1", as_of="2026-11-20"))
    assert "Målet tjener indsats 2.1 Digital partshøring ( Udviklingsplan 2025-2027 )" in plain(goal)
    assert f'href="/retning?plan={BOARD}&amp;as_of=2026-11-20"' in goal
    idle = plain(text(open_page("goal", plan="eksempel-ankenaevn-2026", goal="3.2", as_of="2026-11-20")))
    assert "Målet tjener ingen indsats i udviklingsplanen." in idle
    plan = plain(text(open_page("plan", plan="eksempel-ankenaevn-2026", as_of="2026-11-20")))
    assert "Tjener ingen indsats: 1.3 Afgørelser, der holder, 3.1 Sikker budgettering og 3.2 Lavere" in plan
    owner = text(open_page("institution", institution="eksempel-ankenaevn", as_of="2026-11-20"))
    assert f'href="/retning?plan={BOARD}&amp;as_of=2026-11-20"' in owner


def test_a_goal_that_only_went_before_says_so_and_others_of_its_plan_nothing(open_page: Open) -> None:
    goal = plain(text(open_page("goal", plan="cpr-2021", goal="1.2")))
    assert "Målet gik forud for indsats 5.1 Kontraktimplementering" in goal
    assert "Retning" not in plain(text(open_page("goal", plan="cpr-2021", goal="1.1")))
    assert "Retning" not in plain(text(open_page("plan", plan="cpr-2017")))


def test_a_development_plan_is_on_no_page_of_scored_plans(open_page: Open) -> None:
    for key in ("overview", "risk", "whatif", "plans", "annual", "development"):
        html = text(open_page(key, as_of="2026-11-20" if key != "plans" else ""))
        assert "dviklingsplan 202" not in html, key
    for key in ("plan", "whatif", "annual"):
        assert "Udviklingsplan 2023-2025" not in text(open_page(key, plan=CPR)), key
