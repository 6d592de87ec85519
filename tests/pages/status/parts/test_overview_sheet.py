"""A ministry area on the overview: one figure first, its plans, what is asked, what is due, and what has changed."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

import pytest

from metrics.followup.outlook import Outlook, find_outlook
from metrics.followup.thresholds import USUAL
from pages.status.parts import overview_sheet
from tests.believing import milestones
from tests.factories import facts, goal, milestone, plan
from tests.pages.areas import KNOWN, judged, seen, view
from tests.pages.drawing import DA, EN, Reader, captions, plain, writer
from words.language import Words

SUMMER, AFTER = date(2017, 7, 15), date(2018, 1, 20)
TWO = plan(goal("1", milestone("1.1", date(2017, 6, 30))), goal("2", milestone("2.1", date(2017, 11, 1))))


def late(day: date) -> Outlook:
    """One of two milestones is late in the summer."""
    return find_outlook(TWO, facts(as_of=day), KNOWN, USUAL)


def section(
    *outlooks: Outlook,
    day: date = date(2017, 3, 1),
    words: Words = DA,
    decides: Collection[str] = KNOWN.institutions,
) -> str:
    area = view(*outlooks, as_of=day)
    return overview_sheet.draw_section(3, area, writer(KNOWN, words), decides=decides).html


def titles(html: str) -> list[str]:
    """The headings, captions and summaries in the order a reader meets them."""
    found = re.findall(r"<(h\d|caption|summary)[^>]*>(.*?)(?:<small>|</\1>)", html, re.DOTALL)
    return [plain(text) for _, text in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            DA,
            [
                "Området",
                "Institutionerne",
                "Afventer departementet",
                "Følg",
                "Til beslutning",
                "Frister til og med 1. november 2017",
            ],
        ),
        (
            EN,
            [
                "Området",
                "The institutions",
                "Awaiting the department",
                "Watch",
                "To be decided",
                "Deadlines until 1 November 2017",
            ],
        ),
    ],
)
def test_the_order_is_plans_then_what_is_asked_then_what_is_due(words: Words, expected: list[str]) -> None:
    assert titles(section(seen("north", 0.9), seen("south", 0.3), words=words)) == expected


def test_a_reader_who_does_not_decide_has_what_is_at_risk_in_place_of_what_is_asked() -> None:
    found = titles(section(seen("north", 0.9), seen("south", 0.3), decides=()))
    assert "I risiko" in found
    assert not {"Følg", "Til beslutning"} & set(found)


def test_the_heading_counts_and_names_the_next_report() -> None:
    assert plain(section(seen("north", 0.9), seen("south", 0.3, 0.3))).startswith(
        "Området 2 institutioner · 3 mål · næste afrapportering senest 1. november 2017"
    )


def test_the_figure_is_how_many_institutions_are_likely_to_end_below() -> None:
    """They do with 2 and 97 per cent: one of them with 95.1 %."""
    html = plain(section(seen("north", 0.98), seen("south", 0.03)))
    assert (
        "1 af 2 institutioner forventes at ende under 80 point (sandsynlighed 95 pct.) I gennemsnit 1,0."
        in html
    )


def test_what_is_not_counted_is_said() -> None:
    html = plain(section(seen("north", 0.98), seen("south", None)))
    assert "0 af 1 institution forventes at ende under 80 point" in html
    assert "1 institution kan ikke vurderes og er ikke talt med." in html


def test_an_institution_alone_in_its_area_has_the_headline_of_its_plan() -> None:
    html = section(seen("north", 0.98, 0.5))
    assert "m-headline" in html
    assert "74 af 100 point forventet 90 pct.-interval 50–100" in plain(html)
    assert "institutioner" not in plain(html)


def test_a_year_that_is_over_is_not_foreseen() -> None:
    html = plain(section(seen("north", 0.9, as_of=AFTER), seen("south", 0.3, as_of=AFTER), day=AFTER))
    assert "2 institutioner mangler endelig opgørelse og er ikke talt med." in html
    assert "forventes at ende" not in html


def test_an_area_at_rest_has_a_line_for_its_latest_plan_and_nothing_that_is_asked() -> None:
    old = milestones(1, id="north-2014", institution="north", start=date(2014, 1, 1), end=date(2014, 12, 31))
    html = section(judged(old, 0.5))
    assert titles(html) == ["Området"]
    assert plain(html).endswith(
        "North : ingen plan er i gang. Seneste plan: Plan , 100 af 100 point mangler endelig opgørelse."
    )
    assert Reader(html).values("href") == ["/institution?institution=north", "/plan?plan=north-2014"]


def test_a_plan_that_is_still_to_begin_lacks_no_settlement() -> None:
    first = milestones(
        1, id="north-2018", institution="north", start=date(2018, 1, 1), end=date(2018, 12, 31)
    )
    said = plain(section(judged(first, 0.5)))
    assert said.endswith("North : ingen plan er i gang. Næste plan: Plan , begynder 1. januar 2018.")


def test_what_has_changed_since_the_latest_report_is_folded() -> None:
    area = view(late(SUMMER), as_of=SUMMER, before=[late(date(2017, 4, 14))])
    html = overview_sheet.draw_section(0, area, writer(KNOWN), decides=KNOWN.institutions).html
    assert "Ændret siden seneste kvartalsrapport (14. juli 2017): 1 mål" in titles(html)
    assert captions(html)[-1] == "Ændret siden seneste kvartalsrapport (14. juli 2017): 1 mål"
    unchanged = view(late(SUMMER), as_of=SUMMER, before=[late(SUMMER)])
    assert "Ændret" not in plain(
        overview_sheet.draw_section(0, unchanged, writer(KNOWN), decides=KNOWN.institutions).html
    )


def test_areas_come_by_the_share_that_is_likely_to_end_below_and_those_at_rest_last() -> None:
    old = milestones(1, id="north-2014", institution="north", start=date(2014, 1, 1), end=date(2014, 12, 31))
    areas = (
        view(judged(old, 0.5)),
        view(seen("north", 0.9)),
        view(seen("north", 0.5), seen("south", 0.5)),
    )
    rest, well, half = (
        overview_sheet.draw_section(0, area, writer(KNOWN), decides=KNOWN.institutions) for area in areas
    )
    assert overview_sheet.rank_sections([rest, well, half]) == [half, well, rest]


def test_the_legend_has_the_marks_in_use_and_no_others() -> None:
    area = view(late(SUMMER), as_of=SUMMER)
    section = overview_sheet.draw_section(0, area, writer(KNOWN), decides=KNOWN.institutions)
    assert (
        plain(overview_sheet.draw_legend(section.statuses, DA)) == "Mangler indberetning Endnu ikke opgjort"
    )
    assert overview_sheet.draw_legend((), DA) == ""


def test_one_section_or_all_are_left_in_view() -> None:
    assert 'data-area="3"' in section(seen("north", 0.9))
    assert overview_sheet.draw_only(None) == "<style>.m-area{}</style>"
    assert overview_sheet.draw_only(3) == '<style>.m-area:not([data-area="3"]){display:none}</style>'
