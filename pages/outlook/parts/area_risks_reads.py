"""Cached reads of ministry areas in brief: each is kept under its own key, so that a write leaves the others."""

from __future__ import annotations

from pages.outlook.parts import area_risks, area_risks_sheet, risk_sheet
from pages.outlook.parts.area_risks import RiskBrief
from pages.outlook.parts.risk_choices import RiskArea, RiskFilter, RiskSheet
from pages.ui.data_version import KEPT_SHEETS, make_key
from pages.ui.draw.writer import Writer
from pages.ui.kept.keep import keep
from pages.ui.moments import JudgedMoment

KEPT_AREAS = 256
"""Areas in brief, over all days and readers; of each a kB."""


def read_areas_sheet(moment: JudgedMoment, wanted: RiskFilter, writer: Writer) -> RiskSheet:
    """Read the table of the areas that match, and the goals with most at stake in all of them."""
    key = make_key(moment.key, wanted, writer.words.lang, writer.link("risk"))
    return _sheet(key, moment, wanted, writer)


def read_areas(moment: JudgedMoment, wanted: RiskFilter) -> list[RiskBrief]:
    """Read the areas that match in brief, real ones before fictional ones."""
    return [_read_area(area, moment, wanted) for area in wanted.group_plans(moment)]


@keep(KEPT_SHEETS)
def _sheet(key: str, moment: JudgedMoment, wanted: RiskFilter, writer: Writer) -> RiskSheet:
    areas = read_areas(moment, wanted)
    owing = frozenset[str]().union(*(one.owing for one in areas))
    if not areas:
        return RiskSheet(risk_sheet.draw_nothing(writer.words), owing)
    day = moment.facts.as_of
    return RiskSheet(area_risks_sheet.draw_areas(areas, moment.outlooks, day, wanted.owes, writer), owing)


def _read_area(area: RiskArea, moment: JudgedMoment, wanted: RiskFilter) -> RiskBrief:
    return _brief(wanted.make_key_of(area, moment), area, moment, wanted)


@keep(KEPT_AREAS)
def _brief(key: str, area: RiskArea, moment: JudgedMoment, wanted: RiskFilter) -> RiskBrief:
    outlooks = [moment.outlooks[plan.id] for plan in area.plans]
    every = wanted.find_deadlines(outlooks, moment)
    risks = area_risks.find_area_risks(outlooks, every, moment.facts.as_of, wanted.owes)
    return area_risks.brief_area(area.name, outlooks, risks, moment.catalogue)
