"""The journal's page as somebody sees it, and what is typed on it."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

from db.filing import filing_queries
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.filing.journal import JournalEntry
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain

PLAN, OWNER = "eksempel-ankenaevn-2026", "eksempel-ankenaevn"
SAVE, ALL = "Gem nummeret", "Giv alle nummeret"


def show(open_page: Open, role: str, **query: str) -> AppTest:
    """Open the journal in a role."""
    return open_page("journal", role=role, **query)


def see(at: AppTest) -> str:
    """What stands on the page, without its marks and with ordinary spaces."""
    return plain(text(at)).replace("\u00a0", " ")


def titles(at: AppTest) -> list[str]:
    """The titles of the documents in the table, top down."""
    rows = re.findall(r'<th scope="row".*?</th>', text(at), re.DOTALL)
    return [plain(re.findall(r"<a [^>]*>(.*?)</a>", row)[0]) for row in rows]


def journal(url: str) -> dict[str, JournalEntry]:
    """The journal of the example's plan, as whoever sees everything finds it."""
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        found = filing_queries.read_journal(session, [OWNER])
    return {one.document.key: one for one in found if PLAN in one.document.plans}


def find_key(url: str, kind: str) -> str:
    """The key of the document of a kind."""
    return next(key for key, one in journal(url).items() if one.document.kind.value == kind)
