"""Administration: roles, deputies, limits, institutions and series, each for those who may change it."""

from __future__ import annotations

import streamlit as st

from pages.admin.parts.tasks import (
    act_form,
    break_tasks,
    compliance_sheet,
    delegation_tasks,
    grant_tasks,
    institution_tasks,
    owner_tasks,
    sections,
    threshold_tasks,
)
from pages.admin.parts.tasks.sections import AdminSection
from pages.ui import frame, screen

SHOWN = {
    AdminSection.USERS: grant_tasks.show_users,
    AdminSection.DEPUTIES: delegation_tasks.show_deputies,
    AdminSection.THRESHOLDS: threshold_tasks.show_thresholds,
    AdminSection.INSTITUTIONS: institution_tasks.show_institutions,
    AdminSection.BREAKS: break_tasks.show_breaks,
    AdminSection.OWNERS: owner_tasks.show_owners,
    AdminSection.COMPLIANCE: compliance_sheet.show_compliance,
}

page = frame.open_page("administration", dated=False)
section = sections.choose_section(page)
screen.draw(sections.draw_sections(page, section))
st.header(sections.write_title(section, page.words), anchor=False)
act_form.say_what_was_done()
SHOWN[section](page)
