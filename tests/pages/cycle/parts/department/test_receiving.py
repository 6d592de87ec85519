"""A report as the department receives it, from when it is handed in to a version asked for long after."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from db.clock import CLOCK
from db.evidence import evidence_commands
from db.evidence.evidence_commands import EvidenceRequest
from tests.db.recorded import facts
from tests.db.reports.played import CHIEF, CONTROLLER, NOW, PLAN, QUARTER, REPORTER, fill, take
from tests.files import PDF
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, row, rows

FIRST, SECOND = "milestone:1.2.1", "milestone:1.2.2"
KEY = f"report {PLAN} {QUARTER}"


@pytest.fixture
def database(handed_in: str) -> str:
    return handed_in


def show(open_page: Open, **query: str) -> AppTest:
    return open_page("report", **{"plan": PLAN, "quarter": QUARTER, "role": "controller", **query})


def buttons(at: AppTest) -> set[str]:
    return {button.label for button in at.button}


def test_the_department_answers_every_row_and_then_receives(database: str, open_page: Open) -> None:
    at = show(open_page)
    html = plain(text(at))
    assert "Afleveret; afventer departementet" in html
    assert "10.07.2017 11.00, chief@example.dk (Institutionschef): “Godkendt”; til tiden" in html
    assert "Alt gik som ventet." in html
    assert "Indberetningen kan modtages, når der er svaret på: 1.2.1" in html

    at.button(key=f"{KEY} {FIRST} doubted").click().run()
    assert "Begrundelse: " in plain(text(at))  # a reason is needed, and nothing is recorded
    assert facts(database).events[PLAN, "1.2.1"].kind == "claimed"
    at.text_area(key=f"{KEY} {FIRST} words").input("Vi mangler rapporten.")
    at.button(key=f"{KEY} {FIRST} doubted").click().run()
    assert at.success[0].value == "Milepæl ikke bekræftet. Det er registreret."
    assert "Vi mangler rapporten." in row(text(at), "1.2.1")
    assert (
        facts(database).events[PLAN, "1.2.1"].kind == "claimed"
    )  # the institution may answer before it settles

    at.button(key=f"{KEY} {SECOND} confirmed").click().run()
    assert facts(database).events[PLAN, "1.2.2"].kind == "met"
    at.button(key=f"{KEY} receive take").click().run()
    assert "Modtaget" in plain(text(at))
    assert buttons(at) & {"Modtag indberetningen", "Send spørgsmålet"} == set()


def test_a_line_is_asked_about_from_where_it_stands(database: str, open_page: Open) -> None:
    assert "ask=goal%3A1.1" in row_html(text(show(open_page)), "Mål 1.1")
    at = show(open_page, ask="goal:1.1")
    assert at.multiselect(key=f"{KEY} ask rows").value == ["goal:1.1"]
    assert at.multiselect(key=f"{KEY} ask rows") in at.expander[0].multiselect
    assert at.expander[0].proto.expanded
    assert at.multiselect(key=f"{KEY} ask rows").value == at.run().multiselect(key=f"{KEY} ask rows").value
    assert "ask=" not in text(show(open_page, role="reader"))
    assert show(open_page, ask="goal:none").multiselect(key=f"{KEY} ask rows").value == []


def row_html(html: str, name: str) -> str:
    return next(one for one in html.split("<tr") if name in plain(one))


def test_a_question_opens_its_rows_alone(database: str, open_page: Open) -> None:
    at = show(open_page)
    at.multiselect(key=f"{KEY} ask rows").set_value(["goal:1.1"])
    at.text_area(key=f"{KEY} ask words").input("Hvad mangler?")
    at.button(key=f"{KEY} ask take").click().run()
    html = plain(text(at))
    assert "Afleveret; afventer svar fra institutionen" in html
    assert "Hvad mangler?" in row(text(at), "Mål 1.1")
    then = NOW + timedelta(days=2)
    fill(database, REPORTER, ("goal:1.1", "status", "in_doubt"), ("goal:1.1", "note", "N"), now=then)
    take(database, CHIEF, "answered", "Leverandøren er forsinket.", now=then)
    shown = row(text(show(open_page)), "Mål 1.1")
    assert shown.index("Hvad mangler?") < shown.index("Leverandøren er forsinket.")
    assert "Rettet. Før: Forventes opfyldt" in shown
    assert "Leverandøren er forsinket." not in row(text(show(open_page)), "Mål 1.2")
    assert "Rettet" not in row(text(show(open_page)), "Mål 1.2")


def test_the_department_fetches_the_files_that_a_report_was_handed_in_with(
    database: str, open_page: Open
) -> None:
    take(database, CONTROLLER, "asked", "Hvor er rapporten?", FIRST)
    wanted = EvidenceRequest(PLAN, QUARTER, FIRST)
    file = evidence_commands.keep_file(database, REPORTER, wanted, "Rapport.pdf", PDF)
    assert "Rapport.pdf" not in text(show(open_page))
    take(database, CHIEF, "answered", "Vedlagt", now=NOW + timedelta(days=2))
    listed = re.search(r"<h2>Bilag</h2><ul>(.*?)</ul>", text(show(open_page)))
    assert listed
    assert plain(listed[1]).startswith("1.2.1 ")
    assert f'href="/indberetning/bilag/{file.key}?role=controller" download>Rapport.pdf</a>' in listed[1]


def test_each_version_is_shown_as_it_was_received_also_after_corrections_and_the_day_after(
    database: str, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in (FIRST, SECOND):
        take(database, CONTROLLER, "confirmed", "", place)
    take(database, CONTROLLER, "received", "Tak")

    def version(number: int) -> str:
        return text(show(open_page, version=str(number)))

    def frozen(html: str) -> list[str]:
        """Every row of the receipt, without what is known now."""
        return rows(re.sub(r'<td role="cell" data-label="Som kendt nu">.*?</td>', "", html))

    first = version(1)
    assert "Viser version 1, modtaget 10.07.2017 11.00 af controller@example.dk" in plain(first)
    assert "Intet er ændret siden." in plain(first)
    take(database, REPORTER, "reopened", "Fejl i mål 1.1", now=NOW + timedelta(days=1))
    assert "Institutionen retter indberetningen." in plain(text(show(open_page)))
    fill(database, REPORTER, ("goal:1.1", "status", "expected_not_met"), now=NOW + timedelta(days=1))
    take(database, CHIEF, "approved", now=NOW + timedelta(days=1))
    corrected = text(show(open_page))
    assert "2. Rettet, fordi: Fejl i mål 1.1" in plain(corrected)
    assert "Rettet. Før: Forventes opfyldt, 10.07.2017" in row(corrected, "Mål 1.1")
    assert plain(corrected).count("Rettet. Før:") == 1
    take(database, CONTROLLER, "received", now=NOW + timedelta(days=2))
    for day in ("2017-07-12", "2017-07-13"):
        monkeypatch.setenv(CLOCK, day)
        assert frozen(version(1)) == frozen(first)
        assert any("Mål 1.1 IT-sikkerhed: forventning Forventes opfyldt" in one for one in frozen(version(1)))
        assert any("Mål 1.1 IT-sikkerhed: forventning Forventes ikke" in one for one in frozen(version(2)))
    assert "Hvor noget er rettet siden" in plain(version(1))
    assert row(version(1), "Mål 1.1").endswith("Forventes ikke opfyldt, 11.07.2017")
    assert row(version(1), "Mål 1.2").endswith("uændret")
    assert "Indberetningen er ikke modtaget i version 3." in plain(text(show(open_page, version="3")))
    own = show(open_page, version="1", role="reporter")
    assert frozen(text(own)) == frozen(first)
    assert not own.text_input
    filled_in = show(open_page, role="reporter")
    assert "version=2" in text(filled_in)
    assert "Kontrol og afsendelse" in [header.value for header in filled_in.header]


@pytest.mark.parametrize("role", ["reader", "head", "auditor"])
def test_who_only_reads_sees_it_and_answers_nothing(open_page: Open, database: str, role: str) -> None:
    at = show(open_page, role=role)
    assert "Alt gik som ventet." in plain(text(at))
    assert not at.button


def test_before_it_is_handed_in_there_is_nothing_but_the_deadline_which_may_be_put_off(
    database: str, open_page: Open
) -> None:
    at = show(open_page, quarter="2017Q3")
    html = plain(text(at))
    assert "Ikke afleveret" in html
    assert "14. oktober 2017" in html
    key = f"report {PLAN} 2017Q3 except"
    at.text_area(key=f"{key} words").input("Sygdom")
    at.button(key=f"{key} take").click().run()
    assert "Ny frist" in plain(text(at))  # a day is needed
    take(
        database,
        CONTROLLER,
        "excepted",
        "Sygdom",
        quarter="2017Q3",
        until=NOW.date().replace(month=10, day=28),
    )
    html = plain(text(show(open_page, quarter="2017Q3")))
    assert "28. oktober 2017 (udsat fra 14. oktober 2017 af controller@example.dk (Controller" in html


def test_the_department_notes_a_figure_of_its_own_where_one_is_missing(
    database: str, open_page: Open
) -> None:
    at = show(open_page, quarter="2017Q4")
    key = f"report {PLAN} 2017Q4 note"
    at.button(key=f"{key} take").click().run()
    said = plain(text(at))
    assert "Hvor tallet er fra: Skal udfyldes." in said
    assert "Tal:" in said
    rows_ = at.selectbox(key=f"{key} rows")
    rows_.select_index(0)
    named = rows_.options[0]
    at.text_input(key=f"{key} word").input("91,2")
    at.text_area(key=f"{key} words").input("Oplyst pr. telefon")
    at.button(key=f"{key} take").click().run()
    assert at.success[0].value == "Departementets eget tal anført. Det er registreret."
    shown = row(text(at), named)
    assert "91,2" in shown
    assert "Oplyst pr. telefon" in shown
    assert "Departementet har anført 1 tal" in plain(
        text(open_page("report", role="controller", year="2017"))
    )
