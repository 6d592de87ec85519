"""Cached reads of ministry areas in brief: each is kept under its own key, and only its current plans are judged."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.followup.current import select_current
from metrics.followup.thresholds import USUAL
from metrics.plan.model import Plan
from pages.status.parts.area_view import view_area
from pages.status.parts.areas import area_sheet
from pages.status.parts.areas.area_brief import AreaBrief, Order, brief_area
from pages.status.parts.areas.kept_briefs import KeptBriefs
from pages.ui.data_version import KEPT_MOMENTS, KEPT_SHEETS, make_key
from pages.ui.draw.writer import Writer
from pages.ui.kept.keep import keep
from pages.ui.moments import JudgedMoment

KEPT_AREAS = 256
"""Areas in brief, over all days and readers; of each some kB."""


def read_areas(found: JudgedMoment) -> tuple[AreaBrief, ...]:
    """Read the areas in brief, by name."""
    return _areas(found.key, found)


def find_kept(found: JudgedMoment) -> KeptBriefs:
    """Find the areas of a moment as the database keeps them."""
    return KeptBriefs(found, group_by_area(found))


def read_sheet(found: JudgedMoment, order: Order, writer: Writer) -> str:
    """Read the table of areas."""
    return _sheet(
        make_key(found.key, order, writer.words.lang, writer.link("overview")), found, order, writer
    )


def group_by_area(found: JudgedMoment) -> dict[str, list[Plan]]:
    """Group the signed plans by ministry area, in the order of `find_areas`."""
    known, day = found.catalogue, found.facts.as_of
    own: dict[tuple[bool, str], list[Plan]] = {}
    for plan in found.agreed:
        fictional = known.institutions[plan.institution].fictional
        own.setdefault((fictional, known.find_area(plan, day)), []).append(plan)
    joined: dict[str, list[Plan]] = {}
    for (_, name), plans in sorted(own.items(), key=lambda one: one[0]):
        joined.setdefault(name, []).extend(plans)
    return joined


@keep(KEPT_MOMENTS)
def _areas(key: str, found: JudgedMoment) -> tuple[AreaBrief, ...]:
    kept = find_kept(found)
    return tuple(_read_area(name, plans, kept) for name, plans in kept.areas.items())


def _read_area(name: str, plans: Sequence[Plan], kept: KeptBriefs) -> AreaBrief:
    found = kept.found
    key = make_key(name, found.make_key_of({one.institution for one in plans}), *(one.id for one in plans))
    return _area(key, name, plans, kept)


@keep(KEPT_AREAS)
def _area(key: str, name: str, plans: Sequence[Plan], kept: KeptBriefs) -> AreaBrief:
    return kept.find(name) or _work_out_area(name, plans, kept.found)


def _work_out_area(_name: str, _plans: Sequence[Plan], _found: JudgedMoment) -> AreaBrief:
    day, given = _found.facts.as_of, _found.thresholds.get(_name, USUAL)
    outlooks = [_found.outlooks[plan.id] for plan in select_current(_plans, day)]
    # How each plan stood at its latest report is asked for where the area is opened.
    return brief_area(view_area(_name, outlooks, day, lambda _: {}, _found.catalogue, given))


@keep(KEPT_SHEETS)
def _sheet(key: str, found: JudgedMoment, order: Order, writer: Writer) -> str:
    return area_sheet.draw_areas(read_areas(found), order, writer)
