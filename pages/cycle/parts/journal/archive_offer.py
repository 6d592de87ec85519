"""The archive of a plan: everything there is of it for the reader's own party, as one package to be filed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import streamlit as st

from db import session
from db.audit.exports import Export
from db.evidence.evidence_store import find_store
from db.filing import archive_commands, archive_reading
from db.location import find_database_url
from export.filing.package import make_package
from metrics.access import Action, Person
from metrics.errors import refuse
from metrics.plan.terms import Party
from pages.cycle.parts.journal.journal_reads import OpenJournal
from pages.ui import downloads, reader, screen
from pages.ui.downloads import OfferedFile
from pages.ui.draw import marks

EXPORTS = {Party.INSTITUTION: Export.ARCHIVE, Party.DEPARTMENT: Export.OWN_ARCHIVE}
RIGHTS = {Party.INSTITUTION: Action.PREPARE, Party.DEPARTMENT: Action.DECIDE}
MEDIA_TYPE = "application/zip"


def offer_archive(opened: OpenJournal) -> None:
    """Offer the package of the plan that is chosen, to each party of it that the reader acts for."""
    plan, page = opened.query.plan, opened.page
    owner = opened.plans[plan].institution if plan else ""
    parties = [party for party, right in RIGHTS.items() if owner in opened.scopes[right]]
    if not parties:
        return
    st.header(page.t("archive.title"), anchor=False)
    screen.draw(marks.draw_lead(page.t("archive.note")))
    for party in parties:
        name = f"{plan}-{page.t('archive.file')}-{party}-{page.today}.zip"
        file = OfferedFile(EXPORTS[party], plan, (owner,), name, MEDIA_TYPE)
        downloads.offer_file(page.t(f"archive.get_{party}"), file, _make_later(plan, party))


def _make_later(plan: str, party: Party) -> Callable[[], bytes]:
    """Make the function that makes the package once it is asked for, by whoever reads then."""
    by = reader.find_reader_later()
    return lambda: make_archive(by(), plan, party)


def make_archive(by: Person | None, plan: str, party: Party) -> bytes:
    """Make the package of a plan for a party, and put on record that it was made. Raises InvalidInput."""
    if by is None:
        raise refuse("signed_out")
    url = find_database_url()
    with session.open_writing(url, by) as db:
        holding = archive_reading.read_holding(db, plan, find_store(), party)
        content = make_package(holding)
        package = hashlib.sha256(content).hexdigest()
        archive_commands.record_archive(db, plan, party, package, holding.content)
    return content
