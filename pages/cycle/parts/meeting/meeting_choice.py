"""The meetings that the reader may open, and which of them the address asks for."""

from __future__ import annotations

from datetime import date

import streamlit as st
from markupsafe import Markup

from metrics.access import Action
from metrics.meeting.meeting_course import MeetingState, MeetingSubject
from metrics.periods import Period
from pages.cycle.parts.meeting import meeting_reads
from pages.cycle.parts.meeting.meeting_reads import OpenMeeting, Scopes
from pages.ui import screen, snapshot
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.page import Page

SHOWN_QUARTERS = 4
"""The newest quarters of each institution that are offered at once."""


def find_asked_meeting(page: Page) -> OpenMeeting | None:
    """Return the meeting the address asks for; where there is none, say so and offer those the reader may open."""
    scopes = meeting_reads.read_scopes(page)
    subjects = meeting_reads.list_subjects(page, scopes)
    asked = MeetingSubject(st.query_params.get("institution", ""), st.query_params.get("area", ""))
    quarter = st.query_params.get("quarter", "")
    # Whoever is told a part of an area's meeting follows the department's link to it as well.
    parts = [one for one in subjects if one.is_part and MeetingSubject(area=one.area) == asked]
    chosen = [one for one in subjects if one == asked] or parts
    if len(chosen) == 1 and (found := meeting_reads.open_meeting(page, scopes, chosen[0], quarter)):
        return found
    page.show_title(page.t("page.meeting"))
    if asked != MeetingSubject() and not chosen:
        screen.say(page.t("meeting.unknown", name=asked.institution or asked.area))
    elif quarter and len(chosen) == 1:
        screen.say(page.t("meeting.unknown_quarter", quarter=quarter))
    _offer_meetings(page, scopes, chosen or subjects)
    return None


def _offer_meetings(page: Page, scopes: Scopes, subjects: list[MeetingSubject]) -> None:
    if not subjects:
        screen.draw(marks.draw_lead(page.t("meeting.none")))
        return
    states = meeting_reads.read_states(page, scopes)
    catalogue = snapshot.read_snapshot().catalogue
    columns = [Column(page.t("meeting.about")), Column(page.t("meeting.quarters"))]
    rows: list[list[Cell]] = []
    offered = [(one, meeting_reads.list_meeting_quarters(one, page.as_of)) for one in subjects]
    # Those whose plans run come first, in the order they were.
    for one, quarters in sorted(
        offered, key=lambda pair: pair[1][0].end if pair[1] else date.min, reverse=True
    ):
        told = [quarter for quarter in quarters if (one, quarter.text) in states]
        newest = [] if one.is_part else quarters[:SHOWN_QUARTERS]
        shown = [*newest, *(quarter for quarter in told if quarter not in newest)]
        name = meeting_reads.write_subject(one, catalogue, page.today)
        links = [_draw_quarter(page, one, quarter, states.get((one, quarter.text))) for quarter in shown]
        members = meeting_reads.find_members(one, catalogue, page.today)
        mark = marks.draw_fictional(page.words, fictional=meeting_reads.is_fictional(members, catalogue))
        rows.append(
            [fill("{}{}", name, mark), fill('<div class="m-quarters">{}</div>', Markup().join(links))]
        )
    key = "meeting.lead" if scopes[Action.MEET] else "meeting.lead_institution"
    screen.draw(marks.draw_lead(page.t(key)))
    screen.draw(draw_table(columns, rows, page.t("meeting.choose"), classes="m-meetings"))


def _draw_quarter(page: Page, subject: MeetingSubject, quarter: Period, state: MeetingState | None) -> Markup:
    href = page.link("meeting", **meeting_reads.make_query(subject, quarter.text))
    link = marks.draw_link(href, page.words.period(quarter.text))
    if state is None:
        return fill('<span class="m-quarter">{}</span>', link)
    return fill('<span class="m-quarter">{} <small>{}</small></span>', link, page.t(f"meeting.state_{state}"))
