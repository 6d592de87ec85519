"""Everything an archive of a plan is made of, read as of one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db import queries
from db.evidence import evidence_queries
from db.evidence.evidence_store import EvidenceStore
from db.filing import archive_data, filing_queries
from db.filing.archive_data import ArchiveTable
from db.plans import definitions, plan_queries
from metrics.facts.fact_history import FactHistory
from metrics.filing.filed_document import Audience, DocumentContent
from metrics.filing.journal import JournalEntry, make_entries
from metrics.plan.catalogue import Catalogue
from metrics.plan.terms import Party
from metrics.plan.versions import PlanVersion
from metrics.report.evidence.evidence_file import EvidenceFile, list_declared_files


@dataclass(frozen=True, slots=True)
class Holding:
    """What there is of a plan for some parties: its documents, their numbers, all rows, and the files handed in.

    The content of a file is None where it is lost. `left_out` are the documents of another party alone.
    """

    plan: str
    parties: tuple[Party, ...]
    versions: tuple[PlanVersion, ...]
    catalogue: Catalogue
    history: FactHistory
    documents: Sequence[DocumentContent]
    entries: Mapping[str, JournalEntry]
    tables: Sequence[ArchiveTable]
    files: Mapping[str, tuple[EvidenceFile, bytes | None]]
    left_out: int = 0

    @property
    def content(self) -> str:
        """The SHA-256 of all rows: the same as long as nothing is added to them or erased."""
        return archive_data.digest_tables(self.tables)


def read_holding(
    session: Session, plan: str, store: EvidenceStore | None, party: Party | None = None
) -> Holding:
    """Read what there is of a plan for a party, or for both. Raises InvalidInput (`plan_unknown`)."""
    parties = (party,) if party else tuple(Party)
    audiences = {one for one in Audience if set(one.parties) & set(parties)}
    versions = plan_queries.read_versions_of(session, plan)
    every = filing_queries.read_plan_documents(session, versions[-1].plan)
    documents = [one for one in every if one.document.audience in audiences]
    numbers = [one for one in filing_queries.read_numbers(session) if one.party in parties]
    entries = make_entries((one.document for one in documents), numbers)
    return Holding(
        plan,
        parties,
        tuple(versions),
        definitions.read_catalogue(session),
        queries.read_history(session),
        documents,
        {one.document.key: one for one in entries},
        archive_data.read_tables(session, versions, documents, audiences),
        _read_files(session, documents, store),
        len(every) - len(documents),
    )


def digest_holding(session: Session, plan: str) -> str:
    """Return the digest of everything there is of a plan now."""
    versions = plan_queries.read_versions_of(session, plan)
    documents = filing_queries.read_plan_documents(session, versions[-1].plan)
    tables = archive_data.read_tables(session, versions, documents, frozenset(Audience))
    return archive_data.digest_tables(tables)


def _read_files(
    session: Session, documents: Sequence[DocumentContent], store: EvidenceStore | None
) -> dict[str, tuple[EvidenceFile, bytes | None]]:
    found = {}
    for one in documents:
        for file in list_declared_files(one.said.get("document") or {}):
            if file.key not in found:
                found[file.key] = (file, evidence_queries.read_content(session, file.key, store))
    return found
