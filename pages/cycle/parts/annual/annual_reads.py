"""A plan's settlement as a reader sees it, with what the reader may do with it now."""

from __future__ import annotations

from dataclasses import dataclass

from db import session
from db.annual import annual_reading
from db.annual.annual_reading import AnnualBasis, AnnualReading
from db.location import find_database_url
from metrics.access import Action, Resource
from metrics.annual.annual_course import AnnualCourse, find_year_problem
from metrics.annual.annual_table import AnnualTable
from metrics.plan.catalogue import Catalogue
from metrics.plan.institution_history import find_resource
from metrics.plan.model import Plan
from metrics.plan.versions import SIGNING
from metrics.score.contract_years import split_into_years
from pages.ui.draw.writer import Writer
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from pages.ui.snapshot import read_snapshot
from words.language import Words


@dataclass(frozen=True, slots=True)
class SettledYear:
    """The settlement of one plan's year, whose institution it is, and the page it is shown on."""

    page: Page
    moment: JudgedMoment
    reading: AnnualReading
    whose: Resource

    @property
    def table(self) -> AnnualTable:
        """The annual table."""
        return self.reading.table

    @property
    def plan(self) -> Plan:
        """The plan whose year it is."""
        return self.table.plan

    @property
    def course(self) -> AnnualCourse:
        """The acts with it."""
        return self.reading.course

    @property
    def catalogue(self) -> Catalogue:
        """The definitions its names are read from."""
        return self.reading.catalogue

    @property
    def words(self) -> Words:
        """The words of the page."""
        return self.page.words

    @property
    def writer(self) -> Writer:
        """What its sheets are written with."""
        return self.page.writer(self.catalogue)

    @property
    def is_present(self) -> bool:
        """Whether the page shows the present, so that something can be done on it."""
        return self.page.as_of >= self.page.today <= self.page.known and self.moment.until is None

    @property
    def is_open(self) -> bool:
        """Whether the year can be settled now: it is over, and the plan is not closed."""
        return self.is_present and find_year_problem(self.plan, self.page.today) is None

    @property
    def is_last(self) -> bool:
        """Whether it is of the plan's last year, with which the plan is closed."""
        return self.reading.year is None or self.reading.year == max(self.reading.years)

    @property
    def prepares(self) -> bool:
        """Whether the reader writes the analysis now."""
        return self.is_open and self.page.may(Action.PREPARE, self.whose)

    @property
    def closes(self) -> bool:
        """Whether the reader may close the plan now: whoever signs for a party, once its last year is over."""
        rights = (SIGNING[party] for party in self.plan.parties)
        return self.is_open and self.is_last and any(self.page.may(right, self.whose) for right in rights)

    def link(self, goal: str | None = None) -> str:
        """Return the address of the settlement, or of a goal in it."""
        year = str(self.reading.year) if self.reading.year else None
        return self.page.link("annual", plan=self.plan.id, year=year, goal=goal)

    def read_again(self) -> SettledYear:
        """Read what is typed and done by now."""
        return read_settled(self.page, self.moment, self.plan.id, str(self.reading.year or ""))


def read_settled(page: Page, moment: JudgedMoment, plan: str, asked: str = "") -> SettledYear:
    """Read the settlement of a plan that the reader may see; of a contract that of the year asked for, if it has it."""
    held = read_snapshot()
    facts, versions = moment.of(moment.scores[plan].plan).facts, moment.versions[plan]
    institution = versions[-1].plan.institution
    whose = find_resource(held.catalogue.histories, institution, page.today)
    prepares = page.may(Action.PREPARE, whose)
    basis = AnnualBasis(versions, moment.agreed, held.recorded, held.catalogue)
    own = frozenset({institution})
    years = split_into_years(versions[-1].plan)
    year = next((one for one in years if str(one) == asked), None)
    with session.open_reading(find_database_url(), sees=own, prepares=own if prepares else frozenset()) as db:
        found = annual_reading.read_annual_on(
            db, basis, facts.as_of, facts.known_at, prepares=prepares, year=year
        )
    return SettledYear(page, moment.of(versions[-1].plan), found, whose)
