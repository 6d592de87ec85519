"""Small files of each kind, as programs write them, and the parts from which hostile ones are made."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image

from metrics.report.evidence.evidence_file import MEDIA_TYPES, FileKind

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = {
    FileKind.DOCX: "word/document.xml",
    FileKind.XLSX: "xl/workbook.xml",
    FileKind.PPTX: "ppt/presentation.xml",
}


def archive(parts: Mapping[str, bytes | str]) -> bytes:
    """An archive with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def office(
    kind: FileKind = FileKind.DOCX,
    parts: Mapping[str, bytes | str] | None = None,
    *,
    types: str = "",
    relations: str = "",
    main: str = "",
) -> bytes:
    """A file of Word, Excel or PowerPoint; `types` and `relations` are added to what its lists tell."""
    told = main or f"{MEDIA_TYPES[kind]}.main+xml"
    override = f'<Override PartName="/{MAIN[kind]}" ContentType="{told}"/>'
    own = {
        "[Content_Types].xml": f"<Types>{override}{types}</Types>",
        "_rels/.rels": f'<Relationships><Relationship Type="{RELATION}/officeDocument"/></Relationships>',
        MAIN[kind]: "<x/>",
        f"{MAIN[kind].partition('/')[0]}/_rels/x.rels": f"<Relationships>{relations}</Relationships>",
    }
    return archive({**own, **(parts or {})})


def relation(kind: str, *, target: str = "x", external: bool = False) -> str:
    """A line of a list of relations."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Type="{RELATION}/{kind}" Target="{target}"{mode}/>'


def open_document(kind: FileKind = FileKind.ODT, parts: Mapping[str, bytes | str] | None = None) -> bytes:
    """A file of LibreOffice."""
    own = {"mimetype": MEDIA_TYPES[kind], "content.xml": "<x/>", "META-INF/manifest.xml": "<manifest/>"}
    return archive({**own, **(parts or {})})


def picture(form: str = "PNG", size: tuple[int, int] = (3, 2)) -> bytes:
    """A picture."""
    file = io.BytesIO()
    Image.new("L", size).save(file, form)
    return file.getvalue()


def pdf(*objects: bytes) -> bytes:
    """A PDF with more objects."""
    return PDF.replace(b"trailer", b"".join(objects) + b"trailer")


def packed(listed: bytes, *, told: bytes = b"/ObjStm", filtered: bytes = b"/FlateDecode") -> bytes:
    """A list of objects of a PDF, packed."""
    head = b"9 0 obj\n<< /Type " + told + b" /Filter " + filtered + b" >>\nstream\r\n"
    return head + zlib.compress(listed) + b"\nendstream\nendobj\n"


GOOD: Mapping[str, tuple[bytes, FileKind]] = {
    "a PDF": (PDF, FileKind.PDF),
    "a PDF of today": (pdf(packed(b"<< /Type /Page >>")), FileKind.PDF),
    "a PNG": (picture(), FileKind.PNG),
    "a JPEG": (picture("JPEG"), FileKind.JPEG),
    "a document": (office(), FileKind.DOCX),
    "a workbook": (office(FileKind.XLSX), FileKind.XLSX),
    "slides": (office(FileKind.PPTX), FileKind.PPTX),
    "a text of LibreOffice": (open_document(), FileKind.ODT),
    "a sheet of LibreOffice": (open_document(FileKind.ODS), FileKind.ODS),
    "a document with a chart": (
        office(
            parts={"word/embeddings/book.xlsx": office(FileKind.XLSX)},
            relations=relation("package") + relation("hyperlink", target="https://x.dk", external=True),
        ),
        FileKind.DOCX,
    ),
    "a workbook reckoned from another": (
        office(FileKind.XLSX, relations=relation("externalLinkPath", external=True)),
        FileKind.XLSX,
    ),
}
