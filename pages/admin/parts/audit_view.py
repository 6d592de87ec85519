"""The part of the audit that a reader may see: filtered, page by page, checked, and as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from db import session
from db.audit import search
from db.audit.chain import ChainEntry
from db.audit.exports import Export
from db.audit.search import EntryFilter
from db.location import find_database_url
from db.scope import EVERYTHING
from export import audit_file, workbook
from metrics.access import Action, may
from metrics.direction.direction_plan import Direction
from metrics.duties.duty_plan import DutyPlan
from metrics.facts.numbers import read_whole
from pages.ui import downloads, people, screen, snapshot, widgets
from pages.ui.downloads import OfferedFile
from pages.ui.page import Page
from words import audit_entry
from words.audit_entry import KINDS, RecordNames

ON_A_PAGE = 50
PERSON, KIND, INSTITUTION, FIRST, LAST, TURN = "person", "kind", "institution", "from", "to", "turn"
LAST_ASKED = "record asked"
ITSELF = "-"
"""How the address names Målstreg itself, whose name in the audit is empty; in the address that means anybody."""


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One page of entries, the number of entries in all, and the page's place from 0."""

    entries: Sequence[ChainEntry]
    total: int
    turn: int

    @property
    def newer(self) -> int | None:
        """The place of the page before; None for the first."""
        return self.turn - 1 if self.turn else None

    @property
    def older(self) -> int | None:
        """The place of the page after; None for the last."""
        return self.turn + 1 if (self.turn + 1) * ON_A_PAGE < self.total else None


def find_audit_scope(page: Page) -> EntryFilter:
    """Return the filter that leaves what the reader may see: all of it, or what is about some institutions.

    Of an institution that has left their ministry area they may see what was done until then.
    """
    if may(page.reader, Action.SEE_AUDIT, None, page.today).allowed:
        return EntryFilter()
    known = snapshot.read_snapshot().catalogue
    parts = people.find_permitted_parts(known, page.reader, Action.SEE_AUDIT, page.today)
    until = {key: part.until for key, part in parts.items() if part.until is not None}
    return EntryFilter(institutions=frozenset(parts), until=until)


def read_names() -> RecordNames:
    """Read the names of plans, institutions and indicators."""
    held = snapshot.read_snapshot()
    owners = {key: owner.name for key, owner in held.catalogue.institutions.items()}
    plans = [version.plan for version in held.newest]
    names = {plan.id: f"{held.catalogue.find_owner(plan).name}: {plan.title}" for plan in plans}
    beside: list[Direction | DutyPlan] = [version.document for version in held.directions]
    beside += [version.document for version in held.duties]
    names |= {
        one.id: f"{held.catalogue.find_institution(one.institution, one.start).name}: {one.title}"
        for one in beside
    }
    return RecordNames(names, owners, {key: one.name for key, one in held.catalogue.indicators.items()})


def ask_filter(page: Page, known: RecordNames) -> EntryFilter:
    """Show the filters and return what they ask for."""
    scope = find_audit_scope(page)
    own = scope.institutions
    with session.open_reading(find_database_url(), sees=EVERYTHING) as db:
        people = [person or ITSELF for person in search.find_people(db, scope)]
    owners = sorted(known.institutions if own is None else own, key=lambda key: known.institutions[key])
    options = {PERSON: people, KIND: [*KINDS], INSTITUTION: owners}
    with st.container(horizontal=True, key="m-filters"):
        person = _choose(page, PERSON, people, lambda key: audit_entry.describe_actor(_key(key), page.words))
        kind = _choose(page, KIND, options[KIND], lambda key: page.t(f"record.kind_{key}"))
        owner = _choose(page, INSTITUTION, owners, lambda key: known.institutions[key])
        first, last = (widgets.ask_day(name, page.t(f"record.{name}"), page.lang) for name in (FIRST, LAST))
    for missing in filter(None, (widgets.find_unknown(name, found) for name, found in options.items())):
        screen.say(page.t("overview.unknown", value=missing))
    return EntryFilter(
        person=_key(person) if person else None,
        kinds=KINDS.get(kind, ()),
        institutions=frozenset({owner}) if owner else own,
        first=first,
        last=last,
        until=scope.until,
    )


def _choose(page: Page, name: str, options: Sequence[str], shown: Callable[[str], str]) -> str:
    """Show a select box over the options and return the choice; an empty text means all."""
    every = page.t(f"record.any_{name}")
    return widgets.draw_choice(
        name, page.t(f"record.{name}"), ["", *options], lambda key: shown(key) if key else every
    )


def _key(person: str) -> str:
    return "" if person == ITSELF else person


def read_entry_page(wanted: EntryFilter) -> EntryPage:
    """Read the page of entries that the address asks for; the newest when the filter has changed."""
    if st.session_state.get(LAST_ASKED, wanted) != wanted:
        st.query_params.pop(TURN, None)
    st.session_state[LAST_ASKED] = wanted
    given = read_whole(st.query_params.get(TURN, "")) or 0
    with session.open_reading(find_database_url(), sees=EVERYTHING) as db:
        total = search.count_entries(db, wanted)
        turn = min(given, max(total - 1, 0) // ON_A_PAGE)
        found = search.find_newest(db, wanted, skip=turn * ON_A_PAGE, most=ON_A_PAGE)
    return EntryPage(found, total, turn)


def link_to_turn(page: Page, turn: int | None) -> str | None:
    """Return the address of another page of the same entries."""
    if turn is None:
        return None
    names = (PERSON, KIND, INSTITUTION, FIRST, LAST)
    kept = {name: st.query_params[name] for name in names if name in st.query_params}
    return page.link("audit", **kept, turn=turn or None)


def offer_files(page: Page, wanted: EntryFilter, known: RecordNames) -> None:
    """Offer everything that matches the filter, on all pages, as files."""
    with st.container(horizontal=True):
        _offer(
            page,
            wanted,
            "csv",
            audit_file.CSV_TYPE,
            lambda found: audit_file.write_csv(found, known, page.words),
        )
        _offer(
            page,
            wanted,
            "xlsx",
            workbook.MEDIA_TYPE,
            lambda found: audit_file.write_audit_workbook(found, known, page.words),
        )


def _offer(
    page: Page, wanted: EntryFilter, ending: str, media_type: str, write: Callable[[list[ChainEntry]], bytes]
) -> None:
    # A file is of what one may export now; of an institution that has left, that is nothing.
    if wanted.institutions is not None:
        wanted = replace(wanted, institutions=wanted.institutions - wanted.until.keys())
        if not wanted.institutions:
            return
    owners = tuple(sorted(wanted.institutions or ()))
    file = OfferedFile(
        Export.AUDIT, ", ".join(owners), owners, f"maalstreg-{page.today}.{ending}", media_type
    )
    downloads.offer_file(page.t(f"record.download_{ending}"), file, lambda: write(_all(wanted)))


def _all(wanted: EntryFilter) -> list[ChainEntry]:
    with session.open_reading(find_database_url(), sees=EVERYTHING) as db:
        return search.find_newest(db, wanted)
