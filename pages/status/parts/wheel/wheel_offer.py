"""The year as a paper and as a calendar file, for the institutions that the reader may take with them."""

from __future__ import annotations

from collections.abc import Sequence
from os import environ

from db.audit.exports import Export, find_paper_export
from db.clock import read_clock
from export.deadline_list import MEDIA_TYPE
from export.papers import papers
from export.papers.kinds.wheel_paper import WheelBasis, make_wheel_paper
from export.wheel_calendar import write_wheel_calendar
from metrics.access import Action
from metrics.paper.kinds import OWN_PAPERS, PaperFormat, PaperKind, is_own_paper
from metrics.wheel.wheel_entry import WheelEntry
from pages.status.parts.wheel.wheel_reads import WheelView
from pages.ui import downloads, people
from pages.ui.downloads import OfferedFile
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from pages.ui.papers.paper_button import offer_paper
from pages.ui.papers.paper_offer import choose_format
from service import sign_in


def offer_calendar(page: Page, moment: JudgedMoment, view: WheelView, entries: Sequence[WheelEntry]) -> None:
    """Offer the entries that are shown as a calendar file; nothing where the reader may not take them all."""
    owners = tuple(sorted(view.subject.members))
    allowed = people.find_permitted(moment.catalogue, page.reader, Action.EXPORT, page.today)
    if not entries or not view.subject.members <= allowed:
        return
    subject = view.subject.institution or view.subject.area
    name = f"{make_file_name(view)}.ics"
    file = OfferedFile(Export.DEADLINES, f"{subject} {view.year}", owners, name, MEDIA_TYPE)
    base = sign_in.read_public_url(environ)
    downloads.offer_file(
        page.t("wheel.download"),
        file,
        lambda: write_wheel_calendar(entries, moment.catalogue, page.words, read_clock(), base),
    )


def offer_wheel_paper(page: Page, moment: JudgedMoment, view: WheelView) -> None:
    """Offer the year as a paper; an area's is the department's own."""
    of_area = bool(view.subject.area)
    action = OWN_PAPERS if is_own_paper(PaperKind.WHEEL, of_area=of_area) else Action.EXPORT
    if not view.subject.members <= people.find_permitted(moment.catalogue, page.reader, action, page.today):
        return
    form = choose_format(page, PaperKind.WHEEL)
    file = OfferedFile(
        find_paper_export(PaperKind.WHEEL, of_area=of_area),
        f"{view.subject.institution or view.subject.area} {view.year}",
        tuple(sorted(view.subject.members)),
        papers.name_paper(PaperKind.WHEEL, form, view.subject.file_name, str(view.year), page.words),
        papers.MEDIA_TYPES[form],
    )
    offer_paper(page.t("paper.get"), form, file, lambda: make_file(page, moment, view, form), page.words)


def make_file(page: Page, moment: JudgedMoment, view: WheelView, form: PaperFormat) -> bytes:
    """Make the paper of a year as a file."""
    now = read_clock()
    basis = WheelBasis(
        view.subject.name,
        view.year,
        view.entries,
        view.before,
        moment.catalogue,
        (page.as_of, page.known_at),
        page.today,
        now,
        of_area=bool(view.subject.area),
        fictional=view.subject.fictional,
    )
    return papers.find_writer(form)(make_wheel_paper(basis, page.words), now)


def make_file_name(view: WheelView) -> str:
    """Make the name of a file of a year, without its ending: whose it is, and the year."""
    return f"{view.subject.file_name}-aarshjul-{view.year}"
