"""What a file is, decided by its content alone, and what is refused of it whatever it is called."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass

from PIL import Image

from metrics.errors import InvalidInput, refuse
from metrics.report.evidence.evidence_file import LARGEST_FILE, FileKind
from metrics.report.evidence.file_names import clean_file_name
from metrics.report.evidence.office_inspection import OLD_OFFICE, PACKAGE, inspect_office
from metrics.report.evidence.pdf_inspection import PDF, inspect_pdf

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
MOST_PIXELS = 100_000_000
WITHIN = 1_024  # bytes from the beginning in which readers of PDF look for its mark
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that is taken: the name it may bear, what it is, and its digest."""

    name: str
    kind: FileKind
    content: bytes
    digest: str


def check_file(name: str, content: bytes) -> CheckedFile:
    """Check a file. Raises InvalidInput with the reason it is not taken."""
    if not content:
        raise refuse("file_empty", "file")
    if len(content) > LARGEST_FILE:
        raise refuse("file_over_limit", "file", largest=LARGEST_FILE // 1_000_000)
    kind = _inspect(content)
    return CheckedFile(clean_file_name(name, kind), kind, content, hashlib.sha256(content).hexdigest())


def _inspect(content: bytes) -> FileKind:
    if content.startswith(PACKAGE):
        return inspect_office(content)
    if content.startswith(OLD_OFFICE):
        raise refuse("file_encrypted" if _ENCRYPTED_OFFICE in content else "file_old_office", "file")
    if content.startswith(PDF):
        _demand_one_kind(content)
        inspect_pdf(content)
        return FileKind.PDF
    if content.startswith((PNG, JPEG)):
        _demand_one_kind(content)
        return _inspect_picture(content)
    raise refuse("file_kind_unknown", "file", allowed="PDF, PNG, JPEG, docx, xlsx, pptx, odt, ods")


def _demand_one_kind(content: bytes) -> None:
    """Refuse what another program would take for something else: an archive, or a PDF behind a picture's mark."""
    if zipfile.is_zipfile(io.BytesIO(content)) or PDF in content[1:WITHIN]:
        raise refuse("file_two_kinds", "file")


def _inspect_picture(content: bytes) -> FileKind:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            wide, high = picture.size
            if wide * high > MOST_PIXELS:
                raise refuse("picture_too_large", "file", most=MOST_PIXELS // 1_000_000)
            picture.verify()
    except InvalidInput:
        raise
    except Image.DecompressionBombError as wrong:
        raise refuse("picture_too_large", "file", most=MOST_PIXELS // 1_000_000) from wrong
    except Exception as wrong:  # a broken picture breaks Pillow in many ways, and none of them is documented
        raise refuse("file_damaged", "file") from wrong
    return FileKind.PNG if content.startswith(PNG) else FileKind.JPEG
