"""A file that is evidence of a line of a report: what is known of it, and how much a report may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from metrics.errors import Problem
from metrics.facts.reports.line_keys import LineKind
from metrics.plan.terms import is_intact

LARGEST_FILE = 25_000_000  # bytes
MOST_OF_A_LINE = 20
LARGEST_OF_A_REPORT = 250_000_000  # bytes
LONGEST_JOURNAL = 200
TAKES_FILES = frozenset({LineKind.FIGURE, LineKind.MILESTONE})


class FileKind(StrEnum):
    """The kinds of files that are taken."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
MEDIA_TYPES: Mapping[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    FileKind.PPTX: f"{_OFFICE}.presentationml.presentation",
    FileKind.ODT: f"{_OPEN}.text",
    FileKind.ODS: f"{_OPEN}.spreadsheet",
}


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file of a line: `digest` is its SHA-256, `key` what it is asked for by, `journal` a journal number if told."""

    key: str
    line: str
    name: str
    kind: FileKind
    size: int
    digest: str
    journal: str
    person: str
    saved_at: datetime


def describe_file(file: EvidenceFile) -> dict[str, Any]:
    """Describe a file as the document of a report declares it."""
    return {
        "key": file.key,
        "file": file.name,
        "kind": file.kind.value,
        "size": file.size,
        "sha256": file.digest,
        "journal": file.journal,
        "person": file.person,
        "saved_at": file.saved_at.isoformat(),
    }


def list_declared_files(document: Mapping[str, Any]) -> Iterator[EvidenceFile]:
    """List the files that a document declares, in the order of its lines."""
    for line in document.get("lines", []):
        for told in line.get("files", []):
            yield EvidenceFile(
                told["key"],
                line["key"],
                told["file"],
                FileKind(told["kind"]),
                told["size"],
                told["sha256"],
                told["journal"],
                told["person"],
                datetime.fromisoformat(told["saved_at"]),
            )


def find_attach_problems(line: str, size: int, journal: str, there: Sequence[EvidenceFile]) -> list[Problem]:
    """Find what keeps one more file from a line of a report that has the files `there`."""
    found = []
    if sum(file.line == line for file in there) >= MOST_OF_A_LINE:
        found.append(Problem("files_too_many", line, {"most": MOST_OF_A_LINE}))
    if sum(file.size for file in there) + size > LARGEST_OF_A_REPORT:
        found.append(Problem("files_too_large", line, {"largest": LARGEST_OF_A_REPORT // 1_000_000}))
    if len(journal) > LONGEST_JOURNAL:
        found.append(Problem("text_too_long", "journal", {"max_length": LONGEST_JOURNAL}))
    elif not is_intact(journal):
        found.append(Problem("not_understood", "journal", {"value": ascii(journal)[:80]}))
    return found
