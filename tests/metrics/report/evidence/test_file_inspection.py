"""What a file is by its content, and each thing that is refused, whatever the file is called."""

from __future__ import annotations

import hashlib
import struct
import zlib

import pytest

from metrics.errors import InvalidInput
from metrics.report.evidence.evidence_file import LARGEST_FILE, FileKind
from metrics.report.evidence.file_inspection import check_file
from tests import files
from tests.files import GOOD, OLE, archive, office, pdf, picture, relation

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ROOM, MOST = 1_000_000, 100
OFFICE = "application/vnd.openxmlformats-officedocument"


def wide_png() -> bytes:
    """A picture of a few bytes that says it has ten billion dots."""
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + head
    whole = picture()
    return whole[:8] + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + whole[33:]


BAD: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "file_empty"),
    "a program called a PDF": (b"MZ\x90\x00" + bytes(200), "file_kind_unknown"),
    "a script": (b"#!/bin/sh\nrm -rf ~", "file_kind_unknown"),
    "a picture with a script": (SVG, "file_kind_unknown"),
    "a page": (b"<!DOCTYPE html><script>alert(1)</script>", "file_kind_unknown"),
    "a document of old": (OLE, "file_old_office"),
    "a locked document": (OLE + "EncryptedPackage".encode("utf-16-le"), "file_encrypted"),
    "a picture from elsewhere": (
        office(relations=relation("image", target="file://evil.example/x.png", external=True)),
        "file_fetches",
    ),
    "a PDF that is an archive as well": (files.PDF + archive({"x": b"x"}) + b"%%EOF", "file_two_kinds"),
    "a picture that is an archive as well": (picture() + archive({"x.class": b"x"}), "file_two_kinds"),
    "a picture that is a PDF as well": (picture()[:33] + files.PDF + picture()[33:], "file_two_kinds"),
    "a picture cut off": (picture()[:40], "file_damaged"),
    "a picture of ten billion dots": (wide_png(), "picture_too_large"),
}


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("called", ["x", "x.exe", "x.svg"])
def test_a_file_is_what_its_content_says(name: str, called: str) -> None:
    content, kind = GOOD[name]
    checked = check_file(called, content)
    assert checked.kind is kind
    assert checked.digest == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("name", BAD)
def test_what_may_harm_is_refused_for_what_it_is(name: str) -> None:
    content, code = BAD[name]
    with pytest.raises(InvalidInput) as refused:
        check_file("x.pdf", content)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_the_largest_file_is_taken_and_not_a_byte_more() -> None:
    largest = pdf(b"%" + bytes(LARGEST_FILE - len(files.PDF) - 1))
    assert check_file("x.pdf", largest).kind is FileKind.PDF
    with pytest.raises(InvalidInput, match="file_over_limit"):
        check_file("x.pdf", pdf(b"%" + bytes(LARGEST_FILE - len(files.PDF))))
