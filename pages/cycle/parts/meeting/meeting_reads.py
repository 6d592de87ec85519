"""The reads of a meeting: which ones the reader may open, what stands in them, and what they are shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db import session
from db.location import find_database_url
from db.meetings import meeting_queries
from db.meetings.meeting_queries import SubjectMeetings
from db.reports import report_queries
from metrics.access import Action
from metrics.errors import InvalidInput
from metrics.followup.outlook import Outlook
from metrics.followup.owed_rows import list_quarters
from metrics.meeting.agenda import MeetingView, select_meeting_plans, view_meeting
from metrics.meeting.meeting_course import MeetingCourse, MeetingState, MeetingSubject
from metrics.meeting.meeting_document import MeetingDocument
from metrics.meeting.meeting_entries import MeetingEntry
from metrics.periods import Period
from metrics.plan.catalogue import Catalogue
from metrics.plan.institution_history import find_areas_in_use
from metrics.plan.model import Plan
from metrics.report.course import ReportCourse
from metrics.report.document import Document
from metrics.report.draft_fields import ReportDraft
from pages.ui import moments, people, snapshot
from pages.ui.data_version import KEPT_SHEETS, make_key
from pages.ui.kept.keep import keep
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from words.meetings.meeting_line import write_about

Scopes = Mapping[Action, frozenset[str]]
"""The institutions over which the reader may see, hold meetings, agree on minutes, and read them."""


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """The meeting that the address asks for, as the reader may see it.

    `members` are the institutions it is about. `minutes` are those of its latest close.
    """

    page: Page
    subject: MeetingSubject
    quarter: Period
    found: SubjectMeetings
    moment: JudgedMoment
    members: frozenset[str]
    meets: bool
    agrees: bool
    minutes: MeetingDocument | None

    @property
    def course(self) -> MeetingCourse:
        """What was done with it."""
        return self.found.find_course(self.quarter.text)

    @property
    def is_present(self) -> bool:
        """Whether it is shown as it is today, which is when something can be done with it."""
        return self.page.as_of == self.page.known == self.page.today

    @property
    def captures(self) -> bool:
        """Whether the reader captures lines in it now."""
        return self.meets and self.is_present and self.course.state is MeetingState.OPEN

    @property
    def name(self) -> str:
        """The name of the institution or the area."""
        return write_subject(self.subject, self.moment.catalogue, self.page.today)

    @property
    def fictional(self) -> bool:
        """Whether it is about the example."""
        return is_fictional(self.members, self.moment.catalogue)

    @property
    def query(self) -> dict[str, str]:
        """What the address says of it."""
        return make_query(self.subject, self.quarter.text)

    def name_owner(self, plan: Plan | None) -> str:
        """Name the institution of a plan, where the meeting is about an area and has goals of several; else empty."""
        return "" if self.subject.institution or plan is None else self.moment.catalogue.find_owner(plan).name

    def name_about(self, line: MeetingEntry) -> str:
        """Name the goal that a line is about; in a meeting about an area with its institution."""
        whose = "" if self.subject.institution else self._find_whose(line)
        return write_about(line, whose, self.page.words)

    def _find_whose(self, line: MeetingEntry) -> str:
        """Find whose line it is at a meeting about an area: its plan's, or the institution's own meeting's."""
        catalogue = self.moment.catalogue
        if found := self.moment.outlooks.plans.get(line.plan):
            return catalogue.find_owner(found).name
        member = self.found.find_member(line)
        return catalogue.find_institution(member, self.page.today).name if member else ""

    def link(self, **params: str | None) -> str:
        """Return the address of a place in it."""
        return self.page.link("meeting", **self.query, **params)


def make_query(subject: MeetingSubject, quarter: str = "") -> dict[str, str]:
    """Make what an address says of a meeting."""
    said = {"institution": subject.institution, "area": subject.area, "quarter": quarter}
    return {name: value for name, value in said.items() if value}


def write_subject(subject: MeetingSubject, catalogue: Catalogue, today: date) -> str:
    """Write the name of whom a meeting is about."""
    if subject.institution:
        name = catalogue.find_institution(subject.institution, today).name
        return f"{name}, {subject.area}" if subject.area else name
    return subject.area


def read_scopes(page: Page) -> Scopes:
    """Read over which institutions the reader may do what a meeting and its minutes take."""
    catalogue = snapshot.read_snapshot().catalogue
    wanted = (Action.SEE, Action.MEET, Action.AGREE_MINUTES, Action.READ_MINUTES)
    return {one: people.find_permitted(catalogue, page.reader, one, page.today) for one in wanted}


def list_subjects(page: Page, scopes: Scopes) -> list[MeetingSubject]:
    """List whom the reader may open meetings about: institutions with plans, areas all theirs, and parts of others."""
    held = snapshot.read_snapshot()
    planned = {version.plan.institution for version in held.newest if version.plan.locked}
    own = sorted(scopes[Action.READ_MINUTES] & planned)
    found = [MeetingSubject(institution=key) for key in own]
    areas = find_areas_in_use(held.catalogue.histories, page.today)
    for name in sorted(set(areas.values())):
        members = {key for key, area in areas.items() if area == name}
        if members <= scopes[Action.MEET] and members & planned:
            found.append(MeetingSubject(area=name))
    parts = {subject for subject, _ in read_states(page, scopes) if subject.is_part}
    whole = {subject.area for subject in found}
    return [*found, *sorted(one for one in parts if one.institution in own and one.area not in whole)]


