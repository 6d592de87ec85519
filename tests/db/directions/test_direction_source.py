"""The files of development plans: read with every problem at once, written the same each time, complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.directions.document_file import (
    check_document,
    dump_document,
    find_kind,
    parse_document,
    read_document,
)
from db.directions.document_sorts import DEVELOPMENT
from db.initial import DIRECTIONS, SOURCES
from metrics.direction.direction_plan import DirectionFile
from metrics.direction.direction_terms import DocumentKind
from metrics.errors import InvalidInput
from words.directions.planned_line import write_span
from words.language import Words

CPR = DIRECTIONS / "cpr-udviklingsplan-2023.toml"
UNDATED = "uden dato i planen"
WHOLE = "hele planens periode"

# Read by hand from the document: section, number, title, when, and the document's own words on it.
INITIATIVES = [
    ("5.1", "5.1", "Kontraktimplementering", "2023 og 2024", "I 2023 og 2024"),
    ("6.1", "6.1", "Omlægning af services", WHOLE, "forventes at pågå i hele udviklingsplanens periode"),
    ("7", "7.0", "Nålestiksindsatser", WHOLE, "i perioden"),
    ("7.1", "7.1", "Statsborgerskabsoplysninger", UNDATED, None),
    ("7.2", "7.2", "Adresseoplysninger ved bopælsregistrering", UNDATED, None),
    ("7.3", "7.3", "Adresser i CPR", UNDATED, None),
    ("7.4", "7.4", "CPR’s vejregister", UNDATED, None),
    ("8.1", "8.1", "Whitepaper for ny løsning", UNDATED, None),
    ("9.1", "9.1", "Den registreredes rettigheder", UNDATED, None),
    ("9.2", "9.2", "Flerfaktor autentificering", UNDATED, None),
    ("9.3", "9.3", "Robuste valgudtræk", UNDATED, None),
    (
        *("9.4", "9.4", "Testmiljø med syntetiske testdata", WHOLE),
        "CPR forventer, at der i perioden vil kunne etableres et nyt testmiljø",
    ),
    ("10.1", "10.1", "Fildownload på Datafordeleren", UNDATED, None),
    ("10.2", "10.2", "Nærrealtidsopdateringer til Datafordeleren", UNDATED, None),
    ("10.3", "10.3", "Dataminimering i Datafordelertjenester", UNDATED, None),
]
STEPS = [
    ("5.1.1", "2023 og 2024"),
    ("5.1.2", "2023 og 2024"),
    ("6.1.1", WHOLE),
    ("6.1.2", "sommeren 2024"),
    *(
        (number, UNDATED)
        for number in ("6.1.3", "7.3.1", "7.3.2", "7.3.3", "7.4.1", "8.1.1", "9.2.1", "9.2.2")
    ),
]
FIGURES = [
    ("Personer med fast bopæl i Danmark", 5949711),
    ("Personer uden fast bopæl i Danmark", 14777),
    ("Personer med fast bopæl i Grønland", 55885),
    ("Personer uden fast bopæl i Grønland", 821),
    ("Personer uden bopæl (administrative personnumre)", 524087),
    ("Personer med annulleret personnummer", 12998),
    ("Personer registreret som forsvundet", 6322),
    ("Personer registreret som udrejst", 1128308),
    ("Personer registreret døde", 3183541),
    ("Ændrede personnumre (ny fødedato eller ændret køn)", 107365),
    ("Slettede personnumre (dobbeltnumre)", 27469),
]


@pytest.fixture(scope="module")
def cpr() -> DirectionFile:
    return read_document(DEVELOPMENT, CPR)


def test_the_plan_has_every_focus_area_in_the_order_of_its_chapters(cpr: DirectionFile) -> None:
    assert [(area.number, area.title) for area in cpr.focus_areas] == [
        ("5", "Konkurrenceudsættelse af CPR-opgaven"),
        ("6", "Udfasning af legacyprogrammel"),
        ("7", "Datakvalitet"),
        ("8", "Nordisk Flytning"),
        ("9", "Cyber- og informationssikkerhed"),
        ("10", "Fællesoffentligt samarbejde"),
    ]
    standing = [*cpr.standing, *(one for area in cpr.focus_areas for one in area.standing)]
    assert [(one.section, one.said) for one in standing] == [
        ("4", "kontinuerligt"),
        ("9", "regelmæssige"),
        ("10", "de kommende år"),
    ]


def test_the_plan_has_every_initiative_with_its_section_and_nothing_is_more_exact_than_it(
    cpr: DirectionFile,
) -> None:
    words = Words("da")
    assert [
        (one.section, one.number, one.title, write_span(one.find_span(cpr.period), words), one.said)
        for one in cpr.initiatives
    ] == INITIATIVES
    steps = [step for one in cpr.initiatives for step in one.steps]
    assert [(step.number, write_span(step.find_span(cpr.period), words)) for step in steps] == STEPS
    # The text numbers 14 of them.
    assert [one.number for one in cpr.initiatives if not one.numbered] == ["7.0"]
    assert len(cpr.initiatives) == 15


def test_what_depends_on_what_and_on_which_condition(cpr: DirectionFile) -> None:
    assert {one.number: one.depends_on for one in cpr.walk() if one.depends_on} == {
        "6.1.3": ("6.1.2",),
        "7.4.1": ("7.4",),
    }
    assert [one.number for one in cpr.walk() if one.condition] == ["7.0", "7.4.1", "8.1.1", "9.2.1"]


def test_owners_are_words_of_the_text_and_a_role_that_acts_here(cpr: DirectionFile) -> None:
    owners = {one.number: one.owner for one in cpr.initiatives}
    assert owners["7.2"] == "CPR i samarbejde med kommunerne"
    assert owners["10.1"] == "CPR i samarbejde med Styrelsen for Dataforsyning og Infrastruktur (SDFI)"
    assert all(owners.values())
    assert {one.role for one in cpr.initiatives} == {"reporter"}


def test_table_1_is_there_as_indicators_and_its_figures_have_no_date(cpr: DirectionFile) -> None:
    names = {one.id: one.name for one in cpr.indicators}
    assert [(names[one.indicator], int(one.value)) for one in cpr.figures] == FIGURES
    assert sum(one.value for one in cpr.figures) == 11_011_284
    assert {(one.section, one.when) for one in cpr.figures} == {("Tabel 1", None)}


def test_the_plan_has_no_day_of_its_own_and_no_goal_of_its_years(cpr: DirectionFile) -> None:
    assert cpr.document_date is None
    links = {
        one.number: [(link.plan, link.goal, link.relation) for link in one.goals] for one in cpr.initiatives
    }
    assert {number: found for number, found in links.items() if found} == {
        "5.1": [("cpr-2021", "1.2", "precedes")],
        "6.1": [("cpr-2021", "1.3", "precedes")],
    }


def test_a_plan_written_read_and_written_again_has_the_same_bytes(cpr: DirectionFile) -> None:
    once = dump_document(cpr)
    assert dump_document(parse_document(DEVELOPMENT, once)) == once
    assert parse_document(DEVELOPMENT, once).bare == cpr.bare


def test_a_file_is_of_the_kind_it_says_and_otherwise_a_yearly_plan(tmp_path: Path) -> None:
    assert find_kind(CPR) is DocumentKind.DEVELOPMENT
    assert find_kind(SOURCES / "cpr-2017.toml") is DocumentKind.RESULT
    for text in ('kind = "dream"', "kind = 3"):
        (tmp_path / "x.toml").write_text(text)
        with pytest.raises(InvalidInput) as refused:
            find_kind(tmp_path / "x.toml")
        assert [p.code for p in refused.value.problems] == ["not_allowed"]


WRONG = """kind = "development"
id = "x"
title = "X"
institution = "inst"
start = 2023-01-01
end = 2025-12-31
source = "S"
sum = 3
[[institutions]]
id = "inst"
name = "I"
ministry_area = "A"
[[focus_areas]]
number = "1"
title = "A"
[[focus_areas.initiatives]]
number = "1.1"
title = "B"
section = "1.1"
when = "sommeren 2024"
depends_on = ["1.2"]
[[focus_areas.initiatives]]
number = "1.2"
title = "C"
section = "1.2"
begins = "2025"
ends = "2024-summer"
depends_on = ["1.1"]
[[focus_areas.initiatives]]
number = "1.3"
section = "1.3"
"""


def test_every_problem_of_a_file_comes_at_once_with_its_line() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_document(DEVELOPMENT, WRONG)
    assert [(p.code, p.place, p.line) for p in refused.value.problems] == [
        ("time_unreadable", "focus_areas[1].initiatives[1.1].when", 20),
        ("key_missing", "focus_areas[1].initiatives[1.3].title", 29),
        ("key_unknown", "sum", 8),
        ("ends_before_it_begins", "focus_areas[1].initiatives[1.2]", 22),
        ("initiatives_in_a_circle", "focus_areas[1].initiatives[1.1].depends_on", 21),
    ]


def test_a_line_that_cannot_be_read_is_told_and_not_what_it_leads_to() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_document(
            DEVELOPMENT,
            WRONG.replace("sum = 3", "sum = 3 pct")
            .replace("when = ", "said = ")
            .replace('title = "C"', "x ="),
        )
    codes = [p.code for p in refused.value.problems]
    assert codes.count("toml_syntax") == 2
    assert "key_missing" not in codes


def test_what_no_file_can_hold_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        check_document(DEVELOPMENT, {"kind": "development", "title": "\ud800"})
    assert [p.code for p in refused.value.problems] == ["not_understood"]
    with pytest.raises(InvalidInput) as refused:
        check_document(DEVELOPMENT, {"kind": "development", "focus_areas": 7})
    assert "list_needed" in [p.code for p in refused.value.problems]
