"""The paper of a development plan on offer at the foot of its page."""

from __future__ import annotations

import streamlit as st

from db.audit.exports import find_paper_export
from db.clock import read_clock
from export.papers import papers
from export.papers.kinds.direction_paper import write_direction_paper
from metrics.access import Action
from metrics.direction.target_years import find_target_years
from metrics.paper.direction_ground import DirectionGround
from metrics.paper.kinds import PaperKind
from metrics.plan.institution_history import find_resource
from pages.status.parts.direction.direction_reads import DirectionView
from pages.ui.downloads import OfferedFile
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from pages.ui.papers.paper_button import offer_paper
from pages.ui.papers.paper_offer import choose_format


def may_have_paper(page: Page, moment: JudgedMoment, view: DirectionView) -> bool:
    """Tell whether the reader may have the paper."""
    histories = moment.catalogue.histories
    return page.may(Action.EXPORT, find_resource(histories, view.owner.id, page.today))


def show_direction_paper(page: Page, moment: JudgedMoment, view: DirectionView) -> None:
    """Show the choice of a format, and the button; nothing is made before it is pressed."""
    kind, key = PaperKind.DIRECTION, view.direction.id
    with st.container(horizontal=True, vertical_alignment="bottom", key="m-papers"):
        form = choose_format(page, kind)
        name = papers.name_paper(kind, form, key, page.as_of, page.words)
        file = OfferedFile(find_paper_export(kind), key, (view.owner.id,), name, papers.MEDIA_TYPES[form])
        offer_paper(
            page.t("paper.get"),
            form,
            file,
            lambda: write_direction_paper(form, make_ground(page, moment, view), page.words),
            page.words,
        )


def make_ground(page: Page, moment: JudgedMoment, view: DirectionView) -> DirectionGround:
    """Make the ground of the paper from what the page shows."""
    found = view.direction
    number = next((one.number for one in reversed(view.versions) if one.document == found), 1)
    return DirectionGround(
        found,
        view.owner,
        number,
        view.standings,
        view.serving,
        find_target_years(found, view.yearly, moment.facts, moment.catalogue),
        moment.catalogue,
        page.as_of,
        page.known_at,
        read_clock(),
        page.today,
    )