def find_members(subject: MeetingSubject, catalogue: Catalogue, today: date) -> frozenset[str]:
    """Find the institutions that a meeting is about."""
    if subject.institution:
        return frozenset({subject.institution})
    areas = find_areas_in_use(catalogue.histories, today)
    return frozenset(key for key, area in areas.items() if area == subject.area)


def is_fictional(members: Collection[str], catalogue: Catalogue) -> bool:
    """Tell whether institutions are those of the example."""
    return bool(members) and all(catalogue.institutions[key].fictional for key in members)


def list_meeting_quarters(subject: MeetingSubject, today: date) -> list[Period]:
    """List the quarters that meetings may be held about, the newest first: those that have begun."""
    held = snapshot.read_snapshot()
    members = find_members(subject, held.catalogue, today)
    plans = [v.plan for v in held.newest if v.plan.institution in members and v.plan.locked]
    begun = {quarter for plan in plans for quarter in list_quarters(plan) if quarter.start <= today}
    return sorted(begun, key=lambda quarter: quarter.end, reverse=True)


def read_states(page: Page, scopes: Scopes) -> Mapping[tuple[MeetingSubject, str], MeetingState]:
    """Read where each meeting stands that the reader may see; of an area that is not all theirs each told part."""
    areas = find_areas_in_use(snapshot.read_snapshot().catalogue.histories, page.today)
    with _open(scopes) as db:
        steps = meeting_queries.read_steps(db)
    courses = meeting_queries.arrange_courses(steps)
    parts = meeting_queries.arrange_part_courses(steps)
    read = {of: one for of, one in parts.items() if of[0].institution in scopes[Action.READ_MINUTES]}
    return {
        (subject, quarter): course.find_stage(page.as_of)
        for (subject, quarter), course in {**courses, **read}.items()
        if subject.institution or set(subject.list_members(areas)) <= scopes[Action.MEET]
    }


def _open(scopes: Scopes) -> AbstractContextManager[Session]:
    return session.open_reading(
        find_database_url(),
        sees=scopes[Action.SEE],
        meets=scopes[Action.MEET],
        minutes=scopes[Action.READ_MINUTES],
    )


def open_meeting(page: Page, scopes: Scopes, subject: MeetingSubject, quarter: str) -> OpenMeeting | None:
    """Open the meeting about a quarter; None where no plan of the subject reports on it."""
    try:
        asked = Period.parse(quarter)
    except InvalidInput:
        return None
    if asked not in list_meeting_quarters(subject, page.as_of):
        return None
    moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
    members = find_members(subject, moment.catalogue, page.today)
    meets = members <= scopes[Action.MEET] and not subject.is_part
    with _open(scopes) as db:
        found = meeting_queries.read_meetings(db, subject, members).known(page.known_at)
        minutes = meeting_queries.read_minutes(db, subject, quarter, page.known_at)
    if not meets:
        found = found.tell()
    agrees = members <= scopes[Action.AGREE_MINUTES] and bool(subject.institution)
    return OpenMeeting(page, subject, asked, found, moment, members, meets, agrees, minutes)


def read_view(meeting: OpenMeeting) -> MeetingView:
    """Read what a meeting is shown, as the plans stand on the page's day."""
    key = make_key(meeting.moment.key, *sorted(meeting.members), meeting.quarter.text)
    return _view(key, meeting=meeting)


@keep(KEPT_SHEETS)
def _view(key: str, meeting: OpenMeeting) -> MeetingView:
    moment, page = meeting.moment, meeting.page
    plans = [plan for plan in moment.agreed if plan.institution in meeting.members]
    outlooks = [moment.outlooks[plan.id] for plan in select_meeting_plans(plans, meeting.quarter)]
    before = moments.make_before(moment.facts.known_at, page.reader, page.today)
    return view_meeting(outlooks, meeting.quarter, before, moment.find_thresholds_of)


def read_report_courses(meeting: OpenMeeting, outlooks: list[Outlook]) -> dict[str, ReportCourse]:
    """Read where the report of each plan about the meeting's quarter stands for the department, by plan."""
    quarter = meeting.quarter.text
    with session.open_reading(find_database_url(), sees=meeting.members) as db:
        return {
            one.score.plan.id: report_queries.read_course(db, one.score.plan.id, quarter).show_to_department()
            for one in outlooks
        }


def read_declared_lines(meeting: OpenMeeting, plan: Plan, goal: str) -> list[dict[str, Any]]:
    """Read what the institution declared of a goal in its report about the meeting's quarter."""
    with session.open_reading(find_database_url(), sees=meeting.members) as db:
        _, kept = report_queries.read_course_and_documents(db, plan.id, meeting.quarter.text, ReportDraft())
    declared: Document = report_queries.find_declared(kept) or {}
    return [line for line in declared.get("lines", []) if line["goal"] == goal]
