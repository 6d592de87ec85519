"""Papers on offer: which kinds a reader may have, in which formats, and the button that has one made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import streamlit as st

from db import session
from db.annual.annual_reading import AnnualBasis
from db.audit.exports import find_paper_export
from db.clock import read_clock
from db.location import find_database_url
from db.reports import paper_reading
from export.papers import papers
from metrics.access import Action, Resource
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import FORMATS, OF_A_SETTLEMENT, OWN_PAPERS, PaperFormat, PaperKind, is_own_paper
from metrics.plan.model import Plan
from metrics.score.contract_years import find_settled_year, split_into_years
from pages.ui import snapshot, widgets
from pages.ui.downloads import OfferedFile
from pages.ui.moments import Before, JudgedMoment
from pages.ui.page import Page
from pages.ui.papers import note_filing, paper_button
from words.language import Words

OFFERED = (
    PaperKind.PLAN,
    PaperKind.ANNUAL,
    PaperKind.INSTITUTION,
    PaperKind.PUBLIC,
    PaperKind.NOTE,
    PaperKind.MINISTER,
    PaperKind.AREA,
)
"""What a plan's page offers, in this order."""


def list_kinds(page: Page, whose: Resource | None, among: Iterable[PaperKind] = OFFERED) -> list[PaperKind]:
    """List the kinds that the reader may have of an institution: the department's own for those who decide there."""
    own = page.may(OWN_PAPERS, whose)
    shared = page.may(Action.EXPORT, whose)
    return [kind for kind in among if (own if is_own_paper(kind) else shared)]


def show_papers(page: Page, moment: JudgedMoment, plan: Plan, before: Before, kinds: list[PaperKind]) -> None:
    """Show the choice of a paper and of its format, and the button; nothing is made before it is pressed."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="m-papers"):
        kind, form = choose_paper(page, kinds)
        year = _choose_year(page, plan, moment.facts.as_of) if kind in OF_A_SETTLEMENT else None
        ground = make_ground(moment, plan, page, read_clock())
        about = papers.find_subject(kind, ground)
        file = OfferedFile(
            find_paper_export(kind),
            about,
            papers.find_owners(kind, ground),
            papers.name_paper(kind, form, about, str(year or moment.facts.as_of), page.words),
            papers.MEDIA_TYPES[form],
        )
        paper_button.offer_paper(
            page.t("paper.get"),
            form,
            file,
            lambda: make_file(kind, form, ground, before, page.words, year),
            page.words,
        )
    if kind is PaperKind.NOTE:
        note_filing.show_filing(page, ground, before)


def choose_paper(page: Page, kinds: list[PaperKind]) -> tuple[PaperKind, PaperFormat]:
    """Show the choice of a paper and of its format."""
    name = page.t("paper.choose_kind")
    kind = PaperKind(widgets.draw_choice("paper", name, kinds, lambda code: page.t(f"paper.kind_{code}")))
    return kind, choose_format(page, kind)


def _choose_year(page: Page, plan: Plan, day: date) -> int | None:
    """Show the choice of which year of a contract is settled, the last that is over first; none for another plan."""
    usual = find_settled_year(plan, day)
    if usual is None:
        return None
    years = [usual, *(year for year in split_into_years(plan) if year != usual)]
    return int(widgets.draw_choice("year", page.t("plan.year"), [str(one) for one in years], str))


def choose_format(page: Page, kind: PaperKind) -> PaperFormat:
    """Show the choice of a paper's format."""
    label = page.t("paper.choose_format")
    form = widgets.draw_choice("format", label, FORMATS[kind], lambda code: page.t(f"paper.format_{code}"))
    return PaperFormat(form)


def make_ground(moment: JudgedMoment, plan: Plan, page: Page, now: datetime) -> PaperGround:
    """Make the ground of a paper from what the page shows; how it stood before is looked up when it is made."""
    return PaperGround(
        plan.id,
        moment.outlooks,
        moment.catalogue,
        moment.versions,
        moment.thresholds,
        now,
        page.today,
    )


def make_file(
    kind: PaperKind,
    form: PaperFormat,
    ground: PaperGround,
    before: Before,
    words: Words,
    year: int | None = None,
) -> bytes:
    """Make a paper as a file, with what has moved since the latest report, or of a year with its settlement."""
    made = ground.add_before(before)
    return papers.write_paper(kind, form, _add_annual(made, year) if kind in OF_A_SETTLEMENT else made, words)


def _add_annual(ground: PaperGround, year: int | None) -> PaperGround:
    held = snapshot.read_snapshot()
    basis = AnnualBasis(ground.versions[ground.plan], ground.agreed, held.recorded, held.catalogue)
    own = frozenset({ground.score.plan.institution})
    with session.open_reading(find_database_url(), sees=own) as db:
        return paper_reading.add_annual(db, ground, basis, year)
