"""The papers of a meeting on offer: what is read before it, which is also what is shown, and its minutes."""

from __future__ import annotations

import streamlit as st

from db import session
from db.audit.exports import find_paper_export
from db.clock import read_clock
from db.location import find_database_url
from db.meetings import meeting_papers
from db.scope import NOTHING
from export.papers import papers
from metrics.access import Action
from metrics.meeting.agenda import select_meeting_plans
from metrics.meeting.meeting_course import MeetingState
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import OWN_PAPERS, PaperFormat, PaperKind, is_own_paper
from metrics.plan.institution_history import find_resource
from pages.cycle.parts.meeting.meeting_reads import OpenMeeting
from pages.ui import moments
from pages.ui.downloads import OfferedFile
from pages.ui.papers.paper_button import offer_paper
from pages.ui.papers.paper_offer import choose_paper, make_ground


def list_kinds(meeting: OpenMeeting) -> list[PaperKind]:
    """List the papers that the reader may have of a meeting; the institution has none before it is called."""
    of_area = not meeting.subject.institution
    found = [PaperKind.MINUTES] if meeting.minutes else []
    if meeting.subject.is_part:
        return [kind for kind in found if _may_have(meeting, kind, of_area=False)]
    if meeting.meets or meeting.course.state is not MeetingState.NOT_PLANNED:
        found.append(PaperKind.PREREAD)
    return [kind for kind in found if _may_have(meeting, kind, of_area=of_area)]


def _may_have(meeting: OpenMeeting, kind: PaperKind, *, of_area: bool) -> bool:
    action = OWN_PAPERS if is_own_paper(kind, of_area=of_area) else Action.EXPORT
    histories, day = meeting.moment.catalogue.histories, meeting.page.today
    return all(meeting.page.may(action, find_resource(histories, one, day)) for one in meeting.members)


def show_papers(meeting: OpenMeeting, kinds: list[PaperKind]) -> None:
    """Show the choice of a paper and of its format, and the button; nothing is made before it is pressed."""
    page, of_area = meeting.page, not meeting.subject.institution
    with st.container(horizontal=True, vertical_alignment="bottom", key="m-papers"):
        kind, form = choose_paper(page, kinds)
        about = _write_about(meeting)
        file = OfferedFile(
            find_paper_export(kind, of_area=of_area),
            f"{about}, {meeting.quarter.text}",
            tuple(sorted(meeting.members)),
            papers.name_paper(kind, form, about, meeting.quarter.text, page.words),
            papers.MEDIA_TYPES[form],
        )
        offer_paper(page.t("paper.get"), form, file, lambda: make_file(meeting, kind, form), page.words)


def _write_about(meeting: OpenMeeting) -> str:
    subject = meeting.subject
    return ", ".join(name for name in (subject.institution, subject.area) if name)


def make_file(meeting: OpenMeeting, kind: PaperKind, form: PaperFormat) -> bytes:
    """Make a paper of a meeting as a file."""
    return papers.write_paper(kind, form, _read_ground(meeting), meeting.page.words)


def _start(meeting: OpenMeeting) -> PaperGround:
    """Make the ground of the first plan that the meeting is about."""
    own = [plan for plan in meeting.moment.agreed if plan.institution in meeting.members]
    plan = select_meeting_plans(own, meeting.quarter)[0]
    return make_ground(meeting.moment, plan, meeting.page, read_clock())


def _read_ground(meeting: OpenMeeting) -> PaperGround:
    page = meeting.page
    met = meeting.members if meeting.meets else NOTHING
    with session.open_reading(
        find_database_url(), sees=meeting.members, meets=met, minutes=meeting.members
    ) as db:
        return meeting_papers.add_meeting(
            db,
            _start(meeting),
            meeting.subject,
            meeting.quarter.text,
            lambda day, at: moments.read_moment(day, at, page.reader, page.today).outlooks,
            told=not meeting.meets,
        )
