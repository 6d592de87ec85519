"""What meetings await of the reader: minutes to comment on and approve, and open actions, the overdue ones first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from db import session
from db.location import find_database_url
from db.meetings import commitment_queries, meeting_queries
from metrics.access import Action
from metrics.followup.commitments import Commitment
from metrics.meeting.meeting_course import MeetingCourse
from metrics.meeting.own_part import AwaitedMinutes, find_awaited_minutes, select_own_actions
from metrics.periods import count_days_left
from metrics.plan.catalogue import Catalogue
from metrics.plan.institution_history import find_areas_in_use
from metrics.plan.terms import Party
from pages.ui import people, snapshot
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.page import Page
from words.deadline import write_days
from words.meetings.commitment_line import link_to_commitment, name_commitment, name_party, write_owner

MOST = 4
"""How many actions stand one by one; a link leads to all that is agreed with a day."""


@dataclass(frozen=True, slots=True)
class AwaitedOfReader:
    """The minutes that await the reader's side, parts of others to comment on, and the open actions that are theirs."""

    minutes: Sequence[AwaitedMinutes]
    parts: Sequence[MeetingCourse]
    actions: Sequence[Commitment]


def draw_meeting_items(page: Page, institution: str = "") -> Iterator[Markup]:
    """Draw a line for each; of one `institution` alone where it is given."""
    catalogue = snapshot.read_definitions().catalogue
    found = _read(page, catalogue)
    for one in found.minutes:
        if not institution or institution in one.members:
            said = page.t("to_do.minutes_approve")
            yield _draw_minutes(page, catalogue, one.course, said)
    for part in found.parts:
        if not institution or institution == part.subject.institution:
            yield _draw_minutes(page, catalogue, part, page.t("to_do.minutes_part"))
    actions = [one for one in found.actions if not institution or institution in one.institutions]
    shown = actions if len(actions) <= MOST else actions[: MOST - 1]
    for action in shown:
        yield _draw_action(page, catalogue, action)
    if len(shown) < len(actions):
        yield marks.draw_link(page.link("risk"), page.words.n("to_do.all_actions", len(actions)))


def _read(page: Page, catalogue: Catalogue) -> AwaitedOfReader:
    actions = (Action.SEE, Action.MEET, Action.AGREE_MINUTES, Action.READ_MINUTES)
    see, meet, agree, read = (
        people.find_permitted(catalogue, page.reader, one, page.today) for one in actions
    )
    # Never kept: the version of the data knows no meetings.
    areas = find_areas_in_use(catalogue.histories, page.today)
    with session.open_reading(find_database_url(), sees=see, meets=meet, minutes=read) as db:
        steps = meeting_queries.read_steps(db)
        every = meeting_queries.read_every_meeting(db, steps)
        agreed = commitment_queries.read_met_commitments(db, catalogue, (), page.today, every)
    parts = meeting_queries.arrange_part_courses(steps).values()
    courses = [course for meetings in every for course in meetings.courses.values()]
    told = [(course, tuple(course.subject.list_members(areas))) for course in courses]
    owners = {one.institution: one for one in catalogue.find_resources(page.today)}
    sides = {Party.DEPARTMENT: meet, Party.INSTITUTION: agree}
    own = select_own_actions(agreed, page.reader, owners, page.today)
    awaited = find_awaited_minutes(told, sides, page.today)
    return AwaitedOfReader(awaited, [one for one in parts if _can_comment(one, agree, page.today)], own)


def _can_comment(part: MeetingCourse, agree: Collection[str], today: date) -> bool:
    """Tell whether an institution may still comment on its part of an area's minutes, and has not."""
    until = part.closed.on if part.closed else None
    return part.subject.institution in agree and not part.comments and until is not None and until >= today


def _draw_minutes(page: Page, catalogue: Catalogue, course: MeetingCourse, what: str) -> Markup:
    words, subject = page.words, course.subject
    name = catalogue.find_institution(subject.institution, page.today).name if subject.institution else ""
    about = {"institution": subject.institution or None, "area": subject.area or None}
    href = page.link("meeting", **about, quarter=course.quarter)
    whose = ", ".join(part for part in (name, subject.area) if part)
    title = words.t("to_do.minutes", name=whose, quarter=words.period(course.quarter))
    said = [what]
    until = course.closed.on if course.closed else None
    if until and until >= page.today:
        left = write_days(count_days_left(until, page.today), words)
        said.append(words.t("to_do.minutes_until", until=words.date(until), left=left))
    elif until:
        said.append(words.t("to_do.minutes_past", until=words.date(until)))
    return fill("{} <span>{}</span>", marks.draw_link(href, title), " · ".join(said))


def _draw_action(page: Page, catalogue: Catalogue, one: Commitment) -> Markup:
    words = page.words
    left = write_days(one.days_left(page.today), words)
    said = [
        name_party(one, catalogue, words),
        write_owner(one, words),
        words.t("to_do.deadline", due=words.date(one.due), left=left),
    ]
    name = name_commitment(one, words)
    return fill("{} <span>{}</span>", marks.draw_link(link_to_commitment(one, words), name), " · ".join(said))
