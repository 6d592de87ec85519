"""The command that gives documents their journal numbers. Each adds a row of its own; none is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.filing import filing_queries
from db.people import rights
from db.session import find_writer
from metrics.errors import InvalidInput, Problem
from metrics.filing.filed_document import NUMBERED_BY, FiledDocument
from metrics.filing.journal import JournalEntry, find_number_problems
from metrics.plan.terms import Party


@dataclass(frozen=True, slots=True)
class NumberRequest:
    """The numbers that somebody wants to give for a party, by the keys of documents; an empty one is taken back."""

    party: Party
    numbers: Mapping[str, str]


def give_numbers(session: Session, wanted: NumberRequest, now: datetime | None = None) -> int:
    """Give documents their numbers, all or none, and return how many. Raises InvalidInput with everything wrong."""
    at, action = now or read_clock(), NUMBERED_BY[wanted.party]
    given = {key: number.strip() for key, number in wanted.numbers.items()}
    entries = {one.document.key: one for one in _read_entries(session, given)}
    for one in entries.values():
        rights.demand_right(session, action, *one.document.owners)
    if found := [*_find_problems(entries, wanted.party, given)]:
        raise InvalidInput(found)
    for key, number in given.items():
        _add_number(session, entries[key].document, wanted.party, number, at)
    owners = sorted({owner for one in entries.values() for owner in one.document.owners})
    verb = "given" if any(given.values()) else "taken_back"
    chain.record_entry(session, f"journal.{verb}", ", ".join([*owners, *given]))
    return len(given)


def _read_entries(session: Session, keys: Mapping[str, str]) -> Sequence[JournalEntry]:
    every = filing_queries.read_journal(session, filing_queries.list_institutions(session))
    return [one for one in every if one.document.key in keys]


def _find_problems(
    entries: Mapping[str, JournalEntry], party: Party, given: Mapping[str, str]
) -> Iterator[Problem]:
    if not given:
        yield Problem("journal_nothing", "document")
    for key, number in given.items():
        if key in entries:
            yield from find_number_problems(entries[key], party, number, "number")
        else:
            yield Problem("document_unknown", "document", {"value": key})


def _add_number(session: Session, document: FiledDocument, party: Party, number: str, at: datetime) -> None:
    owner = None
    if not document.area:
        query = select(m.Institution.id).where(m.Institution.key == document.owners[0])
        owner = session.scalars(query).one()
    session.add(
        m.JournalNumberRow(
            institution_id=owner,
            area=document.area or None,
            document=document.key,
            party=party.value,
            number=number,
            digest=document.digest,
            person=find_writer(session).key,
            recorded_at=at,
        )
    )
