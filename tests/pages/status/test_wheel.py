"""The yearly wheel as a reader meets it."""

from __future__ import annotations

from tests.pages.conftest import Open, text
from tests.pages.drawing import captions, plain, row


def test_the_year_s_times_and_every_duty_of_the_source_are_there(open_page: Open) -> None:
    html = text(open_page("wheel", institution="dst", as_of="2026-11-20"))
    said = plain(html)
    assert "2026: 5 frister for pligter. 0 er gennemført. 2 er overskredet." in said
    # Without a yearly plan there is no page of the institution to lead to.
    assert "/institution?institution=dst" not in html
    assert 'href="/aarshjul?institution=dst&amp;year=2027' in html
    assert "Pligter har ingen mål med point og derfor ingen samlet målopfyldelse." in said
    assert {"Året 2026 måned for måned", "Informationssikkerhedspolitik 2025"} <= set(captions(html))
    assert said.index("April") < said.index("9. april 2026 5.1") < said.index("December")
    assert "Ingen indberetning Fristen er overskredet." in row(html, "9. april 2026")
    level = row(html, "9.1 Sikkerhedsniveauet")
    assert "afsnit 9" in level
    assert "“som minimum årligt”" in level
    assert "Vores tilføjelse: Politikken nævner ingen måned." in level
    assert "uden hyppighed i dokumentet “løbende”" in row(html, "2.3")


def test_another_year_is_asked_for_in_the_address(open_page: Open) -> None:
    later = plain(text(open_page("wheel", institution="dst", year="2027", as_of="2026-11-20")))
    assert "2027: 5 frister for pligter. 0 er gennemført. 2 er overskredet." in later
    assert "Udestår fra før 2027" in later
