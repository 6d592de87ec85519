"""The year of everything, of an institution or of an area, as far as the reader may see it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from db import session
from db.location import find_database_url
from db.meetings import meeting_queries
from metrics.access import Action
from metrics.direction.document_versions import find_in_force
from metrics.meeting.meeting_course import MeetingCourse
from metrics.plan.institution_history import find_areas_in_use
from metrics.wheel.wheel_entry import WheelEntry
from metrics.wheel.year_wheel import WheelGround, gather_before, gather_year
from pages.status.parts.duties import duty_reads
from pages.ui import people
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from pages.ui.snapshot import read_snapshot


@dataclass(frozen=True, slots=True)
class WheelSubject:
    """Whose year it is: one institution's, or that of an area with the institutions of it that the reader sees."""

    name: str
    members: frozenset[str]
    institution: str = ""
    area: str = ""
    fictional: bool = False

    @property
    def query(self) -> dict[str, str]:
        """What the address says of it."""
        return {"area": self.area} if self.area else {"institution": self.institution}

    @property
    def file_name(self) -> str:
        """What a file of it is called: letters, digits and dashes alone."""
        return self.institution or re.sub(r"\W+", "-", self.area.lower()).strip("-")


@dataclass(frozen=True, slots=True)
class WheelView:
    """A year at the page's moment: its entries by day, and the duties that are open from before it."""

    subject: WheelSubject
    year: int
    entries: Sequence[WheelEntry]
    before: Sequence[WheelEntry]


def list_subjects(page: Page, moment: JudgedMoment) -> list[WheelSubject]:
    """List whose years the reader may see: institutions with plans or other documents, and the areas they are in."""
    known = moment.catalogue
    seen = people.find_permitted(known, page.reader, Action.SEE, page.today)
    held = read_snapshot()
    at = (page.as_of, page.known_at)
    owners = {
        *(plan.institution for plan in moment.followed),
        *(one.institution for one in find_in_force(held.duties, *at)),
        *(one.institution for one in find_in_force(held.directions, *at)),
    } & seen
    areas: dict[str, set[str]] = {}
    for key, area in find_areas_in_use(known.histories, page.today).items():
        if key in owners:
            areas.setdefault(area, set()).add(key)
    one_each = [
        WheelSubject(
            known.find_institution(key, page.as_of).name,
            frozenset({key}),
            institution=key,
            fictional=known.institutions[key].fictional,
        )
        for key in owners
    ]
    together = [
        WheelSubject(
            area,
            frozenset(members),
            area=area,
            fictional=all(known.institutions[key].fictional for key in members),
        )
        for area, members in areas.items()
    ]
    return sorted([*one_each, *together], key=lambda one: (bool(one.area), one.fictional, one.name))


def view_wheel(page: Page, moment: JudgedMoment, subject: WheelSubject, year: int) -> WheelView:
    """View a year of somebody at the page's moment."""
    ground = make_ground(page, moment, subject)
    return WheelView(subject, year, gather_year(ground, year), gather_before(ground, year))


def make_ground(page: Page, moment: JudgedMoment, subject: WheelSubject) -> WheelGround:
    """Make what a year is gathered from, of the institutions it is about and of no other."""
    held, members = read_snapshot(), subject.members
    at = (page.as_of, page.known_at)
    in_use = find_areas_in_use(moment.catalogue.histories, page.as_of)
    return WheelGround(
        *at,
        scores=[moment.scores[plan.id] for plan in moment.followed if plan.institution in members],
        meetings=_read_meetings(page, moment, subject),
        duties=[one for one in duty_reads.list_duty_plans(page, moment) if one.institution in members],
        duty_reports=held.duty_reports,
        directions=[one for one in find_in_force(held.directions, *at) if one.institution in members],
        progress=held.progress,
        ended=frozenset(moment.catalogue.institutions) - in_use.keys(),
    )


def _read_meetings(page: Page, moment: JudgedMoment, subject: WheelSubject) -> list[MeetingCourse]:
    """Read the meetings that the reader is told of, as they were known; of an area's own whoever meets with all."""
    known = moment.catalogue
    seen, read, met = (
        people.find_permitted(known, page.reader, action, page.today)
        for action in (Action.SEE, Action.READ_MINUTES, Action.MEET)
    )
    areas = find_areas_in_use(known.histories, page.today)
    of_area = {key for key, area in areas.items() if area == subject.area}
    with session.open_reading(find_database_url(), sees=seen, meets=met) as db:
        every = meeting_queries.read_courses(db).values()
    own = [
        one
        for one in every
        if (one.subject.institution in subject.members & read)
        or (subject.area and one.subject.area == subject.area and of_area <= met)
    ]
    return [replace(one, steps=tuple(step for step in one.steps if step.at <= page.known_at)) for one in own]
