"""The reads of the journal's page: the documents that the reader may see, with the numbers of their own party."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from db import session
from db.clock import read_clock
from db.filing import extract_reading, filing_queries
from db.filing.extract_reading import ExtractGround
from db.location import find_database_url
from metrics.access import Action
from metrics.filing.filed_document import NUMBERED_BY
from metrics.filing.journal import JournalEntry, JournalQuery, select_entries
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.plan.terms import Party
from pages.ui import people, snapshot
from pages.ui.page import Page

Scopes = Mapping[Action, frozenset[str]]
_RIGHTS = (Action.SEE, Action.EXPORT, Action.PREPARE, Action.DECIDE, Action.MEET, Action.AGREE_MINUTES)


@dataclass(frozen=True, slots=True)
class OpenJournal:
    """The journal as the reader may see it: every entry, oldest first, and what is asked for of them."""

    page: Page
    scopes: Scopes
    catalogue: Catalogue
    plans: Mapping[str, Plan]
    entries: tuple[JournalEntry, ...]
    query: JournalQuery = field(default_factory=JournalQuery)

    @property
    def shown(self) -> list[JournalEntry]:
        """What is asked for, the newest first."""
        return select_entries(self.entries, self.query)[::-1]

    @property
    def titles(self) -> dict[str, str]:
        """The titles of the plans, by key."""
        return {key: plan.title for key, plan in self.plans.items()}

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties whose numbers the reader sees and gives."""
        return tuple(party for party in Party if self.scopes[NUMBERED_BY[party]])

    def may_number(self, entry: JournalEntry, party: Party) -> bool:
        """Tell whether the reader gives the numbers of a party to a document."""
        given = set(entry.document.owners) <= self.scopes[NUMBERED_BY[party]]
        return given and party in entry.document.audience.parties

    def find(self, key: str) -> JournalEntry | None:
        """Find a document by its key."""
        return next((entry for entry in self.entries if entry.document.key == key), None)

    def list_missing(self, party: Party) -> list[JournalEntry]:
        """List what is shown without a number of a party that the reader may give, the oldest first."""
        return [one for one in self.shown[::-1] if one.is_missing(party) and self.may_number(one, party)]


def open_journal(page: Page) -> OpenJournal:
    """Read the documents of every institution that the reader may see."""
    held = snapshot.read_snapshot()
    scopes = {one: people.find_permitted(held.catalogue, page.reader, one, page.today) for one in _RIGHTS}
    with session.open_reading(
        find_database_url(),
        sees=scopes[Action.SEE],
        prepares=scopes[Action.PREPARE],
        meets=scopes[Action.MEET],
        minutes=scopes[Action.AGREE_MINUTES],
        decides=scopes[Action.DECIDE],
    ) as db:
        entries = filing_queries.read_journal(db, scopes[Action.SEE])
    seen = tuple(entry for entry in entries if entry.document.is_seen_with(scopes))
    plans = {version.plan.id: version.plan for version in held.newest}
    own = {key: plan for key, plan in plans.items() if plan.institution in scopes[Action.SEE]}
    return OpenJournal(page, scopes, held.catalogue, own, seen)


def read_extract(opened: OpenJournal) -> ExtractGround:
    """Read the extract of the plan asked for, of what the reader may see."""
    own = frozenset({opened.plans[opened.query.plan].institution})
    with session.open_reading(find_database_url(), sees=own) as db:
        return extract_reading.build_extract(db, opened.entries, opened.query, read_clock())
