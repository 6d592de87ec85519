"""The filters of the page of risks, the sheet they leave, and its deadlines as a calendar file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from os import environ
from typing import NamedTuple

import streamlit as st

from db.audit.exports import Export
from export.deadline_list import MEDIA_TYPE, write_calendar
from metrics.access import Action
from metrics.followup.commitments import Commitment
from metrics.followup.current import is_live
from metrics.followup.deadlines import Deadline, find_deadlines
from metrics.followup.outlook import Outlook
from metrics.plan.catalogue import find_areas
from metrics.plan.model import Plan
from pages.outlook.parts import risk_sheet
from pages.outlook.parts.agreed_read import read_agreed
from pages.outlook.parts.risk_sheet import OWING
from pages.ui import downloads, people, screen, widgets
from pages.ui.area_choice import AREA, are_many, draw_area_choice
from pages.ui.data_version import KEPT_SHEETS, make_key
from pages.ui.downloads import OfferedFile
from pages.ui.draw.writer import Writer
from pages.ui.kept.keep import keep
from pages.ui.moments import Before, JudgedMoment
from pages.ui.page import Page
from pages.ui.reports import document_dues
from service import sign_in
from words.language import Words

INSTITUTION, OWES = "institution", "owes"
KEPT_JOINED = 8  # sheets of several areas, up to some MB each; an area's own section is kept beside


class RiskArea(NamedTuple):
    """A ministry area and its live plans that match."""

    name: str
    plans: Sequence[Plan]


@dataclass(frozen=True, slots=True)
class RiskFilter:
    """The filters; an empty text leaves everything. `owes`, the role that has to act, narrows deadlines alone."""

    area: str
    institution: str
    owes: str

    def asks_for_areas(self, moment: JudgedMoment) -> bool:
        """Tell whether so much matches that the areas come first."""
        institutions = {plan.institution for plan in self.plans(moment)}
        return not (self.area or self.institution) and are_many(institutions, moment.areas)

    def plans(self, moment: JudgedMoment) -> list[Plan]:
        """Return the signed plans that match, of institutions that have not left."""
        return [plan for plan in moment.plans if self._asks_for(plan, moment)]

    def live_plans(self, moment: JudgedMoment) -> list[Plan]:
        """Return those of which anything is shown: what has been over for long is not judged for nothing."""
        return [plan for plan in self.plans(moment) if is_live(plan, moment.facts.as_of)]

    def group_plans(self, moment: JudgedMoment) -> list[RiskArea]:
        """Group the live plans that match by ministry area, real ones before fictional ones."""
        known, day = moment.catalogue, moment.facts.as_of
        plans = self.live_plans(moment)
        found: dict[str, list[Plan]] = {name: [] for name in find_areas(known, plans, day)}
        for plan in plans:
            found[known.find_area(plan, day)].append(plan)
        return [RiskArea(name, own) for name, own in found.items()]

    def make_key_of(self, area: RiskArea, moment: JudgedMoment) -> str:
        """Make the key of what is shown of an area: it stays as it is while others are written to."""
        owners = {plan.institution for plan in area.plans}
        return make_key(moment.make_key_of(owners), area.name, *(plan.id for plan in area.plans), self.owes)

    def owed(self, moment: JudgedMoment) -> list[Deadline]:
        """Return the deadlines that match, soonest first."""
        outlooks = (moment.outlooks[plan.id] for plan in self.live_plans(moment))
        return self.select_owed(self.find_deadlines(outlooks, moment))

    def select_owed(self, deadlines: Iterable[Deadline]) -> list[Deadline]:
        """Select those of the role that is asked for."""
        return [one for one in deadlines if self.owes in ("", one.role)]

    def find_deadlines(self, outlooks: Iterable[Outlook], moment: JudgedMoment) -> list[Deadline]:
        """Find the deadlines of some plans, whoever has to act."""
        scores = (one.score for one in outlooks)
        return find_deadlines(scores, moment.facts.as_of, moment.find_thresholds_of)

    def institutions(self, moment: JudgedMoment) -> frozenset[str]:
        """Return the institutions that match, of those that have not left, with or without a plan."""
        found = moment.find_institutions(self.area)
        return found & {self.institution} if self.institution else found

    def _asks_for(self, plan: Plan, moment: JudgedMoment) -> bool:
        area = moment.catalogue.find_area(plan, moment.facts.as_of)
        asked = self.area in ("", area) and self.institution in ("", plan.institution)
        return asked and plan.locked and plan.institution not in moment.received


def ask_filter(page: Page, moment: JudgedMoment) -> RiskFilter:
    """Show the filters and return what they ask for."""
    areas = find_areas(moment.catalogue, moment.followed, moment.facts.as_of)
    names = {
        plan.institution: moment.catalogue.institutions[plan.institution].name for plan in moment.followed
    }
    options: dict[str, list[str]] = {AREA: areas, INSTITUTION: [*names], OWES: [*OWING]}
    with st.container(horizontal=True, key="m-filters"):
        found = RiskFilter(
            draw_area_choice(page, areas),
            widgets.draw_choice(
                INSTITUTION,
                page.t("record.institution"),
                ["", *names],
                lambda key: names[key] if key else page.t("record.any_institution"),
            ),
            widgets.draw_choice(
                OWES,
                page.t("ahead.owes"),
                ["", *OWING],
                lambda role: page.t(f"owed.by_{role}") if role else page.t("ahead.anybody"),
            ),
        )
    for missing in filter(None, (widgets.find_unknown(name, known) for name, known in options.items())):
        screen.say(page.t("overview.unknown", value=missing))
    return found


class RiskSheet(NamedTuple):
    """The sheet of what matches, and whose plans owe what is asked for."""

    html: str
    owing: frozenset[str]


def read_risk_sheet(moment: JudgedMoment, before: Before, wanted: RiskFilter, writer: Writer) -> RiskSheet:
    """Read the sheet of what matches, with the changes since the latest report; `before` gives an earlier day."""
    key = make_key(moment.key, wanted, writer.words.lang, writer.link("risk"))
    return _sheet(key, moment=moment, before=before, wanted=wanted, writer=writer)


@keep(KEPT_JOINED)
def _sheet(
    key: str,
    moment: JudgedMoment,
    before: Before,
    wanted: RiskFilter,
    writer: Writer,
) -> RiskSheet:
    # Real and fictional figures never share a section.
    drawn = [_read_area(area, moment, before, wanted, writer) for area in wanted.group_plans(moment)]
    html = "".join(one.html for one in drawn)
    owing = frozenset[str]().union(*(one.owing for one in drawn))
    return RiskSheet(html or risk_sheet.draw_nothing(writer.words), owing)


def _read_area(
    area: RiskArea, moment: JudgedMoment, before: Before, wanted: RiskFilter, writer: Writer
) -> RiskSheet:
    """Read the section of a ministry area, which a write to others leaves as it is."""
    key = make_key(wanted.make_key_of(area, moment), writer.words.lang, writer.link("risk"))
    return _area(key, area, moment, before, wanted, writer)


@keep(2 * KEPT_SHEETS)
def _area(
    key: str, area: RiskArea, moment: JudgedMoment, before: Before, wanted: RiskFilter, writer: Writer
) -> RiskSheet:
    outlooks = [moment.outlooks[plan.id] for plan in area.plans]
    every = wanted.find_deadlines(outlooks, moment)
    owing = frozenset(one.plan.institution for one in wanted.select_owed(every))
    return RiskSheet(risk_sheet.draw_area(area.name, outlooks, before, every, writer, wanted.owes), owing)


def show_document_dues(page: Page, moment: JudgedMoment, wanted: RiskFilter) -> None:
    """Show what matches of duties and initiatives, late or soon, of the institutions the reader may see."""
    seen = people.find_permitted(moment.catalogue, page.reader, Action.SEE, page.today)
    every = document_dues.list_document_dues(page, wanted.institutions(moment) & seen)
    soon = document_dues.select_until(every, page.as_of + document_dues.AHEAD)
    dues = [one for one in soon if not wanted.owes or wanted.owes in one.roles]
    title = page.t("ahead.documents", last=page.words.date(page.as_of + document_dues.AHEAD))
    screen.draw(document_dues.draw_document_dues(dues, page.as_of, title, page.writer(moment.catalogue)))


def offer_calendar(page: Page, moment: JudgedMoment, wanted: RiskFilter, owing: Collection[str]) -> None:
    """Offer the matching deadlines as a calendar file, for the institutions the reader may export."""
    allowed = people.find_permitted(moment.catalogue, page.reader, Action.EXPORT, page.today)
    owing = allowed.intersection(owing)
    told = read_agreed(page, moment, wanted.plans(moment), wanted.institutions(moment))
    agreed = [one for one in told if not wanted.owes or wanted.owes in one.roles]
    if not owing and not agreed:
        return
    owners = tuple(sorted({*owing, *(key for one in agreed for key in one.institutions)}))
    file = OfferedFile(Export.DEADLINES, ", ".join(owners), owners, f"maalstreg-{page.as_of}.ics", MEDIA_TYPE)
    downloads.offer_file(
        page.t("ahead.download"), file, lambda: _calendar(wanted, owing, agreed, moment, page.words)
    )


def _calendar(
    wanted: RiskFilter,
    owing: Collection[str],
    agreed: Sequence[Commitment],
    moment: JudgedMoment,
    words: Words,
) -> bytes:
    owed = [one for one in wanted.owed(moment) if one.plan.institution in owing]
    base = sign_in.read_public_url(environ)
    return write_calendar(owed, moment.catalogue, words, datetime.now(UTC), base, agreed)
