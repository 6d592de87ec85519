"""The year as a calendar file, for the institutions that the reader may take with them."""

from __future__ import annotations

from collections.abc import Sequence
from os import environ

from db.audit.exports import Export
from db.clock import read_clock
from export.deadline_list import MEDIA_TYPE
from export.wheel_calendar import write_wheel_calendar
from metrics.access import Action
from metrics.wheel.wheel_entry import WheelEntry
from pages.status.parts.wheel.wheel_reads import WheelView
from pages.ui import downloads, people
from pages.ui.downloads import OfferedFile
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
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


def make_file_name(view: WheelView) -> str:
    """Make the name of a file of a year, without its ending: whose it is, and the year."""
    return f"{view.subject.file_name}-aarshjul-{view.year}"
