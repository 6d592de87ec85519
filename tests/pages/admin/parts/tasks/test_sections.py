"""The sections of the page: an address for each, and words for one that is not there."""

from __future__ import annotations

from pages.admin.parts.tasks import sections
from pages.admin.parts.tasks.sections import AdminSection
from tests.pages.conftest import Open, text
from words.language import LANGUAGES, Words
from words.site_map import BY_KEY

UNKNOWN = "Afsnittet findes ikke, eller du har ikke adgang til det."


def test_a_section_has_an_address_that_can_be_shared(open_page: Open) -> None:
    html = text(open_page("administration", section="thresholds"))
    for section in AdminSection:
        assert f'href="/administration?section={section}"' in html
    assert 'href="/administration?section=thresholds" data-nav="1" aria-current="page"' in html


def test_without_a_section_the_first_is_shown_and_an_unknown_one_is_told_of(open_page: Open) -> None:
    assert UNKNOWN not in text(open_page("administration"))
    html = text(open_page("administration", section="nothing"))
    assert UNKNOWN in html
    assert 'href="/administration?section=users" data-nav="1" aria-current="page"' in html


def test_whoever_has_one_section_alone_is_offered_no_choice(open_page: Open) -> None:
    assert "m-parts" not in text(open_page("administration", role="head"))


def test_whoever_is_let_in_has_a_section_to_use() -> None:
    row = BY_KEY["administration"]
    assert {*row.needed, *row.needed_over_all} == set(sections.NEEDED.values())
    assert set(row.needed_over_all) == sections.OVER_ALL


def test_every_section_has_a_title_of_its_own_in_every_language() -> None:
    for lang in LANGUAGES:
        assert len({sections.write_title(section, Words(lang)) for section in AdminSection}) == len(
            AdminSection
        )
