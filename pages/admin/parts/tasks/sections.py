"""The sections of the page, each with an address of its own, for those who may use it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import streamlit as st
from markupsafe import Markup

from metrics.access import Action
from pages.ui import screen
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.page import Page
from words.language import Words

SECTION = "section"
"""The parameter of the address that asks for a section."""


class AdminSection(StrEnum):
    """What can be administered, in the order shown."""

    USERS = "users"
    DEPUTIES = "deputies"
    THRESHOLDS = "thresholds"
    INSTITUTIONS = "institutions"
    BREAKS = "breaks"
    OWNERS = "owners"
    COMPLIANCE = "compliance"


NEEDED: Mapping[AdminSection, Action] = {
    AdminSection.USERS: Action.GRANT,
    AdminSection.DEPUTIES: Action.DELEGATE,
    AdminSection.THRESHOLDS: Action.DECIDE,
    AdminSection.INSTITUTIONS: Action.GRANT,
    AdminSection.BREAKS: Action.REPORT,
    AdminSection.OWNERS: Action.RECEIVE,
    AdminSection.COMPLIANCE: Action.GRANT,
}
_TITLES = {
    AdminSection.USERS: "administration.section_users",
    AdminSection.DEPUTIES: "administration.section_deputies",
    AdminSection.THRESHOLDS: "administration.section_thresholds",
    AdminSection.INSTITUTIONS: "administration.section_institutions",
    AdminSection.BREAKS: "administration.section_breaks",
    AdminSection.OWNERS: "administration.section_owners",
    AdminSection.COMPLIANCE: "administration.section_compliance",
}
OVER_ALL = frozenset({Action.GRANT})
"""What is permitted over everything or not at all."""


def write_title(section: AdminSection, words: Words) -> str:
    """Write the title of a section."""
    return words.t(_TITLES[section])


def find_sections(page: Page) -> list[AdminSection]:
    """Find the sections that the reader may use; others do not exist for them."""
    return [section for section in AdminSection if _may_use(page, NEEDED[section])]


def _may_use(page: Page, action: Action) -> bool:
    return page.may_over_all(action) if action in OVER_ALL else page.may(action)


def choose_section(page: Page) -> AdminSection:
    """Return the section that the address asks for, else the reader's first; say where there is none such."""
    own = find_sections(page)
    asked = st.query_params.get(SECTION)
    if asked is not None and asked not in own:
        screen.say(page.t("administration.unknown_section"))
    return next((section for section in own if section == asked), own[0])


def draw_sections(page: Page, current: AdminSection) -> Markup:
    """Draw the sections as links; nothing where the reader has one alone."""
    own = find_sections(page)
    if len(own) == 1:
        return Markup()
    items = Markup().join(
        fill(
            "<li>{}</li>",
            marks.draw_link(
                page.link("administration", section=section),
                write_title(section, page.words),
                current=section is current,
            ),
        )
        for section in own
    )
    label = page.t("administration.sections")
    return fill('<nav class="m-parts" aria-label="{}"><ul>{}</ul></nav>', label, items)
