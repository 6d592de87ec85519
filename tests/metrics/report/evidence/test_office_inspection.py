"""What is refused of an office file, whatever its parts are called."""

from __future__ import annotations

import io
import os
import struct
import zipfile

import pytest

from metrics.errors import InvalidInput
from metrics.report.evidence import office_inspection
from metrics.report.evidence.evidence_file import FileKind
from metrics.report.evidence.file_inspection import check_file
from tests.files import OLE, archive, office, open_document, relation

ROOM, MOST = 1_000_000, 100
OFFICE = "application/vnd.openxmlformats-officedocument"


def typed(kind: str) -> str:
    return f'<Default Extension="bin" ContentType="{kind}"/>'


def swollen() -> bytes:
    """A document of a few kB that unpacks to more than the limit, in itself and in what lies within it."""
    part = {"word/x.xml": bytes(ROOM * 2 // 3)}
    return office(parts={**part, "word/embeddings/x.docx": office(parts=part)})


def shared() -> bytes:
    """A document whose list tells of the same bytes many times."""
    whole = office(parts={"word/x.xml": os.urandom(9_000)})
    with zipfile.ZipFile(io.BytesIO(whole)) as read:
        at = read.start_dir
    entries, end = whole[at:-22], whole[-22:]
    again = entries[entries.index(b"word/x.xml") - 46 :]
    count, size = struct.unpack("<HI", end[10:16])
    end = end[:8] + struct.pack("<HHI", count + 1, count + 1, size + len(again)) + end[16:]
    return whole[:at] + entries + again.replace(b"/x.xml", b"/y.xml") + end


def lying() -> bytes:
    """A document one part of which is longer than it says."""
    whole = office(parts={"word/x.xml": bytes(50_000)})
    return whole.replace(struct.pack("<I", 50_000), struct.pack("<I", 10))


def nested(depth: int) -> bytes:
    return office(parts={"word/embeddings/x.docx": nested(depth - 1)} if depth else None)


def locked(whole: bytes) -> bytes:
    """The same archive, whose parts say that they are locked."""
    return whole.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


BAD: dict[str, tuple[bytes, str]] = {
    "an archive": (archive({"x.exe": b"MZ"}), "file_embeds"),
    "an archive of texts": (archive({"x.txt": b"x"}), "file_kind_unknown"),
    "a locked archive": (locked(office()), "file_encrypted"),
    "a locked text of LibreOffice": (
        open_document(parts={"META-INF/manifest.xml": "<x><manifest:encryption-data/></x>"}),
        "file_encrypted",
    ),
    "a docm": (office(main="application/vnd.ms-word.document.macroEnabled.main+xml"), "file_runs"),
    "an xlsm": (
        office(FileKind.XLSX, main="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        "file_runs",
    ),
    "macros by their type": (office(types=typed("application/vnd.ms-office.vbaProject")), "file_runs"),
    "macros by a relation": (office(relations=relation("vbaProject")), "file_runs"),
    "macros under another name": (office(parts={"word/media/image1.png": OLE}), "file_embeds"),
    "macros of Excel 4": (
        office(FileKind.XLSX, types=typed("application/vnd.ms-excel.macrosheet+xml")),
        "file_runs",
    ),
    "macros of LibreOffice": (open_document(parts={"Basic/Standard/Module1.xml": "x"}), "file_runs"),
    "scripts of LibreOffice": (open_document(parts={"Scripts/python/x.py": "x"}), "file_runs"),
    "an object within": (office(types=typed(f"{OFFICE}.oleObject")), "file_embeds"),
    "an object by a relation": (office(relations=relation("oleObject")), "file_embeds"),
    "a control": (office(relations=relation("control")), "file_embeds"),
    "a page within": (office(relations=relation("aFChunk")), "file_embeds"),
    "a program within": (office(parts={"word/media/x.emf": b"MZ"}), "file_embeds"),
    "macros within what is within": (
        office(parts={"word/embeddings/x.xlsx": office(types=typed("application/x.vbaProject"))}),
        "file_runs",
    ),
    "a document in a document in a document": (nested(2), "file_embeds"),
    "a template from elsewhere": (
        office(relations=relation("attachedTemplate", target="https://evil.example/x.dotm", external=True)),
        "file_fetches",
    ),
    "an entity": (
        office(parts={"[Content_Types].xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}),
        "file_damaged",
    ),
    "a list in another writing": (
        office(parts={"_rels/x.rels": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")}),
        "file_damaged",
    ),
    "a path out": (office(parts={"../../etc/cron.d/x": "x"}), "file_damaged"),
    "two parts of one name": (office(parts={"WORD/document.xml": "x"}), "file_damaged"),
    "a document cut off": (office()[:-30], "file_damaged"),
    "a document that swells": (swollen(), "file_swells"),
    "a document of shared bytes": (shared(), "file_swells"),
    "a document that lies": (lying(), "file_damaged"),
    "a list that swells": (office(parts={"_rels/x.rels": bytes(ROOM // 2 + 1)}), "file_swells"),
    "a document with very many parts": (office(parts={f"word/{n}": "" for n in range(MOST)}), "file_swells"),
}


@pytest.fixture(autouse=True)
def little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test reaches in no time."""
    monkeypatch.setattr(office_inspection, "LARGEST_UNPACKED", ROOM)
    monkeypatch.setattr(office_inspection, "LARGEST_LISTS", ROOM // 2)
    monkeypatch.setattr(office_inspection, "MOST_PARTS", MOST)


@pytest.mark.parametrize("name", BAD)
def test_an_office_file_that_runs_fetches_or_swells_is_refused(name: str) -> None:
    content, code = BAD[name]
    with pytest.raises(InvalidInput) as refused:
        check_file("x.docx", content)
    assert [problem.code for problem in refused.value.problems] == [code]
