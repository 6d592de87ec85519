"""The package of an archive: each document as PDF and as data, every row, the files, and a manifest of it all.

The same content gives the same bytes: nothing in it says when it was made. It is Danish, whoever makes it.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from db.filing.archive_reading import Holding
from export.filing.column_words import TABLES, describe_column
from export.filing.filed_paper import FilingGround, make_filed_paper
from export.filing.journal_file import COLUMN_KEYS, list_columns, write_line
from export.filing.package_check import MANIFEST
from export.filing.table_file import list_objects, write_csv_file, write_json_file, write_table_csv
from export.papers.papers import find_writer
from metrics.filing.filed_document import DocumentContent, write_content
from metrics.filing.journal import JournalEntry
from metrics.paper.kinds import PaperFormat
from words.filing.document_line import write_sender, write_subject, write_title
from words.language import DEFAULT_LANGUAGE, Words

FORMAT = 1
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest moment a file in a package can have

Files = dict[str, bytes]


def make_package(holding: Holding) -> bytes:
    """Make the package of what there is of a plan."""
    words = Words(DEFAULT_LANGUAGE)
    files: Files = {"LAESMIG.txt": words.t("archive.readme", plan=_name_plan(holding)).encode()}
    told = [_add_document(files, one, holding, words) for one in holding.documents]
    files |= _write_journal(holding, words)
    files |= _write_tables(holding)
    files |= {_name_file(file.key, file.kind): found for file, found in holding.files.values() if found}
    manifest = {
        "format": FORMAT,
        "plan": holding.plan,
        "title": holding.versions[-1].plan.title,
        "institution": holding.versions[-1].plan.institution,
        "fictional": holding.catalogue.find_owner(holding.versions[-1].plan).fictional,
        "parties": [party.value for party in holding.parties],
        "documents_of_other_party_left_out": holding.left_out,
        "content": holding.content,
        "documents": told,
        "lost_files": sorted(key for key, (_, found) in holding.files.items() if found is None),
        "files": [
            {"path": path, "sha256": hashlib.sha256(found).hexdigest(), "size": len(found)}
            for path, found in sorted(files.items())
        ],
    }
    return _pack({**files, MANIFEST: write_json_file(manifest)})


def _name_plan(holding: Holding) -> str:
    plan = holding.versions[-1].plan
    return f"{holding.catalogue.find_owner(plan).name}, {plan.title} ({plan.id})"


def _pack(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as package:
        for path, content in sorted(files.items()):
            info = ZipInfo(path, _LONG_AGO)
            # As made on any system: the archive of the same content is the same everywhere.
            info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            package.writestr(info, content)
    return packed.getvalue()


def _add_document(files: Files, found: DocumentContent, holding: Holding, words: Words) -> dict[str, Any]:
    """Add a document as data, which its digest is of, and as PDF; return what the manifest tells of it."""
    document, entry = found.document, holding.entries[found.document.key]
    name = f"dokumenter/{document.on}-{document.key}"
    ground = FilingGround(holding.versions, holding.catalogue, holding.history)
    paper = make_filed_paper(found, entry, ground, words)
    files[f"{name}.json"] = write_content(found.content)
    files[f"{name}.pdf"] = find_writer(PaperFormat.PDF)(paper, document.at)
    titles = {holding.plan: holding.versions[-1].plan.title}
    return {
        "key": document.key,
        "kind": document.kind.value,
        "title": write_title(document, words),
        "subject": write_subject(document, titles, words),
        "date": document.on.isoformat(),
        "from": write_sender(document, words),
        "audience": document.audience.value,
        "numbers": {party.value: entry.find_number(party) or None for party in holding.parties},
        "sha256": document.digest,
        "files": [f"{name}.json", f"{name}.pdf"],
    }


def _write_journal(holding: Holding, words: Words) -> Files:
    titles = {holding.plan: holding.versions[-1].plan.title}
    entries: Iterable[JournalEntry] = holding.entries.values()
    rows = [write_line(one, titles, words) for one in entries]
    return {
        "journal.csv": write_csv_file(list_columns(words), rows),
        "journal.json": write_json_file(list_objects(COLUMN_KEYS, rows)),
    }


def _write_tables(holding: Holding) -> Files:
    files: Files = {}
    for table in holding.tables:
        name = TABLES[table.name][0]
        files[f"data/{name}.csv"] = write_table_csv(table.columns, table.rows)
        files[f"data/{name}.json"] = write_json_file(list_objects(table.columns, table.rows))
    described = list(_describe_columns(holding))
    heads = ("tabel", "tabellens_indhold", "kolonne", "kolonnens_indhold")
    files["data/kolonner.csv"] = write_csv_file(heads, described)
    files["data/kolonner.json"] = write_json_file(list_objects(heads, described))
    return files


def _describe_columns(holding: Holding) -> Iterator[tuple[str, str, str, str]]:
    for table in holding.tables:
        name, about = TABLES[table.name]
        for column in table.columns:
            yield name, about, column, describe_column(table.name, column)


def _name_file(key: str, kind: str) -> str:
    return f"bilag/{key}.{kind}"
